"""bin/run from start to end, with a stand-in for the site: what it starts, it stops."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import psutil
import pytest

from tests.local.conftest import Running


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Run:
    """A bin/run in its own process, after it made its environment."""

    def __init__(self, checkout: Path, data: Path, *arguments: str, **environment: str) -> None:
        self.data = data
        self.port = free_port()
        self.begun = time.monotonic()
        self.process = subprocess.Popen(
            [
                *(sys.executable, "-P", "-m", "local.serve"),
                *("--port", str(self.port), "--data", str(data), *arguments),
            ],
            cwd="/",
            env=dict(os.environ) | {"PYTHONPATH": str(checkout)} | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def until_up(self) -> str:
        """Return the line that says where the site is."""
        assert self.process.stdout is not None
        return self.process.stdout.readline()

    def told(self, what: str) -> dict:
        """Return what the stand-in was told; it may have just begun."""
        path = self.data / f"told-{what}.json"
        while not path.exists() or not path.read_text():
            time.sleep(0.02)
        return json.loads(path.read_text())

    def family(self) -> dict[str, psutil.Process]:
        """Return its children by a word of their command."""
        words = {"postgres": "/postgres ", "granian": "granian", "housekeeping": "housekeeping"}
        children = psutil.Process(self.process.pid).children()
        commands = {child: " ".join(child.cmdline()) for child in children}
        return {name: child for name, word in words.items() for child in children if word in commands[child]}

    def everybody(self) -> list[psutil.Process]:
        """Return all that it started, grandchildren too."""
        return psutil.Process(self.process.pid).children(recursive=True)

    def said(self) -> tuple[int, str, str]:
        """Wait for its end; return exit code, stdout, stderr."""
        out, errors = self.process.communicate(timeout=30)
        return self.process.returncode, out, errors


@pytest.fixture
def runs() -> Iterator[list[Run]]:
    """Those that a test started; a failing test leaves none behind."""
    started: list[Run] = []
    yield started
    for run in started:
        if run.process.poll() is None:
            run.process.terminate()
        run.process.communicate(timeout=30)


@pytest.fixture
def run(checkout: Path, made: Path, runs: list[Run]) -> Run:
    """A site that is up, on data that was used before."""
    for told in made.glob("told-*.json"):
        told.unlink()
    runs.append(Run(checkout, made))
    where = runs[0].until_up()
    assert where == f"The site is at http://127.0.0.1:{runs[0].port} (Ctrl-C ends it)\n"
    return runs[0]


def still_running(processes: list[psutil.Process]) -> list[psutil.Process]:
    """Return those that do something; what is dead and waits for its parent does not."""
    return [each for each in processes if each.is_running() and each.status() != psutil.STATUS_ZOMBIE]


def sockets_of(data: Path) -> Path:
    return Path((data / "postgres.socket").read_text())


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_ends_all_that_was_started(run: Run, number: signal.Signals) -> None:
    assert urlopen(f"http://127.0.0.1:{run.port}").read() == b"chorus_site"
    run.told("housekeeping")
    everybody, sockets = run.everybody(), sockets_of(run.data)
    assert set(run.family()) == {"postgres", "granian", "housekeeping"}
    run.process.send_signal(number)
    assert run.said() == (0, "", "")
    assert still_running(everybody) == []
    assert not sockets.exists()


def test_a_second_start_takes_less_than_five_seconds(run: Run) -> None:
    assert time.monotonic() - run.begun < 5


@pytest.mark.parametrize(
    ("name", "called"),
    [("postgres", "PostgreSQL"), ("granian", "the web server"), ("housekeeping", "housekeeping")],
)
def test_when_one_part_dies_it_is_said_and_the_rest_is_stopped(run: Run, name: str, called: str) -> None:
    run.told("housekeeping")
    everybody = run.everybody()
    run.family()[name].kill()
    code, out, errors = run.said()
    assert (code, out) == (1, "")
    assert errors.startswith(f"bin/run: {called} ended by itself")
    assert errors.count("\n") == 1
    assert still_running(everybody) == []


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent was killed")
def test_a_killed_run_leaves_no_orphan_and_the_next_one_starts(
    run: Run, checkout: Path, runs: list[Run]
) -> None:
    everybody, sockets = run.everybody(), sockets_of(run.data)
    run.process.kill()
    runs.append(Run(checkout, run.data))
    assert "The site is at" in runs[1].until_up()
    time.sleep(0.5)
    assert still_running(everybody) == []
    assert not sockets.exists()


def test_preparation_and_housekeeping_are_told_the_owners_password(run: Run) -> None:
    prepare, housekeeping = run.told("prepare"), run.told("housekeeping")
    assert prepare["arguments"] == ["--demonstration"]
    assert prepare["environment"]["CHORUS_OWNER_DATABASE_URL"].startswith("postgresql://chorus_owner:")
    assert housekeeping["arguments"] == ["--every", "60"]
    # It vacuums what was shredded, which only the owner of the tables may do.
    name = "CHORUS_OWNER_DATABASE_URL"
    assert housekeeping["environment"][name] == prepare["environment"][name]
    assert housekeeping["environment"]["DATABASE_URL"].startswith("postgresql://chorus_site:")
    assert housekeeping["environment"]["CHORUS_LOCAL"] == "True"
    assert housekeeping["environment"]["CHORUS_DEMONSTRATION"] == "True"
    assert housekeeping["environment"]["CHORUS_SECRETS_DIR"] == str(run.data / "secrets")


def test_an_empty_site_is_told_who_moderates_it(
    checkout: Path, made: Path, tmp_path: Path, runs: list[Run]
) -> None:
    password, recovery = tmp_path / "password", tmp_path / "recovery"
    password.write_text("a long invented password")
    arguments = ["--moderator", "wren", "--password-file", str(password), "--recovery-file", str(recovery)]
    runs.append(Run(checkout, made, "--empty", *arguments))
    runs[0].until_up()
    told = runs[0].told("prepare")
    assert told["arguments"] == arguments
    assert "CHORUS_DEMONSTRATION" not in told["environment"]


def test_a_second_run_on_the_same_data_is_refused_in_one_line(
    run: Run, checkout: Path, runs: list[Run]
) -> None:
    runs.append(Run(checkout, run.data))
    code, _, errors = runs[1].said()
    assert code == 1
    assert errors == f"bin/run: another bin/run is using {run.data}; stop it, or choose another --data\n"


def test_a_taken_port_is_said_in_one_line(checkout: Path, made: Path, runs: list[Run]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        runs.append(Run(checkout, made, "--port", str(port)))
        code, _, errors = runs[0].said()
    assert code == 1
    assert errors.startswith(f"bin/run: port {port} is taken; try bin/run --port ")
    assert errors.count("\n") == 1


def test_a_preparation_that_fails_is_said_in_one_line(checkout: Path, made: Path, runs: list[Run]) -> None:
    runs.append(Run(checkout, made, FAIL="prepare"))
    code, _, errors = runs[0].said()
    assert code == 1
    assert errors == "bin/run: the site could not be prepared: RuntimeError: prepare could not do it\n"


def test_a_database_of_ones_own_is_used_and_none_is_started(
    running: Running, checkout: Path, tmp_path: Path, runs: list[Run]
) -> None:
    url = running.urls["chorus_site"]
    runs.append(Run(checkout, tmp_path / "var", DATABASE_URL=url))
    runs[0].until_up()
    assert runs[0].told("prepare")["environment"]["DATABASE_URL"] == url
    assert set(runs[0].family()) == {"granian", "housekeeping"}
    assert not (tmp_path / "var" / "postgres").exists()
