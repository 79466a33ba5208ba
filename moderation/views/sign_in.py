"""In and out of the team's side."""

from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST

from moderation import people, second_step, sessions, unsaved
from moderation.forms import CodeForm, SignInForm
from moderation.models import Person
from testimonies import limits

WRONG = _("The name or the password is not right.")
WRONG_ONE = _("The name, the password or the code is not right. A code counts once: wait for the next one.")
WRONG_CODE = _("That is not the code that the app shows now. Wait for the next one, then type it.")
TOO_OFTEN = _("That was tried many times. Wait ten minutes, then try again.")
NOT_LET_IN = _("Your password is right, but a coordinator has to let you in first.")
KEYS_SWAPPED = _(
    "The team’s key is not the one you hold. Nobody can send a story until a coordinator has looked at it."
)


@login_not_required
@cache_control(no_store=True)
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The name, the password and a code; whoever has no second step yet is led to adding one."""
    form = SignInForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "moderation/sign_in.html", {"form": form, "joined": "joined" in request.GET})
    if _too_often(request, form.cleaned_data["name"]):
        return _refuse(request, form, TOO_OFTEN, status=429)
    person = people.recognise(form.cleaned_data["name"], form.cleaned_data["password"])
    if person is None:
        _failed(request, form.cleaned_data["name"])
        return _refuse(request, form, WRONG_ONE if second_step.is_on() else WRONG)
    return _second(request, form, person, timezone.now())


def _second(request: HttpRequest, form: SignInForm, person: Person, now: datetime) -> HttpResponse:
    """The password was right: the code is next, where one is asked for."""
    if second_step.is_on() and not second_step.is_enrolled(person):
        sessions.begin_enrolment(request, person, now=now)
        return redirect("moderation:second-step")
    if second_step.is_on() and not second_step.passes(person, form.cleaned_data["code"], now):
        _failed(request, person.name, had_password=True)
        return _refuse(request, form, WRONG_ONE)
    try:
        private = people.open_vault(person, form.cleaned_data["password"])
    except people.NotLetIn as error:
        if not error.words:
            return _refuse(request, form, NOT_LET_IN)
        return render(request, "moderation/waiting.html", {"words": error.words, "name": person.name})
    except people.KeysSwapped:
        return _refuse(request, form, KEYS_SWAPPED)
    response = redirect(_where_to(request))
    kept = unsaved.held_back(request)
    sessions.put_cookie(response, sessions.begin(request, person, private, now=now))
    unsaved.carry_over(request, kept)
    return response


@login_not_required
@cache_control(no_store=True)
@require_http_methods(["GET", "HEAD", "POST"])
def add_second_step(request: HttpRequest) -> HttpResponse:
    """An app for the six-digit codes, then ten codes for paper; for whoever just typed a right password."""
    now = timezone.now()
    try:
        person = sessions.who_enrols(request, now=now)
    except sessions.Ended:
        return redirect("moderation:sign-in")
    form, codes = take_first_code(request, person, now)
    if codes is None:
        return render(request, "moderation/second_step.html", app_for(person) | {"form": form})
    # What was allowed is done: from here on it takes name, password and a code.
    request.session.flush()
    return render(request, "moderation/paper_codes.html", {"codes": codes, "next": "moderation:sign-in"})


def take_first_code(request: HttpRequest, person: Person, now: datetime) -> tuple[CodeForm, list[str] | None]:
    """The form with what is wrong, or the paper codes when the new app's first code was right."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return form, second_step.confirm(person, form.cleaned_data["code"], now)
        except second_step.WrongCode:
            form.add_error("code", WRONG_CODE)
    return form, None


def app_for(person: Person) -> dict[str, Any]:
    """What an app has to be given: as a QR code, and as letters in fours for whoever types them."""
    secret = second_step.secret_for(person)
    letters = [secret[at : at + 4] for at in range(0, len(secret), 4)]
    return {"qr": second_step.qr_of(person, secret), "letters": letters, "name": person.name}


@login_not_required
@cache_control(no_store=True)
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Forget the session and its key."""
    response = redirect("moderation:sign-in")
    sessions.end(request, response)
    return response


def _too_often(request: HttpRequest, name: str) -> bool:
    # Only what failed counts (decision 0021): whoever knows a name cannot keep its owner out from elsewhere.
    return (
        limits.over(request, "sign-in", limits.SIGN_IN, count=False)
        or limits.over_for_name(request, "sign-in name", limits.NAME, name, count=False)
        or limits.over_for_name(request, "sign-in code", limits.CODE, name, count=False, anywhere=True)
    )


def _failed(request: HttpRequest, name: str, *, had_password: bool = False) -> None:
    """One more that failed: of this address, of this name from here; and of a code, from wherever it was typed."""
    limits.over(request, "sign-in", limits.SIGN_IN)
    limits.over_for_name(request, "sign-in name", limits.NAME, name, count=True)
    if had_password:
        limits.over_for_name(request, "sign-in code", limits.CODE, name, count=True, anywhere=True)


def _refuse(request: HttpRequest, form: SignInForm, why: str | Promise, status: int = 403) -> HttpResponse:
    return render(request, "moderation/sign_in.html", {"form": form, "why": why}, status=status)


def _where_to(request: HttpRequest) -> str:
    """The page that was asked for, if it is one of the team's here; else the queue."""
    asked = request.GET.get("next", "")
    is_here = url_has_allowed_host_and_scheme(
        asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return asked if is_here and asked.startswith(sessions.PATH) else resolve_url("moderation:queue")
