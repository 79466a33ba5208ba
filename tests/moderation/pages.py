"""A small site for the tests of sign-in: its three pages, one page of the team, one of the public."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from moderation.middleware import TeamRequest
from moderation.views import sign_in


def queue(request: TeamRequest) -> HttpResponse:
    """Says who is signed in and which generations they can open."""
    return HttpResponse(f"{request.person.name} opens {sorted(request.keyring().privates)}")


@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    """Public."""
    return HttpResponse("anybody")


_names = ("leave", "about", "how", "safely", "privacy", "takedown", "places", "support", "back")
public = [path("", home, name="home"), *(path(f"{name}/", home, name=name) for name in _names)]
team = [
    path("sign-in/", sign_in.sign_in, name="sign-in"),
    path("second-step/", sign_in.add_second_step, name="second-step"),
    path("sign-out/", sign_in.sign_out, name="sign-out"),
    path("queue/", queue, name="queue"),
    path("concerns/", queue, name="concerns"),
    path("record/", queue, name="record"),
    path("practice/", queue, name="practice"),
    path("people/", queue, name="people"),
    path("you/", queue, name="you"),
]
urlpatterns = [
    path("", include((public, "testimonies"))),
    path("team/", include((team, "moderation"))),
]
