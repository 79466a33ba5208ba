"""Every page of the pack is valid HTML."""

import pytest

from tests.look.samples import PAGES
from tests.look.test_templates import drawn
from tests.validator import messages, need_validator


@pytest.fixture(autouse=True)
def _validator() -> None:
    need_validator()


def test_every_page_is_valid() -> None:
    assert messages({name: drawn(name) for name in PAGES}) == []


def test_a_page_that_is_not_valid_is_found() -> None:
    said = " ".join(messages({"broken": "<!doctype html><html lang=en><title>Weather</title><p><div></p>"}))
    assert "broken:1: No “p” element in scope but a “p” end tag seen." in said
