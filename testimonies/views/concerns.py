"""Something is wrong with a story: a bare form, sealed, without a cookie."""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from testimonies import concerns
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
        return _report(request, number, form)
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    response = render(request, "testimonies/concern.html", {"form": form, "number": number}, status=status)
    return _unkept(response) if request.method == "POST" else response


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
