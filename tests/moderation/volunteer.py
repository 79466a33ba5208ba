"""Somebody who signs in with a browser."""

from collections.abc import Mapping

from django.http import HttpResponse
from django.test import Client

NAME, PASSWORD = "wren", "kettle harbour lantern 27"
SIGN_IN, SECOND_STEP, SIGN_OUT = "/team/sign-in/", "/team/second-step/", "/team/sign-out/"
QUEUE = "/team/queue/"
SMALL_SITE = {
    "ROOT_URLCONF": "tests.moderation.pages",
    "CHORUS_SECOND_FACTOR": False,
    "CSRF_FAILURE_VIEW": "django.views.csrf.csrf_failure",
    "STORAGES": {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}},
}


class Browser(Client):
    """A client that has to send the form's token, as every browser does."""

    def __init__(self) -> None:
        super().__init__(enforce_csrf_checks=True)

    def send(self, address: str, sent: Mapping[str, str] | None = None) -> HttpResponse:
        """POST with the token of the sign-in page."""
        self.get(SIGN_IN)
        return self.post(address, {**(sent or {}), "csrfmiddlewaretoken": self.cookies["form"].value})

    def send_on(self, address: str, sent: Mapping[str, str] | None = None) -> HttpResponse:
        """POST from the page itself, which is looked at first."""
        self.get(address)
        return self.post(address, {**(sent or {}), "csrfmiddlewaretoken": self.cookies["form"].value})

    def sign_in(
        self, name: str = NAME, password: str = PASSWORD, after: str = "", code: str = ""
    ) -> HttpResponse:
        """Type a name and a password, and a code."""
        return self.send(SIGN_IN + after, {"name": name, "password": password, "code": code})
