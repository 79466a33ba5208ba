"""The ticket in the form: ours, or refused; always the same words from the same one."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vault import tickets
from vault.tickets import LIFETIME, RECEIPT_WORDS, TicketForged, TicketTooOld
from vault.words import INDEX

NOW = 1_770_000_000.0


@given(bit=st.integers(0, 45 * 8 - 1))
def test_a_ticket_with_any_bit_changed_is_forged(bit: int) -> None:
    raw = bytearray(base64.urlsafe_b64decode(tickets.issue(NOW)))
    raw[bit // 8] ^= 1 << bit % 8
    with pytest.raises(TicketForged):
        tickets.read(base64.urlsafe_b64encode(bytes(raw)).decode(), NOW)


@given(text=st.text(max_size=80))
def test_whatever_else_a_form_carries_is_forged(text: str) -> None:
    with pytest.raises(TicketForged):
        tickets.read(text, NOW)


def test_a_ticket_cut_short_is_forged() -> None:
    issued = tickets.issue(NOW)
    for length in range(0, len(issued), 4):
        with pytest.raises(TicketForged):
            tickets.read(issued[:length], NOW)


def test_a_ticket_lives_twelve_hours_and_not_a_second_longer() -> None:
    issued = tickets.issue(NOW)
    assert tickets.read(issued, NOW + LIFETIME)
    with pytest.raises(TicketTooOld):
        tickets.read(issued, NOW + LIFETIME + 1)


def test_a_ticket_gives_the_same_six_words_of_the_list_every_time() -> None:
    issued = tickets.issue(NOW)
    words = tickets.read(issued, NOW).words
    assert words == tickets.read(issued, NOW + 60).words
    assert len(words) == RECEIPT_WORDS
    assert all(word in INDEX for word in words)


def test_two_tickets_of_one_second_share_neither_words_nor_what_is_kept() -> None:
    issued = [tickets.read(tickets.issue(NOW), NOW) for _ in range(50)]
    assert len({ticket.words for ticket in issued}) == len({ticket.mac for ticket in issued}) == 50


def test_the_form_never_carries_a_word_of_the_receipt() -> None:
    issued = tickets.issue(NOW)
    raw = base64.urlsafe_b64decode(issued)
    ticket = tickets.read(issued, NOW)
    assert ticket.mac not in raw
    assert not any(word.encode() in raw for word in ticket.words if len(word) > 4)
