"""What the page behind the six words of a concern says. Never who took a story down, nor why its writer did."""

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from testimonies import concerns
from testimonies.concerns import Standing
from testimonies.models import Concern
from vault.sessions import Return

State = Concern.State
_NOT_HERE = gettext_lazy("The story is not on the site any more")
_HEADINGS: dict[str, str | Promise] = {
    State.OPEN: gettext_lazy("Waiting to be looked at"),
    State.KEPT: gettext_lazy("We looked at it. The story stays as it is"),
    State.CUT: gettext_lazy("We looked at it. Words were taken out of the story"),
    State.REMOVED: _NOT_HERE,
    State.GONE: _NOT_HERE,
}


def page(who: Return) -> dict[str, object]:
    """Everything that it shows. Raises Gone."""
    where = concerns.standing(who)
    is_open = where.state == State.OPEN
    return {
        "heading": _heading(where),
        "line": _due(where) if is_open else _erased(where),
        "number": where.story_number,
        "story_is_up": where.story_is_up,
        "messages": where.said,
        "can_write": is_open,
    }


def _heading(where: Standing) -> str | Promise:
    if where.state == State.OPEN and not where.story_is_up:
        return _("The story is not on the site at the moment")
    return _HEADINGS[where.state]


def _due(where: Standing) -> str:
    day = date_format(where.due_day, "l j F")
    return _("A volunteer looks at it by the end of %(day)s.") % {"day": day}


def _erased(where: Standing) -> str:
    day = date_format(where.erased_day, "j F Y")
    return _("We erase what you sent on %(day)s. After that these words open nothing.") % {"day": day}
