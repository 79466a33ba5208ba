"""What only the owner of the tables may do: vacuum what was shredded, and forget what statistics kept of it."""

from contextlib import closing

import psycopg2
from django.conf import settings
from django.db import connection
from psycopg2 import sql
from psycopg2.errors import LockNotAvailable
from psycopg2.extensions import connection as Link

_STORIES, _WORDS = "testimonies_story", "story_words"
_HOLDS_WORDS_OR_KEYS = (
    "vault_datakey",
    "vault_teamkeybox",
    "vault_holder",
    "vault_receipt",
    "testimonies_usedticket",
    "testimonies_testimony",
    "testimonies_message",
    "testimonies_review",
    "testimonies_ready",
    "testimonies_stub",
    "testimonies_story",
    "testimonies_counted",
    "testimonies_concern",
    "testimonies_concernmessage",
    "moderation_hold",
    "moderation_history",
    "moderation_note",
    "moderation_notekey",
    "moderation_proposal",
    "moderation_preference",
    "moderation_visit",
    "moderation_invitation",
    "moderation_secondstep",
    "moderation_papercode",
    "django_session",
)


def vacuum() -> list[str]:
    """Vacuum and analyse each table in which rows were deleted; returns their names.

    Without CHORUS_OWNER_DATABASE_URL the site's own role is tried; a server that does not let it vacuum warns and
    leaves it to autovacuum.
    """
    name = connection.settings_dict["NAME"]
    with closing(psycopg2.connect(settings.CHORUS_OWNER_DATABASE_URL, dbname=name)) as link:
        link.autocommit = True
        names = _with_dead_rows(link)
        with link.cursor() as cursor:
            for name in names:
                cursor.execute(sql.SQL("VACUUM (ANALYZE) {}").format(sql.Identifier(name)))
        if _STORIES in names:
            _forget_words(link)
        with link.cursor() as cursor:
            if names and _may_checkpoint(link):
                # So that the write-ahead log before this moment can be recycled.
                cursor.execute("CHECKPOINT")
    return names


def _forget_words(link: Link) -> None:
    """Build the index of words anew, if stories went since it was: vacuum leaves each word in it that ever was.

    How many had gone by then is kept as the index's comment. When somebody holds it up, the next round tries again.
    """
    index = sql.Identifier(_WORDS)
    with link.cursor() as cursor:
        cursor.execute(
            "SELECT n_tup_del::text, obj_description(%s::regclass), pg_has_role(relowner, 'USAGE')"
            " FROM pg_stat_user_tables JOIN pg_class ON pg_class.oid = relid WHERE pg_class.relname = %s",
            [_WORDS, _STORIES],
        )
        gone, known, is_ours = cursor.fetchone()
        if gone in (known, "0") or not is_ours:
            return
        cursor.execute("SET lock_timeout = '10s'")
        try:
            cursor.execute(sql.SQL("REINDEX INDEX CONCURRENTLY {}").format(index))
            # Of an empty table ANALYZE makes nothing anew.
            cursor.execute("SELECT EXISTS (SELECT FROM testimonies_story)")
            if not cursor.fetchone()[0]:
                cursor.execute("ALTER TABLE testimonies_story ALTER COLUMN search TYPE tsvector")
            cursor.execute(sql.SQL("COMMENT ON INDEX {} IS %s").format(index), [gone])
        except LockNotAvailable:
            cursor.execute(sql.SQL("DROP INDEX IF EXISTS {}").format(sql.Identifier(f"{_WORDS}_ccnew")))


def _with_dead_rows(link: Link) -> list[str]:
    with link.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_stat_user_tables WHERE n_dead_tup > 0 AND relname = ANY(%s) ORDER BY relname",
            [list(_HOLDS_WORDS_OR_KEYS)],
        )
        return [name for (name,) in cursor.fetchall()]


def _may_checkpoint(link: Link) -> bool:
    with link.cursor() as cursor:
        cursor.execute("SELECT pg_has_role(current_user, 'pg_checkpoint', 'USAGE')")
        return cursor.fetchone()[0]
