"""Forms that no browser of a person sends: too large, too many fields, no text at all, with no token."""

from urllib.parse import urlencode

import pytest
from pytest_django import Settings

from testimonies.models import Testimony
from tests.cast import Team
from tests.testimonies.visitor import PLAIN_FILES, WORDS, Visitor, text_of

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"
MOST_FIELDS = 4000


@pytest.fixture(autouse=True)
def _the_site(settings: Settings, team: Team) -> None:
    settings.STORAGES = PLAIN_FILES


def sent(visitor: Visitor, page: str, body: bytes, kind: str = FORM) -> str:
    """What comes back for a body that nobody typed, and its status before it."""
    answer = visitor.generic("POST", page, body, kind)
    return f"{answer.status_code} {answer.content.decode()}"


@pytest.mark.parametrize("page", ["/begin/", "/check/", "/thanks/", "/back/", "/team/sign-in/"])
@pytest.mark.parametrize(
    "body",
    [b"words=" + b"a" * 10_000_000, urlencode([(f"f{n}", "a") for n in range(10_000)]).encode()],
    ids=["ten megabytes", "ten thousand fields"],
)
def test_more_than_is_read_is_answered_by_a_page_that_says_what_to_do(page: str, body: bytes) -> None:
    said = sent(Visitor(), page, body)
    assert said.startswith("400 ") and "Press Back in your browser." in said
    assert 'class="exit"' in said and "a" * 1000 not in said
    assert not Testimony.objects.exists()


def test_as_many_fields_as_are_read_bring_the_words_back() -> None:
    fields = [(f"f{n}", "a") for n in range(MOST_FIELDS - 2)] + [("words", WORDS), ("use", "read")]
    said = sent(Visitor(), "/thanks/", urlencode(fields).encode())
    assert said.startswith("403 ") and WORDS in said


@pytest.mark.parametrize("page", ["/begin/", "/write/", "/check/", "/thanks/", "/back/", "/team/sign-in/"])
@pytest.mark.parametrize(
    "body",
    [
        b"words=\xff\xfe%FF&use=\x80",
        b"words=%00%00&w=%00&use=%00&name=%00&password=%00",
        b"\x00\xff=&&==%",
        b"",
    ],
    ids=["no UTF-8", "nulls", "no form", "nothing"],
)
def test_what_is_no_text_makes_no_error_and_no_story(page: str, body: bytes) -> None:
    visitor = Visitor()
    visitor.get("/begin/")
    token = f"csrfmiddlewaretoken={visitor.cookies['form'].value}&".encode()
    assert int(sent(visitor, page, token + body)[:3]) < 500
    assert not Testimony.objects.exists()


def test_a_form_in_parts_with_a_file_leaves_no_file_and_no_error() -> None:
    part = (
        b'--x\r\nContent-Disposition: form-data; name="words"; filename="../../x"\r\n\r\nwords\r\n--x--\r\n'
    )
    said = sent(Visitor(), "/thanks/", part, "multipart/form-data; boundary=x")
    assert int(said[:3]) in (400, 403)


@pytest.mark.parametrize("query", ["q=%00", "q=%FF%FE", "page=%00", "hide=%00&place=%00", "q=" + "a" * 9000])
@pytest.mark.parametrize("page", ["/stories/", "/places/", "/numbers/"])
def test_an_address_that_is_no_text_makes_no_error(page: str, query: str) -> None:
    assert Visitor().get(f"{page}?{query}").status_code < 500


@pytest.mark.parametrize("page", ["/begin/", "/write/", "/check/", "/thanks/", "/back/", "/team/sign-in/"])
def test_a_form_from_another_site_is_refused_and_the_sites_own_is_not(page: str) -> None:
    visitor, fields = Visitor(), {"words": WORDS, "use": "read", "name": "a", "password": "b", "w": "a"}
    token = {"csrfmiddlewaretoken": visitor.get("/begin/").cookies["form"].value}
    elsewhere = visitor.post(page, fields | token, headers={"origin": "https://evil.example"})
    here = visitor.post(page, fields | token)
    assert elsewhere.status_code == 403
    assert "did not come from this site" in text_of(elsewhere, 403) or WORDS in text_of(elsewhere, 403)
    assert here.status_code in (200, 400) or page == "/team/sign-in/"


def test_believing_from_another_site_counts_nothing_though_it_needs_no_token() -> None:
    for headers, status in (
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-origin"}, 404),
    ):
        assert Visitor().post("/stories/48213/believe/", headers=headers).status_code == status
