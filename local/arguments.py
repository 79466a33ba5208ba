"""What `bin/run` can be told."""

import argparse
from pathlib import Path
from typing import NoReturn

CHECKOUT = Path(__file__).resolve().parent.parent


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Say it in one line: the usage is a --help away."""
        self.exit(2, f"{self.prog}: {message} ({self.prog} --help lists what there is)\n")


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port; it is a number from 1 to 65535")
    return int(text)


def _path(text: str) -> Path:
    return Path(text).expanduser().absolute()


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="bin/run", description="Start the site on this machine, with its own database.")
    parser.add_argument("--port", type=_port, default=8000, metavar="N", help="where it listens (8000)")
    parser.add_argument(
        "--data", type=_path, default=CHECKOUT / "var", metavar="DIR", help="what must survive (var/)"
    )
    parser.add_argument("--empty", action="store_true", help="without the invented stories and people")
    parser.add_argument("--moderator", metavar="NAME", help="the first moderator")
    parser.add_argument("--password-file", type=_path, metavar="F", help="a file with their password")
    parser.add_argument("--recovery-file", type=_path, metavar="F", help="where the recovery phrase goes")
    return parser


def parse(arguments: list[str]) -> argparse.Namespace:
    """Return port, data, empty, moderator, password_file, recovery_file; paths are absolute.

    Ends the process with one line and exit code 2 when they do not fit.
    """
    parser = _parser()
    options = parser.parse_args(arguments)
    if bool(options.moderator) != bool(options.password_file):
        parser.error("--moderator and --password-file go together")
    if options.password_file and not options.password_file.is_file():
        parser.error(f"there is no password file {options.password_file}")
    return options
