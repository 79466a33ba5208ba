"""What makes stories of testimonies: a group at a time, shuffled, so that neither day nor order tells who."""

import random
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from testimonies import (
    facets,
    merging,
    numbers,
    page_cache,
    ready,
    record,
    schedule,
    shown,
    states,
    totals,
    transparency,
)
from testimonies.models import Counted, Group, Number, Ready, Story, Testimony
from testimonies.ready import Payload
from testimonies.states import State
from vault import keys
from vault.keys import Keyring, TeamPublic

_KEPT = timedelta(days=30)
_ONE_AT_A_TIME = 0x43686F72
_LENGTHS = (200, 400, 800, 2000)
RECEIPT_BOX, PLACE = "testimonies.Story.receipt_box", "testimonies.Story.place_sealed"
COUNTED_BOX = "testimonies.Story.counted_box"


def put_up(now: datetime) -> int:
    """Publish the group that is due, if one is; returns how many stories and counted experiences it holds."""
    with transaction.atomic():
        if not _alone():
            return 0
        waiting = _waiting()
        if not waiting or not _is_due(now, waiting):
            return 0
        _publish(waiting, now)
        transaction.on_commit(page_cache.forget)
        return len(waiting)


def _alone() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_ONE_AT_A_TIME])
        return cursor.fetchone()[0]


def _waiting() -> list[Ready]:
    # What somebody is changing at this moment goes up with the next group: no waiting, no deadlock.
    free = (
        Testimony.objects.in_state(State.APPROVED, State.COUNTED)
        .filter(ready__at=None, ready__isnull=False)
        .select_for_update(of=("self",), skip_locked=True)
    )
    rows = Ready.objects.filter(testimony__in=[t.pk for t in free]).select_related("testimony__receipt")
    return list(rows)


def _is_due(now: datetime, waiting: Sequence[Ready]) -> bool:
    if settings.CHORUS_GROUPS_AT_ONCE:
        return True
    newest = Group.objects.order_by("-number").first()
    return schedule.is_due(
        timezone.localtime(now),
        last_group=newest.day if newest else None,
        ready_since=[each.since_day for each in waiting],
    )


def _publish(waiting: list[Ready], now: datetime) -> None:
    random.SystemRandom().shuffle(waiting)
    newest = Group.objects.order_by("-number").first()
    day = timezone.localdate(now)
    group = Group.objects.create(number=newest.number + 1 if newest else 1, day=day)
    team = keys.team_public()
    stories = [each for each in waiting if each.testimony.state == State.APPROVED]
    payloads = [ready.open_payload(each) for each in stories]
    combinations = _combinations(payloads, day.year)
    # Apart from the stories and mixed anew: the order of rows on the disk must not join a story with its facets.
    counted = _count_all(payloads, group, team)
    ends = [
        (each.testimony, _new_story(each.testimony, payload, combination, group, team, row))
        for each, payload, combination, row in zip(stories, payloads, combinations, counted, strict=True)
    ] + [
        (each.testimony, {"counted": new_counted(ready.open_payload(each), group, team)})
        for each in waiting
        if each.testimony.state == State.COUNTED
    ]
    # Mixed once more: else the order of rows on the disk would join each story with its testimony.
    random.SystemRandom().shuffle(ends)
    for testimony, left in ends:
        _end(testimony, left, group)
    Ready.objects.filter(pk__in=[each.pk for each in waiting]).delete()
    # First, for it says which stories show their place: what there is to choose from follows.
    merging.do_with(group)
    numbers.draw(group)
    totals.write(group)
    transparency.draw(group)


def _combinations(payloads: Sequence[Payload], year: int) -> list[shown.Combination]:
    pages, itself = numbers.places_with_page(), numbers.names_of_others()
    wanted = []
    for payload in payloads:
        place = itself.get(payload.place_id, payload.place_id)
        shows = payload.show_place and place in pages
        wanted.append(
            shown.Combination(payload.kind, facets.years_of(payload.when, year), place if shows else "")
        )
    return shown.shown(wanted, numbers.shown_already())


def _count_all(payloads: Sequence[Payload], group: Group, team: TeamPublic) -> list[str]:
    """A row in the numbers for each story; returns their ids in the order of the payloads."""
    order = list(range(len(payloads)))
    random.SystemRandom().shuffle(order)
    made = {at: new_counted(payloads[at], group, team, published=True) for at in order}
    return [made[at] for at in range(len(payloads))]


def _new_story(
    testimony: Testimony,
    payload: Payload,
    combination: shown.Combination,
    group: Group,
    team: TeamPublic,
    counted: str,
) -> dict[str, str | int]:
    """The story's row; returns what its writer's stub says of it."""
    story = Story(
        number=new_number(),
        group=group,
        language=payload.language,
        text=payload.text,
        second_text=payload.second_text,
        length_step=length_step(payload.text),
        kind=combination.kind,
        years=combination.years,
        place_id=combination.place or None,
        notes=list(payload.notes),
        generation=team.generation,
    )
    story.receipt_box = team.seal(str(testimony.receipt_id).encode(), column=RECEIPT_BOX, row=story.uuid)
    story.counted_box = team.seal(counted.encode(), column=COUNTED_BOX, row=story.uuid)
    if payload.place:
        story.place_sealed = team.seal(payload.place.encode(), column=PLACE, row=story.uuid)
    if payload.place_id and payload.show_place:
        story.place_agreed = numbers.seal_agreed(payload.place_id, story.uuid)
    story.save(force_insert=True)
    return {"number": story.number, "counted": counted}


def new_counted(payload: Payload, group: Group, team: TeamPublic, *, published: bool = False) -> str:
    """One more in the numbers; returns the row's id. The place in the writer's words goes with a story."""
    counted = Counted(group=group, published=published)
    counted.facets = numbers.seal_facets(payload, counted.uuid)
    if payload.place and not published:
        counted.generation = team.generation
        counted.place_sealed = team.seal(
            payload.place.encode(), column="testimonies.Counted.place_sealed", row=counted.uuid
        )
    counted.save(force_insert=True)
    return str(counted.uuid)


def uncount(story: Story, keyring: Keyring) -> None:
    """Take a story that was removed out of the numbers, from the next group on. Raises Unsealable."""
    if story.counted_box:
        row = keyring.open(story.counted_box, story.generation, column=COUNTED_BOX, row=story.uuid)
        Counted.objects.filter(uuid=row.decode()).delete()


def _end(testimony: Testimony, left: dict[str, str | int], group: Group) -> None:
    """What the testimony and its receipt keep of having gone up."""
    if testimony.state == State.COUNTED:
        ready.leave_stub(testimony.receipt, State.COUNTED, left)
        return
    states.check("publish", testimony.state, State.PUBLISHED)
    ready.leave_stub(testimony.receipt, State.PUBLISHED, left)
    testimony.state, testimony.due_day = State.PUBLISHED, group.day + _KEPT
    testimony.save(update_fields=["state", "due_day"])
    record.write("publish", by="site", subject=testimony.record_subject)


def new_number() -> int:
    """A random number that no story ever had: five digits while fewer than 30,000 are spent, then six, seven."""
    spent = Number.objects.count()
    digits = 5 if spent < 30_000 else 6 if spent < 300_000 else 7
    while True:
        number = 10 ** (digits - 1) + secrets.randbelow(9 * 10 ** (digits - 1))
        _row, new = Number.objects.get_or_create(number=number)
        if new:
            return number


def length_step(text: str) -> int:
    """One of five steps, so that the line of voices never tells an exact length."""
    return 1 + sum(len(text) > limit for limit in _LENGTHS)
