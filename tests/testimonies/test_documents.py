"""The document and its card: exactly what was sent, in one of four lengths; a card that tells no word."""

import json
from dataclasses import asdict, replace
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from testimonies import documents, facets, models
from testimonies.documents import CARD_SIZE, SIZES, Document
from vault import sealing
from vault.keys import Keyring, TeamPublic

KEY, UUID = sealing.new_key(), uuid4()
PRIVATE, PUBLIC = sealing.new_pair()
TEAM, KEYRING = TeamPublic(1, PUBLIC), Keyring(uuid4(), {1: PRIVATE})
LONGEST, LONGEST_BETTER = 20_000, 2_000


def _keys(choices: facets.Choices) -> st.SearchStrategy[str]:
    return st.sampled_from([key for key, _label in choices])


documents_sent = st.builds(
    Document,
    text=st.text(min_size=1, max_size=400),
    use=_keys(facets.USES),
    better=st.text(max_size=100),
    may_ask=st.booleans(),
    show_place=st.booleans(),
    show_change=st.booleans(),
    show_first=st.booleans(),
    publish_if_silent=st.booleans(),
    notes=st.lists(_keys(facets.NOTES), unique=True).map(tuple),
    setting=_keys(facets.SETTING),
    place=st.text(max_size=200),
    when=_keys(facets.WHEN),
    age=_keys(facets.AGE),
    land=st.text(max_size=100),
    who=_keys(facets.WHO),
    told=_keys(facets.TOLD),
    danger=st.booleans(),
)


def _kept(document: Document) -> models.Testimony:
    return models.Testimony(uuid=UUID, document=documents.seal(document, KEY, UUID), generation=1)


@given(document=documents_sent)
def test_what_was_sent_comes_back_to_the_letter(document: Document) -> None:
    assert documents.open_document(_kept(document), KEY) == document


@given(document=documents_sent, missing=st.sets(st.sampled_from(["setting", "who", "danger"])))
def test_a_document_from_before_a_question_was_asked_still_opens(document: Document, missing: set) -> None:
    old = {name: value for name, value in asdict(document).items() if name not in missing}
    raw = sealing.pad(json.dumps(old).encode(), SIZES)
    sealed = sealing.seal(
        sealing.subkey(KEY, "document"), raw, column="testimonies.Testimony.document", row=UUID
    )
    kept = models.Testimony(uuid=UUID, document=sealed, generation=1)
    unasked = {"setting": "", "who": "", "danger": False}
    expected = replace(document, **{name: unasked[name] for name in missing})
    assert documents.open_document(kept, KEY) == expected


@given(one=documents_sent, other=documents_sent)
def test_documents_that_fit_one_step_have_one_length(one: Document, other: Document) -> None:
    def step(document: Document) -> int:
        return next(size for size in SIZES if len(documents.to_json(document)) + 4 <= size)

    lengths = [len(documents.seal(each, KEY, UUID)) for each in (one, other)]
    assert (lengths[0] == lengths[1]) is (step(one) == step(other))


