"""After Send: whether somebody has written their six words down rightly, and that they need not be shown again."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from testimonies import limits, sending
from testimonies.forms import WordsForm
from testimonies.views.kinds import words_page
from testimonies.views.returned import GET_OR_POST
from vault import receipts, tickets
from vault.words import slips


@words_page
@GET_OR_POST
def try_words(request: HttpRequest) -> HttpResponse:
    """Compared with the ticket alone: nothing is opened, and looking costs nobody that they are shown again."""
    if request.method != "POST":
        return redirect("testimonies:thanks")
    if "end" in request.POST:
        return _shown_no_more(request)
    form = WordsForm(request.POST)
    form.is_valid()
    typed = request.POST.get("w", "")
    try:
        right = receipts.words_of(typed) == list(tickets.read(request.POST.get("ticket", "")).words)
    except tickets.TicketRefused:
        return redirect("testimonies:back")
    # Never which word is wrong: with the ticket, they could then be guessed one by one.
    if not right and limits.over(request, "wrong-words", limits.WRONG_WORDS):
        right, heading = False, _("Please wait a few minutes. Your story is safe.")
    else:
        heading = _("Those are not quite the words that we gave you")
    if not right:
        form.say_how_many()
    context = {
        "form": form,
        "right": right,
        "unknown": [] if right else slips(typed),
        "ticket": request.POST["ticket"],
        "error_heading": heading,
    }
    return render(request, "testimonies/try_words.html", context)


def _shown_no_more(request: HttpRequest) -> HttpResponse:
    try:
        sending.show_no_more(tickets.read(request.POST.get("ticket", "")))
    except tickets.TicketRefused:
        return redirect("testimonies:back")
    return render(request, "testimonies/words_put_away.html")
