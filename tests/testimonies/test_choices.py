"""The marked words, the writer's way: the bracket, words of their own, or as they are; and the text stays theirs."""

from collections.abc import Iterator
from unittest.mock import patch

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from redaction.spans import NUMBERED, Span, normalise
from testimonies import choices, documents
from testimonies.choices import KEEP, OWN, SWAP, Chosen
from testimonies.forms import WORDS_LIMIT
from testimonies.models import Testimony
from tests.cast import Team
from tests.look.form_reader import filled
from tests.testimonies.visitor import PLAIN_FILES, Visitor, beside, six_words, text_of

STORY = "I told Ines Marr. Then I told Jonas Vale, and Ines Marr came with me."


@pytest.fixture(autouse=True)
def _the_site(settings: Settings) -> Iterator[None]:
    settings.STORAGES = PLAIN_FILES
    with patch("django_ratelimit.core.time.time", return_value=1_800_000_000.0):
        yield


def checked(visitor: Visitor, words: str = STORY, **typed: str) -> dict[str, list[str]]:
    """The form of the check page."""
    return filled(text_of(visitor.check(words=words, **typed)))


def marked(sent: dict[str, list[str]]) -> list[str]:
    """The fields of the marks, in order."""
    return [name.removesuffix("_at") for name in sent if name.endswith("_at")]


def choose(sent: dict[str, list[str]], *made: str) -> dict[str, list[str]]:
    """Choose for each mark, in order: "swap", "keep", or words of one's own."""
    for field, choice in zip(marked(sent), made, strict=True):
        is_own = choice not in (SWAP, KEEP)
        sent |= {field: [OWN if is_own else choice]} | ({f"{field}_own": [choice]} if is_own else {})
    return sent


def kept_text(team: Team) -> str:
    """What was sent, as the team opens it."""
    testimony = Testimony.objects.get()
    return documents.open_document(testimony, team.keyring.open_data_key(testimony.data_key)).text


@pytest.mark.django_db
def test_three_marks_three_ways(team: Team) -> None:
    visitor = Visitor()
    sent = choose(checked(visitor), SWAP, "a friend", KEEP)
    assert len(six_words(visitor.post("/thanks/", sent))) == 6
    assert kept_text(team) == "I told [name 1]. Then I told a friend, and Ines Marr came with me."


@pytest.mark.django_db
def test_nothing_touched_protects_most(team: Team) -> None:
    visitor = Visitor()
    visitor.post("/thanks/", checked(visitor))
    assert kept_text(team) == "I told [name 1]. Then I told [name 2], and [name 1] came with me."


@pytest.mark.django_db
def test_what_should_change_is_marked_too_and_numbered_on(team: Team) -> None:
    visitor = Visitor()
    html = text_of(visitor.check(words=STORY, better="Listen to Ines Marr. Ask Jonas Vale."))
    sent = filled(html)
    assert marked(sent) == ["m1", "m2", "m3", "b4", "b5"] and "We marked five places" in html
    visitor.post("/thanks/", choose(sent, KEEP, SWAP, SWAP, "us", SWAP))
    testimony = Testimony.objects.get()
    document = documents.open_document(testimony, team.keyring.open_data_key(testimony.data_key))
    assert document.text == "I told Ines Marr. Then I told [name 2], and [name 1] came with me."
    assert document.better == "Listen to us. Ask [name 2]."


@pytest.mark.django_db
def test_without_a_name_in_it_what_should_change_is_shown_once_more_and_stays(team: Team) -> None:
    visitor = Visitor()
    html = text_of(visitor.check(words=STORY, better="More light on the stairs."))
    assert "<p>More light on the stairs.</p>" in html
    visitor.post("/thanks/", filled(html))
    testimony = Testimony.objects.get()
    document = documents.open_document(testimony, team.keyring.open_data_key(testimony.data_key))
    assert document.better == "More light on the stairs."


