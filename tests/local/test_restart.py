"""What was committed survives a kill, and a start changes nothing that is not its own."""

import os
import signal
from pathlib import Path

import psycopg2
import pytest

from local.cluster import ADMINISTRATOR
from local.data import DataDirectory
from local.postgres import Server
from local.trouble import Trouble
from tests.local.conftest import new_server


def run(server: Server, statement: str) -> list[tuple]:
    link = psycopg2.connect(server.url(ADMINISTRATOR, server.password, "postgres"))
    link.autocommit = True
    try:
        with link.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []
    finally:
        link.close()


def owners_and_modes(*paths: Path) -> list[tuple[int, int, int]]:
    found = [path.stat() for path in paths]
    return [(each.st_mode, each.st_uid, each.st_gid) for each in found]


def test_a_start_changes_no_directory_that_it_did_not_make(directory: Path) -> None:
    home = directory / "home"
    home.mkdir(mode=0o700)
    chosen = home / "chosen"
    chosen.mkdir(mode=0o750)
    paths = (directory.parent, directory, home, chosen)
    before = owners_and_modes(*paths)
    server = new_server(chosen)
    server.start()
    try:
        assert run(server, "SELECT 1") == [(1,)]
    finally:
        server.stop()
    assert owners_and_modes(*paths) == before


def test_what_was_committed_is_there_after_a_kill(made: Path) -> None:
    server = new_server(made)
    process = server.start()
    run(server, "CREATE TABLE IF NOT EXISTS kept (word text); INSERT INTO kept VALUES ('here')")
    left_over = server.sockets
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert (server.data.cluster / "postmaster.pid").exists()

    again = new_server(made)
    again.start()
    try:
        assert run(again, "SELECT word FROM kept") == [("here",)]
    finally:
        again.stop()
    assert left_over is not None and not left_over.exists()


def test_a_pid_file_that_names_a_process_of_somebody_else_is_no_obstacle(made: Path) -> None:
    server = new_server(made)
    (server.data.cluster / "postmaster.pid").write_text(
        f"{os.getpid()}\n{server.data.cluster}\n1\n5432\n\n\n\n"
    )
    server.start()
    server.stop()
    assert not (server.data.cluster / "postmaster.pid").exists()


def test_a_note_of_a_socket_removes_nothing_that_is_not_a_socket_directory(
    made: Path, tmp_path: Path
) -> None:
    (made / "postgres.socket").write_text(str(tmp_path))
    server = new_server(made)
    server.start()
    server.stop()
    assert tmp_path.exists()


def test_a_server_whose_run_was_killed_is_ended_by_the_next(made: Path) -> None:
    orphan = new_server(made)
    process = orphan.start()
    server = new_server(made)
    server.start()
    try:
        assert process.wait(timeout=1) == 0
        assert run(server, "SELECT 1") == [(1,)]
        assert orphan.sockets is not None and not orphan.sockets.exists()
    finally:
        server.stop()


def test_a_cluster_of_another_version_is_left_alone(made: Path) -> None:
    version = made / "postgres" / "PG_VERSION"
    ours = version.read_text()
    version.write_text("17\n")
    try:
        with pytest.raises(Trouble, match="was made by PostgreSQL 17"):
            new_server(made).start()
    finally:
        version.write_text(ours)


def test_a_cluster_that_cannot_start_says_why_in_one_line(made: Path) -> None:
    server = new_server(made)
    server.settings["shared_buffers"] = "nonsense"
    with pytest.raises(Trouble, match="did not start: .*shared_buffers") as told:
        server.start()
    assert "\n" not in str(told.value)
    assert server.sockets is not None and not server.sockets.exists()


def test_half_a_cluster_of_a_start_that_was_killed_is_made_anew(directory: Path) -> None:
    data = DataDirectory(directory / "half")
    data.make()
    (data.path / "postgres.unfinished" / "base").mkdir(parents=True)
    server = new_server(data.path)
    server.start()
    server.stop()
    assert not (data.path / "postgres.unfinished").exists()


def test_a_second_run_on_the_same_data_is_refused_in_one_line(made: Path) -> None:
    data = DataDirectory(made)
    with data.held(), pytest.raises(Trouble, match="another bin/run is using"), data.held():
        pytest.fail("two runs hold one directory")
    with data.held():
        assert data.path == made
