"""What goes wrong is told in one line."""

import errno
import os
import shutil

import pytest

from local.arguments import CHECKOUT, parse
from local.cluster import why
from local.trouble import StopAsked, Trouble, in_one_line, told
from local.words import last_words

TRACEBACK = """a warning
Traceback (most recent call last):
  File "manage.py", line 9, in <module>
    execute()
django.db.utils.IntegrityError: null value in column "state"
DETAIL:  Failing row contains (what she wrote).
"""


def test_of_a_traceback_only_the_error_is_told_and_never_the_row() -> None:
    assert last_words(TRACEBACK) == 'django.db.utils.IntegrityError: null value in column "state"'


def test_of_a_plain_complaint_the_last_line_is_told() -> None:
    assert last_words("first\nCommandError: no such moderator\n\n") == "CommandError: no such moderator"
    assert last_words("") == "no reason given"


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_called_one(number: int, tmp_path: os.PathLike) -> None:
    text = os.strerror(number)
    assert told(OSError(number, text, "var")) == "the disk is full: var"
    assert told(shutil.Error([("from", "to", f"[Errno {number}] {text}: 'to'")])) == "the disk is full"
    assert last_words(f"{TRACEBACK}psycopg2.errors.DiskFull: {text}") == "the disk is full"
    assert why("it failed", f"FATAL:  could not write: {text}", tmp_path).startswith(
        "it failed: the disk is full"
    )


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (Trouble("two\nlines"), "bin/run: two lines"),
        (PermissionError(errno.EACCES, "Permission denied", "/var"), "bin/run: Permission denied: /var"),
        (StopAsked(), 0),
        (KeyboardInterrupt(), 130),
    ],
)
def test_no_trouble_ends_in_a_traceback(error: BaseException, code: int | str) -> None:
    with pytest.raises(SystemExit) as end, in_one_line("bin/run"):
        raise error
    assert end.value.code == code


def test_without_arguments_it_is_the_demonstration_in_var_on_port_8000() -> None:
    options = parse([])
    assert (options.port, options.data, options.empty) == (8000, CHECKOUT / "var", False)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--port", "70000"], "is not a port"),
        (["--moderator", "wren"], "go together"),
        (["--moderator", "wren", "--password-file", "/nowhere/at-all"], "there is no password file"),
        (["--unheard-of"], "unrecognized arguments"),
    ],
)
def test_an_argument_that_does_not_fit_is_told_in_one_line(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        parse(arguments)
    errors = capsys.readouterr().err
    assert end.value.code == 2
    assert said in errors and errors.count("\n") == 1
