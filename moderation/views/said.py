"""What the queue page says about the last step. It travels in the address as a word of this list and a row's id.

So it survives a refresh, ends with the next page, and nobody can make the page say anything else.
"""

from collections.abc import Mapping
from datetime import timedelta
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from moderation.references import reference_of
from testimonies import errors, schedule, states

_WORDS = {
    "published": _("%(ref)s is up."),
    "approved": _("%(ref)s goes up on %(day)s with the next group."),
    "proposed": _("The writer of %(ref)s is shown how it would read."),
    "question": _("The writer of %(ref)s is asked. It comes back with the answer, or after 14 days."),
    "counted": _("%(ref)s is counted with the next group, and not published."),
    "heard": _("%(ref)s was read. The writer is told so."),
    "declined": _("%(ref)s is not published. The writer is told why."),
    "second_reader": _("%(ref)s waits for a second reader."),
    "on_hold": _("%(ref)s is on hold. A coordinator lets it go on."),
    "released": _("%(ref)s waits to be read again."),
    "put-back": _("%(ref)s is back in the queue."),
    "gone": _("%(ref)s is gone: the writer has taken it down."),
    "not-yours": _("%(ref)s is not with you. It is in the queue, or with somebody else."),
    "not-yours-kept": _(
        "%(ref)s is not with you any more. What you marked is kept for whoever reads it next."
    ),
    "decided": _("%(ref)s was decided already."),
    "too-late": _("It is too late to undo %(ref)s."),
    "forbidden": _("The writer of %(ref)s did not agree to this. Nothing was changed."),
    "one-at-a-time": _(
        "You have %(ref)s with you. Decide about it, or put it back, before you take another."
    ),
    "nothing": _("Nothing waits for you at the moment."),
}
_KINDS_OF_ERRORS: dict[type[Exception], str] = {
    errors.Gone: "gone",
    errors.NotYours: "not-yours",
    errors.AlreadyDecided: "decided",
    errors.TooLate: "too-late",
    errors.ConsentForbids: "forbidden",
    states.MoveRefused: "decided",
}
_SALT = "what a page of the team says"
REFUSALS = (errors.Refused, states.MoveRefused)


def say(kind: str, uuid: UUID | None = None) -> HttpResponse:
    """Back to the queue, which then says so."""
    return redirect(f"{reverse('moderation:queue')}?{address_of(kind, uuid)}")


def address_of(kind: str, uuid: UUID | None = None) -> str:
    """The query that makes a page say this, signed: a link that somebody made up says nothing."""
    of = str(uuid) if uuid else ""
    signature = signing.Signer(salt=_SALT).signature(f"{kind} {of}")
    return urlencode({"said": kind, **({"of": of} if of else {}), "by": signature})


def is_ours(query: Mapping[str, str]) -> bool:
    """Whether we made this query."""
    kind, of, signature = (query.get(name, "") for name in ("said", "of", "by"))
    return constant_time_compare(signing.Signer(salt=_SALT).signature(f"{kind} {of}"), signature)


def kind_of(error: Exception) -> str:
    """The word of the list for the rule that was broken."""
    return _KINDS_OF_ERRORS.get(type(error), "not-yours")


def refused(error: Exception, uuid: UUID) -> HttpResponse:
    """Back to the queue, with the rule that was broken in plain words."""
    return say(kind_of(error), uuid)


def heard(request: HttpRequest) -> str:
    """The sentence that this address asks for, or the empty string."""
    if not is_ours(request.GET):
        return ""
    kind, of = request.GET.get("said", ""), request.GET.get("of", "")
    if kind == "nothing":
        return str(_WORDS[kind])
    try:
        return sentence(kind, UUID(of)) if kind in _WORDS else ""
    except ValueError:
        return ""


def sentence(kind: str, uuid: UUID) -> str:
    """What is said about this row."""
    # Where groups go at once, an approved story is up as soon as its hour is over.
    day = _("today") if settings.CHORUS_GROUPS_AT_ONCE else next_group_day()
    return str(_WORDS[kind]) % {"ref": reference_of(uuid), "day": day}


def undo_line() -> str:
    """Whether what is decided together can be undone, and for how long."""
    minutes = _undo_minutes()
    if minutes == 60:
        return _("For one hour you can undo all of it.")
    if not minutes:
        return _("It takes effect at once and cannot be undone.")
    return ngettext(
        "For %(n)d minute you can undo all of it.", "For %(n)d minutes you can undo all of it.", minutes
    ) % {"n": minutes}


def _undo_minutes() -> int:
    return int(settings.CHORUS_UNDO.total_seconds() // 60)


def undo_words() -> str:
    """The button that takes a decision back, and for how long: an hour, unless the site is set otherwise."""
    minutes = _undo_minutes()
    if minutes == 60:
        return _("Undo, for one hour")
    return ngettext("Undo, for %(n)d minute", "Undo, for %(n)d minutes", minutes) % {"n": minutes}


def next_group_day() -> str:
    """The weekday on which the next group goes up, as a word."""
    now = timezone.localtime()
    days = (now + timedelta(days=away) for away in range(8))
    hours = (day.replace(hour=schedule.HOUR, minute=0, second=0, microsecond=0) for day in days)
    slot = next(hour for hour in hours if hour.weekday() in schedule.DAYS and hour > now)
    return format_date(slot, "l")
