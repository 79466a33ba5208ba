"""Readers' pages are read from a copy of the database at most five seconds behind; else from the primary."""

from collections.abc import Iterator

import pytest
from django.db import OperationalError, connections, router
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from pytest_django import Settings

from testimonies import page_cache, replicas
from testimonies.models import Story, Testimony
from testimonies.replicas import PRIMARY, Watch
from testimonies.views.kinds import public_page, words_page

ONE, TWO = "replica1", "replica2"


@pytest.fixture(name="watch")
def _watch(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Iterator[Watch]:
    """Both copies are fresh, and were looked at just now."""
    watch = Watch(fresh=frozenset({ONE, TWO}), looked=float("inf"))
    monkeypatch.setattr(replicas, "_watch", watch)
    monkeypatch.setattr(page_cache, "_forgotten_at", float("-inf"))
    settings.CHORUS_REPLICAS = {ONE: {}, TWO: {}}
    for name in (ONE, TWO):
        monkeypatch.setitem(connections.settings, name, connections.settings[PRIMARY])
    yield watch


def after(*looks: tuple[float, int | None, int | None]) -> bool:
    """Whether the copy may be read after these looks: when, what was written, what it had replayed."""
    watch = Watch()
    for now, written, replayed in looks:
        watch.look(now, written, {ONE: replayed})
    return ONE in watch.fresh


@pytest.mark.parametrize(
    ("looks", "may_be_read"),
    [
        ([(0, 100, 100)], True),
        ([(0, 100, 99)], False),
        ([(0, 100, 100), (1, 200, 100), (2, 300, 100), (4, 400, 100)], True),
        ([(0, 100, 100), (1, 200, 100), (2, 300, 100), (4, 400, 100), (5, 500, 100)], False),
        ([(0, 100, 100), (1, 200, 200), (5, 500, 200)], True),
        ([(0, 100, 100), (60, 200, 100)], False),
        ([(0, 100, 100), (60, 200, 200)], True),
        ([(0, 100, 100), (1, 200, None)], False),
        ([(0, 100, None), (1, 200, 200)], True),
        ([(0, 100, 100), (9, None, 100)], True),
        ([(0, 100, 90), (9, None, 100)], False),
    ],
)
def test_a_copy_is_read_while_it_has_what_was_written_four_seconds_ago(
    looks: list[tuple[float, int | None, int | None]], may_be_read: bool
) -> None:
    assert after(*looks) is may_be_read


def test_one_that_does_not_answer_is_left_alone_for_a_while() -> None:
    watch = Watch()
    watch.look(5, 100, {ONE: None, TWO: 100})
    assert watch.rest_until == {ONE: 15} and watch.fresh == {TWO}


def where(request: HttpRequest) -> HttpResponse:
    """Says where stories would be read and written."""
    return HttpResponse(f"{router.db_for_read(Story)} {router.db_for_write(Story)} {replicas.current()}")


def ask(view: object, method: str = "GET") -> str:
    """What a view says."""
    return view(RequestFactory().generic(method, "/")).content.decode()


def test_readers_pages_take_the_copies_in_turn_and_writers_pages_the_primary(watch: Watch) -> None:
    said = {ask(public_page(where)) for _time in range(4)}
    assert said == {f"{ONE} {PRIMARY} {ONE}", f"{TWO} {PRIMARY} {TWO}"}
    assert ask(words_page(where)) == ask(public_page(where), "POST") == f"{PRIMARY} {PRIMARY} {PRIMARY}"
    assert router.db_for_read(Testimony) == PRIMARY


def test_a_page_whose_copy_fails_is_read_from_the_primary_and_the_copy_rests(watch: Watch) -> None:
    def page(request: HttpRequest) -> HttpResponse:
        if replicas.current() != PRIMARY:
            raise OperationalError
        return where(request)

    assert ask(public_page(page)) == f"{PRIMARY} {PRIMARY} {PRIMARY}"
    assert len(watch.fresh) == 1
    ask(public_page(page))
    assert watch.fresh == frozenset() and ask(public_page(where)).startswith(PRIMARY)


def test_a_page_that_fails_on_the_primary_fails(watch: Watch) -> None:
    def page(request: HttpRequest) -> HttpResponse:
        raise OperationalError

    with pytest.raises(OperationalError):
        ask(public_page(page))


def test_right_after_something_was_taken_down_here_the_primary_is_read(watch: Watch) -> None:
    page_cache.forget()
    assert ask(public_page(where)).startswith(PRIMARY)


def test_without_copies_nothing_is_asked(settings: Settings) -> None:
    assert settings.CHORUS_REPLICAS == {}
    assert ask(public_page(where)) == f"{PRIMARY} {PRIMARY} {PRIMARY}"


@pytest.mark.django_db(databases=[PRIMARY])
def test_a_database_that_follows_no_other_is_no_copy() -> None:
    assert replicas._ask(PRIMARY, replicas._WRITTEN) > 0
    assert replicas._ask(PRIMARY, replicas._REPLAYED) is None
