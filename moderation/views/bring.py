"""A story that came another way, such as in a message: a coordinator pastes it in. For coordinators."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from moderation.middleware import TeamRequest
from moderation.views.coordinators import for_coordinators
from testimonies import sending
from testimonies.forms import BeginForm, CalmForm, WriteForm, document_of
from vault import tickets


class AskedForm(CalmForm):
    """That the person wants this, and knows what happens then."""

    asked = forms.BooleanField(
        label=_("The person asked for this, and these are their own answers"),
        error_messages={"required": _("Ask them first. Then tick this.")},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_coordinators
def bring(request: TeamRequest) -> HttpResponse:
    """The form; then the six words, once more for the same form within half an hour."""
    data = request.POST if request.method == "POST" else None
    given = AskedForm(data), BeginForm(data), WriteForm(data)
    if request.method != "POST":
        return _page(request, given, tickets.issue())
    try:
        ticket = tickets.read(request.POST.get("ticket", ""))
    except tickets.TicketRefused:
        # The page lay open for half a day: what was typed is still in it.
        return _page(request, given, tickets.issue(), late=True)
    if not all([form.is_valid() for form in given]):
        return _page(request, given, request.POST["ticket"])
    _asked, chosen, written = given
    document = document_of(chosen.cleaned_data, written.cleaned_data, request.LANGUAGE_CODE)
    sent = sending.bring_in(document, ticket=ticket, by=request.person.uuid, now=timezone.now())
    if not sent.is_kept:
        return _page(request, given, tickets.issue(), late=True)
    return render(request, "moderation/brought.html", {"words": sent.words})


def _page(
    request: TeamRequest, given: tuple[CalmForm, ...], ticket: str, *, late: bool = False
) -> HttpResponse:
    asked, chosen, written = given
    context = {"asked": asked, "chosen": chosen, "form": written, "ticket": ticket, "late": late}
    bad = [form for form in given if form.is_bound and form.errors]
    return render(request, "moderation/bring.html", context | {"bad": bad})
