"""What a test needs from the machine: without it the test is skipped, which is said loudly once, or it fails.

With REQUIRE_BROWSER=1 it fails: .ci/run asks so, because it installs all of it.
"""

import os
import shutil

import pytest

MISSING = "NO {}: it is not installed, so this was not tried (.ci/run installs it)"
missed: dict[str, None] = {}


def need(found: object, missing: str) -> None:
    """Go on if it was found; else skip or fail the test with the line that says what is missing."""
    if found:
        return
    if os.environ.get("REQUIRE_BROWSER") == "1":
        pytest.fail(missing, pytrace=False)
    missed[missing] = None
    pytest.skip(missing)


def need_program(program: str) -> None:
    """The same for a program by its name."""
    need(shutil.which(program), MISSING.format(program.upper()))
