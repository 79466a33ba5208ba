"""Posts by their last word and what stands before it: 'resort manager', 'president of the gaming society'."""

from collections.abc import Callable, Iterator
from itertools import pairwise

from ...lexicon import COMMON, FIRST, FUNCTION, NOBODY, SURNAME, TWOFOLD, VERB, WORD
from ...marks import LIKELY, POSSIBLE, Mark, mark
from ...wording import Text, Word
from .vocabulary import DEEDS, SETS

_POSTS = SETS["posts after a word"]
_POSTS_OF = SETS["posts of something"]
_TEACHING = SETS["posts of teaching"]
_MANY_HOLD = frozenset(tuple(pair.split("/")) for pair in SETS["many hold"])
# 'the school nurse', 'the pool supervisor'; not 'a student nurse', 'my placement supervisor'.
_FEW_HOLD = frozenset(tuple(pair.split("/")) for pair in SETS["posts after some words"])
_NO_SUBJECT = SETS["no subjects"]
_NOT_BEFORE_A_POST = SETS["not before a post"]
_RANKS_BEFORE = SETS["ranks before a post"]
_NOT_OF = SETS["not of"]
_SUBJECTS_TOO = SETS["subjects with a capital"]
_THE = frozenset({"the", "our", "their"})
# One in each place has it: these need no word before them.
_ALONE = SETS["posts by themselves"]
_RANKS = frozenset({"head", "chief", "first", "second", "third", "lead"})
_RANKED = SETS["posts after a rank"]
_JOBS = _ALONE | _POSTS | _RANKED | SETS["jobs"]
_ONLY = frozenset({"only", "first", "youngest", "oldest"})
_PEOPLE = SETS["people of a sort"]
_NO_PEOPLE = SETS["no people by their ending"]
_WHAT_PEOPLE_DO = ("ist", "ess", "er", "tor", "llor")
_WHERE = frozenset({"on", "in", "at", "of", "for", "under", "over", "working", "doing"})
_INSIDE = frozenset({"the", "our", "their", "my", "a", "in", "at", "of", "on", "back", "whole"})
_FARTHEST = 6
_WHO = frozenset({"who", "that"})
_SOMEBODY = _PEOPLE | {"one", "person", "fella", "chap"}
_WHAT_A_POST_DOES = SETS["what a post does"]
# 'a bang on the head'.
_NOT_THE_HEAD = SETS["not before the head"]
_MOST = 3


def find(text: Text) -> Iterator[Mark]:
    """Marks of the kind role."""
    words = text.words
    yield from _by_one_word(words)
    for i, word in enumerate(words):
        if word.low in _POSTS_OF:
            end = _of(words, i)
            if end > i:
                yield mark(words[_start(words, i)].start, words[end].end, "role", LIKELY, "post of something")
        if word.low in _ONLY and i and word.joined:
            yield from _the_only(words, i)
        if word.low in _WHO and word.joined:
            yield from _who_does(words, i)
        yield from _by_its_words(words, i)


def _by_its_words(words: list[Word], i: int) -> Iterator[Mark]:
    """'resort manager', 'the pool supervisor', 'my geography teachers form'."""
    word = words[i]
    if word.low in _POSTS or word.low in _TEACHING:
        start = _start(words, i)
        if start < i:
            yield mark(words[start].start, words[_of(words, i)].end, "role", LIKELY, "post by its words")
    elif word.low.removesuffix("s") in _TEACHING and _start(words, i) < i:
        # People leave the apostrophe out.
        yield mark(words[_start(words, i)].start, word.end - 1, "role", POSSIBLE, "post by its words")
    elif i and (words[i - 1].low, word.low) in _FEW_HOLD and word.joined:
        yield mark(words[i - 1].start, word.end, "role", LIKELY, "post by its words")


def _the_only(words: list[Word], i: int) -> Iterator[Mark]:
    """'the only female fitter', 'the county's first openly trans referee'; not 'the first teacher'."""
    if words[i - 1].low not in _THE and not words[i - 1].possessive:
        return
    for at in range(i + 1, min(i + 2 + _MOST, len(words))):
        if not words[at].joined or words[at].sorts & FUNCTION:
            return
        # 'the only girl' says nothing yet, 'the only girl on the rota' does.
        somebody = words[i].low == "only" and at == i + 1 and words[at].low in _PEOPLE
        end = _where(words, at, there=somebody)
        job = words[at].low in _JOBS or words[i].low != "first" and _does_something(words[at])
        if job and (words[i].low != "first" or at > i + 1) or somebody and end > at:
            start = i - 2 if words[i - 1].possessive and i > 1 and words[i - 2].low in _THE else i - 1
            yield mark(words[start].start, words[end].end, "role", LIKELY, "the only one")
            return


def _who_does(words: list[Word], i: int) -> Iterator[Mark]:
    """'the lad who does the ice machine', 'the woman who prices the books'; not 'the boy who does it'."""
    at = _behind_what_it_does(words, i + 1)
    if i < 2 or at is None:
        return
    start = next((each for each in (i - 2, i - 3) if each >= 0 and words[each].low in _THE), None)
    if start is None or words[i - 1].low not in _SOMEBODY or not words[i - 1].joined:
        return
    first = at + 1 if words[at].low in _THE else at
    end = _end_of_row(words, first, _may_be_done)
    if end > first:
        yield mark(words[start].start, words[end - 1].end, "role", LIKELY, "who does something")


