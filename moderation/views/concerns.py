"""What readers told us: for coordinators."""

from http import HTTPStatus
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from moderation import concern_pages, hidden, legal_steps, workbench
from moderation import concerns as acts
from moderation.concern_forms import LookForm
from moderation.concern_pages import Text, Told
from moderation.middleware import TeamRequest
from moderation.views.coordinators import for_coordinators
from testimonies import errors
from testimonies.states import MoveRefused

_REFUSED: dict[type[Exception], str | Promise] = {
    errors.AlreadyDecided: _("Somebody else has decided this one. Nothing was changed."),
    errors.Unread: _("The reader has just added something. Read it first; your words are still in the box."),
    errors.Changed: _("Somebody has taken more out meanwhile. Look at the story as it is now."),
    errors.Gone: _("The writer has taken the story down. It is not here any more."),
    errors.TooMany: _("There are more messages than one concern can have."),
    MoveRefused: _("Somebody was quicker: look where the story stands now. Nothing was changed."),
}


@require_safe
@for_coordinators
def concerns(request: TeamRequest) -> HttpResponse:
    """Those that are open, first due first; or those that were decided."""
    view = "closed" if request.GET.get("view") == "closed" else "open"
    rows = (concern_pages.closed if view == "closed" else concern_pages.waiting)(
        request.keyring(), timezone.localdate()
    )
    context = {"concerns": rows, "view": view, "counts": concern_pages.counts(), "hidden": hidden.numbers()}
    return render(request, "moderation/concerns.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_coordinators
def concern(request: TeamRequest, uuid: UUID) -> HttpResponse:
    """One of them, with the reader's words, the story, and what can be done."""
    told, text = _look(request, uuid)
    if request.method != "POST":
        return _page(request, told, text, LookForm(None, text=text))
    do = request.POST.get("do", "")
    form = LookForm(request.POST, text=text, do=do)
    if not form.is_valid() or do not in _ACTS:
        return _page(request, told, text, form)
    try:
        _ACTS[do](request, uuid, form)
    except tuple(_REFUSED) as error:
        told, text = _look(request, uuid)
        form = LookForm(request.POST, text=text)
        return _page(request, told, text, form, refused=_REFUSED[type(error)])
    return redirect("moderation:concern", uuid)


def _look(request: TeamRequest, uuid: UUID) -> tuple[Told, Text | None]:
    told = concern_pages.one(uuid, request.keyring(), timezone.localdate(), by=request.person)
    if told is None:
        raise Http404
    return told, concern_pages.text_of(told, request.keyring())


def _page(
    request: TeamRequest, told: Told, text: Text | None, form: LookForm, refused: str | Promise = ""
) -> HttpResponse:
    context = {
        "concern": told,
        "form": form,
        "refused": refused,
        "story": workbench.pane(text.text, form.story) if text else None,
        "second": workbench.pane(text.second_text, form.second) if text and text.second_text else None,
        "drawn_on": text.drawn_on if text else "",
        "labels": form.fields["addk"].choices,
        "steps": legal_steps.STEPS if told.why_key == legal_steps.WHY else (),
        "ticked": form.data.getlist("steps") if "steps" in form.data else told.steps,
    }
    status = HTTPStatus.CONFLICT if refused else HTTPStatus.OK
    return render(request, "moderation/concern.html", context, status=status)


def _hide(request: TeamRequest, uuid: UUID, form: LookForm) -> None:
    acts.hide(request.person, uuid, keyring=request.keyring())


def _show(request: TeamRequest, uuid: UUID, form: LookForm) -> None:
    acts.show_again(request.person, uuid, keyring=request.keyring(), now=timezone.now())


def _keep(request: TeamRequest, uuid: UUID, form: LookForm) -> None:
    acts.keep(request.person, uuid, **_said(request, form))


def _cut(request: TeamRequest, uuid: UUID, form: LookForm) -> None:
    acts.cut(
        request.person,
        uuid,
        spans=form.spans,
        second_spans=form.second_spans,
        drawn_on=form.cleaned_data["drawn_on"],
        **_said(request, form),
    )


def _remove(request: TeamRequest, uuid: UUID, form: LookForm) -> None:
    acts.remove(request.person, uuid, reason=form.cleaned_data["reason"], **_said(request, form))


def _close(request: TeamRequest, uuid: UUID, form: LookForm) -> None:
    acts.close(request.person, uuid, **_said(request, form))


def _answer(request: TeamRequest, uuid: UUID, form: LookForm) -> None:
    acts.answer(request.person, uuid, keyring=request.keyring(), say=form.cleaned_data["say"])


def _tick(request: TeamRequest, uuid: UUID, form: LookForm) -> None:
    acts.tick(request.person, uuid, form.cleaned_data["steps"])


def _said(request: TeamRequest, form: LookForm) -> dict:
    given = form.cleaned_data
    return {
        "keyring": request.keyring(),
        "say": given["say"],
        "seen": given["seen"] or 0,
        "now": timezone.now(),
    }


_ACTS = {
    "hide": _hide,
    "show": _show,
    "keep": _keep,
    "cut": _cut,
    "remove": _remove,
    "close": _close,
    "answer": _answer,
    "steps": _tick,
}
