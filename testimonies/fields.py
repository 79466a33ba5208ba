"""Fields that leave words exactly as they were typed, and say kindly what they cannot take."""

import math
import unicodedata
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

# Letters by category that draw nothing: a text of these alone is as empty as one of spaces.
_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0") | {
    chr(c) for c in range(0xFE00, 0xFE10)
}
_UNSEEN_CATEGORIES = frozenset({"Cf", "Cc", "Zs", "Zl", "Zp"})
NO_SPELLING = {"spellcheck": "false"}


def says_nothing(text: str) -> bool:
    """Whether a text holds only white space and letters without width."""
    return all(c.isspace() or c in _UNSEEN or unicodedata.category(c) in _UNSEEN_CATEGORIES for c in text)


class WordsField(forms.CharField):
    """Somebody's own words: up to `limit` code points once CRLF is LF, otherwise untouched."""

    widget = forms.Textarea

    def __init__(self, *, limit: int, too_long: str | None = None, **kwargs: Any) -> None:
        super().__init__(strip=False, **kwargs)
        self.limit, self.too_long = limit, too_long
        # Django's own refuses NUL with a message of its own, beside ours.
        self.validators = []

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """As every box for somebody's words: no help with spelling that sends them away (decision 0013)."""
        return super().widget_attrs(widget) | NO_SPELLING

    def to_python(self, value: Any) -> str:
        """The text with LF line ends; nothing but unseen letters counts as nothing."""
        text = super().to_python(value).replace("\r\n", "\n").replace("\r", "\n")
        return "" if says_nothing(text) else text

    def validate(self, value: str) -> None:
        """Refuse what is empty, too long, or holds a control character."""
        super().validate(value)
        if len(value) > self.limit:
            raise ValidationError(self._how_much(value), code="too_long")
        refuse_control_characters(value, allowed="\n\t")

    def _how_much(self, value: str) -> str:
        # Rounded up to ten: what is cut by the number we say must then fit.
        words = math.ceil(max(1, len(value[self.limit :].split())) / 10) * 10
        message = self.too_long or _("This is longer than we can take here, by about {words} words.")
        return str(message).format(words=words)


class LineField(forms.CharField):
    """A few words on one line."""

    def __init__(self, *, limit: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.limit = limit
        self.validators = []

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """As for WordsField: a place or a country tells no less."""
        return super().widget_attrs(widget) | NO_SPELLING

    def to_python(self, value: Any) -> str:
        """The line, without the spaces around it."""
        text = super().to_python(value)
        return "" if says_nothing(text) else text

    def validate(self, value: str) -> None:
        """Refuse what is too long for a line, or holds a control character."""
        super().validate(value)
        if len(value) > self.limit:
            over = len(value) - self.limit
            message = ngettext(
                "This is too long for this box, by %(over)d letter.",
                "This is too long for this box, by %(over)d letters.",
                over,
            )
            raise ValidationError(message, params={"over": over}, code="too_long")
        refuse_control_characters(value, allowed="\t")


def refuse_control_characters(text: str, *, allowed: str) -> None:
    """Raise ValidationError at the first one: they cannot be seen, so the words before it are said."""
    for place, letter in enumerate(text):
        if unicodedata.category(letter) == "Cc" and letter not in allowed:
            before = text[max(0, place - 20) : place].strip()
            raise ValidationError(_hidden_sign(before), params={"before": before}, code="hidden_sign")


def _hidden_sign(before: str) -> str | Promise:
    if before:
        return _(
            "There is a hidden sign after “%(before)s” that we cannot take. "
            "It may have come with a paste. Type that part again, and it will work."
        )
    return _(
        "There is a hidden sign at the start that we cannot take. Type that part again, and it will work."
    )


class Cards(forms.RadioSelect):
    """Radio buttons drawn as cards: a bold line, and under it a hint by value."""

    def __init__(self, hints: Mapping[str, str | Promise], attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.hints = hints

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Django's option, with its hint."""
        option = super().create_option(name, value, *args, **kwargs)
        return {**option, "hint": self.hints.get(str(value), "")}


_NOT_OURS = {
    "invalid_choice": _("That answer is not one of ours. Choose again."),
    "invalid_list": _("That answer is not one of ours. Choose again."),
}


class ChoiceField(forms.ChoiceField):
    """One of our answers; another one is refused in our words, and not repeated."""

    default_error_messages = _NOT_OURS


class MultipleChoiceField(forms.MultipleChoiceField):
    """Some of our answers, in the same way."""

    default_error_messages = _NOT_OURS
