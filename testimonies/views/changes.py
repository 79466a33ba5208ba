"""What the writer changes or takes back: the text, the decision about it, the six words, all of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from testimonies import changing, choosing, renewing, returning
from testimonies.back_forms import LookAgainForm, TextForm
from testimonies.states import State
from testimonies.views.returned import forget, inside, remember, to_page
from vault import tickets
from vault.sessions import Return


@inside
def erase(request: HttpRequest, who: Return) -> HttpResponse:
    """Take it down, asked once more, then at once; or only off the site."""
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
    if not changing.can_change_text(testimony) and request.method != "POST":
        return to_page()
    if request.method == "POST":
        form = TextForm(request.POST)
        if form.is_valid():
            given = form.cleaned_data
            changing.change_text(who, text=given["typed"], better=given["better"], now=timezone.now())
            return to_page()
    else:
        document = returning.text_of(who)
        form = TextForm(initial={"typed": document.text, "better": document.better})
    context = {"form": form, "declined": testimony.state == State.DECLINED}
    return render(request, "testimonies/change_text.html", context)


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
    returning.standing(who)
    step = request.POST.get("do", "")
    try:
        ticket = tickets.read(request.POST.get("ticket", "")) if step in ("show", "use") else None
    except (tickets.TicketForged, tickets.TicketTooOld):
        ticket = None
    if ticket is None:
        return render(request, "testimonies/new_words.html", {"ticket": tickets.issue()})
    if step == "show":
        context = {"words": ticket.words, "ticket": request.POST["ticket"]}
        return render(request, "testimonies/new_words.html", context)
    return remember(render(request, "testimonies/words_changed.html"), renewing.use_new_words(who, ticket))
