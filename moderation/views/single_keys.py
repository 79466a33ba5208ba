"""Whether somebody turned single keys on: kept until signing out, off again for the next session (WCAG 2.1.4)."""

from moderation.middleware import TeamRequest

_KEY = "single-keys"


def remember(request: TeamRequest) -> None:
    """As the page that was sent says."""
    request.session[_KEY] = "keys" in request.POST


def are_on(request: TeamRequest) -> bool:
    """Whether they are on now."""
    return request.session.get(_KEY, False)
