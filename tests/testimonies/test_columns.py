"""Each column, asked of the database: no clock times of survivors, no compressed ciphertext, no statistics of words."""

import pytest
from django.apps import apps
from django.db import connection, models

from testimonies.models import Group, Story
from vault.fields import KeyField, SealedField

OURS = ("vault", "testimonies", "moderation")
# Every clock time in our tables, and why it may be there.
CLOCK_TIMES = {
    (
        "vault_receipt",
        "shown_until",
    ): "half an hour in which the words are shown again; emptied by housekeeping",
    ("testimonies_review", "undo_until"): "a moderator's; emptied when the decision takes effect",
    ("testimonies_ready", "at"): "the end of undo; emptied when the decision takes effect",
    ("moderation_invitation", "expires"): "of the team; the row goes when it is over",
    ("moderation_visit", "began"): "a moderator's; the row goes with their session",
    (
        "moderation_day",
        "last_step",
    ): "a moderator's last step in a text; emptied at its end, the row goes with the day",
    ("moderation_hold", "until"): "a moderator's lease; the row goes when it is over",
}
# No ciphertext, but each belongs to one survivor: statistics would keep it after the row is gone.
FOUND_BY = {("vault_receipt", "find"), ("vault_receipt", "public"), ("testimonies_usedticket", "mac")}
WORDS = [("testimonies_story", "text"), ("testimonies_story", "second_text")]


def _models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model._meta.app_label in OURS]


def _fields(kind: type[models.Field]) -> set[tuple[str, str]]:
    return {
        (model._meta.db_table, field.column)
        for model in _models()
        for field in model._meta.concrete_fields
        if isinstance(field, kind)
    }


def test_there_are_models_to_look_at() -> None:
    assert {model._meta.app_label for model in _models()} == set(OURS)


def test_no_clock_time_is_kept_but_the_few_that_have_a_reason() -> None:
    assert _fields(models.DateTimeField) | _fields(models.TimeField) == set(CLOCK_TIMES)


@pytest.mark.django_db
def test_the_database_keeps_no_clock_time_that_the_models_do_not_show() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"
            " AND (data_type LIKE 'time%%' OR data_type = 'interval')"
        )
        found = {(table, column) for table, column in cursor.fetchall() if table.split("_")[0] in OURS}
    assert found == set(CLOCK_TIMES)


def test_no_day_is_written_by_itself() -> None:
    for model in _models():
        for field in model._meta.concrete_fields:
            assert not getattr(field, "auto_now", False), field
            assert not getattr(field, "auto_now_add", False), field


def test_no_row_of_ours_is_numbered_in_the_order_of_arrival() -> None:
    assert not [model for model in _models() if isinstance(model._meta.pk, models.AutoField)]


@pytest.mark.django_db
def test_the_database_counts_nothing_up_for_our_tables() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sequencename FROM pg_sequences")
        assert not [name for (name,) in cursor.fetchall() if name.split("_")[0] in OURS]


@pytest.mark.django_db
@pytest.mark.parametrize(("table", "column"), sorted(_fields(SealedField) - _fields(KeyField) | FOUND_BY))
def test_ciphertext_is_neither_compressed_nor_looked_into(table: str, column: str) -> None:
    storage, statistics = _how_it_is_kept(table, column)
    assert (storage, statistics) == ("e", 0)


@pytest.mark.django_db
@pytest.mark.parametrize(("table", "column"), WORDS)
def test_the_words_of_a_story_leave_no_statistics(table: str, column: str) -> None:
    assert _how_it_is_kept(table, column)[1] == 0


def _how_it_is_kept(table: str, column: str) -> tuple[str, int | None]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attstorage, attstattarget FROM pg_attribute"
            " WHERE attrelid = %s::regclass AND attname = %s",
            [table, column],
        )
        return cursor.fetchone()


@pytest.mark.django_db
def test_after_analyze_no_word_of_a_story_is_in_the_statistics() -> None:
    Group.objects.create(number=1, day="2026-03-06")
    Story.objects.bulk_create(
        Story(
            number=number,
            group_id=1,
            text="The lighthouse keeper said so.",
            second_text="lighthouse",
            length_step=1,
            receipt_box=b"",
            generation=1,
        )
        for number in range(10_000, 10_050)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE testimonies_story")
        cursor.execute("SELECT count(*) FROM pg_stats WHERE pg_stats::text LIKE '%%lighthouse%%'")
        assert cursor.fetchone()[0] == 0
        cursor.execute("SELECT count(*) FROM pg_stats WHERE tablename = 'testimonies_story'")
        assert cursor.fetchone()[0] > 0
