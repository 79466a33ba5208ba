"""The team's key while it changes: how far it got, and going on with it."""

import time

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from moderation import membership
from moderation.middleware import TeamRequest
from moderation.views.coordinators import for_coordinators
from vault import rotation

SECONDS = 3
"""How long one press works; a page that answers late looks broken, and a crash costs nothing."""


@require_http_methods(["GET", "HEAD", "POST"])
@for_coordinators
def key(request: TeamRequest) -> HttpResponse:
    """By POST: begin, or go on for a few seconds."""
    if request.method == "POST":
        if request.POST.get("do") == "begin":
            _begin(request)
        _go_on(request)
        return redirect("moderation:key")
    running = rotation.is_running()
    return render(request, "moderation/key.html", {"running": running, "progress": rotation.progress()})


def _begin(request: TeamRequest) -> None:
    # Somebody pressed twice, or two did at once: the page shows the one that is under way.
    if not rotation.is_running():
        membership.change_key(by=request.person, keyring=request.keyring())


def _go_on(request: TeamRequest) -> None:
    until = time.monotonic() + SECONDS
    for _some in rotation.reseal(request.keyring()):
        if time.monotonic() > until:
            return
    membership.finish_key(by=request.person)
