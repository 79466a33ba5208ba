"""The rows of the survivor's and the reader's side."""

from .concern import Concern, ConcernMessage
from .content_note import NoteSetting, NoteWords
from .own_words import Announcement, OwnPage, OwnWords
from .place import EarlierReply, Place, PlaceWord, Reply
from .record import Record, RecordDay
from .site import Intake, Waiting
from .story import Counted, Group, Number, Numbers, Story, Totals
from .support import SupportEntry
from .testimony import Brought, Message, Ready, Review, Stub, Testimony, UsedTicket
from .transparency import AuthorityRequest, Transparency

__all__ = [
    "Announcement",
    "AuthorityRequest",
    "Brought",
    "Concern",
    "ConcernMessage",
    "Counted",
    "EarlierReply",
    "Group",
    "Intake",
    "Message",
    "NoteSetting",
    "NoteWords",
    "Number",
    "Numbers",
    "OwnPage",
    "OwnWords",
    "Place",
    "PlaceWord",
    "Ready",
    "Reply",
    "Record",
    "RecordDay",
    "Review",
    "Story",
    "Stub",
    "SupportEntry",
    "Testimony",
    "Totals",
    "Transparency",
    "UsedTicket",
    "Waiting",
]
