"""What the writer changes or takes back: the text, the decision about it, the six words, all of it."""

from collections.abc import Mapping
from types import MappingProxyType

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from redaction.spans import BadSpans
from testimonies import changing, checking, choices, choosing, concerns, places, renewing, returning
from testimonies.back_forms import LookAgainForm, TextForm
from testimonies.errors import TooLate
from testimonies.models import Testimony
from testimonies.states import State
from testimonies.views import concerns as reported
from testimonies.views.returned import forget, inside, remember, to_page
from vault import tickets
from vault.sessions import Return


@inside
def erase(request: HttpRequest, who: Return) -> HttpResponse:
    """Take it down, asked once more, then at once; or only off the site."""
    if concerns.is_theirs(who):
        return reported.erase(request, who)
    where = returning.standing(who)
    if request.method == "POST" and request.POST.get("do") == "erase":
        returning.withdraw(who, timezone.now())
        return forget(render(request, "testimonies/gone.html"))
    if request.method == "POST" and request.POST.get("do") == "count":
        choosing.count_instead(who, timezone.now())
        return to_page()
    if where.state == State.WITHDRAWN:
        return to_page()
    return render(request, "testimonies/erase.html", {"count_possible": where.state in choosing.STOPPABLE})


@inside
def text(request: HttpRequest, who: Return) -> HttpResponse:
    """The text in its box: changed while nobody has begun to read, or sent again after a decline."""
    testimony = returning.row(who)
    if request.method != "POST":
        if not changing.can_change_text(testimony):
            return to_page()
        document = returning.text_of(who)
        form = TextForm(initial={"typed": document.text, "better": document.better})
        return _text_page(request, testimony, form)
    if request.POST.get("do") == "write":
        return _text_page(request, testimony, TextForm(initial=TextForm.typed(request.POST)))
    form = TextForm(request.POST)
    if not form.is_valid():
        return _text_page(request, testimony, form)
    if request.POST.get("do") == "check":
        return _marks_page(request, who, form)
    return _with_choices(request, who, form)


def _with_choices(request: HttpRequest, who: Return, form: TextForm) -> HttpResponse:
    """What was chosen for the marks becomes the text, which is shown once more or kept."""
    try:
        settled = choices.settled(request.POST, form.cleaned_data, choices.BEHIND_THE_WORDS)
    except (BadSpans, ValueError):
        return _marks_page(request, who, form)
    if settled.wrong:
        return _marks_page(request, who, form, settled.wrong)
    changed = TextForm({**form.data.dict(), **settled.texts})
    if not changed.is_valid():
        return _text_page(request, returning.row(who), changed)
    if "apply" in request.POST:
        return _marks_page(request, who, changed, applied=True)
    given = changed.cleaned_data
    changing.change_text(who, text=given["typed"], better=given["better"], now=timezone.now())
    return to_page()


def _text_page(request: HttpRequest, testimony: Testimony, form: TextForm) -> HttpResponse:
    declined = testimony.state == State.DECLINED
    carried = choices.carry(request.POST, choices.BEHIND_THE_WORDS, applied=form.is_bound)
    return render(
        request, "testimonies/change_text.html", {"form": form, "declined": declined, "carried": carried}
    )


def _marks_page(
    request: HttpRequest,
    who: Return,
    form: TextForm,
    wrong: Mapping[str, str] = MappingProxyType({}),
    *,
    applied: bool = False,
) -> HttpResponse:
    """The words once more, with marks where somebody could be recognised. Raises TooLate."""
    boxes, testimony, document = choices.BEHIND_THE_WORDS, returning.row(who), returning.text_of(who)
    if not changing.can_change_text(testimony):
        raise TooLate
    chosen = choices.kept if applied else choices.remembered
    story, change = checking.look_at(
        {box: form.cleaned_data[box.name] for box in boxes},
        language=document.language,
        institutions=places.names_of(document.place),
        remembered={box: chosen(request.POST, box) for box in boxes},
        errors=wrong,
    )
    context = checking.as_context(story, change) | {
        "declined": testimony.state == State.DECLINED,
        "carried": [(box.name, form.cleaned_data[box.name]) for box in boxes],
    }
    return render(request, "testimonies/change_check.html", context)


@inside
def look_again(request: HttpRequest, who: Return) -> HttpResponse:
    """Another person is asked to look at a decline."""
    if not changing.can_ask_again(returning.row(who)) and request.method != "POST":
        return to_page()
    form = LookAgainForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        changing.ask_to_look_again(who, form.cleaned_data["typed"])
        return to_page()
    return render(request, "testimonies/look_again.html", {"form": form})


@inside
def new_words(request: HttpRequest, who: Return) -> HttpResponse:
    """New six words: asked for, shown, and only then put to use."""
    if not concerns.is_theirs(who):
        returning.standing(who)
    step = request.POST.get("do", "")
    try:
        ticket = tickets.read(request.POST.get("ticket", "")) if step in ("show", "use") else None
    except tickets.TicketRefused:
        ticket = None
    if ticket is None:
        return render(request, "testimonies/new_words.html", {"ticket": tickets.issue()})
    if step == "show":
        context = {"words": ticket.words, "ticket": request.POST["ticket"]}
        return render(request, "testimonies/new_words.html", context)
    return remember(render(request, "testimonies/words_changed.html"), renewing.use_new_words(who, ticket))
