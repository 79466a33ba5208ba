"""Templates are rendered with our own addresses and with files by their plain names; their forms ask for the notes."""

import pytest
from pytest_django import Settings

PLAIN_FILES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


@pytest.fixture(autouse=True)
def _alone(settings: Settings, db: None) -> None:
    settings.ROOT_URLCONF = "tests.look.addresses"
    settings.STORAGES = PLAIN_FILES
