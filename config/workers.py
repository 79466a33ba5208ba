"""How many processes the web server was told to start, as far as its command and its environment say."""

import os
import sys

_FLAG = "--workers"


def asked_for() -> int:
    """At least one."""
    words = sys.argv
    told = [value for flag, value in zip(words, words[1:], strict=False) if flag == _FLAG]
    told += [word.removeprefix(f"{_FLAG}=") for word in words if word.startswith(f"{_FLAG}=")]
    said = (told or [os.environ.get("GRANIAN_WORKERS", "1")])[-1]
    return int(said) if said.isdecimal() else 1
