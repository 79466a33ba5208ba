"""In and out of the team's side."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from moderation import people, sessions
from moderation.forms import SignInForm
from testimonies import limits

WRONG = _("The name or the password is not right.")
TOO_OFTEN = _("That was tried many times. Wait ten minutes, then try again.")
NOT_LET_IN = _("Your password is right, but a coordinator has to let you in first.")
KEYS_SWAPPED = _(
    "The team’s key is not the one you hold. Nobody can send a story until a coordinator has looked at it."
)


@login_not_required
@cache_control(no_store=True)
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The name and the password; then the second step, where it is on."""
    form = SignInForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "moderation/sign_in.html", {"form": form})
    name, password = form.cleaned_data["name"], form.cleaned_data["password"]
    if _too_often(request, name):
        return _refuse(request, form, TOO_OFTEN, status=429)
    person = people.recognise(name, password)
    if person is None:
        return _refuse(request, form, WRONG)
    if settings.CHORUS_SECOND_FACTOR:
        # Nothing was unwrapped and nothing is kept. When people can enrol, the password will have to reach
        # the second step sealed under a key that only a cookie holds, never in the session as it is.
        return redirect("moderation:second-step")
    try:
        private = people.open_vault(person, password)
    except people.NotLetIn:
        return _refuse(request, form, NOT_LET_IN)
    except people.KeysSwapped:
        return _refuse(request, form, KEYS_SWAPPED)
    response = redirect(_where_to(request))
    sessions.put_cookie(response, sessions.begin(request, person, private, now=timezone.now()))
    return response


@login_not_required
@cache_control(no_store=True)
@require_safe
def second_step(request: HttpRequest) -> HttpResponse:
    """Where the six-digit code goes. Nobody has enrolled yet, so nobody passes."""
    if not settings.CHORUS_SECOND_FACTOR:
        return redirect("moderation:sign-in")
    return render(request, "moderation/second_step.html", status=403)


@login_not_required
@cache_control(no_store=True)
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Forget the session and its key."""
    response = redirect("moderation:sign-in")
    sessions.end(request, response)
    return response


def _too_often(request: HttpRequest, name: str) -> bool:
    # Both count each time: stopping at the first would let one address find out which names are busy.
    by_address = limits.over(request, "sign-in", limits.SIGN_IN)
    return limits.over_for_name(request, "sign-in name", limits.NAME, name) or by_address


def _refuse(request: HttpRequest, form: SignInForm, why: str | Promise, status: int = 403) -> HttpResponse:
    return render(request, "moderation/sign_in.html", {"form": form, "why": why}, status=status)


def _where_to(request: HttpRequest) -> str:
    """The page that was asked for, if it is one of the team's here; else the queue."""
    asked = request.GET.get("next", "")
    is_here = url_has_allowed_host_and_scheme(
        asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return asked if is_here and asked.startswith(sessions.PATH) else resolve_url("moderation:queue")
