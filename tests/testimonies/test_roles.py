"""What each role of the database may touch: the public side no keys, sessions or people; nobody the record."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.utils import ProgrammingError

from testimonies import record, returning
from testimonies.models import Group, Record, RecordDay, Story
from tests.cast import NOON, Team, as_role, come_back, send_story

pytestmark = pytest.mark.django_db

NOT_FOR_THE_PUBLIC_SIDE = [
    ("vault_teamkeybox", "box"),
    ("vault_holder", "*"),
    ("vault_holder", "private"),
    ("django_session", "*"),
    ("moderation_person", "*"),
    ("moderation_person", "name"),
    ("moderation_person", "password"),
    ("moderation_hold", "*"),
    ("moderation_note", "*"),
    ("moderation_notekey", "*"),
    ("moderation_proposal", "*"),
    ("moderation_preference", "*"),
    ("moderation_history", "*"),
    ("testimonies_record", "*"),
    ("testimonies_recordday", "*"),
    ("testimonies_concern", "*"),
    ("testimonies_concern", "steps"),
    ("testimonies_earlierreply", "*"),
    ("testimonies_number", "*"),
    ("auth_group", "*"),
]
RECORD = ("testimonies_record", "testimonies_recordday")
CHANGES = ["UPDATE {} SET day = day", "DELETE FROM {}", "TRUNCATE {}"]


def _try(statement: str, role: str | None) -> list[tuple]:
    with transaction.atomic(), connection.cursor() as cursor:
        if role:
            cursor.execute(f"SET ROLE {role}")
        cursor.execute(statement)
        rows = cursor.fetchall() if cursor.description else []
        cursor.execute("RESET ROLE")
        return rows


@pytest.mark.parametrize(("table", "column"), NOT_FOR_THE_PUBLIC_SIDE)
def test_the_public_side_cannot_read(table: str, column: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"):
        _try(f"SELECT {column} FROM {table}", "chorus_public")
    if table not in ("testimonies_number", "auth_group"):
        _try(f"SELECT {column} FROM {table}", "chorus_site")


@pytest.mark.parametrize("table", ["moderation_person", "vault_holder", "django_session", "vault_teamkeybox"])
@pytest.mark.parametrize("change", ["DELETE FROM {}", "TRUNCATE {}"])
def test_the_public_side_cannot_empty(table: str, change: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"):
        _try(change.format(table), "chorus_public")


def test_the_public_side_sees_whether_anybody_could_read_and_no_box(team: Team) -> None:
    assert len(_try("SELECT generation_id, holder FROM vault_teamkeybox", "chorus_public")) == 3


@pytest.mark.parametrize("column", ["text", "second_text", "state", "number", "notes"])
def test_the_public_side_cannot_change_a_story(column: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"):
        _try(f"UPDATE testimonies_story SET {column} = {column}", "chorus_public")


def test_the_public_side_can_say_i_believe_you() -> None:
    Group.objects.create(number=1, day=NOON.date())
    Story.objects.create(
        number=48213, group_id=1, text="Words.", length_step=1, receipt_box=b"", generation=1
    )
    with as_role("chorus_public"):
        returning.believe(48213)
    assert Story.objects.get().believed == 1


def test_the_public_side_can_come_back_read_and_see_where_it_stands(team: Team) -> None:
    words, _testimony = send_story()
    with as_role("chorus_public"):
        who = come_back(words)
        assert returning.standing(who).state == "received"
        assert returning.text_of(who).text


@pytest.mark.parametrize("role", ["chorus_site", "chorus_public", "chorus_owner", None])
@pytest.mark.parametrize("table", RECORD)
@pytest.mark.parametrize("change", CHANGES)
def test_nobody_changes_the_record(role: str | None, table: str, change: str) -> None:
    record.write("send", by="writer")
    RecordDay.objects.create(day=NOON.date(), head="h")
    # A connection that is the tables' owner, or stands above it, meets the triggers.
    with pytest.raises(DatabaseError, match="permission denied|append-only"):
        _try(change.format(table), role)
    assert Record.objects.count() == RecordDay.objects.count() == 1


@pytest.mark.parametrize("table", RECORD)
@pytest.mark.parametrize("change", CHANGES)
def test_the_tables_owner_is_refused_by_the_triggers(table: str, change: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE {table} OWNER TO chorus_owner")
        _try(change.format(table), "chorus_owner")


@pytest.mark.parametrize("role", ["chorus_site", "chorus_public"])
def test_both_sides_write_lines_into_the_record(role: str) -> None:
    with as_role(role):
        record.write("send", by="writer")
    assert Record.objects.count() == 1


@pytest.mark.parametrize("role", ["chorus_site", "chorus_public"])
def test_a_serving_role_cannot_take_the_triggers_away(role: str) -> None:
    with pytest.raises(ProgrammingError, match="must be owner"):
        _try("ALTER TABLE testimonies_record DISABLE TRIGGER ALL", role)
    with pytest.raises(ProgrammingError, match="permission denied"):
        _try("SET session_replication_role = replica", role)


@pytest.mark.parametrize("role", ["chorus_site", "chorus_public"])
def test_a_serving_role_makes_and_drops_no_table(role: str) -> None:
    with pytest.raises(ProgrammingError):
        _try("CREATE TABLE public.mine (id int)", role)
    with pytest.raises(ProgrammingError, match="must be owner"):
        _try("DROP TABLE testimonies_record", role)
