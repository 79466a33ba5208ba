"""Another generation of the team's pair, and everything that is sealed to the team sealed again.

A new generation begins in one transaction; from then on everything new is sealed to it, and whoever has a box has one
of it. What was sealed before is sealed again row by row, each in one statement: a row's own generation says how far
it got, so a crash loses nothing, two who do it at once do no harm, and at every moment each row opens with a box that
each of the team has. Only when no row of an older generation is left, and nobody is about to write one, its boxes go.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from django.apps import apps
from django.db import models, transaction
from django.db.models import Q

from . import keys, sealing
from .keys import Keyring
from .models import Holder, TeamKey, TeamKeyBox

_BATCH = 100


class AlreadyRunning(Exception):
    """A generation before is not done away with yet."""


class NotVouchedFor(Exception):
    """Nobody vouched for the pair of the one who wants to begin: they would lock themselves out."""


@dataclass(frozen=True)
class Progress:
    """How many of the sealed rows open with the newest generation alone."""

    done: int
    total: int


def is_running() -> bool:
    """Whether an older generation is still needed."""
    return TeamKeyBox.objects.filter(generation__state=TeamKey.State.OLD).exists()


@transaction.atomic
def begin(keyring: Keyring, *, although_running: bool = False) -> int:
    """Make a generation, with a box for each who has a vouched one; returns its number.

    One after the other, however many ask at once. Raises AlreadyRunning, NotVouchedFor, VaultClosed.
    """
    keys.hold_generations()
    if is_running() and not although_running:
        raise AlreadyRunning
    old = TeamKey.objects.get(state=TeamKey.State.IN_USE)
    holders = _vouched_for(old, keyring)
    if keyring.person not in {holder.uuid for holder in holders}:
        raise NotVouchedFor
    private, public = sealing.new_pair()
    TeamKey.objects.filter(pk=old.pk).update(state=TeamKey.State.OLD)
    new = TeamKey.objects.create(generation=old.generation + 1, public=public, state=TeamKey.State.IN_USE)
    for holder in holders:
        keys.put_box(new, holder, private)
    keyring.look_again()
    return new.generation


def _vouched_for(key: TeamKey, keyring: Keyring) -> list[Holder]:
    keyring.look_again()
    private = keyring.privates.get(key.generation)
    if private is None:
        raise keys.VaultClosed
    vouchers = dict(TeamKeyBox.objects.filter(generation=key).values_list("holder", "voucher"))
    holders = Holder.objects.filter(uuid__in=vouchers)
    return [each for each in holders if bytes(vouchers[each.uuid]) == keys.voucher(private, each)]


def progress() -> Progress:
    """How far it got."""
    newest = TeamKey.objects.get(state=TeamKey.State.IN_USE).generation
    done = total = 0
    for model, columns in _sealed():
        rows = model.objects.filter(_has_any(columns))
        total += rows.count()
        done += rows.filter(generation=newest).count()
    return Progress(done, total)


def reseal(keyring: Keyring) -> Iterator[int]:
    """Seal again what is not of the newest generation; yields after each hundred rows, so that one can stop there."""
    team = keys.team_public()
    keyring.look_again()
    for model, columns in _sealed():
        old = model.objects.filter(_has_any(columns), generation__lt=team.generation).order_by("pk")
        rows = list(old.values("pk", "generation", *columns)[:_BATCH])
        while rows:
            for row in rows:
                # One that was damaged opens with no key. It stays as it is, and so do the boxes that might open it.
                with suppress(sealing.Unsealable):
                    _reseal(model, columns, row, keyring, team)
            yield len(rows)
            rows = list(old.filter(pk__gt=rows[-1]["pk"]).values("pk", "generation", *columns)[:_BATCH])


def _reseal(
    model: type[models.Model], columns: list[str], row: dict, keyring: Keyring, team: keys.TeamPublic
) -> None:
    sealed = {column: row[column] for column in columns if row[column] is not None}
    changed = {}
    for column, value in sealed.items():
        place = f"{model._meta.label}.{column}"
        plain = keyring.open(value, row["generation"], column=place, row=row["pk"])
        changed[column] = team.seal(plain, column=place, row=row["pk"])
    # Only if it still says what was opened: somebody may have written it anew since, or taken it down.
    same = model.objects.filter(pk=row["pk"], generation=row["generation"], **sealed)
    same.update(generation=team.generation, **changed)


@transaction.atomic
def finish() -> bool:
    """Do away with the older boxes, once nothing needs them; whether that is so."""
    # Whoever is sealing to an older generation ends first, and then what they wrote is found here.
    keys.hold_generations()
    newest = TeamKey.objects.get(state=TeamKey.State.IN_USE).generation
    for model, columns in _sealed():
        if model.objects.filter(_has_any(columns), generation__lt=newest).exists():
            return False
    TeamKeyBox.objects.filter(generation__state=TeamKey.State.OLD).delete()
    return True


def _sealed() -> list[tuple[type[models.Model], list[str]]]:
    found: dict[str, list[str]] = {}
    for label, column in keys.SEALED_TO_TEAM:
        found.setdefault(label, []).append(column)
    return [(apps.get_model(label), columns) for label, columns in found.items()]


def _has_any(columns: list[str]) -> Q:
    has = Q()
    for column in columns:
        has |= Q(**{f"{column}__isnull": False})
    return has & Q(generation__isnull=False)
