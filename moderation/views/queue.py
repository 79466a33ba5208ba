"""The queue: what waits, taking it, and the last decision with its way back."""

from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from moderation import concern_pages, decisions, jobs, offer, pace, pace_line, practice, preferences
from moderation import queue as leases
from moderation.middleware import TeamRequest
from moderation.models import Hold
from moderation.references import reference_of
from moderation.views import look as looks
from moderation.views import passed, said, single_keys
from testimonies.models import Review

# More than anybody reads in an hour.
_MOST_UNDOABLE = 24


class Undoable(NamedTuple):
    """A decision of one's own whose hour is not over."""

    uuid: UUID
    words: str


@require_safe
def queue(request: TeamRequest) -> HttpResponse:
    """No text of any story: references, waiting days, notes, weight, length, language, use."""
    look = looks.of(request)
    now = timezone.now()
    held = _held(request)
    counts = jobs.counts() | {"mine": len(held)}
    theirs = preferences.of(request.person, request.keyring())
    found = jobs.find(request.keyring(), look.view, request.person, now, theirs=theirs, **look.how)
    today = pace.today(request.person, now, most=theirs.weight)
    practise_first = practice.comes_first(request.person)
    context = {
        "said": said.heard(request),
        "undoable": _undoable(request),
        "undo_words": said.undo_words(),
        "look": look,
        "leaves_out": bool(theirs.kinds),
        "languages": settings.LANGUAGES,
        "counts": counts,
        "concerns": concern_pages.counts()["open"] if request.person.is_coordinator else 0,
        "jobs": found.jobs,
        # A list that is empty is not an evening that is over.
        "some_wait": bool(counts["read"] or counts["second"]),
        "further_url": look.url(found.further) if found.further else "",
        "pace": pace_line.line(today),
        "is_over": today.is_over,
        "practise_first": practise_first,
        "may_take": not (today.is_over or practise_first),
        "held": held,
        "keys_on": single_keys.are_on(request),
        "next_group_day": said.next_group_day(),
    }
    return render(request, "moderation/queue.html", context)


@require_POST
def take_next(request: TeamRequest) -> HttpResponse:
    """The next one that suits this person, or the one that they hold already."""
    now, last = timezone.now(), passed.those_of(request)
    try:
        testimony = offer.take_next(request.person, request.keyring(), now, last=last)
    except pace.EnoughForToday:
        # The queue page says so by itself.
        return redirect("moderation:queue")
    except practice.PractiseFirst:
        return redirect("moderation:practice")
    except said.REFUSALS:
        testimony = None
    return redirect("moderation:review", testimony.uuid) if testimony else said.say("nothing")


@require_POST
def take(request: TeamRequest, uuid: UUID) -> HttpResponse:
    """This one, unless somebody was quicker, or they have another with them."""
    now = timezone.now()
    try:
        practice.check(request.person)
        pace.check(request.person, now, most=preferences.of(request.person, request.keyring()).weight)
        taken = leases.take_one(request.person, uuid, now)
    except pace.EnoughForToday:
        return redirect("moderation:queue")
    except practice.PractiseFirst:
        return redirect("moderation:practice")
    except said.REFUSALS as error:
        return said.refused(error, uuid)
    return redirect("moderation:review", uuid) if taken.pk == uuid else said.say("one-at-a-time", taken.pk)


@require_POST
def undo(request: TeamRequest, uuid: UUID) -> HttpResponse:
    """Take a decision back, and go on reading."""
    try:
        decisions.undo(request.person, uuid, keyring=request.keyring(), now=timezone.now())
    except said.REFUSALS as error:
        return said.refused(error, uuid)
    return redirect("moderation:review", uuid)


def _undoable(request: TeamRequest) -> list[Undoable]:
    # What was declined together was begun by nobody, and is undone together, on its own page.
    rows = Review.objects.filter(
        decided_by=request.person.uuid,
        undo_until__gt=timezone.now(),
        testimony__state="decided",
        testimony__begun=True,
    ).order_by("-undo_until")
    found = rows.values_list("testimony_id", "testimony__ready__target")[:_MOST_UNDOABLE]
    return [Undoable(uuid, said.sentence(target, uuid)) for uuid, target in found]


def _held(request: TeamRequest) -> list[tuple[UUID, str]]:
    rows = Hold.objects.filter(person=request.person, until__gt=timezone.now()).order_by("until")
    return [(uuid, reference_of(uuid)) for uuid in rows.values_list("testimony_id", flat=True)]
