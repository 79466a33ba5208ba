"""What readers told us: for coordinators."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from moderation import concerns as told
from moderation.middleware import TeamRequest
from moderation.views.coordinators import for_coordinators


@require_safe
@for_coordinators
def concerns(request: TeamRequest) -> HttpResponse:
    """Those that are open, first due first."""
    rows = told.waiting(request.keyring(), timezone.localdate())
    return render(request, "moderation/concerns.html", {"concerns": rows})


@require_safe
@for_coordinators
def concern(request: TeamRequest, uuid: UUID) -> HttpResponse:
    """One of them, with the reader's words."""
    found = told.one(uuid, request.keyring(), timezone.localdate())
    if found is None:
        raise Http404
    return render(request, "moderation/concern.html", {"concern": found})
