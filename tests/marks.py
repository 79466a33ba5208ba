"""Signs by which a text is found again, and which no rule of the finder takes for anything that identifies."""

import secrets

import redaction
from local.arguments import CHECKOUT

_LIST = CHECKOUT / "tests/reading/common_words.txt"
# Long ones are no names; letters in any order would be taken for one. An apostrophe is another sign in HTML.
WORDS = [word for word in _LIST.read_text("ascii").split() if len(word) > 6 and word.isalpha()]


def new_mark(around: str = "It rained. {mark}") -> str:
    """Three everyday words that add no mark to the text `around` them, which holds `{mark}`."""
    marked = len(redaction.find(around.format(mark="It rained.")))
    while True:
        mark = " ".join(secrets.choice(WORDS) for _word in range(3))
        if len(redaction.find(around.format(mark=mark))) == marked:
            return mark
