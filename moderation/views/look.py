"""How somebody looks at the queue: view, language, from which row on. All of it is in the address, none of it kept."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from moderation import jobs

_FURTHEST = 1_000_000


@dataclass(frozen=True)
class Look:
    """What an address asked for; whatever it did not say, or said wrongly, is the usual."""

    view: str
    language: str
    start: int
    all: bool

    @property
    def how(self) -> dict[str, Any]:
        """The same as arguments of jobs.find."""
        limit = jobs.MOST if self.all else jobs.ROWS
        return {"language": self.language, "start": self.start, "limit": limit}

    def url(self, start: int) -> str:
        """The address of the same look from another row on."""
        query = {"view": self.view, "language": self.language, "from": start, "all": "1" if self.all else ""}
        said = urlencode({name: value for name, value in query.items() if value})
        return f"{reverse('moderation:queue')}?{said}"


def of(request: HttpRequest) -> Look:
    """The look that this request asks for."""
    view, language = request.GET.get("view", ""), request.GET.get("language", "")
    start = request.GET.get("from", "")
    return Look(
        view=view if view in jobs.VIEWS else "read",
        language=language if language in dict(settings.LANGUAGES) else "",
        start=min(int(start), _FURTHEST) if start.isascii() and start.isdigit() and len(start) < 8 else 0,
        all=request.GET.get("all") == "1",
    )
