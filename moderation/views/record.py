"""The record: who did what, on which day."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from moderation import days, digest
from moderation.middleware import TeamRequest
from moderation.site_forms import RecordForm


@require_safe
def record(request: TeamRequest) -> HttpResponse:
    """The last seven days with lines in them; coordinators choose by kind, person and month."""
    if not request.person.is_coordinator:
        return render(request, "moderation/record.html", {"days": days.last_days()})
    form = RecordForm(request.GET)
    chosen = form.chosen
    lines, more = days.found(**chosen) if any(chosen.values()) else (days.last_days(), False)
    context = {"days": lines, "more": more, "form": form, "digest": digest.digest(timezone.localdate())}
    return render(request, "moderation/record.html", context)
