"""What the site says in its own name: for coordinators."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.views.decorators.http import require_http_methods, require_safe

from moderation.middleware import TeamRequest
from moderation.own_words_forms import AnnouncementForm, OwnWordsForm, RequestForm
from moderation.views.coordinators import for_coordinators
from testimonies import charts, cleaning, own_words, transparency


@dataclass(frozen=True)
class Part:
    """A part of a page in one language, and whether anything was written."""

    page: str
    heading: str | Promise
    language: str
    language_name: str | Promise
    is_written: bool


@require_safe
@for_coordinators
def site(request: TeamRequest) -> HttpResponse:
    """All that can be said, in each language."""
    written = own_words.written()
    parts = [
        Part(page, heading, code, name, (page, code) in written)
        for page, heading in own_words.PAGES.items()
        for code, name in settings.LANGUAGES
    ]
    lines = [(code, name, own_words.announced(code)) for code, name in settings.LANGUAGES]
    context = {"parts": parts, "lines": lines, "today": timezone.localdate()}
    return render(request, "moderation/site.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_coordinators
def own_part(request: TeamRequest, page: str, language: str) -> HttpResponse:
    """Write a part of a page, look at it, put it up."""
    name = _name_of(language)
    if page not in own_words.PAGES:
        raise Http404
    form = OwnWordsForm(request.POST or None, initial={"typed": own_words.typed(page, language)})
    typed = form.cleaned_data["typed"] if form.is_valid() else ""
    if form.is_valid() and request.POST.get("do") == "save":
        own_words.write(page, language, typed, by=request.person.uuid)
        return redirect("moderation:site")
    context = {
        "form": form,
        "heading": own_words.PAGES[page],
        "language_name": name,
        "preview": cleaning.page_shown(cleaning.page_html(typed)) if form.is_valid() else None,
    }
    return render(request, "moderation/own_words.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_coordinators
def announcement(request: TeamRequest, language: str) -> HttpResponse:
    """The line over every page in one language."""
    name, now = _name_of(language), own_words.announced(language)
    initial = {"typed": now.typed, "until": now.until} if now else {}
    form = AnnouncementForm(request.POST or None, initial=initial)
    if form.is_valid() and request.POST.get("do") == "save":
        given = form.cleaned_data
        own_words.announce(language, given["typed"], given["until"], by=request.person.uuid)
        return redirect("moderation:site")
    preview = cleaning.line_shown(cleaning.line_html(form.cleaned_data["typed"])) if form.is_valid() else None
    context = {"form": form, "language_name": name, "preview": preview}
    return render(request, "moderation/announcement.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_coordinators
def authorities(request: TeamRequest) -> HttpResponse:
    """What authorities asked for: enter one, or take one off that was entered wrongly."""
    if uuid := _uuid(request.POST.get("off", "")):
        transparency.take_request_off(uuid, by=request.person.uuid)
        return redirect("moderation:authorities")
    form = RequestForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        transparency.enter_request(given["day"], given["outcome"], by=request.person.uuid)
        return redirect("moderation:authorities")
    entered = [(each, charts.AUTHORITIES[each.outcome]) for each in transparency.requests()]
    return render(request, "moderation/authorities.html", {"form": form, "entered": entered})


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _name_of(language: str) -> str | Promise:
    try:
        return dict(settings.LANGUAGES)[language]
    except KeyError:
        raise Http404 from None
