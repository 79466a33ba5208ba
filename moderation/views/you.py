"""One's own page: password, app, paper codes, sessions."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from moderation import account, second_step, sessions
from moderation.forms import NewPasswordForm
from moderation.middleware import TeamRequest
from moderation.views.sign_in import app_for, take_first_code


@require_safe
def you(request: TeamRequest) -> HttpResponse:
    """What one can change about oneself."""
    return _page(request, NewPasswordForm())


@require_POST
def change_password(request: TeamRequest) -> HttpResponse:
    """Then one signs in with the new one: it shows that it was written down rightly."""
    form = NewPasswordForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    try:
        account.change_password(request.person, form.cleaned_data["old"], form.cleaned_data["password"])
    except ValidationError as error:
        form.add_error(None, error)
        return _page(request, form)
    response = redirect("moderation:sign-in")
    sessions.end(request, response)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def new_app(request: TeamRequest) -> HttpResponse:
    """Another app for the codes; the one before counts until this one's first code was right."""
    form, codes = take_first_code(request, request.person, timezone.now())
    if codes is not None:
        return _paper(request, codes)
    return render(
        request, "moderation/second_step.html", app_for(request.person) | {"form": form, "signed_in": True}
    )


@require_POST
def paper_codes(request: TeamRequest) -> HttpResponse:
    """Ten new ones, shown once."""
    return _paper(request, second_step.new_paper_codes(request.person))


@require_POST
def end_session(request: TeamRequest, uuid: UUID) -> HttpResponse:
    """End one of one's own."""
    sessions.end_one(request.person, uuid)
    return redirect("moderation:you")


@require_POST
def sign_out_everywhere(request: TeamRequest) -> HttpResponse:
    """End them all, this one too."""
    sessions.end_all(request.person)
    response = redirect("moderation:sign-in")
    sessions.end(request, response)
    return response


def _paper(request: TeamRequest, codes: list[str]) -> HttpResponse:
    return render(request, "moderation/paper_codes.html", {"codes": codes, "next": "moderation:you"})


def _page(request: TeamRequest, form: NewPasswordForm) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "has_codes": second_step.is_on(),
        "paper_left": second_step.paper_codes_left(request.person),
        "sessions": sessions.of(request.person, request.session, now=timezone.now()),
    }
    return render(request, "moderation/you.html", context)
