"""One testimony, closed until it is asked for; what is done with it."""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from moderation import (
    asking,
    decisions,
    holding,
    notes,
    pace,
    phrases,
    placing,
    queue,
    sessions,
    unsaved,
    workbench,
)
from moderation import review as reviewing
from moderation.checks import Unchecked
from moderation.middleware import TeamRequest
from moderation.review_forms import ReviewForm
from moderation.views import passed, problems, said, single_keys
from testimonies.documents import Document, open_card
from testimonies.errors import AlreadyDecided, Gone, NotYours, Unread
from testimonies.states import State

_TEMPLATE = "moderation/review.html"
_SIGNED_OUT = _(
    "You were signed out before that was done. Nothing was decided. "
    "Your marks and your words are back: look once more."
)
_TWO_WINDOWS = _(
    "You marked this in another window, too. All that is taken out in one of them is taken out here. "
    "Look once more."
)

_NO_SUCH_BUTTON = _("This page has no such button. Nothing was decided; all that you marked is still here.")


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: TeamRequest, uuid: UUID) -> HttpResponse:
    """Show it, or do one of those in _ACTS."""
    act = _closed
    if request.method == "POST":
        act = _ACTS.get(request.POST.get("do", ""), _unknown)
    elif request.GET.get("show") == "1":
        act = _shown
    typed = unsaved.bring_back(request, uuid, request.keyring())
    try:
        return act(request, uuid) if typed is None else _brought_back(request, uuid, typed)
    except (Unread, Unchecked):
        # The page says by itself what there is to see.
        return _shown_again(uuid)
    except AlreadyDecided as error:
        # Pressed twice: the queue page says what became of it, and how to undo that.
        is_ones_own = decisions.is_decided_by(request.person, uuid) and not _typed_words(request)
        return redirect("moderation:queue") if is_ones_own else _refused(request, uuid, error)
    except NotYours as error:
        return _lost(request, uuid, typed or request.POST, error)
    except said.REFUSALS as error:
        return _refused(request, uuid, error)


def _typed_words(request: TeamRequest) -> bool:
    return request.method == "POST" and problems.typed_words(request)


def _refused(request: TeamRequest, uuid: UUID, error: Exception, kind: str = "") -> HttpResponse:
    """Back to the queue, which says why; what was typed would be lost there, so a page of its own shows that."""
    kind = kind or said.kind_of(error)
    return (
        problems.too_late(request, said.sentence(kind, uuid))
        if _typed_words(request)
        else said.say(kind, uuid)
    )


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


def _page(
    request: TeamRequest, opened: reviewing.Opened, form: ReviewForm, *, version: str | None = None
) -> HttpResponse:
    uuid, now = opened.testimony.uuid, timezone.now()
    beside = {
        "messages": asking.read_messages(request.person, uuid, keyring=request.keyring(), now=now),
        "team_notes": notes.of(opened.testimony, request.keyring()),
        "version": opened.version if version is None else version,
    }
    return _drawn(request, workbench.shown(opened, form) | beside)


def _drawn(request: TeamRequest, context: dict[str, Any]) -> HttpResponse:
    return render(
        request, _TEMPLATE, context | {"keys_on": single_keys.are_on(request), "until": _until(request)}
    )


def _until(request: TeamRequest) -> datetime:
    return sessions.until(request.session, now=timezone.now())


def _sent(request: TeamRequest, uuid: UUID) -> HttpResponse:
    """All that comes with the marks: they are kept first, for nothing that is refused may cost the reader's work."""
    single_keys.remember(request)
    opened = _open(request, uuid)
    form = ReviewForm(request.POST, document=opened.document, work=opened.work, do=request.POST["do"])
    if not form.is_valid():
        # As it was sent: what another window did meanwhile is looked at when nothing else is wrong.
        return _page(request, opened, form, version=request.POST.get("seen", ""))
    if request.POST.get("seen", "") != opened.version:
        return _other_window(request, uuid, form, opened)
    reviewing.save_marks_of(
        request.person, opened, keyring=request.keyring(), work=form.work, now=timezone.now()
    )
    return _DOES[form.do](request, uuid, form)


def _brought_back(request: TeamRequest, uuid: UUID, typed: QueryDict) -> HttpResponse:
    """The session ended before this was sent: it is on the page again, and nothing of it was decided."""
    opened = _open(request, uuid)
    form = ReviewForm(typed, document=opened.document, work=opened.work)
    if form.is_valid():
        _keep(request, uuid, form.work)
        opened = _open(request, uuid)
    form.add_error(None, _SIGNED_OUT)
    return _page(request, opened, form)


