"""What the writer answers: to the version, to a question; and what they choose anew."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from testimonies import answering, choosing, content_notes, returning, standings
from testimonies.back_forms import ChoicesForm, MessageForm, VersionForm
from testimonies.numerals import in_words
from testimonies.states import State
from testimonies.views.returned import inside, to_page
from vault.sessions import Return


@inside
def version(request: HttpRequest, who: Return) -> HttpResponse:
    """The version before it goes up: this is right, these words too, or no."""
    if request.method != "POST":
        return _version_page(request, who, VersionForm())
    form = VersionForm(request.POST)
    if not form.is_valid():
        return _version_page(request, who, form)
    now = timezone.now()
    match form.cleaned_data["do"]:
        case "yes":
            returning.agree(who, now)
        case "more":
            answering.ask_for_more_cuts(who, form.cleaned_data["typed"], now)
        case "no":
            choosing.say_no(who, now)
        case "count":
            choosing.count_instead(who, now)
    return to_page()


def _version_page(request: HttpRequest, who: Return, form: VersionForm) -> HttpResponse:
    payload, document = returning.proposed(who), returning.text_of(who)
    decision = returning.decision_of(who)
    first = standings.version(document.text, payload.text, decision.spans if decision else ())
    second = standings.version(
        document.better, payload.second_text, decision.better_spans if decision else ()
    )
    taken = len(first["cuts"]) + (len(second["cuts"]) if payload.second_text else 0)
    context = {
        "first": first,
        "second": second if payload.second_text else None,
        "note_labels": content_notes.said(payload.notes),
        "taken": taken,
        "taken_said": in_words(taken).capitalize(),
        "silent": document.on_timeout_once_shown,
        "form": form,
    }
    return render(request, "testimonies/version.html", context)


@inside
def message(request: HttpRequest, who: Return) -> HttpResponse:
    """An answer, a few words, or going on without an answer; back to the page either way."""
    if request.method != "POST":
        return to_page()
    asked = returning.standing(who).state == State.QUESTION
    form, now = MessageForm(request.POST, asked=asked), timezone.now()
    if not form.is_valid():
        return render(request, "testimonies/page.html", standings.page(who) | {"form": form})
    if asked:
        answering.answer(who, form.said, now)
    else:
        answering.write(who, form.said, now)
    return to_page()


@inside
def choices(request: HttpRequest, who: Return) -> HttpResponse:
    """What is to happen with it, and what is all right, chosen anew."""
    if request.method == "POST":
        form = ChoicesForm(request.POST)
        if form.is_valid():
            choosing.change(who, form.choices, timezone.now())
            return to_page()
    else:
        form = ChoicesForm.showing(choosing.of(returning.text_of(who)))
    return render(request, "testimonies/choices.html", {"form": form})
