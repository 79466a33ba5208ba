"""Templates are rendered with our own addresses, with files by their plain names, and as while the database is down."""

from types import SimpleNamespace

import pytest
from django.db import DatabaseError
from pytest_django import Settings

PLAIN_FILES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


def _is_down() -> None:
    raise DatabaseError


@pytest.fixture(autouse=True)
def _alone(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.ROOT_URLCONF = "tests.look.addresses"
    settings.STORAGES = PLAIN_FILES
    # With a database they would run before others, which would find our own addresses in what is kept.
    monkeypatch.setattr("testimonies.content_notes.transaction", SimpleNamespace(atomic=_is_down))
