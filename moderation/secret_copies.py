"""A copy of the secrets in one small file, sealed under twelve words that stand on paper and nowhere else.

Without it, who loses the server loses every testimony with it; in clear, it would read what waits to go up to anybody
who also has a copy of the database. So it is of no use to a thief, and of no use to us without the paper.
"""

import binascii
import json
from base64 import b64decode, b64encode
from pathlib import Path

from vault import passwords, recovery, sealing, secret_files
from vault.passwords import PARAMETERS, SALT_BYTES, Wrapped
from vault.receipts import words_of

MAGIC = "chorus secrets 1 "
_ROW = "copy of the secrets"


class CopyRefused(Exception):
    """One sentence for whoever ran the command."""


def seal_secrets(directory: Path) -> tuple[str, str]:
    """The sealed copy of the secrets in `directory`, one line, and the new words that open it. Raises CopyRefused."""
    try:
        texts = {name: (directory / name).read_text(encoding="ascii").strip() for name in secret_files.NAMES}
    except FileNotFoundError as error:
        raise CopyRefused(f"the secret {Path(error.filename).name} is missing; nothing was copied") from None
    phrase = recovery.new_phrase()
    wrapped = passwords.wrap(json.dumps(texts).encode(), phrase, row=_ROW)
    return MAGIC + b64encode(wrapped.salt + wrapped.private).decode(), phrase


def open_secrets(line: str, typed: str) -> dict[str, str]:
    """The secrets in a copy, by name. Raises CopyRefused for other words, and for a file that was damaged."""
    try:
        rest = b64decode(line.strip().removeprefix(MAGIC), validate=True)
        wrapped = Wrapped(rest[SALT_BYTES:], rest[:SALT_BYTES].ljust(SALT_BYTES, b"\0"), PARAMETERS)
        return json.loads(passwords.unwrap(wrapped, " ".join(words_of(typed)), row=_ROW))
    except (binascii.Error, sealing.Unsealable):
        raise CopyRefused("these words do not open this file, or the file is damaged") from None


def put_back(texts: dict[str, str], directory: Path, *, replace: bool) -> None:
    """Write the secrets into `directory`. Raises CopyRefused where other ones lie there, unless told to `replace` them.

    Those that are replaced are lost, and what was written under them with them: so only on a server that is new.
    """
    others = [name for name, text in texts.items() if _there(directory / name) not in (None, text)]
    if others and not replace:
        raise CopyRefused(
            f"other secrets are there already ({', '.join(others)}); on a new server where nobody wrote, add --replace"
        )
    secret_files.write(directory, texts)


def _there(path: Path) -> str | None:
    return path.read_text(encoding="ascii").strip() if path.exists() else None
