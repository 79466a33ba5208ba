"""Through nginx, as deploy/ sets it up: what is kept, what is written down, what a header can do."""

import html
import http.client
import re
import ssl
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from secrets import token_hex
from typing import NamedTuple
from urllib.parse import urlsplit

import psycopg2
import pytest
from django.urls import resolve

from local.arguments import CHECKOUT
from local.roles import OWNER
from tests.deploy.behind import NAME, Server, TLSByName, Visitor
from tests.deploy.main_job import main_job, take_down
from tests.deploy.units import ONION
from tests.needs import need_program
from tests.testimonies.test_public_pages import PUBLIC
from tests.whole.client import Client, write

LONGEST_KEPT = 60
ASKED = (
    "place=university",
    "years=2017%E2%80%932019",
    "about=stalking",
    "language=en",
    "country=GB",
    "at={slug}",
)
_NOT_PUBLIC = re.compile(
    r"/((ar|fr)/)?(begin|write|check|thanks|back|leave|team|static|stories/\d+/concern)/"
)


@pytest.fixture(scope="module")
def server(home: Path) -> Iterator[Server]:
    """One server for this module."""
    need_program("nginx")
    made = Server(home)
    yield made
    made.stop()


class Answer(NamedTuple):
    """What came back, unread by any browser."""

    status: int
    headers: http.client.HTTPMessage
    text: str


def ask(server: Server, method: str, path: str, name: str = NAME, host: str = NAME, **headers: str) -> Answer:
    """One request, and nothing that a browser would add; `name` is said in the handshake."""
    with closing(TLSByName(server.https, name)) as link:
        link.request(method, path, headers={"Host": host} | headers)
        with link.getresponse() as answer:
            return Answer(answer.status, answer.headers, answer.read().decode(errors="replace"))


def files_with(directory: Path, *words: str) -> list[Path]:
    """The files below a directory in which one of these stands."""
    files = [file for file in directory.rglob("*") if file.is_file()]
    return [file for file in files if any(word.encode() in file.read_bytes() for word in words)]


# All that shows a story of which everything is shown. The last ones are reached by a form, not by a link.
SHOW_IT = (
    *(
        "/",
        "/stories/",
        "/ideas/",
        "/stories/feed.atom",
        "/api/v1/stories/",
        "/search/?q=friend",
    ),
    *(
        f"{where}?{asked}"
        for where in ("/stories/", "/stories/feed.atom", "/api/v1/stories/")
        for asked in ASKED
    ),
    *(
        "/stories/?order=random",
        "/stories/?order=random&from=r.0",
        "/places/{slug}/",
        "/places/{slug}/report/",
    ),
)


LANGUAGES = ("", "/ar", "/fr")
# Of the public pages those on which a story, or its number, can stand; and those that know of none.
_SHOWING = "home stories story search place report ideas feed api-stories"
_KNOWING_NONE = (
    "support how safely about own-page checking privacy takedown places place-file numbers numbers-file api "
    "api-description api-places api-place api-numbers transparency transparency-file"
)
SHOWING, KNOWING_NONE = _SHOWING.split(), _KNOWING_NONE.split()


def show_all_of(server: Server, story: str) -> str:
    """Let the story show its place, years, a note and what should change; returns the end of the place's address.

    By hand: a place has a page from ten stories on, and a story shows what four others show.
    """
    with closing(psycopg2.connect(server.urls[OWNER])) as link, link, link.cursor() as cursor:
        cursor.execute(
            "SELECT uuid, slug FROM testimonies_place WHERE country = 'GB' AND alias_of_id IS NULL"
        )
        place, slug = cursor.fetchone()
        cursor.execute(
            "INSERT INTO testimonies_numbers (uuid, place_id, group_id, shown, behind) SELECT gen_random_uuid(), %s,"
            " group_id, shown, behind FROM testimonies_numbers WHERE place_id IS NULL",
            [place],
        )
        cursor.execute(
            "UPDATE testimonies_story SET place_id = %s, kind = 'university', years = '2017–2019',"
            " notes = '{stalking}', second_text = 'Listen sooner.' WHERE number = %s",
            [place, story.split("/")[2]],
        )
    return slug


