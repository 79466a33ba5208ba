"""deploy/install in a fresh Debian with its own systemd, twice, and the main job through nginx; services started anew,
killed and ended, and the whole server, while people ask; an update, the way back, and a copy put in place, by the lines
that the handbook has.

What stays untried here: a certificate of others.
"""

import re
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from secrets import token_hex
from threading import Event, Thread

import pytest

from local.arguments import CHECKOUT
from tests.deploy.behind import NAME, TOLD, Visitor
from tests.deploy.debian import Debian
from tests.deploy.main_job import WORDS, main_job
from tests.needs import need_program
from tests.whole.client import write

PASSWORD = "a long invented password"
HANDBOOK = CHECKOUT / "docs/handbook.md"
# A disk of its own, as far as a server can tell.
MOUNT = ("mount", "-t", "tmpfs", "-o", "mode=700,uid=chorus-keeper,gid=chorus-keeper", "tmpfs")
IN_CHECKOUT = ("env", "--chdir=/root/chorus", "HOME=/root", "bash", "-ec")
# A place that releases come from, and a checkout of it as an operator has one.
RELEASE = "cd /src && git add -A && git -c user.name=a -c user.email=a@example.org commit -q -m release"
CHECK_OUT = f"""
apt-get update -qq && apt-get install -y -qq --no-install-recommends git >/dev/null
git init -q -b main /src && {RELEASE} && git clone -q /src /root/chorus
"""
NEWER = """
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("testimonies", "{last}")]
    operations = [migrations.AddField("story", "tried", models.TextField(null=True))]
"""


@pytest.fixture(scope="module")
def debian() -> Iterator[Debian]:
    """Installed twice: the second time changes nothing that works."""
    need_program("debootstrap")
    made = Debian()
    try:
        made.run("bash", "-ec", CHECK_OUT)
        made.run(*IN_CHECKOUT, f"deploy/install --name {NAME}")
        made.run(*IN_CHECKOUT, "deploy/install")
        yield made
    finally:
        made.stop()


def set_up(debian: Debian) -> None:
    """A moderator, and what a test cannot wait for."""
    with (debian.root / "etc/chorus/chorus.env").open("a") as file:
        file.writelines(f"{name}={value}\n" for name, value in TOLD.items() if name.startswith("CHORUS_U"))
        file.write("CHORUS_SECOND_READER=False\nCHORUS_PRACTICE=False\nCHORUS_GROUPS_AT_ONCE=True\n")
    password = debian.root / "var/lib/chorus/password"
    password.write_text(PASSWORD)
    debian.run("chown", "chorus-keeper", "/var/lib/chorus/password")
    files = ["--password-file", "/var/lib/chorus/password", "--recovery-file", "/var/lib/chorus/recovery"]
    debian.run("chorus-manage", "setup_team", "--name", "wren", *files)


def start_services(debian: Debian) -> None:
    """Both anew, with what they are told now."""
    debian.run("systemctl", "restart", "chorus-team", "chorus-public")
    wait_for_both()


def wait_for_both() -> None:
    """Until both sides answer."""
    until = time.monotonic() + 60
    while not _answers("/healthz") or not _answers("/team/sign-in/"):
        assert time.monotonic() < until
        time.sleep(0.5)


def _answers(path: str) -> bool:
    try:
        return Visitor(443).get(path).status == 200
    except OSError:
        return False


def test_the_main_job_goes_through_what_was_installed(debian: Debian) -> None:
    set_up(debian)
    start_services(debian)
    main_job(
        lambda: Visitor(443),
        lambda: Visitor(443),
        lambda: debian.run("systemctl", "start", "chorus-housekeeping"),
    )
    said = "".join(file.read_text() for file in (debian.root / "var/log").rglob("*.log"))
    said += debian.run("journalctl", "--no-pager").stdout
    assert "database system is ready" in said and "Chorus: writing, coming back, reading" in said
    # At its very first start PostgreSQL names where it listens.
    assert WORDS not in said and "127.0.0.1" not in re.sub(r".* listening on .*", "", said)


