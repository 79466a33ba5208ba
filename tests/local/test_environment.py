"""The environment is made once, and again when the pinned requirements change."""

import sys
from pathlib import Path

import pytest

from local.environment import is_ready, make_ready
from local.trouble import Trouble

NAME = "requirements.txt"


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout that pins nothing, so that nothing is fetched, with its environment made."""
    checkout = tmp_path_factory.mktemp("checkout")
    (checkout / NAME).write_text("# nothing\n")
    make_ready(checkout, (NAME,))
    return checkout


def test_an_environment_is_used_again(fresh: Path, capsys: pytest.CaptureFixture[str]) -> None:
    python = make_ready(fresh, (NAME,))
    assert python == fresh / ".venv" / "bin" / "python"
    assert capsys.readouterr().err == ""


def test_changed_requirements_are_installed_and_a_failure_is_one_line(fresh: Path) -> None:
    changed = fresh / "changed.txt"
    changed.write_text("# nothing\n")
    make_ready(fresh, ("changed.txt",))
    assert is_ready(fresh / ".venv", changed)
    changed.write_text("./not-there-1.0-py3-none-any.whl --hash=sha256:" + "0" * 64)
    assert not is_ready(fresh / ".venv", changed)
    with pytest.raises(Trouble, match=r"changed\.txt could not be installed: ERROR") as told:
        make_ready(fresh, ("changed.txt",))
    assert "\n" not in str(told.value)
    assert not is_ready(fresh / ".venv", changed)


@pytest.mark.parametrize("module", ["ensurepip", "venv"])
def test_a_python_without_venv_is_told_what_to_install(
    module: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / NAME).write_text("# nothing\n")
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(Trouble, match="apt-get install python3-venv"):
        make_ready(tmp_path, (NAME,))
