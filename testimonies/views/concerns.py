"""Something is wrong with a story: a bare form, sealed, without a cookie; and what became of it, behind six words."""

import logging
from http import HTTPStatus

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from testimonies import concerns, limits, reported
from testimonies.back_forms import MessageForm
from testimonies.errors import Gone
from testimonies.forms import ConcernForm
from testimonies.models import Story
from testimonies.views.kinds import holding_words, without_cookie
from testimonies.views.returned import forget, inside, to_page
from vault import keys, tickets
from vault.sessions import Return

log = logging.getLogger("testimonies")


def _from_elsewhere(request: HttpRequest, number: int) -> HttpResponse:
    """A browser that does not say that our own page sent this: it comes back, to be sent from our page."""
    return _refused(request, ConcernForm(request.POST), number, _once_more(), HTTPStatus.FORBIDDEN)


@login_not_required
@without_cookie(otherwise=_from_elsewhere)
@require_http_methods(["GET", "HEAD", "POST"])
def concern(request: HttpRequest, number: int) -> HttpResponse:
    """The form, with a ticket of its own and so kept by nobody; sent, it is sealed."""
    if request.method != "POST" and not Story.objects.published().filter(number=number).exists():
        raise Http404
    form = ConcernForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, form, number, HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK)
    if limits.over(request, "concern", limits.CONCERN):
        return _refused(request, form, number, _wait(), HTTPStatus.TOO_MANY_REQUESTS)
    try:
        return _report(request, number, form)
    except tickets.TicketRefused:
        return _refused(request, form, number, _once_more(), HTTPStatus.BAD_REQUEST)
    except keys.NoTeam:
        return _refused(request, form, number, _wait(), HTTPStatus.SERVICE_UNAVAILABLE)
    except Gone:
        return _refused(request, form, number, _not_here(), HTTPStatus.NOT_FOUND)
    except Exception:
        # Not narrower: a bug must not cost anybody their words. It is logged without them.
        log.error("a concern was not kept", exc_info=True)
        return _refused(request, form, number, _our_side(), HTTPStatus.SERVICE_UNAVAILABLE)


def _page(
    request: HttpRequest, form: ConcernForm, number: int, status: HTTPStatus, *, anew: bool = False
) -> HttpResponse:
    try:
        # The same ticket again, while it is good: what is sent twice is then one concern.
        ticket = tickets.issue() if anew else request.POST.get("ticket", "")
        tickets.read(ticket)
    except tickets.TicketRefused:
        ticket = tickets.issue()
    context = {"form": form, "number": number, "ticket": ticket}
    return _unkept(render(request, "testimonies/concern.html", context, status=status))


def _refused(
    request: HttpRequest, form: ConcernForm, number: int, why: str, status: HTTPStatus, *, anew: bool = False
) -> HttpResponse:
    form.add_error(None, why)
    return _page(request, form, number, status, anew=anew)


def _report(request: HttpRequest, number: int, form: ConcernForm) -> HttpResponse:
    given, ticket = form.cleaned_data, tickets.read(request.POST.get("ticket", ""))
    sent = concerns.report(number, why=given["why"], what=given["what"], ticket=ticket, now=timezone.now())
    if not sent.is_kept:
        return _refused(request, form, number, _another(), HTTPStatus.CONFLICT, anew=True)
    context = {"number": number, "words": sent.words, "ticket": request.POST["ticket"]}
    # It shows the words: after Back the page must be gone, which only a cookie sees to.
    return holding_words(render(request, "testimonies/concern_thanks.html", context))


def _unkept(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response


def page(request: HttpRequest, who: Return, form: MessageForm | None = None) -> HttpResponse:
    """Where a concern stands, what the team said to it, and a box for a few words more."""
    context = reported.page(who) | {"form": form or MessageForm(asked=False)}
    return render(request, "testimonies/reported.html", context)


@inside
def more(request: HttpRequest, who: Return) -> HttpResponse:
    """A few words more from whoever reported it; back to the page either way."""
    if request.method != "POST":
        return to_page()
    form = MessageForm(request.POST, asked=False)
    if not form.is_valid():
        return page(request, who, form)
    concerns.say_more(who, form.cleaned_data["typed"])
    return to_page()


def _wait() -> str:
    return _("We can’t take this at the moment. Try again in a few minutes.")


def _our_side() -> str:
    return _("Something went wrong on our side. Nothing was sent. Your text is still in the box.")


def _not_here() -> str:
    return _("This story is not on the site any more. Nothing was sent. Your text is still in the box.")


def _another() -> str:
    return _(
        "What you sent before is with us. This is something else, and it is not with us yet. Send it once more."
    )


def _once_more() -> str:
    return _("This page was open for a long time. Your text is still in the box. Send it once more.")


def erase(request: HttpRequest, who: Return) -> HttpResponse:
    """Take back what was reported, asked once more, then at once."""
    if request.method != "POST" or request.POST.get("do") != "erase":
        return render(request, "testimonies/concern_erase.html")
    concerns.take_back(who)
    return forget(render(request, "testimonies/concern_gone.html"))
