"""Practice stories on the real bench. Nothing of how somebody did is kept; the page carries the marks itself."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from moderation import practice as practising
from moderation import review as reviewing
from moderation import workbench
from moderation.middleware import TeamRequest
from moderation.practice import Line, Story
from moderation.review_forms import ReviewForm
from moderation.views import single_keys
from testimonies.numerals import in_words


@dataclass(frozen=True)
class Piece:
    """A stretch of the story, and the number and outcome of the line about it."""

    text: str
    number: int | None = None
    outcome: str = ""


@require_safe
def practice(request: TeamRequest) -> HttpResponse:
    """All of them; for coordinators also who has finished."""
    done = practising.worked_through(request.person)
    items = [
        {"number": each.number, "words": len(each.text.split()), "done": each.number in done}
        for each in practising.stories()
    ]
    context = {
        "items": items,
        "left": sum(not item["done"] for item in items),
        "needed": practising.is_asked_for(),
        "people": practising.who_is_ready() if request.person.is_coordinator else [],
    }
    return render(request, "moderation/practice.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def practice_story(request: TeamRequest, number: int) -> HttpResponse:
    """One of them: closed, shown, redrawn, or done."""
    story = practising.story(number)
    if story is None:
        raise Http404
    if request.method == "POST":
        return _sent(request, story)
    if request.GET.get("show") == "1":
        return _bench(request, story, ReviewForm(None, document=story.document, work=_work(story)))
    return render(request, "moderation/review.html", _page(request, story) | {"show": False})


def _sent(request: TeamRequest, story: Story) -> HttpResponse:
    single_keys.remember(request)
    do = "approve" if request.POST.get("do") == "approve" else "preview"
    form = ReviewForm(request.POST, document=story.document, work=_work(story), do=do, checked=False)
    if not form.is_valid():
        return _bench(request, story, form)
    if do == "preview":
        return _bench(request, story, ReviewForm(None, document=story.document, work=form.work))
    practising.finish(request.person, story, timezone.localdate())
    return _result(request, story, practising.outcome(story, form.story))


def _work(story: Story) -> reviewing.Work:
    return reviewing.suggested(story.document)


def _page(request: TeamRequest, story: Story) -> dict[str, Any]:
    return {
        "practice": True,
        "reference": _("Practice story %(number)d") % {"number": story.number},
        "here": reverse("moderation:practice-story", args=[story.number]),
        "words": len(story.text.split()),
        "written_in": _("English"),
        "keys_on": single_keys.are_on(request),
    }


def _bench(request: TeamRequest, story: Story, form: ReviewForm) -> HttpResponse:
    context = workbench.bench(story.document, form) | _page(request, story)
    return render(request, "moderation/review.html", context)


def _result(request: TeamRequest, story: Story, lines: list[Line]) -> HttpResponse:
    following = next((each.number for each in practising.stories() if each.number > story.number), None)
    context = {
        "number": story.number,
        "lines": lines,
        "pieces": _pieces(story, lines),
        "lead": _lead(lines),
        "following": following,
    }
    return render(request, "moderation/practice_result.html", context)


def _lead(lines: list[Line]) -> str:
    missed = sum(line.outcome == practising.MISSED for line in lines)
    if not missed:
        return _("You found what there was to find. Here is why each of them goes.")
    many = in_words(missed)
    return ngettext(
        "One thing was harder to see. Here is why.", "%(n)s things were harder to see. Here is why.", missed
    ) % {"n": capfirst(many)}


def _pieces(story: Story, lines: list[Line]) -> list[Piece]:
    pieces, at = [], 0
    for number, line in enumerate(lines, 1):
        end = line.start + len(line.words)
        if line.start >= at:
            pieces += [Piece(story.text[at : line.start]), Piece(line.words, number, line.outcome)]
            at = end
    return [*pieces, Piece(story.text[at:])]