def pages_with(server: Server, number: str, begin: Iterable[str]) -> set[str]:
    """Every public page on which this number stands: these, and all that links lead to from them."""
    found, left, known = set(), list(begin), set(begin)
    while left:
        page = left.pop()
        text = ask(server, "GET", page).text
        if re.search(rf"\b{number}\b", text):
            found.add(page)
        links = {html.unescape(each) for each in re.findall(r'(?:href|"address": )"?(/[^"#]*)"', text)}
        new = {link for link in links if not _NOT_PUBLIC.match(link)} - known
        known |= new
        left += sorted(new)
    return found


def kind_of(page: str) -> tuple[str, str]:
    """The language and the name of a public page."""
    language, path = re.fullmatch(r"((?:/ar|/fr)?)(/.*)", urlsplit(page).path).groups()
    return language, resolve(path).url_name


def test_no_public_page_is_left_out_of_what_is_asked_again() -> None:
    assert sorted(SHOWING + KNOWING_NONE) == sorted(PUBLIC)


def test_the_main_job_goes_through_and_what_was_taken_down_is_gone_in_a_minute(server: Server) -> None:
    showed: set[str] = set()

    def look_everywhere(story: str) -> None:
        slug = show_all_of(server, story)
        begin = [f"{language}{each}".format(slug=slug) for language in LANGUAGES for each in SHOW_IT]
        showed.update(pages_with(server, story.split("/")[2], begin))
        assert {story, *begin} <= showed

    story = main_job(server.visitor, server.visitor, server.housekeeping, while_it_is_up=look_everywhere)
    assert {kind_of(page) for page in showed} == {(each, name) for each in LANGUAGES for name in SHOWING}
    begun, number = time.monotonic(), re.compile(rf"\b{story.split('/')[2]}\b")
    while left := {page for page in showed if number.search(ask(server, "GET", page).text)}:
        assert time.monotonic() - begun < LONGEST_KEPT, left
        time.sleep(1)
    assert ask(server, "GET", story).status == 404


def test_a_public_page_is_kept_and_comes_without_a_cookie(server: Server) -> None:
    for _time in range(2):
        answer = ask(server, "GET", "/how/")
        assert (answer.status, answer.headers["Set-Cookie"]) == (200, None)
    kept = files_with(server.run / "chorus-pages", "/how/")
    assert kept
    assert ask(server, "GET", "/how/", **{"Accept-Encoding": "gzip"}).headers["Content-Encoding"] == "gzip"


@pytest.mark.parametrize("path", ["/begin/", "/back/", "/team/sign-in/"])
def test_a_page_with_words_is_neither_kept_nor_compressed(server: Server, path: str) -> None:
    one, other = (ask(server, "GET", path, **{"Accept-Encoding": "gzip"}) for _time in range(2))
    assert one.status == 200 and one.headers["Content-Encoding"] is None
    assert "no-store" in one.headers["Cache-Control"]
    # The token of its form is another one each time.
    assert one.text != other.text
    assert files_with(server.run / "chorus-pages", f"KEY: {NAME}{path}") == []


def test_nothing_of_a_long_story_an_address_or_six_words_is_written_to_disk(server: Server) -> None:
    mark, agent = f"m{token_hex(8)}", f"a{token_hex(8)}"
    writer = server.visitor(**{"User-Agent": agent})
    _page, form = write(writer, f"{mark} " * 1_000, use="read")
    receipt = writer.send(form).receipt
    writer.send(writer.get("/back/").form("w"), w=receipt)
    writer.get(f"/{mark}/?q={mark}")
    assert files_with(server.home, mark, agent, receipt, "127.0.0.1 -") == []
    take_down(writer)
    # The search sees what is there.
    (server.home / "control").write_text(f"127.0.0.1 - {mark}")
    assert files_with(server.home, mark) == [server.home / "control"]


# What no key of a cache holds, and what is asked of us with it.
UNKEYED = {
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Server": "evil.example",
    "X-Forwarded-Proto": "http",
    "X-Forwarded-Port": "8099",
    "X-Forwarded-Prefix": "/evil",
    "X-Chorus-Address": "evil",
    "X-Host": "evil.example",
    "Forwarded": "host=evil.example",
    "X-Original-URL": "/team/sign-in/",
    "X-Rewrite-URL": "/team/sign-in/",
    "X-HTTP-Method-Override": "POST",
    "X-Method-Override": "DELETE",
    "Accept-Language": "ar",
    "Accept": "application/evil",
    "Accept-Encoding": "evil",
    "Range": "bytes=0-9",
    "If-Range": "evil",
    "If-None-Match": "*",
    "Cache-Control": "no-cache",
    "Cookie": "form=evil; page=evil; team=evil",
    "Origin": "https://evil.example",
    "Referer": "https://evil.example/",
    "User-Agent": "evil",
}


