"""What goes wrong on somebody's machine is told in one line, never as a traceback."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager


class Trouble(Exception):
    """Something the person at the terminal can mend; the text says what, in one line."""


class StopAsked(Exception):
    """Ctrl-C or SIGTERM arrived: end everything that was started, quietly."""


def is_full_disk(text: str) -> bool:
    """Whether a program's complaint is about a disk without room (or a quota that is used up)."""
    return os.strerror(errno.ENOSPC) in text or os.strerror(errno.EDQUOT) in text


def told(error: OSError) -> str:
    """Return one line for an error of the operating system."""
    where = f": {error.filename}" if error.filename else ""
    # A copy of many files fails with a list of errors, and without a number of its own.
    if is_full_disk(str(error)):
        return f"the disk is full{where}"
    return f"{error.strerror or error}{where}"


@contextmanager
def in_one_line(command: str) -> Iterator[None]:
    """Turn what a person can mend into one line on stderr and exit code 1; a stop asked for ends well."""
    try:
        yield
    except StopAsked:
        sys.exit(0)
    except KeyboardInterrupt:
        sys.exit(130)
    except Trouble as trouble:
        sys.exit(f"{command}: {' '.join(str(trouble).split())}")
    except OSError as error:
        sys.exit(f"{command}: {told(error)}")
