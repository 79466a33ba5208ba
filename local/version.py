"""Whether this Python is new enough. Written in the grammar of Python 3.4: it must run on what it refuses."""

OLDEST = (3, 11)


def refusal(version: tuple, command: str) -> str:
    """Return one line that says why `command` cannot run on this Python, or "" when it can.

    >>> refusal((3, 9, 2), "bin/run")
    'bin/run needs Python 3.11 or newer; this is Python 3.9. Try: python3.11 bin/run'
    """
    if tuple(version[:2]) >= OLDEST:
        return ""
    return "{0} needs Python {1}.{2} or newer; this is Python {3}.{4}. Try: python{1}.{2} {0}".format(
        command, OLDEST[0], OLDEST[1], version[0], version[1]
    )