@pytest.mark.parametrize("account", ["chorus-public", "chorus-team", "www-data", "nobody"])
def test_only_the_keeper_reads_the_secrets(debian: Debian, account: str) -> None:
    read = ("cat", "/var/lib/chorus/secrets/pepper")
    assert debian.run("setpriv", f"--reuid={account}", "--clear-groups", *read, check=False).returncode == 1
    assert debian.run("setpriv", "--reuid=chorus-keeper", "--clear-groups", *read).stdout


@pytest.mark.parametrize(
    ("account", "role", "gets_in"),
    [
        ("chorus-public", "chorus_public", True),
        ("chorus-public", "chorus_site", False),
        ("chorus-public", "chorus_owner", False),
        ("chorus-team", "chorus_site", True),
        ("chorus-team", "chorus_owner", False),
        ("nobody", "chorus_public", False),
    ],
)
def test_the_kernel_says_who_may_be_which_role(
    debian: Debian, account: str, role: str, gets_in: bool
) -> None:
    ask = ("psql", "-h", "/var/run/postgresql", "-U", role, "-d", "chorus", "-Atc", "SELECT 1")
    answer = debian.run("setpriv", f"--reuid={account}", "--clear-groups", *ask, check=False)
    assert (answer.returncode == 0) == gets_in


