"""`bin/run`, once its environment is there: database, site, housekeeping, until somebody says stop."""

import errno
import os
import socket
import subprocess
import sys
import time
from argparse import Namespace

from local.account import account_for
from local.arguments import CHECKOUT, parse
from local.binaries import embedded
from local.data import DataDirectory
from local.postgres import Server
from local.processes import Processes, spawn
from local.roles import OWNER, SITE, make_roles
from local.trouble import Trouble, in_one_line
from local.words import last_words

HOST = "127.0.0.1"
Environment = dict[str, str]


def refuse_taken_port(port: int) -> None:
    """Raise Trouble when something else listens there, before anything is started."""
    with socket.socket() as ours:
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            ours.bind((HOST, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise Trouble(
                    f"port {port} is taken; try bin/run --port {port + 1 if port < 65535 else 8000}"
                ) from None
            raise Trouble(f"port {port} cannot be opened: {error.strerror}") from None


def environment_for(options: Namespace, data: DataDirectory, urls: dict[str, str]) -> Environment:
    """Return what the site's processes are told."""
    told = {
        "CHORUS_DATA_DIR": str(data.path),
        "CHORUS_SECRETS_DIR": str(data.secrets),
        "CHORUS_LOCAL": "True",
        "PYTHONUNBUFFERED": "1",
    }
    if not options.empty:
        told["CHORUS_DEMONSTRATION"] = "True"
    if SITE in urls:
        told["DATABASE_URL"] = urls[SITE]
    return dict(os.environ) | told


def start_database(processes: Processes, data: DataDirectory) -> dict[str, str]:
    """Return the address of the database for each role; empty when DATABASE_URL names another one."""
    if os.environ.get("DATABASE_URL"):
        return {}
    account = account_for(data.cluster)
    server = Server(data, account, embedded(account, data.path))
    processes.keep("PostgreSQL", server.start(processes.go_on), server.stop)
    return make_roles(server, data)


def prepare(processes: Processes, options: Namespace, environment: Environment) -> None:
    """Have the site migrate, make its secrets, its team, its demonstration; raises Trouble if it cannot."""
    command = _manage("prepare", *([] if options.empty else ["--demonstration"]))
    if options.moderator:
        command += ["--moderator", options.moderator, "--password-file", str(options.password_file)]
    if options.recovery_file:
        command += ["--recovery-file", str(options.recovery_file)]
    # Its stdout is ours: it sees whether a person is there to read a password.
    process = spawn(command, cwd=CHECKOUT, env=environment, stderr=subprocess.PIPE, text=True)
    code, said = processes.finish("preparation", process)
    if code != 0:
        raise Trouble(f"the site could not be prepared: {last_words(said)}")
    sys.stderr.write(said)


def web_server(port: int, application: str = "config.wsgi:application") -> list[str]:
    """Return the command of the web server."""
    flags = ["--interface", "wsgi", "--host", HOST, "--port", str(port), "--workers", "1"]
    quiet = [
        "--blocking-threads",
        "8",
        "--no-access-log",
        "--log-level",
        "error",
        "--workers-kill-timeout",
        "5",
    ]
    return [sys.executable, "-m", "granian", *flags, *quiet, application]


def serve(processes: Processes, port: int, environment: Environment) -> None:
    """Start the web server, and return when it listens."""
    processes.keep("the web server", spawn(web_server(port), cwd=CHECKOUT, env=environment))
    while not _listens(port):
        ended = processes.ended()
        if ended is not None:
            raise Trouble(f"{ended.name} ended by itself before the site was up")
        time.sleep(0.05)


def run(options: Namespace) -> None:
    """Start everything, say where, and return only by an exception: StopAsked or Trouble."""
    refuse_taken_port(options.port)
    data = DataDirectory(options.data)
    data.make()
    with data.held(), Processes() as processes:
        urls = start_database(processes, data)
        environment = environment_for(options, data, urls)
        owner = {"CHORUS_OWNER_DATABASE_URL": urls[OWNER]} if urls else {}
        prepare(processes, options, environment | owner)
        serve(processes, options.port, environment)
        processes.keep(
            "housekeeping",
            spawn(_manage("housekeeping", "--every", "60"), cwd=CHECKOUT, env=environment | owner),
        )
        print(f"The site is at http://{HOST}:{options.port} (Ctrl-C ends it)", flush=True)
        ended = processes.watch()
        raise Trouble(
            f"{ended.name} ended by itself (exit code {ended.process.returncode}); the rest is stopped"
        )


def _manage(*words: str) -> list[str]:
    return [sys.executable, "manage.py", *words]


def _listens(port: int) -> bool:
    with socket.socket() as ours:
        ours.settimeout(1)
        return ours.connect_ex((HOST, port)) == 0


if __name__ == "__main__":
    with in_one_line("bin/run"):
        run(parse(sys.argv[1:]))
