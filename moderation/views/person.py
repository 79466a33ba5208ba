"""One person of the team, as coordinators change them; and how somebody leaves."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from moderation import invitations, membership, second_step
from moderation.forms import LeavingForm, RoleForm
from moderation.middleware import TeamRequest
from moderation.models import Person
from moderation.views.coordinators import for_coordinators
from moderation.views.people import page_with, say, show_link


def _person(uuid: UUID) -> Person:
    return get_object_or_404(Person, uuid=uuid, is_active=True)


@require_safe
@for_coordinators
def person(request: TeamRequest, uuid: UUID) -> HttpResponse:
    """What can be changed about them."""
    found = _person(uuid)
    context = {
        "person": found,
        "form": RoleForm(initial={"role": found.role}),
        "is_oneself": found == request.person,
        "has_code": second_step.is_enrolled(found),
    }
    return render(request, "moderation/person.html", context)


@require_POST
@for_coordinators
def change_role(request: TeamRequest, uuid: UUID) -> HttpResponse:
    """Reads, or coordinates as well."""
    found, form = _person(uuid), RoleForm(request.POST)
    if not form.is_valid():
        return redirect("moderation:person", uuid)
    try:
        membership.change_role(found, form.cleaned_data["role"], by=request.person)
    except membership.LastOne:
        return say("last")
    return say("role", found.name)


@require_POST
@for_coordinators
def new_password(request: TeamRequest, uuid: UUID) -> HttpResponse:
    """A link with which they choose a new password, shown once."""
    found = _person(uuid)
    try:
        token = invitations.invite_back(found, by=request.person, now=timezone.now())
    except invitations.NotForOneself:
        return say("oneself")
    return show_link(request, token, found.name)


@require_POST
@for_coordinators
def forget_second_step(request: TeamRequest, uuid: UUID) -> HttpResponse:
    """Phone and paper are lost."""
    found = _person(uuid)
    membership.reset_second_step(found, by=request.person)
    return say("code", found.name)


@require_http_methods(["GET", "HEAD", "POST"])
@for_coordinators
def leave(request: TeamRequest) -> HttpResponse:
    """Asked once more by GET; by POST it happens."""
    form = LeavingForm(request.POST if request.method == "POST" else request.GET, by=request.person)
    if not form.is_valid():
        return page_with(request, leaving=form)
    found = form.cleaned_data["who"]
    if request.method != "POST":
        return render(request, "moderation/confirm_leave.html", {"person": found})
    try:
        membership.end_access(found, by=request.person, keyring=request.keyring(), now=timezone.now())
    except membership.LastOne:
        return say("last")
    except membership.AlreadyGone:
        return say("gone", found.name)
    return redirect("moderation:key")
