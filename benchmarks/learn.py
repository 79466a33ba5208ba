"""Learns the weights of the second opinion from invented testimonies, and writes them where the finder reads them.

pip install python-crfsuite==0.9.12      # into the environment; the site does not need it
python -m benchmarks.learn [--apart SET ...] [SET ...]

Without sets: all in tests/redaction/testimonies but those that measure (`unread*`, `measured*`), each also in small
letters, and the ordinary talk in which nobody is named. `--apart`: leave these out, so that they can measure what was
learnt from the others.
"""

import tempfile
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path

import pycrfsuite

from benchmarks.redaction import APART, Gold, read, small
from redaction.lexicon import WORDS
from redaction.signs import FAR, HERE, Signs
from redaction.wording import Text

TESTS = Path(__file__).parent.parent / "tests" / "redaction"
FILE = WORDS / "second_opinion.txt"
SPARED, NAME = "spared", "name"
# L1 leaves few signs, L2 keeps each small; a sign must have been seen twice.
SETTINGS = {
    "c1": 0.5,
    "c2": 0.1,
    "max_iterations": 150,
    "feature.minfreq": 2,
    "feature.possible_transitions": True,
}
# Weights smaller than this change nothing that can be seen.
SMALLEST = 0.04
# Neutral in the policy: neither a name nor none.
NEUTRAL = "detail"
Example = tuple[list[str], str | None]


def examples(gold: Gold) -> Iterator[list[Example]]:
    """Rows of words that may be parts of names: of each its signs with their places, and its kind if it is one."""
    text = Text(gold.text)
    signs = Signs(text)
    kinds = {at: kind for start, end, kind in gold.spans for at in range(start, end)}
    for row in signs.rows():
        yield [(_placed(signs, i), kinds.get(text.words[i].start)) for i in row]


def _placed(signs: Signs, i: int) -> list[str]:
    """The signs of word i, each with where it stands."""
    around = [f"{far} {sign}" for far, own in enumerate(signs.around(i), -FAR) for sign in own]
    return around + [f"{HERE} {sign}" for sign in signs.here(i)]


def learn(labelled: Iterable[tuple[list[list[str]], list[str]]]) -> "pycrfsuite.Tagger":
    """What is learnt from rows of words: their signs, their labels."""
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params(SETTINGS)
    for signs, labels in labelled:
        trainer.append(signs, labels)
    with tempfile.TemporaryDirectory() as directory:
        file = f"{directory}/learnt"
        trainer.train(file)
        tagger = pycrfsuite.Tagger()
        tagger.open(file)
    return tagger


def lines(golds: list[Gold]) -> Iterator[str]:
    """The file, line by line."""
    texts = [row for gold in golds for row in examples(gold)]
    names = learn(map(_name_or_none, _without_neutral(texts))).info()
    between = [names.transitions.get((a, b), 0.0) for a in (SPARED, NAME) for b in (SPARED, NAME)]
    yield "between " + " ".join(f"{weight:.3f}" for weight in between)
    speaks = Counter[str]()
    for (sign, label), weight in names.state_features.items():
        speaks[sign] += weight if label == NAME else -weight
    yield from _lines(NAME, speaks)
    named = [(signs, kind) for row in texts for signs, kind in row if kind and kind != NEUTRAL]
    kinds = learn(([signs], [kind]) for signs, kind in named).info()
    for kind in sorted(kinds.labels):
        yield from _lines(
            kind, {sign: each for (sign, label), each in kinds.state_features.items() if label == kind}
        )


def _name_or_none(row: list[Example]) -> tuple[list[list[str]], list[str]]:
    return [signs for signs, _kind in row], [NAME if kind else SPARED for _signs, kind in row]


def _without_neutral(texts: list[list[Example]]) -> Iterator[list[Example]]:
    """The rows, cut where something neutral stands."""
    for row in texts:
        for is_neutral, part in groupby(row, lambda example: example[1] == NEUTRAL):
            if not is_neutral:
                yield list(part)


def _lines(name: str, weights: Mapping[str, float]) -> Iterator[str]:
    by_place: dict[str, list[str]] = {place: [] for place in [*map(str, range(-FAR, FAR + 1)), HERE]}
    for sign, weight in sorted(weights.items()):
        # The first and last letters of a word may be any.
        if abs(weight) >= SMALLEST and sign.isascii():
            place, _space, sign = sign.partition(" ")
            by_place[place].append(f"{sign} {weight:.2f}")
    yield from (f"{name} {place} {' '.join(signs)}".rstrip() for place, signs in by_place.items())


def main() -> None:
    """Read, learn, write."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="*", type=Path)
    parser.add_argument("--apart", nargs="*", default=[])
    options = parser.parse_args()
    ours = [file for file in sorted((TESTS / "testimonies").iterdir()) if not file.stem.startswith(APART)]
    files = options.sets or [*ours, TESTS / "ordinary.txt"]
    golds = [gold for file in files if file.stem not in options.apart for gold in read(file)]
    FILE.write_text(
        "\n".join(["# Built by benchmarks/learn.py.", *lines(golds + small(golds))]) + "\n", "ascii"
    )


if __name__ == "__main__":
    main()
