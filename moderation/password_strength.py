"""Whether a new password is hard to guess: it makes the key that opens stories, so length alone is not enough."""

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from zxcvbn import zxcvbn

LEAST_GUESSES_LOG10 = 10
"""zxcvbn's highest step, "very unguessable": a hundred centuries at the cost of our Argon2id."""
# What zxcvbn takes at most; the rest of a longer one only makes it better.
_LOOKED_AT = 72
_TOO_EASY = _(
    "This password can be guessed. Four words that do not belong together are good: no names, no sayings, no dates."
)


class HardToGuess:
    """Django's interface for a rule about passwords."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """Raises ValidationError for what word lists, keyboards and repeats find quickly."""
        about = [user.get_username()] if user else []
        if password and zxcvbn(password[:_LOOKED_AT], about)["guesses_log10"] >= LEAST_GUESSES_LOG10:
            return
        raise ValidationError(_TOO_EASY, code="password_too_easy")

    def get_help_text(self) -> str | Promise:
        """What to choose."""
        return _("Four words that do not belong together are good.")
