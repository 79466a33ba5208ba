"""Where an invitation leads: a name, a password, then the second step. It opens no story."""

from datetime import datetime

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from moderation import invitations, second_step, sessions
from moderation.forms import AcceptForm
from moderation.models import Person
from testimonies import limits


@login_not_required
@cache_control(no_store=True)
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Looking at it uses nothing up; sending the form does."""
    now = timezone.now()
    if limits.over(request, "invitation", limits.WRONG_WORDS):
        return render(request, "moderation/invitation_over.html", {"too_often": True}, status=429)
    try:
        invitation = invitations.find(token, now)
        form = AcceptForm(request.POST or None, initial={"name": invitation.name})
        if invitation.person:
            # Whoever only forgot a password keeps the name under which the record knows them.
            del form.fields["name"]
        person = _accept(form, token, now) if request.method == "POST" else None
    except invitations.Over:
        return render(request, "moderation/invitation_over.html", status=410)
    if person is None:
        return render(request, "moderation/invitation.html", {"form": form, "invitation": invitation})
    if second_step.is_on() and not second_step.is_enrolled(person):
        sessions.begin_enrolment(request, person, now=now)
        return redirect("moderation:second-step")
    return redirect(f"{reverse('moderation:sign-in')}?joined")


def _accept(form: AcceptForm, token: str, now: datetime) -> Person | None:
    if not form.is_valid():
        return None
    name, password = form.cleaned_data.get("name", ""), form.cleaned_data["password"]
    try:
        return invitations.accept(token, name=name, password=password, now=now)
    except ValidationError as error:
        form.add_error(None if hasattr(error, "error_dict") else "password", error)
        return None
