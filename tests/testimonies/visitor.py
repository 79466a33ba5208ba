"""Somebody with a browser and no script: gets pages, fills in what is on them, sends them on."""

import re

from django.http import HttpResponse
from django.test import Client

from tests.look.form_reader import filled

PLAIN_FILES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WORDS = "It was after the rehearsal. I told nobody for a year."


class Visitor(Client):
    """A client that has to send the form's token, as every browser does."""

    def __init__(self) -> None:
        super().__init__(enforce_csrf_checks=True)

    def begin(self) -> str:
        """The first page."""
        return text_of(self.get("/begin/"))

    def box(self, use: str = "publish", **chosen: str) -> str:
        """The page with the box."""
        return text_of(self.post("/write/", filled(self.begin(), use=use, **chosen)))

    def check(self, **typed: str | list[str]) -> HttpResponse:
        """What the check answers to what was typed."""
        return self.post("/check/", filled(self.box(), **{"words": WORDS, **typed}))

    def send(self, **typed: str | list[str]) -> HttpResponse:
        """What Send answers, without the check; a field of any page may be changed."""
        return self.post("/thanks/", filled(self.box(), **{"words": WORDS, **typed}))

    def come_back(self, typed: str) -> HttpResponse:
        """What six words answer."""
        return self.post("/back/", filled(text_of(self.get("/back/")), w=typed))


def text_of(answer: HttpResponse, status: int = 200) -> str:
    """The page."""
    assert answer.status_code == status, answer.status_code
    return answer.content.decode()


def six_words(answer: HttpResponse) -> list[str]:
    """The words of the thanks page."""
    return re.findall(r"<li>([a-z]+)</li>", text_of(answer))


def beside(html: str, field: str) -> str:
    """What is said beside a field, which points to it; empty when nothing is."""
    said = re.search(rf'<p class="error" id="id_{field}_error">(.*?)</p>', html, re.DOTALL)
    assert said is None or f"id_{field}_error" in html.replace(said[0], "")
    return said[1] if said else ""
