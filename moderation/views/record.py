"""The record: who did what, on which day."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from moderation import days
from moderation.middleware import TeamRequest


@require_safe
def record(request: TeamRequest) -> HttpResponse:
    """The last seven days with lines in them."""
    return render(request, "moderation/record.html", {"days": days.last_days()})
