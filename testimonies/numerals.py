"""Small numbers as people say them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_WORDS: tuple[str | Promise, ...] = (
    _("none"),
    _("one"),
    _("two"),
    _("three"),
    _("four"),
    _("five"),
    _("six"),
    _("seven"),
    _("eight"),
    _("nine"),
    _("ten"),
    _("eleven"),
    _("twelve"),
)


def in_words(number: int) -> str:
    """A number in words up to twelve, in figures above."""
    return str(_WORDS[number]) if number < len(_WORDS) else f"{number}"