def _behind_what_it_does(words: list[Word], i: int) -> int | None:
    """The word behind 'does' or 'looks after' at word i; None where it is nothing that a post does, or the last."""
    low = [word.low for word in words[i : i + 2]]
    at = i + 2 if low == ["looks", "after"] else i + 1
    return at if at < len(words) and (at > i + 1 or low[0] in _WHAT_A_POST_DOES) else None


def _end_of_row(words: list[Word], first: int, may: Callable[[Word], bool]) -> int:
    """Behind the last of a few words from `first` on that belong together and `may` all stand there."""
    end = first
    while end < len(words) and end - first < _MOST and words[end].joined and may(words[end]):
        end += 1
    return end


def _may_be_done(word: Word) -> bool:
    return not word.sorts & (FUNCTION | VERB | NOBODY)


def _does_something(word: Word) -> bool:
    """'bassoonist', 'signwriter', 'waitress'; not 'answer'."""
    return (
        word.low.endswith(_WHAT_PEOPLE_DO)
        and word.low not in _NO_PEOPLE
        and bool(word.sorts & WORD or not word.sorts)
    )


def _where(words: list[Word], i: int, *, there: bool) -> int:
    """The last word of 'on the back row', 'working there' after word i; i itself if nothing says where."""
    if i + 1 < len(words) and words[i + 1].joined and words[i + 1].low == "there":
        return i + there
    last = i
    for at in range(i + 1, min(i + 1 + _FARTHEST, len(words))):
        word = words[at]
        if not word.joined or not (word.low in _WHERE if at == i + 1 else _may_be_where(word)):
            break
        if word.low not in _INSIDE and at > i + 1:
            last = at
    return last


def _may_be_where(word: Word) -> bool:
    return word.low in _INSIDE or word.low == "there" or not word.sorts & (FUNCTION | VERB)


def _by_one_word(words: list[Word]) -> Iterator[Mark]:
    """'the accompanist', 'second engineer', 'warden said'."""
    for i, (before, word) in enumerate(pairwise(words), 1):
        alone = word.low in _ALONE and before.low in _THE
        if word.joined and (alone or _is_ranked(before, word) or _is_the_head(words, i)):
            yield mark(before.start, word.end, "role", LIKELY, "post by its words")
        elif before.low in _ALONE and before.begins and word.joined and word.low in DEEDS:
            yield mark(before.start, before.end, "role", LIKELY, "post by its words")


def _is_the_head(words: list[Word], i: int) -> bool:
    """'she went straight to the head n he was gone'."""
    if words[i].low != "head" or words[i].possessive or words[i - 1].low not in _THE:
        return False
    after = words[i + 1] if i + 1 < len(words) and words[i + 1].joined else None
    closes = after is None or after.low in DEEDS or after.sorts & FUNCTION and after.low != "of"
    return bool(closes) and (i < 2 or words[i - 2].low not in _NOT_THE_HEAD)


def _is_ranked(before: Word, post: Word) -> bool:
    """'the second engineer', 'head guard', 'chief mate'."""
    return before.low in _RANKS and post.low in _RANKED and not post.possessive


def _start(words: list[Word], i: int) -> int:
    """Where the post begins whose last word is word i; i itself if nothing says which post it is."""
    at = i
    while at and i - at < _MOST and words[at].joined and _may_stand_before(words[at - 1]):
        at -= 1
    if at == i or i - at == 1 and _is_anybodys(words[at], words[i]):
        return i
    while at < i and words[at].low in _NO_SUBJECT and words[i].low in _TEACHING:
        at += 1
    return at


def _may_stand_before(word: Word) -> bool:
    if word.low in _RANKS_BEFORE or word.low in _SUBJECTS_TOO:
        return True
    if word.sorts & (FUNCTION | VERB | NOBODY) or word.possessive or not word.text[0].isalpha():
        return False
    if word.low in _NOT_BEFORE_A_POST or word.low.endswith(("ly", "'s", "’s")):
        return False
    # 'Tom manager': a name says nothing of the post.
    return (
        bool(word.sorts & (COMMON | WORD))
        and not word.sorts & FIRST
        or not word.sorts & (FIRST | SURNAME | TWOFOLD)
    )


def _is_anybodys(before: Word, post: Word) -> bool:
    """'shop assistant', 'police officer', 'form tutor': many hold it."""
    if post.low in _TEACHING and before.low in _NO_SUBJECT:
        return True
    return (before.low, post.low) in _MANY_HOLD or ("any", before.low) in _MANY_HOLD


def _of(words: list[Word], i: int) -> int:
    """The last word of 'head of sixth form', 'chair of the parish council'; i itself if nothing follows."""
    if i + 2 >= len(words) or words[i + 1].low != "of" or not words[i + 1].joined:
        return i
    at = i + 2
    if words[at].low in ("the", "our", "his", "her") and at + 1 < len(words) and words[at].joined:
        at += 1
    end = _end_of_row(words, at, _may_follow)
    if end == at or words[at].low in _NOT_OF:
        return i
    return end - 1


def _may_follow(word: Word) -> bool:
    if word.low.isdigit() or word.low in _SUBJECTS_TOO:
        return True
    return not word.sorts & (FUNCTION | VERB) and word.text[0].isalnum()
