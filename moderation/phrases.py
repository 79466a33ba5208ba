"""Texts to begin with when one says something to a writer. They are put into the box, and then edited.

What stands here is their first version: coordinators change them in the site, see moderation.texts.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from testimonies.states import Reason

from . import versions

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


_DECLINES: dict[str, str | Promise] = {
    Reason.RECOGNISED: _(
        "We read all of it, and we believe that it matters. As it is, somebody who was there would know who it is "
        "about. If you want to, change it below and send it again: less about the place and the people is enough."
    ),
    Reason.NOT_ABOUT: _(
        "We read all of it. This site is for one kind of story only, and yours is about something else. That does "
        "not make it small. The page “Support” may know who can help."
    ),
    Reason.HARMFUL: _(
        "We read all of it. Some of it says how something is done, and that could harm somebody who reads it. "
        "Without these lines we can publish it."
    ),
    Reason.UNLAWFUL: _(
        "We read all of it. The law where this site is run does not let us show it. You did nothing wrong by "
        "writing to us."
    ),
    Reason.SPAM: _("We could not see a story in it. If it is one, ask us to look again."),
    Reason.DUPLICATE: _("The same words came before, and one of them is with us. Nothing of yours is lost."),
    Reason.OTHER: _("We read all of it, and thank you for it. We do not publish it because [why]."),
}


def first_versions() -> dict[str, str]:
    """Every text to a writer by its key, as it stands in the code."""
    asking = {f"say-{key}": str(text) for key, text in _TEXTS.items()}
    return asking | {f"decline-{key}": str(text) for key, text in _DECLINES.items()}


def _now(key: str) -> str:
    changed = versions.newest(key)
    return changed.body if changed else first_versions()[key]


def begun(key: str, typed: str) -> str:
    """What was typed, and after it the text of this key."""
    return _after(typed, _now(f"say-{key}"))


def begun_decline(reason: str, typed: str) -> str:
    """The same for the words under the reason of a decline."""
    return _after(typed, _now(f"decline-{reason}"))


def _after(typed: str, text: str) -> str:
    return f"{typed.rstrip()}\n\n{text}" if typed.strip() else text
