"""By which of its names the site says where it is: one of its own, never what a header says."""

import pytest
from django.test import Client
from pytest_django import Settings

from tests.testimonies.visitor import text_of

ONION, FEED = f"{'chorus' * 9}ab.onion", "/stories/feed.atom"


@pytest.fixture(autouse=True)
def _two_names(db: None, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["stories.example.org", "second.example.org", ONION]


def feed(host: str) -> str:
    """What somebody is given who asks by this name."""
    return text_of(Client(HTTP_HOST=host).get(FEED))


def test_over_tor_links_lead_over_tor_and_by_every_other_name_to_the_first() -> None:
    # One after the other, each from the page that is kept for the one before.
    for host in (ONION, "stories.example.org", ONION, "second.example.org"):
        onion = host == ONION
        wanted = f"http://{ONION}/stories/" if onion else "https://stories.example.org/stories/"
        said = feed(host)
        assert f'href="{wanted}"' in said and (ONION in said) is onion and "second" not in said


@pytest.mark.parametrize("host", ["evil.onion", f"{ONION}:81", ONION.upper(), f"x.{ONION}"])
def test_a_name_that_is_not_ours_is_never_repeated(host: str) -> None:
    answer = Client(HTTP_HOST=host).get(FEED)
    assert answer.status_code == 400 or ".onion" not in text_of(answer).lower()
