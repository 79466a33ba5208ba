"""The return cookie and the moderator's key: good for a while, for one, and for nobody with the database."""

import base64
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vault import receipts, sealing, sessions
from vault.sessions import RETURN_SECONDS, Return, ReturnEnded
from vault.words import WORDS

WHO = Return(uuid4(), receipts.key_of(WORDS[:6]))
NOON = datetime(2026, 3, 4, 12, tzinfo=UTC).timestamp()


def test_who_came_back_stays_known_for_twenty_minutes() -> None:
    cookie = sessions.seal_return(WHO, NOON)
    assert sessions.open_return(cookie, NOON + RETURN_SECONDS) == WHO
    with pytest.raises(ReturnEnded):
        sessions.open_return(cookie, NOON + RETURN_SECONDS + 1)


def test_midnight_ends_nobodys_visit() -> None:
    midnight = datetime(2026, 3, 5, tzinfo=UTC).timestamp()
    cookie = sessions.seal_return(WHO, midnight - 60)
    assert sessions.open_return(cookie, midnight + 60) == WHO


def test_a_cookie_of_the_day_before_yesterday_opens_with_no_key() -> None:
    cookie = sessions.seal_return(WHO, NOON)
    with pytest.raises(ReturnEnded):
        sessions.open_return(cookie, NOON + timedelta(days=2).total_seconds())


@settings(max_examples=60)
@given(data=st.data())
def test_a_return_cookie_with_any_bit_changed_is_refused(data: st.DataObject) -> None:
    raw = bytearray(base64.urlsafe_b64decode(sessions.seal_return(WHO, NOON)))
    bit = data.draw(st.integers(0, len(raw) * 8 - 1))
    raw[bit // 8] ^= 1 << bit % 8
    with pytest.raises(ReturnEnded):
        sessions.open_return(base64.urlsafe_b64encode(bytes(raw)).decode(), NOON)


@given(text=st.text(max_size=60))
def test_whatever_else_a_browser_sends_is_refused(text: str) -> None:
    with pytest.raises(ReturnEnded):
        sessions.open_return(text, NOON)


def test_a_return_cookie_tells_neither_the_receipt_nor_its_key() -> None:
    raw = base64.urlsafe_b64decode(sessions.seal_return(WHO, NOON))
    secrets = (WHO.receipt.hex, str(WHO.receipt), WHO.key.find.hex(), WHO.key.private.hex())
    assert not any(secret.encode() in raw for secret in secrets)
    assert WHO.receipt.bytes not in raw and WHO.key.private not in raw


def test_a_moderators_key_opens_with_their_cookie_in_their_session_only() -> None:
    private, _public = sealing.new_pair()
    stored, cookie = sessions.seal_private(private, session="one")
    other_stored, other_cookie = sessions.seal_private(private, session="two")
    assert sessions.open_private(stored, cookie, session="one") == private
    for wrong in ((stored, other_cookie, "one"), (stored, cookie, "two"), (other_stored, cookie, "two")):
        with pytest.raises(sealing.Unsealable):
            sessions.open_private(wrong[0], wrong[1], session=wrong[2])


@pytest.mark.parametrize("cookie", ["", "00", "zz" * 32, "00" * 31, "é"])
def test_a_cookie_that_is_no_key_opens_nothing(cookie: str) -> None:
    stored, _cookie = sessions.seal_private(sealing.new_key(), session="one")
    with pytest.raises(sealing.Unsealable):
        sessions.open_private(stored, cookie, session="one")


def test_what_the_session_stores_is_not_the_key() -> None:
    private, _public = sealing.new_pair()
    stored, cookie = sessions.seal_private(private, session="one")
    assert private.hex() not in stored
    assert cookie not in stored
