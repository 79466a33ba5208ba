"""Names after a title, in any language that has given its titles: 'Mme Dupont', 'Sra. Beltrán', 'Mrs Llwyd'."""

import re
from collections.abc import Sequence

_NAME = r"[^\W\d_a-zà-öø-ÿ][\w'’\-]{0,30}"


def after_titles(titles: Sequence[str]) -> re.Pattern[str]:
    """A pattern for one of these titles, each a pattern itself, and the one to three names after it."""
    either_case = "|".join(f"[{title[0].upper()}{title[0]}]{title[1:]}" for title in titles)
    return re.compile(
        rf"(?<!\w)(?:{either_case})\.? (?:(?:d[aeo]|de la|van|von|ap) )?{_NAME}(?: {_NAME}){{0,2}}"
    )


def after_names_of(words: Sequence[str]) -> re.Pattern[str]:
    """A pattern for the name after 'il s'appelle', 'se llama', 'o'r enw'."""
    return re.compile(rf"\b(?i:{'|'.join(words)}) (?P<it>{_NAME}(?: {_NAME}){{0,2}})")
