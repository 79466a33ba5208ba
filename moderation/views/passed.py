"""Which testimonies somebody put back while signed in, so that the next one is another one.

Kept in the session, that is until signing out, and nowhere else: nobody counts what a volunteer would not read.
"""

from uuid import UUID

from moderation.middleware import TeamRequest

_KEY, _MOST = "put-back", 50


def remember(request: TeamRequest, uuid: UUID) -> None:
    """This one, too; of many, the newest fifty."""
    before = [each for each in request.session.get(_KEY, []) if each != str(uuid)]
    request.session[_KEY] = [*before, str(uuid)][-_MOST:]


def those_of(request: TeamRequest) -> list[UUID]:
    """The ids of those, oldest first."""
    return [UUID(each) for each in request.session.get(_KEY, [])]