@pytest.mark.django_db
@pytest.mark.parametrize("way", [("/write/",), ("/begin/", "/write/"), ("/thanks/",)])
def test_choices_for_what_should_change_outlive_going_back_and_an_error(
    team: Team, way: tuple[str, ...]
) -> None:
    visitor = Visitor()
    sent = choose(checked(visitor, "It rained.", better="Listen to Ines Marr. Ask Jonas Vale."), KEEP, SWAP)
    sent["ticket"] = ["lost"]
    for address in way:
        sent = filled(visitor.post(address, sent).content.decode())
    again = filled(text_of(visitor.post("/check/", sent)))
    was_applied = way == ("/thanks/",)
    change = "Listen to Ines Marr. Ask " + ("[name 2]." if was_applied else "Jonas Vale.")
    assert again["better"] == [change]
    assert [again[field] for field in marked(again)] == [["keep"]] + [["swap"]] * (not was_applied)


@pytest.mark.django_db
def test_own_words_for_what_should_change_that_we_cannot_take_are_said_beside_them(team: Team) -> None:
    visitor = Visitor()
    sent = choose(checked(visitor, "It rained.", better="Listen to Ines Marr."), "x" * 201)
    html = text_of(visitor.post("/thanks/", sent))
    assert "too long" in beside(html, "b1") and filled(html)["b1_own"] == ["x" * 201]
    assert not Testimony.objects.exists()


@pytest.mark.django_db
def test_each_mark_says_why(team: Team) -> None:
    html = text_of(Visitor().check(words=STORY))
    assert html.count("Looks like a person’s name.") == 3 and "The number keeps two people apart." in html


@pytest.mark.django_db
def test_sending_without_the_check_changes_nothing(team: Team) -> None:
    Visitor().send(words=STORY)
    assert kept_text(team) == STORY


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("own", "said"),
    [
        ("", "This box is empty."),
        ("  ", "This box is empty."),
        ("a\x07b", "hidden sign"),
        ("x" * 201, "too long"),
    ],
)
@pytest.mark.parametrize("where", ["/thanks/", "/check/"])
def test_own_words_that_we_cannot_take_are_said_beside_them_and_all_choices_stay(
    team: Team, own: str, said: str, where: str
) -> None:
    visitor = Visitor()
    sent = choose(checked(visitor), KEEP, "a friend", "somebody")
    sent |= {f"{marked(sent)[2]}_own": [own], "apply": ["1"]}
    html = text_of(visitor.post(where, sent))
    assert said in beside(html, marked(sent)[2])
    again = filled(html)
    assert again["words"] == [STORY] and not Testimony.objects.exists()
    assert [again[field] for field in marked(again)] == [["keep"], ["own"], ["own"]]
    assert again["m2_own"] == ["a friend"] and again["m3_own"] == [own]


@pytest.mark.django_db
def test_own_words_are_taken_as_typed_and_never_as_markup(team: Team) -> None:
    visitor = Visitor()
    sent = choose(checked(visitor), "<b>somebody & 1</b>", KEEP, KEEP)
    html = text_of(visitor.post("/check/", sent | {"apply": ["1"]}))
    assert "<b>somebody" not in html and "I told <b>somebody & 1</b>. Then" in filled(html)["words"][0]


@pytest.mark.django_db
def test_the_text_can_be_seen_with_the_changes_and_own_words_are_looked_at_too(team: Team) -> None:
    visitor = Visitor()
    sent = choose(checked(visitor), "my sister", "Mr Oakley", KEEP)
    again = filled(text_of(visitor.post("/check/", sent | {"apply": ["1"]})))
    assert again["words"] == ["I told my sister. Then I told Mr Oakley, and Ines Marr came with me."]
    assert [again[field] for field in marked(again)] == [["swap"], ["keep"]]


@pytest.mark.django_db
@pytest.mark.parametrize("way", [("/write/",), ("/begin/", "/write/"), ("/write/", "/begin/", "/write/")])
def test_choices_outlive_going_back_to_change_the_text(team: Team, way: tuple[str, ...]) -> None:
    visitor = Visitor()
    sent = choose(checked(visitor), KEEP, "a friend", SWAP)
    for address in way:
        sent = filled(text_of(visitor.post(address, sent)))
    assert sent["words"] == [STORY]
    sent["words"] = ["It was long ago. " + STORY.replace("came with me", "went")]
    again = filled(text_of(visitor.post("/check/", sent)))
    assert [again[field] for field in marked(again)] == [["keep"], ["own"], ["swap"]]
    assert again["m2_own"] == ["a friend"]


