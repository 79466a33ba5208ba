"""Pages that those who run the site write: seen while they are up, in each language, and never more than harmless."""

from uuid import UUID, uuid4

import html5lib
import pytest
from django.test import Client
from django.utils.translation import override
from pytest_django import Settings

from testimonies import own_pages, page_cache
from testimonies.models import OwnPage, Record
from tests.testimonies.hostile_html import ALL
from tests.testimonies.test_cleaning import ON_A_PAGE, PLACES, breaches
from tests.testimonies.visitor import PLAIN_FILES, text_of

pytestmark = pytest.mark.django_db
WHERE, ASA = "/about/who-pays/", UUID(int=5)


@pytest.fixture(autouse=True)
def _the_site(settings: Settings) -> None:
    settings.STORAGES = PLAIN_FILES


def write(
    typed: str = "We *do*.", language: str = "en", title: str = "Who pays", *, is_up: bool = True
) -> None:
    """A coordinator writes the page."""
    own_pages.write("who-pays", language, title=title, typed=typed, is_up=is_up, by=ASA)
    page_cache.forget()


def test_nobody_sees_a_page_before_it_is_up_or_after_it_was_taken_off() -> None:
    for is_up in (False, True, False):
        write(is_up=is_up)
        assert Client().get(WHERE).status_code == (200 if is_up else 404)
        assert (f'href="{WHERE}"' in text_of(Client().get("/about/"))) == is_up
    assert OwnPage.objects.get().typed == "We *do*."


def test_it_is_off_unless_somebody_says_that_it_is_up() -> None:
    assert OwnPage(slug="who-pays", language="en").is_up is False


def test_it_has_its_title_and_headings_under_it() -> None:
    write("# Money\n\nFrom **few**.\n\n<script>x()</script>", title="Who <pays>")
    html = text_of(Client().get(WHERE))
    assert "<h1>Who &lt;pays&gt;</h1>" in html and "<title>Who &lt;pays&gt; – " in html
    assert "<h2>Money</h2>\n<p>From <strong>few</strong>.</p>" in html and "<script>x" not in html


def test_each_language_has_its_own_and_the_sites_own_stands_in() -> None:
    write()
    write("نحن.", "ar", "من يدفع", is_up=False)
    assert '<article class="stack stack--loose" lang="en" dir="auto">' in text_of(Client().get(f"/ar{WHERE}"))
    write("نحن.", "ar", "من يدفع")
    html = text_of(Client().get(f"/ar{WHERE}"))
    assert '<article class="stack stack--loose" lang="ar" dir="auto">' in html and "<h1>من يدفع</h1>" in html
    assert "<h1>Who pays</h1>" in text_of(Client().get(WHERE))
    about = text_of(Client().get("/ar/about/"))
    assert ">من يدفع</a>" in about and ">Who pays</a>" not in about


def test_the_record_says_who_wrote_which_and_not_a_word_of_it() -> None:
    write()
    line = Record.objects.get()
    assert (line.move, line.by, line.actor, line.subject) == ("own page: who-pays", "coordinator", ASA, None)


def test_a_page_is_kept_with_the_others_until_one_of_them_is_changed(
    django_capture_on_commit_callbacks: object,
) -> None:
    write()
    assert "do" in text_of(Client().get(WHERE))
    OwnPage.objects.update(html="<p>Past our function.</p>")
    assert "Past" not in text_of(Client().get(WHERE))
    with django_capture_on_commit_callbacks(execute=True):
        own_pages.write("who-pays", "en", title="Who pays", typed="Now.", is_up=True, by=ASA)
    assert "<p>Now.</p>" in text_of(Client().get(WHERE))


@pytest.mark.parametrize("slug", ["who-pays", "2026", "checking-2"])
def test_what_is_free_can_be_the_name_of_a_page(slug: str) -> None:
    assert own_pages.is_free(slug)
    with override("ar"):
        assert own_pages.is_free(slug)


@pytest.mark.parametrize(
    "slug", ["checking", "", "Who", "a_b", "a--b", "-a", "a/b", "..", "a b", "é", "a\0b"]
)
def test_what_is_taken_or_no_name_cannot(slug: str) -> None:
    assert not own_pages.is_free(slug)
    with override("ar"):
        assert not own_pages.is_free(slug)


def frame_and_inside(html: str) -> tuple[list[tuple[str, dict[str, str]]], str]:
    """What a browser makes of a page: all elements around what was typed, and what was typed as HTML again."""
    tree = html5lib.parse(html, treebuilder="etree", namespaceHTMLElements=False)
    (inside,) = (each for each in tree.iter("div") if each.get("class") == "copy")
    typed = set(inside.iter())
    frame = [(str(each.tag), dict(each.attrib)) for each in tree.iter() if each not in typed]
    walked = "".join(html5lib.serialize(each, omit_optional_tags=False) for each in inside)
    return frame, walked


@pytest.mark.parametrize("at", range(10))
def test_hostile_html_changes_nothing_around_it_and_leaves_nothing_harmful(at: int) -> None:
    write("Harmless.")
    frame, _inside = frame_and_inside(text_of(Client().get(WHERE)))
    for hostile in ALL[at::10]:
        # The form refuses a NUL, and so does PostgreSQL.
        hostile = hostile.replace("\0", "")
        write("\n\n".join(place.replace("{}", hostile) for place in PLACES))
        saved = OwnPage.objects.get().html
        # What our function made of it; and a row that somebody wrote past it, or an older bleach let through.
        for html in (saved, hostile, f"<p>{hostile}"):
            OwnPage.objects.update(html=html)
            page_cache.forget()
            answer = Client().get(WHERE)
            around, inside = frame_and_inside(text_of(answer))
            assert around == frame, hostile
            assert breaches(inside, ON_A_PAGE | {"h2"}) == [], hostile
            assert not answer.cookies and "unsafe" not in answer["Content-Security-Policy"]


def test_other_pages_are_not_there() -> None:
    write()
    assert Client().get("/about/who-else/").status_code == 404
    assert Client().get("/about/checking/").status_code == 200
    own_pages.write("checking", "en", title="Ours", typed="Not seen.", is_up=True, by=uuid4())
    page_cache.forget()
    assert "Not seen." not in text_of(Client().get("/about/checking/"))
