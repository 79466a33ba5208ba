"""The baseline: the same page of stories by Django and granian, as plainly as it can be written.

One table, one template, no middleware, no translation, no sealed words, nothing kept from one request to the next.
Its table is filled by benchmarks/rows.py.
"""

import re
from pathlib import Path

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.wsgi import get_wsgi_application
from django.db import connection, models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from config import database, env

settings.configure(
    SECRET_KEY="not a secret: nothing here is signed",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    DATABASES={"default": database.from_url(env.text("DATABASE_URL"), CONN_MAX_AGE=600)},
    TEMPLATES=[
        {"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": [Path(__file__).parent]}
    ],
    MIDDLEWARE=[],
)
application = get_wsgi_application()

PAGE, SHORT = 12, 600
KINDS = {
    "school": "A school",
    "university": "A university",
    "work": "A workplace",
    "other": "Another place",
}
YEARS = {"2017–2019": "2017 to 2019", "2020–2024": "2020 to 2024", "–2009": "Before 2010"}
NOTES = {"touched": "being touched", "harassment": "harassment", "not_believed": "not being believed"}
BRACKET = re.compile(r"\[(name|place|group)\]")


class Story(models.Model):
    """One table that holds what the page shows."""

    number = models.IntegerField()
    kind = models.TextField()
    years = models.TextField()
    notes = ArrayField(models.TextField())
    text = models.TextField()

    class Meta:
        app_label = "prototype"
        db_table = "prototype_story"
        managed = False


def stories(request: HttpRequest) -> HttpResponse:
    """The newest twelve."""
    newest = list(
        Story.objects.order_by("-id").values_list("id", "number", "kind", "years", "notes", "text")[
            : PAGE + 1
        ]
    )
    shown = [_shown(*row) for row in newest[:PAGE]]
    context = {"stories": shown, "total": newest[0][0] // 10 * 10, "older": newest[PAGE - 1][0]}
    return render(request, "feed.html", context)


def _shown(id: int, number: int, kind: str, years: str, notes: list[str], text: str) -> dict[str, object]:
    first = _first_paragraphs(text)
    return {
        "number": number,
        "kind": KINDS.get(kind, ""),
        "years": YEARS.get(years, ""),
        "notes": ", ".join(NOTES[note] for note in notes),
        "strong": "touched" in notes,
        "paragraphs": [_html(paragraph) for paragraph in first],
        "is_cut": len(first) <= text.count("\n\n"),
    }


def _first_paragraphs(text: str) -> list[str]:
    kept, length = [], 0
    for paragraph in text.split("\n\n"):
        if kept and length + len(paragraph) > SHORT:
            break
        kept.append(paragraph)
        length += len(paragraph) + 2
    return kept


def _html(paragraph: str) -> SafeString:
    return mark_safe(BRACKET.sub(r'<span class="mended">[\1]</span>', escape(paragraph)))


def send(request: HttpRequest) -> HttpResponse:
    """Keep what was sent: one row."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO prototype_sent (text) VALUES (%s)", [request.POST["words"]])
    return HttpResponse("thank you")


def ok(request: HttpRequest) -> HttpResponse:
    """What a request costs that does nothing."""
    return HttpResponse("ok")


urlpatterns = [path("stories/", stories), path("send/", send), path("ok", ok)]
