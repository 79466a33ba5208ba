"""Pages that only coordinators get."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from moderation.middleware import TeamRequest

View = Callable[..., HttpResponse]


def for_coordinators(view: View) -> View:
    """Everybody else gets a page that says who can help."""

    @wraps(view)
    def guarded(request: TeamRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.person.is_coordinator:
            return render(request, "moderation/coordinators_only.html", status=403)
        return view(request, *args, **kwargs)

    return guarded
