"""Static files: those for everybody are served, our notes about them are not."""

from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from pytest_django import Settings

from config.static_files import StaticFiles


# Who closes an answer closes old links to the database.
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "status"), [("site.css", 200), ("staticfiles.json", 404), (".stamp", 404), ("names.json", 200)]
)
def test_notes_about_the_files_are_for_nobody(
    settings: Settings, tmp_path: Path, name: str, status: int
) -> None:
    settings.STATIC_ROOT = tmp_path
    (tmp_path / name).write_text("{}")
    served = StaticFiles(lambda request: HttpResponse(status=404))
    answer = served(RequestFactory().get(f"/static/{name}"))
    assert answer.status_code == status
    answer.close()
