"""A page that says which process answers."""

import os
from collections.abc import Callable, Iterable


def application(_environ: dict, start_response: Callable) -> Iterable[bytes]:
    """By what it was told at its start."""
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [os.environ["WHICH"].encode()]