@pytest.mark.django_db
def test_what_comes_back_after_an_error_is_what_was_chosen(team: Team) -> None:
    visitor = Visitor()
    sent = choose(checked(visitor), SWAP, "a friend", KEEP) | {"ticket": ["lost"]}
    again = filled(text_of(visitor.post("/thanks/", sent), 400))
    assert again["words"] == ["I told [name 1]. Then I told a friend, and Ines Marr came with me."]
    once_more = filled(text_of(visitor.post("/check/", again)))
    assert [once_more[field] for field in marked(once_more)] == [["keep"]]
    assert len(six_words(visitor.post("/thanks/", again))) == 6


@pytest.mark.django_db
@pytest.mark.parametrize("at", ["0:999:name", "5:2:name", "0:4:secret", "0:4", "a:b:name", "0:4:name:x"])
def test_marks_that_are_not_ours_bring_the_words_back(team: Team, at: str) -> None:
    visitor = Visitor()
    html = text_of(visitor.post("/thanks/", checked(visitor) | {"m1_at": [at]}), 400)
    assert filled(html)["words"] == [STORY] and not Testimony.objects.exists()


@pytest.mark.django_db
def test_a_choice_that_we_do_not_have_brings_the_words_back(team: Team) -> None:
    visitor = Visitor()
    html = text_of(visitor.post("/thanks/", checked(visitor) | {"m1": ["burn"]}), 400)
    assert filled(html)["words"] == [STORY]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "marks", ["", "{", "[1]", "[[1]]", '[["Ines Marr","burn",""]]', '{"a":1}', "null", "7"]
)
def test_remembered_choices_that_are_not_ours_are_forgotten(team: Team, marks: str) -> None:
    sent = checked(Visitor(), marks=marks)
    assert [sent[field] for field in marked(sent)] == [["swap"]] * 3


@pytest.mark.django_db
def test_own_words_cannot_make_a_story_longer_than_we_take(team: Team) -> None:
    visitor = Visitor()
    long = (STORY + " ").ljust(WORDS_LIMIT - 1, "x") + "."
    sent = choose(checked(visitor, long), "y" * 200, KEEP, KEEP)
    html = text_of(visitor.post("/thanks/", sent))
    assert "This is longer than we can take" in beside(html, "words")
    assert "y" * 200 in filled(html)["words"][0] and not Testimony.objects.exists()


@pytest.mark.django_db
def test_a_file_is_not_taken_and_the_page_says_why(team: Team, tmp_path: object) -> None:
    visitor = Visitor()
    html = visitor.box()
    assert "We take no photos and no files." in html and 'type="file"' not in html
    picture = tmp_path / "a.jpg"
    picture.write_bytes(b"a picture")
    with picture.open("rb") as file:
        answer = Client.post(visitor, "/thanks/", filled(html, words=STORY) | {"picture": file})
    assert len(six_words(answer)) == 6 and kept_text(team) == STORY


words_and_cuts = st.text("ab \r\n👩é", min_size=6, max_size=40).flatmap(
    lambda text: st.tuples(
        st.just(normalise(text)),
        st.lists(st.integers(0, len(normalise(text))), min_size=2, max_size=6, unique=True).map(sorted),
    )
)


@given(
    drawn=words_and_cuts,
    made=st.lists(
        st.tuples(st.sampled_from([SWAP, OWN, KEEP]), st.text("xyz", min_size=1, max_size=5)), min_size=3
    ),
)
def test_only_what_was_marked_changes_and_only_as_chosen(drawn: tuple, made: list) -> None:
    text, cuts = drawn
    spans = [Span(start, end, NUMBERED[0]) for start, end in zip(cuts[::2], cuts[1::2], strict=False)]
    chosen = [Chosen("m", span, *each) for span, each in zip(spans, made, strict=False)]
    expected, at = "", 0
    for each in chosen:
        was = text[each.span.start : each.span.end]
        becomes = {SWAP: "[name 1]", OWN: each.own, KEEP: was}[each.choice]
        expected += text[at : each.span.start] + becomes
        at = each.span.end
    assert choices.applied(text, chosen) == expected + text[at:]
