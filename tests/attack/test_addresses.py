"""Hosts, headers, frames, paths and ways to elsewhere: nothing that is asked for comes back as a way out."""

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from tests.cast import Team
from tests.moderation.test_addresses import TABLE, address_of
from tests.testimonies.visitor import PLAIN_FILES

pytestmark = pytest.mark.django_db
GETS = sorted(row[0] for row in TABLE if row[1] == "GET" and row[2] == "200")


@pytest.fixture(autouse=True)
def _the_site(settings: Settings, team: Team) -> None:
    settings.STORAGES = PLAIN_FILES


def said(answer: HttpResponse) -> str:
    """Everything that comes back."""
    return str(answer.headers) + b"".join(answer).decode(errors="replace")


def test_no_page_that_anybody_can_open_may_stand_in_a_frame() -> None:
    for name in GETS:
        answer = Client().get(address_of(name))
        assert answer.headers["X-Frame-Options"] == "DENY", name
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"], name


@pytest.mark.parametrize(
    "host", ["evil.example", "testserver.evil.example", "testserver:99x", "a b", "testserver@evil"]
)
def test_under_another_host_there_is_nothing_and_it_is_not_repeated(host: str) -> None:
    answer = Client().get("/begin/", headers={"host": host})
    assert answer.status_code == 400 and "evil" not in said(answer)


@pytest.mark.parametrize(
    "header", ["x-forwarded-host", "x-original-url", "x-rewrite-url", "forwarded", "x-host"]
)
def test_a_header_about_the_host_changes_no_letter_of_a_page(header: str) -> None:
    changed = Client().get("/safely/", headers={header: "evil.example"})
    assert changed.status_code == 200 and "evil" not in said(changed)
    assert changed.content == Client().get("/safely/").content


@pytest.mark.parametrize(
    "path",
    [
        "//evil.example/",
        "//evil.example",
        "/%2Fevil.example",
        "/\\evil.example",
        "/https://evil.example",
        "/en//evil.example",
        "/leave/?next=https://evil.example",
        "/stories/48213/?next=//evil.example",
        "/team/queue/?next=//evil.example",
    ],
)
def test_nobody_is_sent_elsewhere(path: str, settings: Settings) -> None:
    answer = Client().generic("GET", path)
    to = answer.headers.get("Location", "")
    assert to in ("", settings.CHORUS_LEAVE_URL) or (to.startswith("/") and not to.startswith(("//", "/\\")))


def test_signing_in_leads_to_the_team_only(settings: Settings) -> None:
    answer = Client().get("/team/queue/?next=//evil.example")
    assert answer.headers["Location"].startswith("/team/sign-in/?next=/team/queue/")


@pytest.mark.parametrize(
    "path", ["/stories/%0d%0aSet-Cookie:a=b/", "/%0aLocation:evil/", "/begin/?a=%0d%0aX-A:b"]
)
def test_a_line_end_in_an_address_makes_no_header(path: str) -> None:
    answer = Client().get(path)
    assert not {"X-A", "Location"} & set(answer.headers) and "a" not in answer.cookies


@pytest.mark.parametrize(
    "path",
    [
        "/static/../config/settings.py",
        "/static/..%2f..%2fconfig/settings.py",
        "/static/%2e%2e/%2e%2e/etc/passwd",
        "/static/....//manage.py",
        "/static//etc/passwd",
        "/../manage.py",
        "/places/..%2f..%2fmanage.py/",
    ],
)
def test_no_path_leads_out_of_the_files_that_are_for_everybody(path: str) -> None:
    answer = Client().generic("GET", path)
    assert answer.status_code == 404
    assert "SECRET_KEY" not in said(answer) and "root:" not in said(answer)


@pytest.mark.parametrize("method", ["TRACE", "PUT", "DELETE", "PATCH", "CONNECT", "NONSENSE"])
def test_other_methods_do_nothing(method: str) -> None:
    for path in ("/", "/begin/", "/back/", "/stories/"):
        assert Client(enforce_csrf_checks=True).generic(method, path).status_code in (403, 405)
