"""An older Python is refused in a line that it can still say."""

import ast
from pathlib import Path

import pytest

from local.arguments import CHECKOUT
from local.version import refusal

SAID_BY_AN_OLDER_PYTHON = ("bin/run", "bin/test", "local/__init__.py", "local/version.py")


@pytest.mark.parametrize("version", [(3, 10, 13), (3, 4, 0), (2, 7, 18)])
def test_a_python_that_is_too_old_is_refused_in_one_line(version: tuple[int, ...]) -> None:
    said = refusal(version, "bin/run")
    assert "needs Python 3.11 or newer" in said
    assert "\n" not in said


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 13, 1), (4, 0, 0)])
def test_a_python_that_is_new_enough_is_not_refused(version: tuple[int, ...]) -> None:
    assert refusal(version, "bin/run") == ""


@pytest.mark.parametrize("name", SAID_BY_AN_OLDER_PYTHON)
def test_an_older_python_can_read_what_refuses_it(name: str) -> None:
    source = Path(CHECKOUT, name).read_text(encoding="ascii")
    assert ast.parse(source, feature_version=(3, 4))
