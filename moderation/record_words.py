"""What the record calls each move, in the words of those who read it: the only place that has them."""

from collections.abc import Collection

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_OF_PEOPLE: dict[str, str | Promise] = {
    "invite": _("made an invitation"),
    "take an invitation back": _("took an invitation back"),
    "join": _("accepted an invitation"),
    "let in": _("let someone in"),
    "refuse to let in": _("did not let someone in"),
    "make a link for a new password": _("made a link for a new password"),
    "choose a new password": _("chose a new password"),
    "change the role: moderator": _("changed what someone does: reads"),
    "change the role: coordinator": _("changed what someone does: coordinates"),
    "add a second step": _("added an app for the six-digit codes"),
    "use a paper code": _("used a paper code"),
    "forget a second step": _("let someone add a new app"),
    "end access": _("ended someone’s access"),
    "change the key": _("changed the team’s key"),
    "key is changed": _("finished changing the team’s key"),
    "new recovery words": _("made new recovery words"),
    "recover": _("came back with the recovery words"),
    "close intake: another key is in use": _(
        "closed the site to new stories: the team’s key was another one"
    ),
}
_MOVES: dict[str, str | Promise] = _OF_PEOPLE | {
    "send": _("sent it"),
    "bring in": _("brought in a story that came another way"),
    "import": _("took a story in from an archive"),
    "take": _("took it"),
    "open": _("opened the text"),
    "open a concern": _("opened a concern"),
    "open a hidden story": _("opened a story that is hidden"),
    "put back": _("put it back"),
    "end the lease": _("put it back after 45 minutes"),
    "ask a second reader": _("asked for a second reader"),
    "add a place": _("added a place to the list"),
    "look at one of a flood": _("opened one of many that are alike"),
    "sweep": _("declined it with others that are alike"),
    "undo a sweep": _("took back what was declined with others"),
    "leave a note": _("noted something for the team"),
    "hold": _("put it on hold"),
    "release": _("let it go on"),
    "leave a message": _("left the writer a few words"),
    "overrule a check": _("said that what a check found may stay"),
    "read again alone": _("read it again on another day, as the team is small"),
    "decide: approved": _("approved"),
    "decide: proposed": _("approved, to be shown to the writer"),
    "decide: counted": _("counted it"),
    "decide: heard": _("read it"),
    "decide: declined": _("declined"),
    "decide: question": _("asked the writer"),
    "undo": _("undid a decision"),
    "restore": _("put it on hold after a copy was restored"),
    "publish": _("put it up"),
    "answer": _("answered the question, or went on without"),
    "edit": _("changed the text"),
    "send again": _("changed it and sent it again"),
    "look again": _("asked that somebody else looks at it"),
    "choose": _("changed what may be done with it"),
    "change use": _("changed whether it is published, counted or read"),
    "new words": _("asked for six new words"),
    "ask for more cuts": _("asked that more is taken out of the version"),
    "agree": _("said that the version is right"),
    "say no": _("said no to the version"),
    "withdraw": _("withdrew"),
    "hide": _("took it off the site to look at something"),
    "show again": _("put it up again"),
    "cut further": _("took more out of it"),
    "remove": _("removed it"),
    "report a concern": _("reported a concern"),
    "take back a concern": _("took back a concern"),
    "add to a concern": _("added to a concern"),
    "answer a concern": _("answered a concern"),
    "tick steps": _("ticked the steps of the law"),
    "close a concern: kept": _("closed a concern: kept as it is"),
    "close a concern: cut": _("closed a concern: more was taken out"),
    "close a concern: removed": _("closed a concern: removed"),
    "close a concern: gone": _("closed a concern: the story was gone"),
    "shred a concern": _("shredded a concern"),
    "shred": _("shredded the original"),
    "stop waiting for an answer": _("stopped waiting for an answer"),
    "stop waiting for a yes": _("stopped waiting for a yes"),
    "change a text of the team": _("changed a text of the team"),
    "merge two places": _("said that two places of the list are one"),
    "take a merger of places back": _("said that two places are two after all"),
    "add data: place": _("added a place to the list"),
    "change data: place": _("changed a place of the list"),
    "add data: support line": _("added a support line"),
    "change data: support line": _("changed a support line"),
    "change data: content note": _("changed how a content note is used"),
    "add data: words of a content note": _("added words for a content note"),
    "change data: words of a content note": _("changed the words of a content note"),
    "answer of a place": _("entered what an institution answered"),
    "enter a request": _("entered what an authority asked for"),
    "take a request off": _("took off what an authority had asked for"),
    "announce": _("changed the line over every page"),
    "intake: open": _("opened for new stories"),
    "intake: slow": _("said that reading is slow"),
    "intake: closed": _("closed for new stories"),
}
_TOOK_EFFECT = "take effect: "
_BEGIN: dict[str, str | Promise] = {
    _TOOK_EFFECT: _("let a decision take effect"),
    "decline: ": _("counted why a story was declined"),
    "own words: ": _("changed the team’s own part of a page"),
    "own page: ": _("changed a page that the team wrote"),
}
"""Words for all moves that begin so: what follows is said by no page of ours."""
UNKNOWN = _("did something that this page has no words for")
"""For lines of an older version: the record keeps them for ever. Nothing that is written today."""
KINDS: dict[str, tuple[str | Promise, frozenset[str]]] = {
    "reading": (
        _("Taking, opening, putting back"),
        frozenset(
            {
                "take",
                "open",
                "put back",
                "end the lease",
                "look at one of a flood",
                "open a concern",
                "open a hidden story",
            }
        ),
    ),
    "deciding": (
        _("Decisions"),
        frozenset({move for move in _MOVES if move.startswith("decide: ")})
        | {_TOOK_EFFECT, "undo", "sweep", "undo a sweep", "overrule a check", "read again alone", "publish"},
    ),
    "aside": (
        _("Second readers, notes, on hold, messages"),
        frozenset({"ask a second reader", "leave a note", "hold", "release", "leave a message"}),
    ),
    "shown": (
        _("Concerns, and stories that are up"),
        frozenset({"hide", "show again", "cut further", "remove"})
        | {move for move in _MOVES if "concern" in move or move == "tick steps"},
    ),
    "people": (
        _("People, passwords and keys"),
        frozenset(_OF_PEOPLE),
    ),
    "site": (
        _("The site and its texts"),
        frozenset({move for move in _MOVES if move.startswith("intake: ") or " data: " in move})
        | {"add a place", "merge two places", "take a merger of places back", "change a text of the team"}
        | {"own words: ", "own page: ", "announce"}
        | {"answer of a place", "enter a request", "take a request off"},
    ),
}
"""What coordinators can choose by, and the moves that it means."""


def words_of(move: str) -> str | Promise:
    """What a line of the record says was done."""
    return _MOVES.get(move) or _BEGIN.get(_beginning(move), UNKNOWN)


def is_one_of(moves: Collection[str]) -> Q:
    """The lines of these moves, as KINDS has them: a beginning stands for all that begin so."""
    asked = Q(move__in=moves)
    for beginning in moves & _BEGIN.keys():
        asked |= Q(move__startswith=beginning)
    return asked


def _beginning(move: str) -> str:
    before, between, _which = move.partition(": ")
    return before + between
