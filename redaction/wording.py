"""A text as words that know where they stand."""

import re
from collections.abc import Container, Iterator
from typing import NamedTuple

from .vocabulary import TITLES

# A letter may be followed by combining marks, which Python does not count as part of a word.
_LETTERS = r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*"
_WORD = re.compile(rf"{_LETTERS}(?:['’\-]{_LETTERS})*")
_POSSESSIVES = ("'s", "’s")
_LONGEST_NAME = 3
_ENDS_A_SENTENCE = re.compile(r"[.!?…:;\n\"“”()\[\]•*–—-]")


class Word(NamedTuple):
    """A word without a possessive 's, where it begins, and what stands between it and the word before."""

    text: str
    start: int
    gap: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def folded(self) -> str:
        return self.text.casefold()

    @property
    def is_capitalised(self) -> bool:
        return self.text[0].isupper()

    @property
    def is_shouted(self) -> bool:
        return len(self.text) > 1 and self.text.isupper()

    @property
    def is_in_one_case(self) -> bool:
        """Small letters or capitals throughout: its case says nothing."""
        return self.is_shouted or not self.is_capitalised

    @property
    def begins_a_sentence(self) -> bool:
        """Or might: a capital letter there says nothing."""
        return self.start == len(self.gap) or bool(_ENDS_A_SENTENCE.search(self.gap))


def words_of(text: str) -> list[Word]:
    """All words, in order."""
    return list(_words(text))


def folded_words(text: str) -> list[str]:
    """All words in lower case."""
    return [word.folded for word in _words(text)]


def could_be_name(word: Word, not_names: Container[str]) -> bool:
    """Whether a word has a capital letter, or is one, and is none of `not_names`."""
    if not word.is_capitalised or word.folded in not_names:
        return False
    return not word.is_shouted or len(word.text) == 1


def capitalised_run(words: list[Word], i: int, not_names: Container[str]) -> int:
    """Where the row of at most three names that begins with word i ends; i itself if there is none."""
    end = i
    while end < min(len(words), i + _LONGEST_NAME) and could_be_name(words[end], not_names):
        if end > i and not directly_after(words, end):
            break
        end += 1
    return end


def directly_after(words: list[Word], i: int) -> bool:
    """Whether word i follows the one before after a space, or a full stop and a space as in 'Dr. Vale'."""
    if i >= len(words) or words[i].gap not in (" ", ". "):
        return False
    return words[i].gap == " " or words[i - 1].folded in TITLES or len(words[i - 1].text) == 1


def _words(text: str) -> Iterator[Word]:
    at = 0
    for match in _WORD.finditer(text):
        word = match.group()
        if word.endswith(_POSSESSIVES):
            word = word[:-2]
        yield Word(word, match.start(), text[at : match.start()])
        at = match.start() + len(word)
