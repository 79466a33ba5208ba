"""One that is on hold: what the team noted, and letting it go on. For coordinators; no word of the story."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from moderation import holding
from moderation.middleware import TeamRequest
from moderation.references import reference_of
from moderation.site_forms import ReleaseForm
from moderation.views import said
from moderation.views.coordinators import for_coordinators
from testimonies.errors import Gone


@require_http_methods(["GET", "HEAD", "POST"])
@for_coordinators
def on_hold(request: TeamRequest, uuid: UUID) -> HttpResponse:
    """Look at it, or let it go on."""
    try:
        found = holding.look(uuid, keyring=request.keyring(), now=timezone.now())
    except Gone as error:
        raise Http404 from error
    form = ReleaseForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        context = {"found": found, "form": form, "reference": reference_of(uuid)}
        return render(request, "moderation/on_hold.html", context)
    try:
        holding.release(request.person, uuid, keyring=request.keyring(), why=form.cleaned_data["memo"])
    except said.REFUSALS as error:
        return said.refused(error, uuid)
    return said.say("released", uuid)
