"""The way of a writer from right to left: axe finds nothing, nothing is wider than a small phone, words stay."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import Opener
from tests.browser.eyes import STILL, Eyes

STORY = "كان ذلك في الممر بعد الدرس. الرقم 01632 960983 كان على الباب. My teacher saw it."


def look(page: Page, eyes: Eyes, where: str) -> None:
    """At a page that must run from right to left."""
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("html")).to_have_attribute("lang", "ar")
    eyes.look(page, where)


def test_somebody_writes_in_arabic_and_comes_back(opened: Opener) -> None:
    page, eyes = opened(**STILL), Eyes()
    page.goto("/")
    page.locator("a[hreflang=ar]").click()
    look(page, eyes, "home")
    page.get_by_role("link", name="كتابة قصتي").click()
    page.locator("input[name=use][value=publish]").check()
    look(page, eyes, "begin")
    page.get_by_role("button", name="متابعة").click()
    page.locator("#id_words").fill(STORY)
    look(page, eyes, "write")
    page.get_by_role("button", name="فحص كلماتي").click()
    expect(page.locator(".paper .prose mark")).to_contain_text("01632 960983")
    look(page, eyes, "check")
    page.get_by_label("تركها كما هي").check()
    page.get_by_role("button", name="إرسال", exact=True).click()
    expect(page.locator(".receipt__words")).to_have_attribute("dir", "ltr")
    look(page, eyes, "thanks")
    words = " ".join(page.locator(".receipt__words li").all_inner_texts())
    page.goto("/ar/back/")
    page.get_by_label("كلماتك الست").fill(words)
    page.get_by_role("button", name="رؤية قصتي").click()
    page.get_by_role("link", name="عرض نصّي").click()
    expect(page.locator(".prose").first).to_have_text(STORY)
    assert eyes.found == []
