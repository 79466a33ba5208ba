"""An audit of the pinned packages that did not happen is never told as one that found nothing."""

import json

import pytest

from local.audit import Verdict, told, verdict

CLEAN = {"name": "django", "version": "5.2.9", "vulns": []}
HOLED = {"name": "django", "version": "5.2", "vulns": [{"id": "CVE-2025-1", "fix_versions": ["5.2.1"]}]}
SKIPPED = {"name": "django", "skip_reason": "Dependency not found on PyPI"}


def said(*packages: dict) -> str:
    """As pip-audit says it."""
    return json.dumps({"dependencies": packages, "fixes": []})


def test_what_was_looked_up_and_has_no_hole_is_green_and_says_how_many() -> None:
    lines, code = told([verdict(said(CLEAN)), verdict(said(CLEAN))])
    assert (lines, code) == (["2 pinned packages were looked up; none has a known hole."], 0)


def test_a_hole_is_red_and_says_where_it_is_mended() -> None:
    lines, code = told([verdict(said(CLEAN)), verdict(said(HOLED))])
    assert (lines, code) == (["HOLE django 5.2: CVE-2025-1, mended in 5.2.1"], 1)


@pytest.mark.parametrize("answer", ["", "Traceback: no route", "{}", "[]", said(), said(SKIPPED)])
def test_what_could_not_be_asked_is_said_loudly_and_stops_nobody(answer: str) -> None:
    lines, code = told([verdict(answer)])
    assert code == 0 and lines[0].startswith("DEPENDENCIES WERE NOT AUDITED: ")


def test_a_hole_counts_though_another_file_could_not_be_asked() -> None:
    lines, code = told([verdict(said(HOLED)), Verdict(0, (), "no answer")])
    assert code == 1 and [line.split()[0] for line in lines] == ["HOLE", "DEPENDENCIES"]
