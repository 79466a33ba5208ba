"""Who plays in the tests of reading: a writer who sends, volunteers who hold the team's keys, and a browser each."""

from dataclasses import dataclass, field

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from moderation import queue
from moderation.cuts import Cut
from moderation.models import Person
from moderation.review import Work
from redaction.spans import Span
from testimonies.documents import Document
from testimonies.models import Testimony
from testimonies.sending import send
from vault import keys, receipts, sealing, tickets
from vault import sessions as vault_sessions
from vault.keys import Keyring
from vault.models import Holder, TeamKey
from vault.sessions import Return

PLAIN_FILES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
TEXT = (
    "I was fifteen. My tutor was Jonas Vale.\nJonas Vale wrote to me on 14 March. Then I left the film group."
)


def names(label: str = "name") -> tuple[Span, ...]:
    """The name in TEXT, wherever it stands."""
    places = [TEXT.index("Jonas Vale"), TEXT.rindex("Jonas Vale")]
    return tuple(Span(at, at + len("Jonas Vale"), label) for at in places)


def taking(*spans: Span, **rest: object) -> Work:
    """What a moderator has done who takes out just this."""
    return Work(tuple(Cut(*span, taken=True) for span in spans), **rest)


@dataclass(frozen=True)
class Sent:
    """What a writer sent, and the way back that they alone have."""

    testimony: Testimony
    back: Return


def send_one(text: str = TEXT, use: str = "publish", **facets: object) -> Sent:
    """A writer sends a story."""
    ticket = tickets.read(tickets.issue())
    send(Document(text=text, use=use, **facets), ticket=ticket, now=timezone.now())
    key = receipts.key_of(ticket.words)
    testimony = Testimony.objects.get(receipt__find=key.find)
    return Sent(testimony, Return(testimony.receipt_id, key))


@dataclass
class Team:
    """The team's keys, made without the slow part that passwords need."""

    private: bytes = field(repr=False)
    privates: dict[object, bytes] = field(default_factory=dict, repr=False)

    def join(self, name: str, role: str = Person.Role.MODERATOR) -> Person:
        """Somebody is let in."""
        person = Person.objects.create(name=name, role=role)
        private, public = sealing.new_pair()
        # The wrapped half is never opened: no test of reading types a password.
        holder = Holder.objects.create(uuid=person.uuid, public=public, private=b"-", salt=b"-")
        keys.put_box(TeamKey.objects.get(generation=1), holder, self.private)
        self.privates[person.uuid] = private
        return person

    def keyring(self, person: Person) -> Keyring:
        """What this person can open."""
        return keys.keyring_of(person.uuid, self.privates[person.uuid])

    def browser(self, person: Person) -> Client:
        """A browser in which this person is signed in."""
        client = Client()
        client.force_login(person)
        stored, key = vault_sessions.seal_private(self.privates[person.uuid], session="row")
        session = client.session
        session["vault"] = {"row": "row", "private": stored, "since": timezone.now().timestamp()}
        session.save()
        client.cookies["team-key"] = key
        return client


def new_team() -> Team:
    """A team with keys and nobody in it."""
    private, public = sealing.new_pair()
    TeamKey.objects.create(generation=1, public=public, state=TeamKey.State.IN_USE)
    return Team(private)


def hold_one(person: Person, **how: object) -> Sent:
    """A writer sends one, and this person takes it."""
    sent = send_one(**how)
    queue.take(person, sent.testimony.uuid, timezone.now())
    return sent


def page(response: HttpResponse) -> str:
    """The page as text; a redirect or a refusal is a failure."""
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def state_of(sent: Sent) -> str:
    """Where it stands now."""
    return Testimony.objects.values_list("state", flat=True).get(pk=sent.testimony.pk)
