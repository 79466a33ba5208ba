"""What was written, typed or sent along is nowhere but where it was approved to be.

Read are the files of the database, the whole data directory, the temporary files and all that was said; not the
memory of processes. In free space and the write-ahead log, a published text that was taken down lasts until these are
recycled: the last test looks at tables, statistics and pages only.
"""

import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from psycopg2.extensions import connection as Link

from tests.whole import mishaps
from tests.whole.client import Client
from tests.whole.day import Day
from tests.whole.needles import (
    seen_in,
    seen_in_files,
    seen_in_tables,
    ways,
    ways_of_address,
    ways_of_words,
)
from tests.whole.site import SECONDS


@pytest.fixture(scope="module")
def day(home: Path) -> Iterator[Day]:
    """A site after a day with everything in it, and all of it written to disk."""
    day = Day(home)
    try:
        day.all_of_it()
        mishaps.all_of_them(day)
        day.site.housekeeping()
        with closing(day.site.link()) as link, link.cursor() as cursor:
            cursor.execute("ANALYZE")
            cursor.execute("CHECKPOINT")
        yield day
    finally:
        assert day.site.stop() == 0


@pytest.fixture
def link(day: Day) -> Iterator[Link]:
    """PostgreSQL's administrator, who sees all."""
    with closing(day.site.link()) as link:
        yield link


def must_not_be_seen(day: Day) -> dict[str, bytes]:
    needles = {f"marker: {name}": way for name, way in ways(day.secret).items()}
    needles |= {f"address: {name}": way for name, way in ways_of_address(day.address).items()}
    for which, words in enumerate([*day.receipts, day.phrase]):
        needles |= {f"receipt {which}: {name}": way for name, way in ways_of_words(words).items()}
    for which, text in enumerate(day.shown_once):
        needles |= {
            f"cookie or ticket {which}": text.encode(),
            f"the same in hex {which}": text.encode().hex().encode(),
        }
    return needles


def places(day: Day) -> list:
    return [day.home / "data", day.home / "tmp", day.home / "said.txt"]


@pytest.mark.parametrize("name", list(ways("control")))
def test_the_search_sees_a_marker_however_it_is_written(name: str, day: Day) -> None:
    way = ways(f"before {day.control} after")[name] if "base64" in name else ways(day.control)[name]
    seen = list(seen_in(b"\x00\xff" * 500 + way + b"\xff\x00", ways(day.control)))
    assert [each for each in seen if each.startswith(name.split(" at ")[0].split(",")[0])]


def test_a_line_in_a_log_is_found(day: Day, link: Link) -> None:
    copy = day.home / "copy.txt"
    copy.write_bytes((day.home / "said.txt").read_bytes() + f"ERROR {day.control}\n".encode())
    assert str(copy) in seen_in_files([copy], ways(day.control))
    with link.cursor() as cursor:
        cursor.execute("SET log_min_messages = 'error'")
        with pytest.raises(Exception, match="invalid input"):
            cursor.execute("SELECT %s::int", [day.control])
    found = seen_in_files(places(day), ways(day.control))
    assert str(day.site.data.log) in found


def test_a_text_its_statistics_and_its_bytes_are_found(day: Day, link: Link) -> None:
    with link.cursor() as cursor:
        cursor.execute("CREATE TABLE control (words text, bytes bytea)")
        row = [f"{day.control}text", f"{day.control}bytes".encode()]
        cursor.execute("INSERT INTO control SELECT %s || (n %% 7), %s FROM generate_series(1, 200) n", row)
        cursor.execute("ANALYZE control")
        cursor.execute("CHECKPOINT")
        cursor.execute("SELECT pg_relation_filepath('control'), pg_relation_filepath('pg_statistic')")
        heap, statistics = (str(day.site.data.cluster / path) for path in cursor.fetchone())
    in_files = seen_in_files([day.site.data.cluster], ways(day.control))
    in_tables = seen_in_tables(link, ways(day.control))
    assert {heap, statistics} <= set(in_files)
    assert any("pg_wal" in path for path in in_files)
    assert set(in_tables) == {"control", "pg_statistic"}
    assert any(each.startswith("raw") for each in in_tables["control"])
    assert any(each.startswith("hex") for each in in_tables["control"])
    with link.cursor() as cursor:
        cursor.execute("DROP TABLE control")


def test_what_was_approved_lies_in_its_table_and_on_its_page(day: Day, link: Link) -> None:
    needles = ways(day.public)
    with link.cursor() as cursor:
        cursor.execute("SELECT pg_relation_filepath('testimonies_story')")
        heap = str(day.site.data.cluster / cursor.fetchone()[0])
    assert heap in seen_in_files([day.site.data.cluster], needles)
    # Its words, while anyone may read them, are also in the statistics of the column that is searched.
    assert set(seen_in_tables(link, needles)) - {"pg_statistic"} == {"testimonies_story"}
    page = Client(day.site.port).get(f"/stories/{day.number}/").text
    assert day.public in page and day.secret not in page


def test_what_was_not_approved_is_nowhere(day: Day, link: Link) -> None:
    needles = must_not_be_seen(day)
    assert seen_in_files(places(day), needles) == {}
    assert seen_in_tables(link, needles) == {}


def test_what_is_public_and_who_moderates_are_in_no_log(day: Day) -> None:
    said = [day.site.said, day.site.data.log]
    assert seen_in_files(said, ways(day.public) | ways(day.name)) == {}
    # The errors did happen, and each was told by its kind and by nothing else.
    said_by_the_site = day.site.said.read_text()
    assert "CheckViolation SQLSTATE 23514" in said_by_the_site
    assert "ERROR django.request ProgrammingError" in said_by_the_site
    assert "was terminated by signal 9" in day.site.data.log.read_text()


def test_what_was_taken_down_is_gone_from_tables_statistics_and_pages(day: Day, link: Link) -> None:
    day.take_down()
    assert "testimonies_story" not in seen_in_tables(link, ways(day.public))
    # PostgreSQL tells which rows went only after a second or more; what statistics keep goes with the next round.
    until = time.monotonic() + SECONDS
    while seen_in_tables(link, ways(day.public)) and time.monotonic() < until:
        time.sleep(2)
        day.site.housekeeping()
    assert seen_in_tables(link, ways(day.public)) == {}
    reader = Client(day.site.port)
    assert reader.get(f"/stories/{day.number}/").status == 404
    pages = "".join(reader.get(path).text for path in ("/", "/stories/"))
    assert day.public not in pages and str(day.number) not in pages
    assert seen_in_files(places(day), must_not_be_seen(day)) == {}
