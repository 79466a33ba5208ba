"""One testimony, closed until it is asked for; what is done with it."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from moderation import asking, holding, notes, pace, phrases, queue, workbench
from moderation import review as reviewing
from moderation.cuts import spans_of
from moderation.middleware import TeamRequest
from moderation.review_forms import ReviewForm
from moderation.views import passed, said, single_keys
from testimonies.documents import open_card
from testimonies.errors import Unread
from testimonies.states import State

_TEMPLATE = "moderation/review.html"


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: TeamRequest, uuid: UUID) -> HttpResponse:
    """Show it, or do one of: preview, approve, propose, ask, say, phrase, note, second, hold, decline, skip."""
    act = _closed
    if request.method == "POST":
        act = _ACTS.get(request.POST.get("do", ""))
    elif request.GET.get("show") == "1":
        act = _shown
    if act is None:
        return HttpResponseBadRequest()
    try:
        return act(request, uuid)
    except Unread:
        return _shown_again(uuid)
    except said.REFUSALS as error:
        return said.refused(error, uuid)


def _closed(request: TeamRequest, uuid: UUID) -> HttpResponse:
    # The text is not even opened here: the card says enough to decide whether to read it now.
    now = timezone.now()
    testimony, _hold = queue.look(request.person, uuid, now)
    pace.stops(request.person, now)
    card = open_card(testimony, request.keyring())
    return _drawn(request, workbench.closed(testimony, card))


def _shown(request: TeamRequest, uuid: UUID) -> HttpResponse:
    opened = _open(request, uuid)
    return _page(request, opened, ReviewForm(None, document=opened.document, work=opened.work))


def _open(request: TeamRequest, uuid: UUID) -> reviewing.Opened:
    now = timezone.now()
    opened = reviewing.open_held(request.person, uuid, keyring=request.keyring(), now=now)
    pace.reading(request.person, now)
    return opened


def _page(request: TeamRequest, opened: reviewing.Opened, form: ReviewForm) -> HttpResponse:
    uuid, now = opened.testimony.uuid, timezone.now()
    beside = {
        "messages": asking.read_messages(request.person, uuid, keyring=request.keyring(), now=now),
        "team_notes": notes.of(opened.testimony, request.keyring()),
    }
    return _drawn(request, workbench.shown(opened, form) | beside)


def _drawn(request: TeamRequest, context: dict[str, Any]) -> HttpResponse:
    return render(request, _TEMPLATE, context | {"keys_on": single_keys.are_on(request)})


def _sent(request: TeamRequest, uuid: UUID) -> HttpResponse:
    """All that comes with the marks: they are kept first, for nothing that is refused may cost the reader's work."""
    single_keys.remember(request)
    opened = _open(request, uuid)
    form = ReviewForm(request.POST, document=opened.document, work=opened.work, do=request.POST["do"])
    if not form.is_valid():
        return _page(request, opened, form)
    _keep(request, uuid, form.work)
    return _DOES[form.do](request, uuid, form)


def _keep(request: TeamRequest, uuid: UUID, work: reviewing.Work, *, but: str = "") -> None:
    left = replace(work, draft={name: typed for name, typed in work.draft.items() if name != but})
    reviewing.save_marks(request.person, uuid, keyring=request.keyring(), work=left, now=timezone.now())


def _preview(request: TeamRequest, uuid: UUID, form: ReviewForm) -> HttpResponse:
    return _shown_again(uuid)


def _approve(request: TeamRequest, uuid: UUID, form: ReviewForm) -> HttpResponse:
    work = form.work
    _leave_note(request, uuid, form)
    testimony = reviewing.approve(
        request.person,
        uuid,
        keyring=request.keyring(),
        spans=spans_of(work.story),
        better_spans=spans_of(work.better),
        kind=work.kind,
        notes=work.notes,
        now=timezone.now(),
        show_first=form.do == "propose",
        without=work.without,
        overruled=form.cleaned_data["overrule"],
    )
    return _after(testimony.state, uuid)


def _second(request: TeamRequest, uuid: UUID, form: ReviewForm) -> HttpResponse:
    testimony = reviewing.ask_second_reader(
        request.person,
        uuid,
        keyring=request.keyring(),
        work=form.work,
        note=form.cleaned_data["memo"],
        now=timezone.now(),
    )
    return _after(testimony.state, uuid)


def _hold(request: TeamRequest, uuid: UUID, form: ReviewForm) -> HttpResponse:
    testimony = holding.hold(
        request.person,
        uuid,
        keyring=request.keyring(),
        work=form.work,
        why=form.cleaned_data["memo"],
        look_again=form.cleaned_data["until"],
        now=timezone.now(),
    )
    return _after(testimony.state, uuid)


def _decline(request: TeamRequest, uuid: UUID, form: ReviewForm) -> HttpResponse:
    _leave_note(request, uuid, form)
    testimony = reviewing.decline(
        request.person,
        uuid,
        keyring=request.keyring(),
        reason=form.cleaned_data["reason"],
        words=form.cleaned_data["words"],
        now=timezone.now(),
    )
    return _after(testimony.state, uuid)


def _ask(request: TeamRequest, uuid: UUID, form: ReviewForm) -> HttpResponse:
    _leave_note(request, uuid, form)
    testimony = asking.ask(
        request.person,
        uuid,
        keyring=request.keyring(),
        question=form.cleaned_data["say"],
        work=form.work,
        now=timezone.now(),
    )
    return _after(testimony.state, uuid)


def _say(request: TeamRequest, uuid: UUID, form: ReviewForm) -> HttpResponse:
    text = form.cleaned_data["say"]
    asking.leave_message(request.person, uuid, keyring=request.keyring(), text=text, now=timezone.now())
    _keep(request, uuid, form.work, but="say")
    return _shown_again(uuid)


def _phrase(request: TeamRequest, uuid: UUID, form: ReviewForm) -> HttpResponse:
    say = phrases.begun(form.cleaned_data["phrase"] or "word", form.cleaned_data["say"])
    _keep(request, uuid, replace(form.work, draft={**form.work.draft, "say": say}))
    return _shown_again(uuid)


def _note(request: TeamRequest, uuid: UUID, form: ReviewForm) -> HttpResponse:
    _leave_note(request, uuid, form)
    return _shown_again(uuid)


def _leave_note(request: TeamRequest, uuid: UUID, form: ReviewForm) -> None:
    """What stands in the box for the team goes with whatever is decided."""
    text = form.cleaned_data["memo"]
    if text:
        notes.leave(request.person, uuid, keyring=request.keyring(), text=text, now=timezone.now())
        _keep(request, uuid, form.work, but="memo")


def _shown_again(uuid: UUID) -> HttpResponse:
    return redirect(f"{reverse('moderation:review', args=[uuid])}?show=1")


def _after(state: str, uuid: UUID) -> HttpResponse:
    # While it can be undone, the queue page says so by itself.
    return redirect("moderation:queue") if state == State.DECIDED else said.say(state, uuid)


def _skip(request: TeamRequest, uuid: UUID) -> HttpResponse:
    now = timezone.now()
    queue.put_back(request.person, uuid, now)
    pace.stops(request.person, now)
    passed.remember(request, uuid)
    return said.say("put-back", uuid)


_DOES = {
    "preview": _preview,
    "approve": _approve,
    "propose": _approve,
    "ask": _ask,
    "say": _say,
    "phrase": _phrase,
    "note": _note,
    "second": _second,
    "hold": _hold,
    "decline": _decline,
}
_ACTS = {**dict.fromkeys(_DOES, _sent), "skip": _skip}
