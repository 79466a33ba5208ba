"""Who of the team can open stories, who waits to be let in, what each does, and how somebody leaves."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from testimonies import record
from vault import fingerprints, members, rotation
from vault.keys import Keyring
from vault.models import Holder, TeamKey, TeamKeyBox

from . import queue, second_step, sessions
from .models import Invitation, Person

FEW = 2
"""Below this many who can open stories, coordinators are warned."""


class LastOne(Exception):
    """Nobody who coordinates and can open stories would be left."""


class NotOneself(Exception):
    """Another coordinator ends one's access: a key that is changed by whoever leaves is known to them."""


class AlreadyGone(Exception):
    """This person's access was ended before."""


@dataclass(frozen=True)
class Waiting:
    """Somebody with a pair and no box: their four words, and the public half that these stand for."""

    person: Person
    words: tuple[str, ...]
    public: str


def can_open() -> set[UUID]:
    """Who holds a box of the generation in use."""
    boxes = TeamKeyBox.objects.filter(generation__state=TeamKey.State.IN_USE)
    return set(boxes.values_list("holder", flat=True))


def present() -> list[Person]:
    """Everybody who is in the team, by name."""
    return list(Person.objects.filter(is_active=True).order_by("name"))


def waiting() -> list[Waiting]:
    """Those who chose a password and are to be let in."""
    inside = can_open()
    outside = {each.uuid: each for each in present() if each.uuid not in inside}
    holders = Holder.objects.filter(uuid__in=outside)
    found = [
        Waiting(outside[each.uuid], fingerprints.words_of(each.public), each.public.hex()) for each in holders
    ]
    return sorted(found, key=lambda each: each.person.name.casefold())


@transaction.atomic
def let_in(person: Person, public: str, *, by: Person, keyring: Keyring) -> None:
    """Seal the team's key to the pair whose four words were compared. Raises AnotherKey."""
    try:
        pair = bytes.fromhex(public)
    except ValueError:
        raise members.AnotherKey from None
    members.let_in_pair(person.uuid, pair, keyring)
    Person.objects.filter(pk=person.pk).update(was_let_in=True)
    record.write("let in", by=by.role, actor=by.uuid, subject=person.uuid)


@transaction.atomic
def refuse(person: Person, *, by: Person) -> None:
    """The words were different: the pair goes, and with it the person, if they were never inside."""
    person.refresh_from_db()
    if person.uuid in can_open():
        return
    members.shut_out(person.uuid)
    sessions.end_all(person)
    second_step.forget(person)
    if not person.was_let_in:
        Person.objects.filter(pk=person.pk).update(is_active=False)
    record.write("refuse to let in", by=by.role, actor=by.uuid, subject=person.uuid)


@transaction.atomic
def change_role(person: Person, role: str, *, by: Person) -> None:
    """Reads, or coordinates as well. Raises LastOne."""
    _lock_team()
    person.refresh_from_db()
    if person.role == role:
        return
    if role != Person.Role.COORDINATOR:
        _need_another(person)
    person.role = role
    person.save(update_fields=["role"])
    record.write(f"change the role: {role}", by=by.role, actor=by.uuid, subject=person.uuid)


@transaction.atomic
def reset_second_step(person: Person, *, by: Person) -> None:
    """Phone and paper are lost: the next sign-in leads through adding new ones. Sessions end."""
    second_step.forget(person)
    sessions.end_all(person)
    record.write("forget a second step", by=by.role, actor=by.uuid, subject=person.uuid)


@transaction.atomic
def end_access(person: Person, *, by: Person, keyring: Keyring, now: datetime) -> None:
    """Somebody leaves: sessions end, what they held goes back, their key opens nothing, a new generation begins.

    What is sealed already is sealed again by `rotation.reseal`. Raises AlreadyGone, LastOne, NotOneself.
    """
    if person == by:
        raise NotOneself
    _lock_team()
    person.refresh_from_db()
    if not person.is_active:
        raise AlreadyGone
    _need_another(person)
    had_a_box = person.uuid in can_open()
    Person.objects.filter(pk=person.pk).update(is_active=False)
    sessions.end_all(person)
    second_step.forget(person)
    Invitation.objects.filter(person=person).delete()
    queue.give_up_all(person)
    members.shut_out(person.uuid)
    record.write("end access", by=by.role, actor=by.uuid, subject=person.uuid)
    if had_a_box:
        rotation.begin(keyring, although_running=True)
        record.write("change the key", by=by.role, actor=by.uuid)


@transaction.atomic
def change_key(*, by: Person, keyring: Keyring) -> None:
    """A new generation without anybody leaving. Raises AlreadyRunning, NotVouchedFor."""
    rotation.begin(keyring)
    record.write("change the key", by=by.role, actor=by.uuid)


@transaction.atomic
def finish_key(*, by: Person) -> bool:
    """Do away with the older generation if nothing needs it any more; whether that is so."""
    was_running = rotation.is_running()
    is_done = rotation.finish()
    if was_running and is_done:
        record.write("key is changed", by=by.role, actor=by.uuid)
    return is_done


def _lock_team() -> None:
    # Two coordinators who end each other's access at once: one after the other, and the second is refused.
    coordinators = Person.objects.filter(is_active=True, role=Person.Role.COORDINATOR)
    list(coordinators.select_for_update(no_key=True).order_by("pk"))


def _need_another(person: Person) -> None:
    others = Person.objects.filter(is_active=True, role=Person.Role.COORDINATOR).exclude(pk=person.pk)
    if not can_open() & set(others.values_list("uuid", flat=True)):
        raise LastOne
