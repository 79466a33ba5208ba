"""Many that are nearly the same: grouped, one of them looked at, decided and undone together. For coordinators."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from moderation import floods as flooding
from moderation import jobs, workbench
from moderation.floods import Flood
from moderation.middleware import TeamRequest
from moderation.references import reference_of
from moderation.site_forms import SweepForm
from moderation.views import problems, said
from moderation.views.coordinators import for_coordinators
from testimonies.errors import Gone
from testimonies.states import Reason


@require_safe
@for_coordinators
def floods(request: TeamRequest) -> HttpResponse:
    """The groups among those that wait, worked out now; what was swept within the hour."""
    now = timezone.now()
    swept = [
        {"ends": ends.isoformat(), "until": date_format(timezone.localtime(ends), "H:i"), "count": count}
        for ends, count in flooding.undoable(request.person, now)
    ]
    found = [_row(flood) for flood in flooding.find(request.keyring())]
    return render(request, "moderation/floods.html", {"floods": found, "swept": swept})


@require_http_methods(["GET", "HEAD", "POST"])
@for_coordinators
def flood(request: TeamRequest, uuid: UUID) -> HttpResponse:
    """One of a group with its text, and what is done with all of it."""
    try:
        group, document = flooding.look(request.person, uuid, keyring=request.keyring())
    except Gone as error:
        raise Http404 from error
    form = SweepForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = Reason(form.cleaned_data["reason"])
        flooding.decline_all(
            request.person, group, keyring=request.keyring(), reason=reason, now=timezone.now()
        )
        return redirect("moderation:floods")
    context = _row(group) | {"form": form, "document": document, "chosen": workbench.chosen(document)}
    context["undo_line"] = said.undo_line()
    return render(request, "moderation/flood.html", context)


@require_POST
@for_coordinators
def undo_flood(request: TeamRequest) -> HttpResponse:
    """Take back what was declined together, all of it."""
    try:
        ends = datetime.fromisoformat(request.POST.get("ends", ""))
    except ValueError:
        return problems.not_of_this_page(request)
    flooding.undo_all(request.person, ends, timezone.now())
    return redirect("moderation:floods")


def _row(group: Flood) -> dict[str, Any]:
    return {
        "uuid": group.sample,
        "reference": reference_of(group.sample),
        "count": len(group.uuids),
        "notes": jobs.notes_line(group.card),
        "words": group.card.words,
        "language": jobs.language_of(group.card.language),
    }
