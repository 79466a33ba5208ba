"""A story that is hidden without an open concern: shown again, with more taken out or not, or removed."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from moderation import hidden as hiding
from moderation import workbench
from moderation.concern_forms import LookForm
from moderation.concern_pages import Text
from moderation.middleware import TeamRequest
from moderation.views.coordinators import for_coordinators
from testimonies.errors import Changed, Gone
from testimonies.states import MoveRefused


@require_http_methods(["GET", "HEAD", "POST"])
@for_coordinators
def hidden(request: TeamRequest, number: int) -> HttpResponse:
    """What it said, and what can be done."""
    try:
        text = hiding.look(number, keyring=request.keyring(), by=request.person)
        if request.method != "POST":
            return _page(request, number, text, LookForm(None, text=text))
        return _sent(request, number, text)
    except Gone as error:
        raise Http404 from error


def _sent(request: TeamRequest, number: int, text: Text) -> HttpResponse:
    do = request.POST.get("do", "")
    form = LookForm(request.POST, text=text, do=do)
    if not form.is_valid() or do not in ("show", "cut", "remove"):
        return _page(request, number, text, form)
    try:
        _act(request, number, form, do)
    except (Changed, MoveRefused):
        why = _("Somebody was quicker: look where the story stands now. Nothing was changed.")
        return _page(request, number, text, form, refused=why)
    return redirect("moderation:concerns")


def _act(request: TeamRequest, number: int, form: LookForm, do: str) -> None:
    how = {"keyring": request.keyring(), "now": timezone.now()}
    if do == "show":
        hiding.show(request.person, number, **how)
    elif do == "remove":
        hiding.remove(request.person, number, reason=form.cleaned_data["reason"], **how)
    else:
        spans, second = form.spans, form.second_spans
        drawn_on = form.cleaned_data["drawn_on"]
        hiding.cut(request.person, number, spans=spans, second_spans=second, drawn_on=drawn_on, **how)


def _page(
    request: TeamRequest, number: int, text: Text, form: LookForm, *, refused: str = ""
) -> HttpResponse:
    context = {
        "number": number,
        "form": form,
        "refused": refused,
        "story": workbench.pane(text.text, form.story),
        "second": workbench.pane(text.second_text, form.second) if text.second_text else None,
        "drawn_on": text.drawn_on,
        "labels": form.fields["addk"].choices,
    }
    return render(request, "moderation/hidden.html", context, status=409 if refused else 200)
