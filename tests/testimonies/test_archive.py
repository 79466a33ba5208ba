"""`manage.py import_testimonies`: an archive taken in as if each story had been sent, without a word of it printed."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from testimonies import archive, documents
from testimonies.models import Brought, Record, Testimony
from tests.cast import Team, come_back, found_team
from vault.models import Receipt

pytestmark = pytest.mark.django_db

FIRST = ("id", "text", "use", "may_ask", "notes", "when", "place", "country")
GOOD = (
    "dm-1",
    "It began after the rehearsal, and I left.",
    "publish",
    "yes",
    "comments; pictures",
    "",
    "a school",
    "UK",
)
SECRET = "zinnia"


@pytest.fixture(name="team")
def _team() -> Team:
    return found_team()


def run(rows: Sequence[Sequence[str]], first: Sequence[str] = FIRST, **how: object) -> list[str]:
    """What the command prints for these lines."""
    text, said = io.StringIO(newline=""), io.StringIO()
    csv.writer(text).writerows([first, *rows])
    call_command("import_testimonies", stdin=io.BytesIO(text.getvalue().encode()), stdout=said, **how)
    return said.getvalue().splitlines()


def row(id: str, **other: str) -> tuple[str, ...]:
    """A good row with another id, and with something else in some columns."""
    return tuple((dict(zip(FIRST, GOOD, strict=True)) | {"id": id} | other).values())


def test_a_row_becomes_a_testimony_with_what_its_writer_said(team: Team) -> None:
    assert run([GOOD]) == ["1 taken in, 0 were before, 0 refused"]
    testimony = Testimony.objects.get()
    document = documents.open_document(testimony, team.keyring.open_data_key(testimony.data_key))
    assert (document.text, document.use, document.may_ask) == (GOOD[1], "publish", True)
    assert (document.notes, document.place, document.country) == (("comments", "pictures"), "a school", "gb")
    assert not document.show_place and not document.publish_if_silent
    line = Record.objects.get(subject=testimony.record_subject)
    assert (line.move, line.by, line.actor) == ("import", "site", None)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"id": ""}, "id is empty"),
        ({"id": "dm-0"}, "id is that of a line above"),
        ({"text": " "}, "text is empty"),
        ({"text": f"{SECRET} " * 3000}, "text is too long"),
        ({"text": f"{SECRET}\x07"}, "text holds what cannot be taken"),
        ({"use": SECRET}, "use is none of the words that are known"),
        ({"use": ""}, "use is empty"),
        ({"may_ask": SECRET}, 'may_ask is neither "yes" nor "no"'),
        ({"notes": f"comments; {SECRET}"}, "notes is none of the words that are known"),
        ({"when": SECRET}, "when is none of the words that are known"),
        ({"place": SECRET * 40}, "place is too long"),
    ],
)
def test_a_line_that_is_not_right_is_refused_with_its_number_and_the_others_are_taken(
    team: Team, change: dict[str, str], why: str
) -> None:
    said = run([row("dm-0"), row(**({"id": "dm-2"} | change)), row("dm-3")])
    assert said == [f"line 3: {why}", "2 taken in, 0 were before, 1 refused"]
    assert SECRET not in "\n".join(said)


def test_a_line_has_the_number_at_which_it_begins(team: Team) -> None:
    said = run([row("dm-1", text="Two\nlines."), row("dm-2", use="")])
    assert said[0] == "line 4: use is empty"


def test_a_dry_run_says_the_same_and_keeps_nothing(team: Team) -> None:
    rows = [row("dm-1"), row("dm-2", use=""), row("dm-3")]
    assert run(rows, dry_run=True) == [
        "line 3: use is empty",
        "2 would be taken in, 0 were before, 1 refused",
    ]
    assert not Testimony.objects.exists() and not Brought.objects.exists()
    run(rows[:1])
    assert run(rows, dry_run=True)[-1] == "1 would be taken in, 1 were before, 1 refused"


def test_the_same_archive_again_doubles_nothing_until_it_is_told_to_forget(team: Team) -> None:
    run([row("dm-1"), row("dm-2")])
    assert run([row("dm-1"), row("dm-2"), row("dm-3")])[-1] == "1 taken in, 2 were before, 0 refused"
    assert Testimony.objects.count() == 3
    assert run([], forget=True) == ["3 rows forgotten: the same archive would be taken in again"]
    assert not Brought.objects.exists()
    assert run([row("dm-1")])[-1] == "1 taken in, 0 were before, 0 refused"


def test_an_interruption_keeps_whole_batches_and_the_next_run_goes_on(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "AT_ONCE", 2)
    batches, keep = [], archive._keep

    def break_at_the_second(*what: object) -> None:
        batches.append(what)
        if len(batches) == 2:
            raise KeyboardInterrupt
        keep(*what)

    monkeypatch.setattr(archive, "_keep", break_at_the_second)
    rows = [row(f"dm-{number}") for number in range(5)]
    with pytest.raises(KeyboardInterrupt):
        run(rows)
    assert Testimony.objects.count() == 2
    assert run(rows)[-1] == "3 taken in, 2 were before, 0 refused"


def test_six_words_are_made_only_when_they_are_asked_for(team: Team, tmp_path: Path) -> None:
    paper = tmp_path / "words"
    run([row("dm-1")])
    said = run([row("dm-1"), row("dm-2")], receipts=paper)
    assert said == ["1 taken in, 1 were before, 0 refused"]
    id, words = paper.read_text().strip().split(",")
    assert id == "dm-2" and come_back(tuple(words.split())).receipt in Receipt.objects.values_list(
        "uuid", flat=True
    )
    assert paper.stat().st_mode & 0o777 == 0o600
    with pytest.raises(CommandError, match="exists already"):
        run([row("dm-4")], receipts=paper)
    assert Testimony.objects.count() == 2


@pytest.mark.parametrize("first", [FIRST[1:], (*FIRST[:-1], SECRET), (*FIRST[:-1], "id")])
def test_columns_that_are_missing_unknown_or_named_twice_are_refused_before_anything_is_kept(
    team: Team, first: tuple[str, ...]
) -> None:
    with pytest.raises(CommandError) as caught:
        run([GOOD[: len(first)]], first)
    assert SECRET not in str(caught.value)
    assert not Testimony.objects.exists()


def test_what_is_not_utf8_is_refused_without_a_byte_of_it(team: Team) -> None:
    sent = io.BytesIO(b"id,text,use\ndm-1," + SECRET.encode() + b"\xff,read\n")
    with pytest.raises(CommandError) as caught:
        call_command("import_testimonies", stdin=sent, stdout=io.StringIO())
    assert SECRET not in str(caught.value) and "UTF-8" in str(caught.value)


def test_a_quote_that_never_ends_is_said_and_nothing_after_it_is_taken(team: Team) -> None:
    sent, said = io.BytesIO(b'id,text,use\ndm-1,"It rained.\n\ndm-2,It rained.,read\n'), io.StringIO()
    call_command("import_testimonies", stdin=sent, stdout=said)
    assert said.getvalue().startswith("line 2: cannot be read as CSV")
    assert not Testimony.objects.exists()


def test_without_a_team_nothing_is_taken_in() -> None:
    with pytest.raises(CommandError, match="no team"):
        run([GOOD])


def test_many_lines_at_once_become_each_its_own_testimony(team: Team) -> None:
    said = run(
        [row(f"dm-{number}", text=f"It was the {number}. day of rain.") for number in range(archive._FEW + 5)]
    )
    assert said == [f"{archive._FEW + 5} taken in, 0 were before, 0 refused"]
    texts = {
        documents.open_document(each, team.keyring.open_data_key(each.data_key)).text
        for each in Testimony.objects.select_related("data_key")
    }
    assert len(texts) == archive._FEW + 5