def _lost(request: TeamRequest, uuid: UUID, typed: QueryDict, error: NotYours) -> HttpResponse:
    """Somebody else holds it, or nobody: what was marked waits for whoever does next."""
    if "at1" not in typed:
        return _refused(request, uuid, error)

    def work_of(document: Document) -> reviewing.Work | None:
        form = ReviewForm(typed, document=document, work=reviewing.suggested(document))
        return form.work if form.is_valid() else None

    with suppress(Gone, AlreadyDecided):
        reviewing.keep_proposal(uuid, work_of, keyring=request.keyring())
        return _refused(request, uuid, error, "not-yours-kept")
    return _refused(request, uuid, error)


def _other_window(
    request: TeamRequest, uuid: UUID, form: ReviewForm, opened: reviewing.Opened
) -> HttpResponse:
    """The marks were changed since this page was drawn: all that either page takes out is taken out."""
    work = reviewing.united(form.work, opened.work)
    _keep(request, uuid, work)
    form.story, form.better = work.story, work.better
    form.add_error(None, _TWO_WINDOWS)
    return _page(request, _open(request, uuid), form)


def _unknown(request: TeamRequest, uuid: UUID) -> HttpResponse:
    """A button that we do not have. What was marked and typed is on the page again; where none was, none is opened."""
    if "seen" not in request.POST:
        return problems.not_of_this_page(request)
    opened = _open(request, uuid)
    form = ReviewForm(request.POST, document=opened.document, work=opened.work)
    if form.is_valid():
        form.add_error(None, _NO_SUCH_BUTTON)
    page = _page(request, opened, form, version=request.POST["seen"])
    page.status_code = HTTPStatus.BAD_REQUEST
    return page


def _proposal(request: TeamRequest, uuid: UUID, form: ReviewForm) -> HttpResponse:
    reviewing.take_proposal(request.person, uuid, keyring=request.keyring(), now=timezone.now())
    return _shown_again(uuid)


def _away(request: TeamRequest, uuid: UUID, form: ReviewForm) -> HttpResponse:
    """The session is about to end: the marks are kept with the lease, and come back after signing in."""
    response = redirect(f"{reverse('moderation:sign-in')}?{urlencode({'next': request.path})}")
    sessions.end(request, response)
    return response


def _keep(request: TeamRequest, uuid: UUID, work: reviewing.Work, *, but: str = "") -> None:
    left = replace(work, draft={name: typed for name, typed in work.draft.items() if name != but})
    reviewing.save_marks(request.person, uuid, keyring=request.keyring(), work=left, now=timezone.now())


def _preview(request: TeamRequest, uuid: UUID, form: ReviewForm) -> HttpResponse:
    return _shown_again(uuid)


def _approve(request: TeamRequest, uuid: UUID, form: ReviewForm) -> HttpResponse:
    _leave_note(request, uuid, form)
    testimony = decisions.approve(
        request.person,
        uuid,
        keyring=request.keyring(),
        work=form.work,
        now=timezone.now(),
        show_first=form.do == "propose",
        overruled=form.cleaned_data["overrule"],
    )
    return _after(testimony.state, uuid)


def _second(request: TeamRequest, uuid: UUID, form: ReviewForm) -> HttpResponse:
    testimony = decisions.ask_second_reader(
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
    testimony = decisions.decline(
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


def _add_place(request: TeamRequest, uuid: UUID, form: ReviewForm) -> HttpResponse:
    place = placing.add(
        request.person,
        name=form.cleaned_data["place_name"],
        town=form.cleaned_data["place_town"],
        kind=form.work.kind,
        country=form.document.country,
    )
    _keep(request, uuid, replace(form.work, place=place))
    return _shown_again(uuid)


def _add_name(request: TeamRequest, uuid: UUID, form: ReviewForm) -> HttpResponse:
    placing.add_name(request.person, form.document.place, form.work.place)
    return _shown_again(uuid)


def _phrase(request: TeamRequest, uuid: UUID, form: ReviewForm) -> HttpResponse:
    say = phrases.begun(form.cleaned_data["phrase"] or "word", form.cleaned_data["say"])
    _keep(request, uuid, replace(form.work, draft={**form.work.draft, "say": say}))
    return _shown_again(uuid)


def _decline_phrase(request: TeamRequest, uuid: UUID, form: ReviewForm) -> HttpResponse:
    words = phrases.begun_decline(form.cleaned_data["reason"], form.cleaned_data["words"])
    _keep(request, uuid, replace(form.work, draft={**form.work.draft, "words": words}))
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
    "away": _away,
    "proposal": _proposal,
    "approve": _approve,
    "propose": _approve,
    "ask": _ask,
    "say": _say,
    "add-place": _add_place,
    "add-name": _add_name,
    "phrase": _phrase,
    "decline-phrase": _decline_phrase,
    "note": _note,
    "second": _second,
    "hold": _hold,
    "decline": _decline,
}
_ACTS = {**dict.fromkeys(_DOES, _sent), "skip": _skip}
