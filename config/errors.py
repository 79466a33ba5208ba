"""The only thing that is written down about an error: its type, its SQLSTATE and our own lines of the traceback.

The message of an exception is never written: psycopg2's holds the failing row, Django's the URL and the POST.
"""

import logging
import sys
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

Application = Callable[[dict[str, Any], Callable], Iterable[bytes]]

_OURS = Path(__file__).resolve().parent.parent


def describe(error: BaseException) -> str:
    """One line about an error and those it came from, without a word that anybody typed."""
    parts = []
    seen: BaseException | None = error
    while seen is not None and len(parts) < 5:
        parts.append(_one(seen))
        seen = seen.__cause__ or seen.__context__
    return " <- ".join(parts)


def _one(error: BaseException) -> str:
    state = getattr(error, "pgcode", None)
    lines = [
        f"{Path(frame.filename).relative_to(_OURS)}:{frame.lineno}"
        for frame in traceback.extract_tb(error.__traceback__)
        if Path(frame.filename).is_relative_to(_OURS) and "site-packages" not in frame.filename
    ]
    name = type(error).__name__
    return name + (f" SQLSTATE {state}" if state else "") + (f" at {' '.join(lines[-4:])}" if lines else "")


class QuietHandler(logging.Handler):
    """Writes the logger's name, the level and the description of the error; never the message."""

    def emit(self, record: logging.LogRecord) -> None:
        """One line to standard error."""
        error = record.exc_info[1] if record.exc_info else None
        what = describe(error) if error else f"{Path(record.pathname).name}:{record.lineno}"
        sys.stderr.write(f"{record.levelname} {record.name} {what}\n")


def quietly(application: Application) -> Application:
    """The same application, for a web server that would write down what an exception says: none gets there."""

    def wrapped(environ: dict[str, Any], start_response: Callable) -> Iterable[bytes]:
        try:
            return application(environ, start_response)
        except Exception:
            # Django answers its own errors; this is one in the page for errors, or before Django begins.
            logging.getLogger("wsgi").error("no page for it", exc_info=True)
            start_response(
                "500 Internal Server Error", [("Content-Length", "0"), ("Cache-Control", "no-store")]
            )
            return [b""]

    return wrapped