@pytest.mark.parametrize("header", UNKEYED)
def test_a_header_of_the_first_who_asks_changes_nothing_that_others_get(server: Server, header: str) -> None:
    # Whoever asks first fills what is kept; nobody asked for this before.
    page, usual = f"/stories/?{token_hex()}", ask(server, "GET", f"/stories/?{token_hex()}")
    first = ask(server, "GET", page, **{header: UNKEYED[header]})
    assert first.status in (200, 206, 304) and "evil" not in first.text + str(first.headers)
    later = ask(server, "GET", page)
    assert later.status == 200 and without_queries(later.text) == without_queries(usual.text)
    assert sorted(later.headers.keys()) == sorted(usual.headers.keys())


def without_queries(page: str) -> str:
    """A page, without what was put behind its own address to make it a new one."""
    return re.sub(r"\?[0-9a-f]{64}", "", page)


@pytest.mark.parametrize("method", ["HEAD", "POST", "OPTIONS", "DELETE"])
def test_a_question_of_another_kind_fills_nothing_that_others_get(server: Server, method: str) -> None:
    page = f"/stories/?{token_hex()}"
    ask(server, method, page)
    assert "</html>" in ask(server, "GET", page).text


def test_a_body_with_a_question_changes_nothing_that_others_get(server: Server) -> None:
    page, usual = f"/stories/?{token_hex()}", ask(server, "GET", f"/stories/?{token_hex()}")
    with closing(TLSByName(server.https)) as link:
        form = {"Host": NAME, "Content-Type": "application/x-www-form-urlencoded"}
        link.request("GET", page, body="q=evil&about=stalking&page=evil", headers=form)
        with link.getresponse() as answer:
            assert "evil" not in answer.read().decode()
    assert without_queries(ask(server, "GET", page).text) == without_queries(usual.text)


def test_a_visitor_does_not_choose_the_address_that_is_counted(server: Server) -> None:
    wrong = "abacus abdomen abdominal abide abiding ability"
    visitor = server.visitor()
    door = visitor.get("/back/").form("w")
    for number in range(31):
        visitor.headers |= {"X-Chorus-Address": f"192.0.2.{number}", "X-Forwarded-For": f"192.0.2.{number}"}
        page = visitor.send(door, w=wrong)
    assert "Please wait a few minutes." in page.text


def test_under_another_name_there_is_nothing(server: Server) -> None:
    with pytest.raises(ssl.SSLError):
        ask(server, "GET", "/", name="evil.example")
    with pytest.raises(http.client.RemoteDisconnected):
        ask(server, "GET", "/", host="evil.example")


def test_without_tls_one_is_sent_on(server: Server) -> None:
    with closing(http.client.HTTPConnection("127.0.0.1", server.http, timeout=20)) as link:
        link.request("GET", "/how/", headers={"Host": NAME})
        with link.getresponse() as answer:
            assert (answer.status, answer.headers["Location"]) == (301, f"https://{NAME}/how/")


def test_a_form_that_is_too_large_is_refused_by_a_page_that_says_what_to_do(server: Server) -> None:
    visitor: Visitor = server.visitor()
    _page, form = write(visitor, "Something.")
    page = visitor.send(form, words="a" * 600_000)
    assert page.status == 413 and "Press Back in your browser." in page.text and 'class="exit"' in page.text


def test_styles_and_scripts_come_from_the_disk_for_a_year(server: Server) -> None:
    page = ask(server, "GET", "/").text
    path = page.split('rel="stylesheet" href="')[1].split('"')[0]
    answer = ask(server, "GET", path, **{"Accept-Encoding": "gzip"})
    assert answer.status == 200 and "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Encoding"] == "gzip"


@pytest.mark.parametrize("note", ["staticfiles.json", ".stamp"])
def test_notes_of_ours_about_the_files_are_for_nobody(server: Server, note: str) -> None:
    assert (CHECKOUT / "staticfiles" / note).exists()
    assert ask(server, "GET", f"/static/{note}").status == 404


