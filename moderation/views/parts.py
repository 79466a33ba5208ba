"""Every component in every state, on one page: for whoever changes the look."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from moderation.middleware import TeamRequest

_WORDS = ("meadow", "kettle", "amber", "window", "harbour", "linen")


@require_safe
def parts(request: TeamRequest) -> HttpResponse:
    """Invented words only."""
    return render(request, "moderation/parts.html", {"words": _WORDS})