def lines_of_handbook(heading: str) -> list[str]:
    """The blocks of commands under a heading."""
    part = HANDBOOK.read_text(encoding="utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    return re.findall(r"```\n(.*?)```", part, re.DOTALL)


def send(words: str) -> str:
    """The six words of a story."""
    writer = Visitor(443)
    return writer.send(write(writer, words, use="read")[1]).receipt


def page_behind(receipt: str) -> str:
    """What its writer sees."""
    writer = Visitor(443)
    return writer.send(writer.get("/back/").form("w"), w=receipt).text


def style_of_a_page() -> str:
    """The address of the style that the update changes, in a page that nothing has kept."""
    return re.search(r"/static/css/site[^\"]+", Visitor(443).get(f"/how/?{token_hex()}").text)[0]


@contextmanager
def readers(paths: list[str]) -> Iterator[Counter]:
    """Somebody asks for these all the time, past every cache; counts what they did not get."""
    missed, done = Counter(), Event()

    def read() -> None:
        number = 0
        while not done.is_set():
            for path in paths:
                number += 1
                missed[path] += not _answers(path if path.startswith("/static/") else f"{path}?{number}")

    reader = Thread(target=read)
    reader.start()
    try:
        yield missed
    finally:
        done.set()
        reader.join()


EVERYWHERE = ["/", "/numbers/", "/begin/", "/how/", "/support/", "/team/sign-in/"]


def test_started_anew_the_services_keep_people_waiting_and_turn_nobody_away(debian: Debian) -> None:
    wait_for_both()
    writer = Visitor(443)
    form = write(writer, "Something that waits in a queue.", use="read")[1]
    with readers(EVERYWHERE) as missed:
        for _time in range(3):
            debian.run("systemctl", "restart", "chorus-team", "chorus-public")
            wait_for_both()
        debian.run("systemctl", "restart", "chorus-team", "chorus-public")
        receipt = writer.send(form).receipt
    assert missed.total() == 0 and len(missed) == len(EVERYWHERE), missed
    assert "Waiting to be read" in page_behind(receipt)


def test_killed_the_service_is_back_by_itself_and_ended_it_stays_away(debian: Debian) -> None:
    debian.run("systemctl", "kill", "--signal=KILL", "chorus-public")
    wait_for_both()
    debian.run("systemctl", "stop", "chorus-public")
    assert Visitor(443).get(f"/how/?{token_hex()}").status == 502
    assert not _answers("/healthz") and _answers("/team/sign-in/")
    debian.run("systemctl", "start", "chorus-public")
    wait_for_both()


def test_after_a_restart_of_the_server_all_is_as_before(debian: Debian) -> None:
    receipt = send("Something from before.")
    debian.reboot()
    wait_for_both()
    assert "Waiting to be read" in page_behind(receipt)
    asked = time.monotonic()
    while (
        "chorus-housekeeping.service: Deactivated" not in debian.run("journalctl", "-b", "--no-pager").stdout
    ):
        assert time.monotonic() < asked + 90
        time.sleep(2)


def test_a_copy_fails_aloud_while_its_place_is_on_this_disk(debian: Debian) -> None:
    backup, state = ("systemctl", "start", "chorus-backup"), ("systemctl", "is-failed", "chorus-backup")
    assert debian.run(*backup, check=False).returncode == 1
    assert debian.run(*state).stdout == "failed\n"
    for place in ("copies", "keys"):
        debian.run(*MOUNT, f"/var/lib/chorus-{place}")
    debian.run(*backup)
    assert debian.run(*state, check=False).stdout == "inactive\n"
    assert len(debian.run("ls", "/var/lib/chorus-copies").stdout.split()) == 1


def make_a_newer_release(debian: Debian) -> None:
    """With another style and another column."""
    migrations = debian.root / "src/testimonies/migrations"
    last = max(path.stem for path in migrations.glob("0*.py"))
    (migrations / "9999_tried.py").write_text(NEWER.format(last=last))
    with (debian.root / "src/static/css/site.css").open("a") as style:
        style.write("/* newer */\n")
    debian.run("bash", "-ec", RELEASE)


def test_an_update_by_the_handbook_keeps_nobody_waiting_and_there_is_a_way_back(debian: Debian) -> None:
    receipt, before = send("Something that stays."), style_of_a_page()
    make_a_newer_release(debian)
    update, back = lines_of_handbook("An update")
    with readers([*EVERYWHERE, before]) as missed:
        debian.run(*IN_CHECKOUT, update)
        wait_for_both()
    assert missed.total() == 0 and len(missed) == len(EVERYWHERE) + 1, missed
    now = style_of_a_page()
    assert now != before and _answers(now) and _answers(before)
    assert "Waiting to be read" in page_behind(receipt)
    debian.run(*IN_CHECKOUT, back)
    wait_for_both()
    assert style_of_a_page() == before
    assert "Waiting to be read" in page_behind(receipt)


def test_a_copy_is_put_in_place_by_the_handbook(debian: Debian) -> None:
    receipt = send("Something that moves.")
    last_time, put_in_place = lines_of_handbook("Another server")
    debian.run("bash", "-ec", last_time)
    debian.run("systemctl", "start", "chorus-public", "chorus-team")
    words = "/var/lib/chorus/twelve"
    debian.run("chorus-manage", "backup_secrets", "/var/lib/chorus/copy", "--words-file", words)
    debian.run("bash", "-ec", "mkdir /root/brought; mv /var/lib/chorus/{copy,present} /root/brought")
    later = send("Something that came after the copy.")
    command = put_in_place
    for name, file in (
        ("--copy FILE.sealed", "$(ls -t /var/lib/chorus-copies/* | head -n 1)"),
        ("--key FILE.key", "$(ls -t /var/lib/chorus-keys/* | head -n 1)"),
        ("--present FILE", "/root/brought/present"),
        ("--secrets FILE", "/root/brought/copy"),
    ):
        command = command.replace(name, f"{name.split()[0]} {file}")
    typed = (debian.root / words[1:]).read_text()
    refused = debian.run(*IN_CHECKOUT, command, check=False, typed=typed)
    assert refused.returncode == 1 and "a team is here already" in refused.stderr
    debian.run(*IN_CHECKOUT, f"{command.strip()} --instead yes", typed=typed)
    wait_for_both()
    assert "Waiting to be read" in page_behind(receipt)
    assert "do not match" in page_behind(later)
