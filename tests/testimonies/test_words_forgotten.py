"""Of a story that was taken down no word stays behind in the index of words or in the statistics."""

from contextlib import closing
from datetime import date

import psycopg2
import pytest
from django.conf import settings
from django.db import connection

from testimonies import upkeep
from testimonies.models import Story
from tests.testimonies import crowd

WORD = "zqxvbnwk"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("others", [0, 3])
def test_its_words_are_gone_from_the_index_and_the_statistics_after_housekeeping(others: int) -> None:
    up = crowd.group(1, date(2026, 3, 6))
    for number in range(30):
        crowd.story(number, up, text=f"It was {WORD}.")
    _run("ANALYZE testimonies_story")
    assert _seen() == (True, True)
    for number in range(100, 100 + others):
        crowd.story(number, up, text="It rained.")
    Story.objects.filter(number__lt=100).delete()
    # What is counted of deleted rows reaches the database's own tables when the connection ends.
    connection.close()
    upkeep.vacuum()
    assert _seen() == (False, False)


def _run(*statements: str) -> list[tuple]:
    name = connection.settings_dict["NAME"]
    with closing(psycopg2.connect(settings.CHORUS_OWNER_DATABASE_URL, dbname=name)) as link:
        link.autocommit = True
        with link.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []


def _seen() -> tuple[bool, bool]:
    _run("CHECKPOINT")
    ((in_index,),) = _run(
        f"SELECT position('{WORD}'::bytea in pg_read_binary_file(pg_relation_filepath('story_words'::regclass)))"
    )
    ((statistics,),) = _run(f"SELECT count(*) FROM pg_stats WHERE pg_stats::text LIKE '%{WORD}%'")
    return in_index > 0, statistics > 0