@pytest.mark.parametrize("path", ["/", "/begin/", "/team/sign-in/"])
def test_every_page_says_that_it_comes_by_tls_only_and_what_it_may_load(server: Server, path: str) -> None:
    headers = ask(server, "GET", path).headers
    assert headers["Strict-Transport-Security"] == "max-age=31536000"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Server"] == "nginx"


def test_while_the_site_does_not_answer_a_reload_sends_the_words_again(server: Server) -> None:
    visitor = server.visitor()
    _page, form = write(visitor, "Something.")
    server.end_public()
    page = visitor.send(form)
    assert page.status == 502 and "Load this page again." in page.text
    for path, language in (("/begin/", "en"), ("/ar/begin/", "ar"), ("/fr/stories/?page=/ar/", "fr")):
        away = ask(server, "GET", path)
        assert away.status == 502 and f'<html lang="{language}"' in away.text
    server.start_public()
    assert len(visitor.send(form).receipt.split()) == 6


@contextmanager
def half_sent(server: Server, count: int) -> Iterator[list[TLSByName]]:
    """So many forms of which half has come, and no more comes."""
    with ExitStack() as open_ones:
        links = [open_ones.enter_context(closing(TLSByName(server.https))) for _each in range(count)]
        for link in links:
            link.putrequest("POST", "/thanks/", skip_host=True)
            for name, value in (("Host", NAME), ("Content-Length", "1000")):
                link.putheader(name, value)
            link.endheaders(b"words=" + b"a" * 494)
        yield links


def test_forms_that_come_letter_by_letter_keep_nobody_else_waiting(server: Server) -> None:
    with half_sent(server, 200) as links:
        for _time in range(3):
            assert ask(server, "GET", "/begin/").status == 200
            assert ask(server, "GET", "/team/sign-in/").status == 200
        # They were waiting all the time: the rest of one brings its answer.
        links[0].send(b"b" * 500)
        assert links[0].getresponse().status == 403


@pytest.mark.parametrize(
    "path",
    [
        "/static/../config/settings.py",
        "/static../config/settings.py",
        "/static/..%2f..%2fmanage.py",
        "//etc/passwd",
    ],
)
def test_no_path_leads_out_of_the_files_that_are_for_everybody(server: Server, path: str) -> None:
    answer = ask(server, "GET", path)
    assert answer.status in (400, 404) and "import" not in answer.text and "root:" not in answer.text


def test_a_tor_browser_is_told_of_the_onion_service_page_by_page(server: Server) -> None:
    assert ask(server, "GET", "/how/?a=b").headers["Onion-Location"] == f"http://{ONION}/how/?a=b"


def test_over_tor_one_writes_and_nobody_is_shut_out_by_the_guesses_of_another(server: Server) -> None:
    own = {"Host": ONION, "Origin": f"http://{ONION}"}
    writer, guesser = Client(server.onion, **own), Client(server.onion, **own)
    _page, form = write(writer, "Something.", use="read")
    receipt = writer.send(form).receipt
    door = guesser.get("/back/").form("w")
    for _time in range(31):
        page = guesser.send(door, w="abacus abdomen abdominal abide abiding ability")
    assert "Please wait" not in page.text and "do not match" in page.text
    assert "Waiting to be read" in writer.send(writer.get("/back/").form("w"), w=receipt).text
    assert "Onion-Location" not in str(ask_onion(server, "/how/"))


def test_over_tor_a_feed_leads_back_over_tor_and_the_next_one_is_told_nothing_of_it(server: Server) -> None:
    assert (
        f'href="http://{ONION}/stories/"' in Client(server.onion, Host=ONION).get("/stories/feed.atom").text
    )
    usual = ask(server, "GET", "/stories/feed.atom").text
    assert f'href="https://{NAME}/stories/"' in usual and ONION not in usual


def ask_onion(server: Server, path: str) -> http.client.HTTPMessage:
    """The headers of a page, over Tor."""
    with closing(http.client.HTTPConnection("127.0.0.1", server.onion, timeout=20)) as link:
        link.request("GET", path, headers={"Host": ONION})
        with link.getresponse() as answer:
            assert answer.status == 200
            return answer.headers