@given(document=documents_sent, data=st.data())
def test_a_changed_bit_is_refused(document: Document, data: st.DataObject) -> None:
    kept = _kept(document)
    sealed = bytearray(kept.document)
    bit = data.draw(st.integers(0, len(sealed) * 8 - 1))
    sealed[bit // 8] ^= 1 << bit % 8
    kept.document = bytes(sealed)
    with pytest.raises(sealing.Unsealable):
        documents.open_document(kept, KEY)


def test_a_document_in_another_row_is_refused() -> None:
    kept = _kept(Document("Words.", "publish"))
    assert documents.open_document(kept, KEY)
    kept.uuid = uuid4()
    with pytest.raises(sealing.Unsealable):
        documents.open_document(kept, KEY)


@pytest.mark.parametrize("letter", ["x", "é", "水", "👩", '"', "\\", "\n", "\t"])
def test_the_longest_that_a_form_takes_fits_whatever_it_is_written_in(letter: str) -> None:
    document = Document(
        letter * LONGEST,
        "publish",
        better=letter * LONGEST_BETTER,
        place=letter * 200,
        land=letter * 100,
        notes=tuple(key for key, _label in facets.NOTES),
    )
    assert documents.open_document(_kept(document), KEY) == document


def test_what_is_longer_than_any_form_takes_is_refused() -> None:
    with pytest.raises(sealing.TooLong):
        documents.seal(Document("👩" * 33_000, "publish"), KEY, UUID)


@settings(max_examples=40, deadline=None)
@given(document=documents_sent)
def test_the_team_opens_a_card_of_one_length_that_was_made_from_the_document(document: Document) -> None:
    card = documents.card_of(document)
    sealed = documents.seal_card(card, TEAM, UUID)
    assert len(sealed) == 1 + sealing.bindings.crypto_box_SEALBYTES + 4 + len(_place()) + CARD_SIZE
    kept = models.Testimony(uuid=UUID, card=sealed, generation=1)
    assert documents.open_card(kept, KEYRING) == card
    assert card == documents.card_of(document)


def _place() -> str:
    return f"testimonies.Testimony.card\0{UUID}"


def test_a_card_tells_no_word_of_the_story() -> None:
    document = Document(
        "The lighthouse keeper.", "publish", better="Ask.", place="Eastlight school", land="Norway"
    )
    said = documents.to_json(documents.card_of(document)).decode()
    for word in ("lighthouse", "keeper", "Ask", "Eastlight", "Norway"):
        assert word not in said
    assert '"kind":"school"' in said


def test_a_card_with_every_note_has_the_same_length() -> None:
    notes = tuple(key for key, _label in facets.TEAM_NOTES)
    card = documents.card_of(Document("Words. " * 3000, "publish", notes=notes, age="under_13"))
    one, other = (
        documents.seal_card(each, TEAM, UUID) for each in (card, documents.card_of(Document("No.", "read")))
    )
    assert set(card.notes) == set(notes) and len(one) == len(other)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ({"setting": "party", "place": "Eastlight school"}, "party"),
        ({"place": "Eastlight school"}, "school"),
        ({"place": "behind the church"}, "worship"),
        ({}, ""),
    ],
)
def test_the_kind_of_place_is_what_was_ticked_else_what_its_name_says(said: dict, kind: str) -> None:
    assert documents.card_of(Document("Words.", "publish", **said)).kind == kind


def test_a_moderator_begins_with_what_other_answers_say_and_without_what_is_no_note() -> None:
    document = Document("Words.", "publish", notes=("touched", "else"), who="in_charge", age="under_13")
    assert document.content_notes == ("touched", "in_charge", "under_13")


def test_no_key_is_longer_than_its_column_and_none_stands_twice() -> None:
    lists = (
        facets.NOTES,
        facets.TEAM_NOTES,
        facets.WHEN,
        facets.AGE,
        facets.WHO,
        facets.TOLD,
        facets.SETTING,
    )
    for choices in lists:
        keys = [key for key, _label in choices]
        assert len(keys) == len(set(keys)) and all(len(key) <= 12 for key in keys)
    assert {key for key, _label in facets.KINDS} == set(facets.KIND_WORDS)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("United Kingdom", "gb"),
        ("  the UK ", "gb"),
        ("england", "gb"),
        ("U.S.A.", "us"),
        ("the netherlands", "nl"),
        ("Éire", "ie"),
        ("india", "in"),
        ("", ""),
        ("far away", ""),
    ],
)
def test_a_country_is_known_however_it_is_typed(typed: str, code: str) -> None:
    assert Document("Words.", "publish", land=typed).country == code


@given(words=st.integers(1, 5000))
def test_a_card_tells_the_length_in_steps(words: int) -> None:
    step = documents.length_of(Document("word " * words, "publish"))
    assert step in (50, 100, 200, 300, 500, 800, 1200, 2000, 3500)
    assert step >= words or step == 3500


@pytest.mark.parametrize(("silent", "kept"), [(True, "publish"), (False, "heard")])
def test_what_happens_without_an_answer_is_known_to_housekeeping(silent: bool, kept: str) -> None:
    assert Document("Words.", "publish", publish_if_silent=silent).on_timeout == kept
