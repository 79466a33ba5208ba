"""The rows of the queue page, drawn by a function: fifty of them by a template were half of its time."""

from dataclasses import dataclass
from functools import lru_cache
from html import escape

from django import template
from django.template.context import RequestContext
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from moderation import pace
from moderation.jobs import Job

register = template.Library()

_UUID = "00000000-0000-0000-0000-000000000000"
_ROW = """    <li class="job">
      <div><h2 class="job__id">{reference}</h2><p class="meta">{waiting}</p></div>
      <div>{urgent}<p>{notes}</p><p class="meta">{weight} {about}</p></div>
      <p>{state}</p>
      {act}
    </li>
"""


@register.simple_tag(takes_context=True)
def job_row(context: RequestContext, job: Job) -> SafeString:
    """One row; from the context: look, may_take, request, csrf_token."""
    view, words = context["look"].view, _words(get_language())
    html = _ROW.format(
        reference=escape(job.reference),
        waiting=escape(job.waiting),
        urgent=f"<p><b>{escape(str(job.urgent))}</b></p>" if job.urgent else "",
        notes=escape(job.notes),
        weight=words.weights[job.weight],
        about=escape(_about(job)),
        state=_state(job, view, words),
        act=_act(context, job, view, words),
    )
    return mark_safe(html)  # nosec B308 B703 # the parts were escaped above


def _about(job: Job) -> str:
    length = ngettext("%(n)s word", "%(n)s words", job.words) % {"n": job.words}
    marks = (
        ngettext("%(n)s mark", "%(n)s marks", job.marks) % {"n": job.marks} if job.marks else _("No marks")
    )
    return f"{job.weight_words}. {length}, {job.language}. {marks}. {job.use}."


def _state(job: Job, view: str, words: "_Words") -> str:
    if view == "going":
        return words.decided if job.state == "decided" else words.ready
    if view == "hold":
        return f'{words.states["hold"]} <span class="meta">{escape(job.look_again)}</span>'
    if view in words.states:
        return words.states[view]
    return words.answered if job.answered else words.new


def _act(context: RequestContext, job: Job, view: str, words: "_Words") -> str:
    """What can be done with it from here, if anything."""
    own = {"uuid": job.uuid, "reference": escape(job.reference)}
    if view == "mine":
        return words.go_on.format(**own)
    if view == "hold":
        return words.look.format(**own) if context["request"].person.is_coordinator else ""
    if view == "going" or not context["may_take"]:
        return ""
    return words.take.format(token=context["csrf_token"], **own)


@dataclass(frozen=True)
class _Words:
    """What every row has in one language, with places for what is its own."""

    weights: dict[int, str]
    states: dict[str, str]
    decided: str
    ready: str
    answered: str
    new: str
    go_on: str
    look: str
    take: str


@lru_cache
def _words(language: str | None) -> _Words:
    return _Words(
        weights={
            weight: render_to_string("moderation/_weight.html", {"weight": weight}).strip()
            for weight in (pace.GENTLE, pace.USUAL, pace.SEVERE)
        },
        states={
            "second": _said(_("Needs second reader"), " state--wait"),
            "hold": _said(_("On hold"), " state--wait"),
            "mine": _said(_("With you")),
        },
        decided=_said(_("Decided")),
        ready=_said(_("Ready")),
        answered=_said(_("Writer answered"), " state--reply"),
        new=_said(_("New")),
        go_on=_link("moderation:review", _("Go on with it")),
        look=_link("moderation:on-hold", _("Look at it")),
        take=f'<form action="{_address("moderation:take")}" method="post">'
        '<input type="hidden" name="csrfmiddlewaretoken" value="{token}">'
        f'<button class="btn btn--text btn--small">{_named(_("Take this one"))}</button></form>',
    )


def _said(words: str, kind: str = "") -> str:
    return f'<span class="state{kind}">{escape(words)}</span>'


def _link(name: str, words: str) -> str:
    return f'<a class="btn btn--text btn--small" href="{_address(name)}">{_named(words)}</a>'


def _named(words: str) -> str:
    return escape(words) + '<span class="vh">, {reference}</span>'


def _address(name: str) -> str:
    return reverse(name, args=[_UUID]).replace(_UUID, "{uuid}")
