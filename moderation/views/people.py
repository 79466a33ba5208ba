"""Who is in the team: invite, let in, end access. For coordinators."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from moderation import invitations, membership, rush
from moderation.forms import InviteForm, LeavingForm
from moderation.middleware import TeamRequest
from moderation.models import Invitation, Person
from moderation.views import problems, said
from moderation.views.coordinators import for_coordinators
from vault import members, rotation

_SAID = {
    "in": _("%(name)s can open stories now."),
    "refused": _("%(name)s was not let in. Nothing was opened."),
    "another": _(
        "The four words of %(name)s are others now. Compare them again, and ask who else has the link."
    ),
    "role": _("What %(name)s does is changed."),
    "last": _("Nobody who coordinates and can open stories would be left. Let another coordinator in first."),
    "oneself": _("Ask another coordinator to do this: a key that you change is known to you."),
    "gone": _("The access of %(name)s was ended before."),
    "code": _("%(name)s adds a new app at the next sign-in."),
    "left": _("%(name)s can open nothing any more."),
    "back": _("The invitation for %(name)s does not work any more."),
}


@require_safe
@for_coordinators
def people(request: TeamRequest) -> HttpResponse:
    """Who can open stories, who waits, who was invited."""
    return _page(request)


@require_POST
@for_coordinators
def invite(request: TeamRequest) -> HttpResponse:
    """The link, shown once."""
    form = InviteForm(request.POST)
    if not form.is_valid():
        return _page(request, invite=form)
    name, role = form.cleaned_data["name"], form.cleaned_data["role"]
    try:
        token = invitations.invite(name, role, by=request.person, now=timezone.now())
    except ValidationError as error:
        form.add_error(None, error)
        return _page(request, invite=form)
    return show_link(request, token, name)


def show_link(request: TeamRequest, token: str, name: str) -> HttpResponse:
    """The page with a link, which nobody can show again."""
    link = request.build_absolute_uri(reverse("moderation:invitation", args=[token]))
    until = timezone.localtime(timezone.now() + invitations.GOOD_FOR)
    return render(request, "moderation/link.html", {"link": link, "name": name, "until": until})


@require_POST
@for_coordinators
def take_back(request: TeamRequest, uuid: UUID) -> HttpResponse:
    """The link does not work any more."""
    invitation = get_object_or_404(Invitation, uuid=uuid)
    invitations.take_back(invitation, by=request.person)
    return say("back", invitation.name)


@require_POST
@for_coordinators
def let_in(request: TeamRequest, uuid: UUID) -> HttpResponse:
    """The four words are the same: seal the team's key; or they are different."""
    person = get_object_or_404(Person, uuid=uuid, is_active=True)
    do = request.POST.get("do")
    if do not in ("same", "different"):
        return problems.not_of_this_page(request)
    if do == "different":
        membership.refuse(person, by=request.person)
        return say("refused", person.name)
    try:
        membership.let_in(
            person, request.POST.get("public", ""), by=request.person, keyring=request.keyring()
        )
    except members.AnotherKey:
        return say("another", person.name)
    return say("in", person.name)


def say(kind: str, name: str = "") -> HttpResponse:
    """Back to the page, which then says so. A person is named by the id that the page finds."""
    person = Person.objects.filter(name=name).values_list("uuid", flat=True).first()
    return redirect(f"{reverse('moderation:people')}?{said.address_of(kind, person)}")


def _heard(query: Mapping[str, str]) -> str:
    words = _SAID.get(query.get("said", ""))
    if words is None or not said.is_ours(query):
        return ""
    try:
        name = Person.objects.filter(uuid=UUID(query.get("of", ""))).values_list("name", flat=True).first()
    except ValueError:
        name = None
    return str(words) % {"name": name or _("this person")}


def _page(request: TeamRequest, **forms: Any) -> HttpResponse:
    can_open, present = membership.can_open(), membership.present()
    inside = [person for person in present if person.uuid in can_open]
    context = {
        "said": _heard(request.GET),
        "count": len(inside),
        "needed": rush.needed(timezone.localdate()),
        "few": len(inside) < membership.FEW,
        "waiting": membership.waiting(),
        "people": [(person, person.uuid in can_open) for person in present],
        "invitations": invitations.waiting(timezone.now()),
        "invite": forms.get("invite", InviteForm()),
        "leaving": forms.get("leaving", LeavingForm(by=request.person)),
        "rotating": rotation.is_running(),
    }
    bound = [form for form in forms.values() if form.errors]
    return render(request, "moderation/people.html", context | {"form": bound[0] if bound else None})


def page_with(request: TeamRequest, **forms: Any) -> HttpResponse:
    """The page with a form that says what is missing."""
    return _page(request, **forms)
