"""Who is in the team, which six words are right: neither an answer's text nor the work behind it tells.

Work is counted, not timed: statements, password hashes and keys made of six words are all that takes long.
"""

from collections import Counter
from collections.abc import Callable

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from nacl import pwhash
from pytest_django import Settings

from moderation import people
from testimonies.models import Testimony
from tests.moderation.volunteer import NAME, PASSWORD, SIGN_IN, Browser
from tests.testimonies.visitor import PLAIN_FILES, Visitor, six_words
from vault.words import WORDS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _the_site(settings: Settings) -> None:
    settings.STORAGES = PLAIN_FILES
    people.create_first(NAME, PASSWORD)


@pytest.fixture(name="work")
def _work(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], HttpResponse]], Counter]:
    """Counts what an answer cost: the real things are done, and counted on the way."""
    cost: Counter = Counter()

    def counted(where: object, name: str) -> None:
        real = getattr(where, name)

        def spy(*args: object, **more: object) -> object:
            cost[name] += 1
            return real(*args, **more)

        monkeypatch.setattr(where, name, spy)

    counted(Argon2PasswordHasher, "encode")
    counted(Argon2PasswordHasher, "verify")
    counted(pwhash.argon2id, "kdf")

    def of(answer: Callable[[], HttpResponse]) -> Counter:
        cost.clear()
        with CaptureQueriesContext(
            connection,
        ) as asked:
            answer()
        tables = [query["sql"].split(" WHERE ")[0] for query in asked.captured_queries]
        return Counter(cost) + Counter(tables)

    return of


def hashes(cost: Counter) -> int:
    """How often a password went through Argon2."""
    return cost["encode"] + cost["verify"]


def test_a_name_that_nobody_has_costs_as_much_as_a_wrong_password(work: Callable, settings: Settings) -> None:
    settings.CHORUS_SECOND_FACTOR = True
    browser = Browser()
    browser.sign_in("warm", "the first one fills what is kept")
    known = work(lambda: browser.sign_in(NAME, "not the password", code="000000"))
    unknown = work(lambda: browser.sign_in("nobody", "not the password", code="000000"))
    assert hashes(known) == hashes(unknown) == 1
    assert known.total() == unknown.total()


def test_an_answer_tells_a_name_that_nobody_has_from_a_wrong_password_by_no_letter(
    settings: Settings,
) -> None:
    settings.CHORUS_SECOND_FACTOR = True
    browser = Browser()
    one, other = (browser.sign_in(name, "not the password", code="000000") for name in (NAME, "nobd"))
    shown = [each.content.decode().split("</form>")[0].replace("nobd", NAME) for each in (one, other)]
    assert one.status_code == other.status_code and len(shown[0]) == len(shown[1])


def test_wrong_words_cost_as_much_as_words_whose_story_is_gone(work: Callable) -> None:
    visitor = Visitor()
    words = six_words(visitor.send())
    visitor.come_back(" ".join(words))
    visitor.post("/back/erase/", {"do": "erase", "csrfmiddlewaretoken": visitor.cookies["form"].value})
    assert not Testimony.objects.exists()
    wrong = work(lambda: Visitor().come_back(" ".join(WORDS[:6])))
    other = work(lambda: Visitor().come_back(" ".join(WORDS[6:12])))
    right = work(lambda: Visitor().come_back(" ".join(words)))
    assert wrong == other
    assert wrong["kdf"] == right["kdf"] == 1


def test_a_session_that_somebody_planted_is_another_one_after_signing_in(settings: Settings) -> None:
    settings.CHORUS_SECOND_FACTOR = False
    victim, thief = Browser(), Browser()
    planted = thief.session
    planted["planted"] = "yes"
    planted.save()
    victim.cookies["team"] = planted.session_key
    assert victim.sign_in().status_code == 302
    assert victim.cookies["team"].value != planted.session_key and "planted" not in victim.session
    thief.cookies["team"] = planted.session_key
    assert thief.get("/team/queue/").url.startswith(SIGN_IN)
    assert victim.get("/team/queue/").status_code in (200, 302)
    assert not victim.get("/team/queue/").headers.get("Location", "").startswith(SIGN_IN)


def test_guesses_from_many_addresses_shut_nobody_out_and_each_address_has_its_own_limit(
    settings: Settings,
) -> None:
    settings.CHORUS_ADDRESS_HEADER = "X-Chorus-Address"
    words = six_words(Visitor().send())
    wrong = " ".join(WORDS[:5] + (words[0],))
    many = [Visitor(), Visitor()]
    for number, guesser in enumerate(many):
        guesser.defaults["HTTP_X_CHORUS_ADDRESS"] = f"192.0.2.{number}"
        answers = [guesser.come_back(wrong).status_code for _time in range(31)]
        assert answers == [200] * 30 + [429], number
    for visitor in (Visitor(), many[0]):
        assert visitor.come_back(" ".join(words)).status_code == 302
