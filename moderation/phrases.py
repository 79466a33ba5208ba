"""Three texts to begin with when one says something to a writer. They are put into the box, and then edited."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CHOICES: list[tuple[str, str | Promise]] = [
    ("word", _("A question about one word")),
    ("thanks", _("A thank-you")),
    ("danger", _("Where help is, when somebody may be in danger")),
]
_TEXTS: dict[str, str | Promise] = {
    "word": _(
        "Thank you for writing. One word in it may point to a person: [which one]. "
        "May we put a bracket there instead? Yes, no or a few words are all fine. You do not have to answer."
    ),
    "thanks": _(
        "Thank you for telling us. We have read all of it. There is nothing more that you need to do."
    ),
    "danger": _(
        "Thank you for telling us. We read that you may not be safe now. We cannot come to you, and we do not "
        "know who you are. There are people who can help today, by phone or by text: they are on the page "
        "“Support” of this site. If it is happening now, call the number at the top of that page."
    ),
}


def begun(key: str, typed: str) -> str:
    """What was typed, and after it the text of this key."""
    text = str(_TEXTS[key])
    return f"{typed.rstrip()}\n\n{text}" if typed.strip() else text
