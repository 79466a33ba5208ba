"""How often the suggestions were put right: for coordinators."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from moderation import weak_rules
from moderation.middleware import TeamRequest
from moderation.views.coordinators import for_coordinators

KINDS = {
    "person": gettext_lazy("Name"),
    "place": gettext_lazy("Place"),
    "institution": gettext_lazy("School or employer"),
    "date": gettext_lazy("Date"),
    "group": gettext_lazy("Group"),
    "role": gettext_lazy("Job title"),
    "handle": gettext_lazy("User name"),
    "contact": gettext_lazy("Phone, address or link"),
    "identifier": gettext_lazy("Number"),
    "detail": gettext_lazy("Detail"),
}


@require_safe
@for_coordinators
def rules(request: TeamRequest) -> HttpResponse:
    """What was added and what was left in, by kind and rule."""
    counted = [(KINDS[row.kind], row) for row in weak_rules.weakest_first()]
    return render(request, "moderation/rules.html", {"counted": counted})
