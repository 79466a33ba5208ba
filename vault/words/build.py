"""Make words.txt and left_out.txt from the EFF's large list and the words we do not want.

python -m vault.words.build           writes both files again
python -m vault.words.build --check   exit status 1 if they are not what it would write
"""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from .apart import largest_apart, neighbours_among

HERE = Path(__file__).parent


def source_words() -> list[str]:
    """The words of the EFF's file, whose lines are five dice, a tab, a word."""
    return [line.split("\t")[1] for line in (HERE / "eff_large_wordlist.txt").read_text("ascii").splitlines()]


def unwanted_words() -> dict[str, str]:
    """Each unwanted word with its category. A line that begins with # is a remark."""
    lines = (HERE / "unwanted.txt").read_text("ascii").splitlines()
    return dict(line.split("\t") for line in lines if not line.startswith("#"))


def sort_out(words: Iterable[str], unwanted: dict[str, str]) -> tuple[list[str], dict[str, str]]:
    """The words that stay, in order; and for each that does not, the reason."""
    words = set(words)
    left_out = {word: "hyphenated" for word in words if "-" in word}
    left_out |= {word: f"unwanted: {unwanted[word]}" for word in words & unwanted.keys()}
    near = neighbours_among(sorted(words - left_out.keys()))
    kept = largest_apart(near)
    left_out |= {word: f"one slip from {min(near[word] & kept)}" for word in near.keys() - kept}
    return sorted(kept), left_out


def files() -> dict[str, str]:
    """The two files as they must be, by name."""
    kept, left_out = sort_out(source_words(), unwanted_words())
    reasons = (f"{word}\t{reason}\n" for word, reason in sorted(left_out.items()))
    return {"words.txt": "".join(f"{word}\n" for word in kept), "left_out.txt": "".join(reasons)}


def main() -> int:
    """Write both files, or with --check only say whether they are current."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing")
    check = parser.parse_args().check
    stale = 0
    for name, text in files().items():
        if not check:
            (HERE / name).write_text(text, "ascii")
        elif (HERE / name).read_text("ascii") != text:
            print(f"{name} is not what this makes of its sources", file=sys.stderr)
            stale = 1
    return stale


if __name__ == "__main__":
    sys.exit(main())
