"""Something is wrong with a story: a bare form, sealed, without a cookie."""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from testimonies import concerns, limits
from testimonies.errors import Gone
from testimonies.forms import ConcernForm
from testimonies.models import Story
from testimonies.views.kinds import public_page, without_cookie


@public_page
@without_cookie
@require_http_methods(["GET", "HEAD", "POST"])
def concern(request: HttpRequest, number: int) -> HttpResponse:
    """The form; sent, it is sealed to the team."""
    if not Story.objects.published().filter(number=number).exists():
        raise Http404
    form = ConcernForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if limits.over(request, "concern", limits.CONCERN):
            form.add_error(None, _("We can’t take this at the moment. Try again in a few minutes."))
            return _unkept(_page(request, form, number, HTTPStatus.TOO_MANY_REQUESTS))
        return _report(request, number, form)
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    response = _page(request, form, number, status)
    return _unkept(response) if request.method == "POST" else response


def _page(request: HttpRequest, form: ConcernForm, number: int, status: HTTPStatus) -> HttpResponse:
    return render(request, "testimonies/concern.html", {"form": form, "number": number}, status=status)


def _report(request: HttpRequest, number: int, form: ConcernForm) -> HttpResponse:
    given = form.cleaned_data
    try:
        concerns.report(number, why=given["why"], what=given["what"], today=timezone.localdate())
    except Gone:
        raise Http404 from None
    return _unkept(render(request, "testimonies/concern_thanks.html", {"number": number}))


def _unkept(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response
