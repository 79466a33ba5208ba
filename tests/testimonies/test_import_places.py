"""Reading lists of institutions: what a line becomes, what is skipped and why, and the same list read twice."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from testimonies import facets, place_lists, places
from testimonies.models import Place
from testimonies.place_lists import Listed, Skipped

HEADER = (
    "URN,EstablishmentName,TypeOfEstablishment (name),EstablishmentTypeGroup (name),EstablishmentStatus (name),"
    "PhaseOfEducation (name),Town,County (name),Postcode"
)
SCHOOL = "Community school,Local authority maintained schools,Open,Secondary"
REGISTER = [
    HEADER,
    f'100001,"Tallowfield School, Upper",{SCHOOL},Merrowby,Tarnshire,ZZ1 1AA',
    f"100002,Saint Brée’s School,{SCHOOL},Tarnford,Tarnshire,ZZ1 1AB",
    "100003,Merrowby College,Further education,Colleges,Open,16 plus,Merrowby,Tarnshire,ZZ1 1AC",
    "100004,University of Tarnford,Higher education institutions,Universities,Open,Not applicable,Tarnford,,",
    "100005,Old Mill School,Community school,Local authority maintained schools,Closed,Primary,Merrowby,,",
    "100006,New Mill School,Free schools,Free Schools,Proposed to open,Primary,Merrowby,,",
    f"100007,,{SCHOOL},Merrowby,,",
    f"1000x,Letter School,{SCHOOL},Merrowby,,",
    "100008,Short School,Community school",
    f"100009,Long School,{SCHOOL},Merrowby,,,more,still more",
    f"100001,Tallowfield Again,{SCHOOL},Merrowby,,",
    f"100010,{'Very ' * 50}Long School,{SCHOOL},Merrowby,,",
]
PLAIN = ["name,kind,town,region,country,also", "Tarn Rowing Club,other,Tarnford,,GB,TRC|The Boathouse"]
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a list and gives its path."""

    def written(lines: list[str], encoding: str = "utf-8") -> Path:
        path = tmp_path / "list.csv"
        path.write_bytes("\r\n".join(lines).encode(encoding))
        return path

    return written


def _read(path: Path) -> list[Listed | Skipped]:
    return list(place_lists.read(path, dict(facets.KINDS)))


def _import(path: Path) -> list[str]:
    said = StringIO()
    call_command("import_places", path, stdout=said)
    return said.getvalue().splitlines()


def test_the_register_of_schools_is_read_in_its_own_encoding(write: Write) -> None:
    found = [each for each in _read(write(REGISTER, "cp1252")) if isinstance(each, Listed)]
    assert [(each.name, each.kind, each.town, each.key) for each in found] == [
        ("Tallowfield School, Upper", "school", "Merrowby", "gias:100001"),
        ("Saint Brée’s School", "school", "Tarnford", "gias:100002"),
        ("Merrowby College", "college", "Merrowby", "gias:100003"),
        ("University of Tarnford", "university", "Tarnford", "gias:100004"),
        ("Old Mill School", "school", "Merrowby", "gias:100005"),
    ]
    assert {each.country for each in found} == {"GB"}


def test_each_line_that_is_skipped_is_named_with_its_reason(write: Write) -> None:
    skipped = {each.line: each.why for each in _read(write(REGISTER, "cp1252")) if isinstance(each, Skipped)}
    assert skipped == {
        7: "not open yet",
        8: "no name",
        9: "URN is not a number: '1000x'",
        10: "fewer columns than the first line has",
        11: "more columns than the first line has",
        12: "the same as line 2",
        13: "name is longer than 200 letters",
    }


def test_a_byte_that_the_encoding_does_not_have_costs_only_its_line(write: Write) -> None:
    path = write(REGISTER[:3], "cp1252")
    path.write_bytes(path.read_bytes().replace(b"Br\xe9e", b"Br\x81e"))
    assert [type(each).__name__ for each in _read(path)] == ["Listed", "Skipped"]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Club,choir,Tarnford,,GB,", f"unknown kind 'choir': one of {', '.join(sorted(dict(facets.KINDS)))}"),
        ("Club,other,Tarnford,,England,", "country is not two capital letters: 'England'"),
        ("Cl\x07ub,other,Tarnford,,GB,", "holds a control character"),
        ("Club,other,Tarnford", "fewer columns than the first line has"),
        (f"Club,other,{'x' * 200_000},,GB,", "not CSV: field larger than field limit (131072)"),
    ],
)
def test_a_bad_line_of_a_plain_list_is_skipped_and_the_next_is_read(
    write: Write, line: str, why: str
) -> None:
    found = _read(write([PLAIN[0], line, PLAIN[1]]))
    assert found[0] == Skipped(2, why)
    assert isinstance(found[1], Listed) and found[1].also == ("TRC", "The Boathouse")


@pytest.mark.django_db
@pytest.mark.parametrize("first", ["", "a,b,c", "name;kind;town;region;country"])
def test_a_file_of_another_kind_is_refused_whole(write: Write, first: str) -> None:
    with pytest.raises(CommandError, match="neither"):
        _import(write([first, "x,y,z"]))


@pytest.mark.django_db
def test_a_file_that_is_not_there_is_said_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No such file"):
        _import(tmp_path / "nothing.csv")


@pytest.mark.django_db
def test_the_same_list_read_twice_doubles_nothing(write: Write) -> None:
    path = write(REGISTER, "cp1252")
    assert _import(path)[-1] == "list.csv: 5 added, 0 changed, 0 as before"
    said = _import(path)
    assert said[-1] == "list.csv: 0 added, 0 changed, 5 as before"
    assert said[:2] == ["line 7: skipped: not open yet", "line 8: skipped: no name"]
    assert Place.objects.count() == 5


@pytest.mark.django_db
def test_a_school_that_was_given_another_name_keeps_its_address(write: Write) -> None:
    _import(write(REGISTER, "cp1252"))
    before = Place.objects.get(source="gias:100003")
    said = _import(
        write([line.replace("Merrowby College", "Tarn Valley College") for line in REGISTER], "cp1252")
    )
    after = Place.objects.get(source="gias:100003")
    assert said[-1] == "list.csv: 0 added, 1 changed, 4 as before"
    assert (after.pk, after.slug, after.name) == (before.pk, before.slug, "Tarn Valley College")
    assert places.search("tarn valley") == [after]


@pytest.mark.django_db
def test_other_names_lead_to_the_place_and_are_not_doubled(write: Write) -> None:
    for _again in range(2):
        _import(write(PLAIN))
    club = Place.objects.themselves().get()
    assert places.search("boathouse") == places.search("trc") == [club]
    assert Place.objects.count() == 3


@pytest.mark.django_db
def test_the_list_that_comes_along_is_whole_and_fills_the_picker() -> None:
    said = StringIO()
    call_command("import_places", stdout=said)
    assert "0 lines skipped" in said.getvalue()
    found = Place.objects.themselves()
    assert found.count() >= 100 and len({place.country for place in found}) >= 25
    assert str(places.search("ucl")[0]) == "University College London, London"
    assert places.search("univercity manchester")[0].name == "University of Manchester"


@pytest.mark.django_db
def test_an_empty_table_begins_with_that_list_and_another_is_left_alone(write: Write) -> None:
    places.begin_with_a_few()
    assert places.search("sorbonne")
    Place.objects.all().delete()
    _import(write(PLAIN))
    places.begin_with_a_few()
    assert Place.objects.themselves().count() == 1
