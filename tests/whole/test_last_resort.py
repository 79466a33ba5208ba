"""An exception that nobody caught is told by its kind: neither the web server nor Python repeats what it says."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.whole.client import Client
from tests.whole.needles import new_stem, seen_in_files, ways
from tests.whole.parts import Parts


@pytest.fixture
def parts(home: Path) -> Iterator[Parts]:
    """A site with one address that fails."""
    parts = Parts(home, "tests.whole.failing_wsgi:application")
    yield parts
    parts.stop()


def test_what_escapes_every_page_is_not_written_down(parts: Parts) -> None:
    stem, said = new_stem(), parts.home / "said.txt"
    assert Client(parts.port).get(f"/fails?{stem}query").status == 500
    assert said.read_bytes().startswith(b"ERROR wsgi ValueError at config/errors.py")
    assert seen_in_files([said], ways(stem)) == {}
    # The control: what the web server makes of it by itself.
    parts.application = "tests.whole.failing_wsgi:loud"
    parts.kill_the_master()
    assert Client(parts.port).get(f"/fails?{stem}query").status == 500
    assert seen_in_files([said], ways(stem)) != {}
