"""The database and the secrets of a test session; what every test starts without."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import TransactionTestCase
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from local.throwaway import throwaway
from testimonies import page_cache
from tests import needs
from vault import secret_files

DATABASE_FIXTURES = {
    "db",
    "transactional_db",
    "django_db_setup",
    "django_db_reset_sequences",
    "django_db_serialized_rollback",
    "live_server",
}
PLAIN_FILES = "django.contrib.staticfiles.storage.StaticFilesStorage"
SESSION = pytest.StashKey[ExitStack]()
# A machine that is busy with something else must not fail a test.
hypothesis_settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("any machine")


# DJANGO_SETTINGS_MODULE stands here and not in pyproject.toml: pytest-django would read the settings before
# this file is loaded, and so before there is a database to name in them.
@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Start the one database of the session, unless DATABASE_URL names another, then load the settings."""
    config.stash[SESSION] = session = ExitStack()
    directory = Path(tempfile.mkdtemp(prefix="chorus-tests-"))
    session.callback(shutil.rmtree, directory, ignore_errors=True)
    if not os.environ.get("DATABASE_URL"):
        os.environ["DATABASE_URL"] = session.enter_context(throwaway(directory))
    for name in ("CHORUS_LOCAL", "CHORUS_DEMONSTRATION"):
        os.environ.pop(name, None)
    made = directory / "site-secrets"
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "CHORUS_DATA_DIR": str(directory),
        "CHORUS_SECRETS_DIR": str(made),
        "CHORUS_TESTING": "True",
        # Only the tests of practice ask for it: everybody else in them is long past it.
        "CHORUS_PRACTICE": "False",
    }
    secret_files.create_missing(made)
    # Pages are drawn without a start having gathered the files: plain addresses, and a directory that is there.
    settings.STATIC_ROOT = directory / "gathered"
    settings.STATIC_ROOT.mkdir()
    settings.STORAGES = {"staticfiles": {"BACKEND": PLAIN_FILES}}


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop what the session started."""
    config.stash[SESSION].close()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly, once, that a part of the tests did not run."""
    for said in needs.missed:
        terminalreporter.write_line(said, red=True, bold=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test that uses the database, so that `-m database` runs just these."""
    for item in items:
        if uses_database(item):
            item.add_marker("database")


def uses_database(item: pytest.Item) -> bool:
    """Whether a test asks for a database, by a mark, a fixture or its class."""
    fixtures = set(getattr(item, "fixturenames", ()))
    kind = getattr(item, "cls", None)
    is_django = kind is not None and issubclass(kind, TransactionTestCase)
    return is_django or bool(fixtures & DATABASE_FIXTURES) or item.get_closest_marker("django_db") is not None


@pytest.fixture(autouse=True, scope="session")
def _flush_past_the_triggers() -> Iterator[None]:
    """Let Django empty the tables after a test: the record refuses TRUNCATE to everybody, tests included."""
    kind = type(connection.ops)
    flush = kind.execute_sql_flush

    def without_triggers(operations: object, statements: Sequence[str]) -> None:
        if statements:
            role = "SET LOCAL session_replication_role = "
            flush(operations, [f"{role}replica", *statements, f"{role}origin"])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kind, "execute_sql_flush", without_triggers)
        yield


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """No limit counted, no page kept by the test before."""
    cache.clear()
    page_cache.forget()
