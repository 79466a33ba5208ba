"""What a program said last, in one line that holds no row of the database."""

from local.trouble import is_full_disk

LONGEST = 300


def last_words(said: str) -> str:
    """Return the error of a traceback, or the last line when there is none.

    PostgreSQL puts the failing row into lines below the error ("DETAIL: Failing row contains …"): left out.
    """
    if is_full_disk(said):
        return "the disk is full"
    lines = [line for line in said.splitlines() if line.strip()]
    after = said.rpartition("Traceback (most recent call last):")[2].splitlines()
    errors = [line for line in after if line and not line[0].isspace()]
    is_traceback = "Traceback (most recent call last):" in said
    chosen = errors[:1] if is_traceback else lines[-1:]
    return (chosen or ["no reason given"])[0][:LONGEST]
