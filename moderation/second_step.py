"""The second step of signing in: a six-digit code from an app, or one of ten codes on paper.

RFC 6238 by pyotp. It guards the door, not the vault: keys open with the password, and only after both were right.
"""

import re
import secrets
from datetime import datetime

import pyotp
import segno
from django.conf import settings
from django.db import transaction
from django.utils.safestring import SafeString, mark_safe
from pyotp.exceptions import OTPVerificationError

from testimonies import record
from vault import sealing, secret_files

from .models import PaperCode, Person, SecondStep

PAPER_CODES = 10
_PAPER_DIGITS = 12
# A code that was typed slowly, or on a phone whose clock is off by half a minute, still counts.
_STEPS_AROUND = 1
_COLUMN = "moderation.SecondStep.secret"


class WrongCode(Exception):
    """Not the code of this moment, or one that was used."""


def is_on() -> bool:
    """Whether signing in takes a code: everywhere but on one's own computer."""
    return settings.CHORUS_SECOND_FACTOR


def is_enrolled(person: Person) -> bool:
    """Whether this person has an app that makes their codes."""
    return SecondStep.objects.filter(person=person, secret__isnull=False).exists()


def passes(person: Person, typed: str, now: datetime) -> bool:
    """Whether this is a code of theirs. Each is taken once."""
    digits = _digits(typed)
    if len(digits) == _PAPER_DIGITS:
        return _use_paper_code(person, digits)
    row = SecondStep.objects.filter(person=person, secret__isnull=False).first()
    if row is None:
        return False
    try:
        step = _step_of(_open(row.secret, person), digits, now)
    except (WrongCode, sealing.Unsealable):
        return False
    # One statement: of two who send the same code at once, the second one is too late.
    newer = SecondStep.objects.filter(person=person, last_step__lt=step)
    return newer.update(last_step=step) == 1


@transaction.atomic
def secret_for(person: Person) -> str:
    """The secret that a new app is to be given: the same until its first right code."""
    SecondStep.objects.get_or_create(person=person)
    row = SecondStep.objects.select_for_update().get(person=person)
    if row.pending is None:
        row.pending = sealing.seal(_key(), pyotp.random_base32().encode(), column=_COLUMN, row=person.uuid)
        row.save(update_fields=["pending"])
    return _open(row.pending, person)


def qr_of(person: Person, secret: str) -> SafeString:
    """The secret as a QR code: SVG for the page itself, for nothing may be loaded or styled inline."""
    uri = pyotp.TOTP(secret).provisioning_uri(name=person.name, issuer_name=settings.CHORUS_SITE_NAME)
    drawn = segno.make(uri, error="m", micro=False)
    svg = drawn.svg_inline(border=4, omitsize=True, svgclass="qr", lineclass="qr__ink")
    return mark_safe(svg)  # nosec B308 B703 # lines and squares, no text


@transaction.atomic
def confirm(person: Person, typed: str, now: datetime) -> list[str]:
    """The new app counts from now on; returns ten paper codes, which nobody can show again. Raises WrongCode."""
    row = SecondStep.objects.select_for_update().filter(person=person, pending__isnull=False).first()
    if row is None:
        raise WrongCode
    row.last_step = _step_of(_open(row.pending, person), _digits(typed), now)
    row.secret, row.pending = row.pending, None
    row.save()
    record.write("add a second step", by=person.role, actor=person.uuid)
    return new_paper_codes(person)


@transaction.atomic
def new_paper_codes(person: Person) -> list[str]:
    """Ten codes to write down; those from before are no longer taken."""
    codes = [f"{secrets.randbelow(10**_PAPER_DIGITS):0{_PAPER_DIGITS}}" for _ in range(PAPER_CODES)]
    PaperCode.objects.filter(person=person).delete()
    PaperCode.objects.bulk_create(PaperCode(hash=_hash(person, code), person=person) for code in codes)
    return [" ".join(re.findall("....", code)) for code in codes]


def paper_codes_left(person: Person) -> int:
    """How many of the ten were not used yet."""
    return PaperCode.objects.filter(person=person).count()


def forget(person: Person) -> None:
    """Neither the app nor the paper counts any more; the next sign-in leads through adding new ones."""
    SecondStep.objects.filter(person=person).delete()
    PaperCode.objects.filter(person=person).delete()


def _use_paper_code(person: Person, digits: str) -> bool:
    used, _rows = PaperCode.objects.filter(person=person, hash=_hash(person, digits)).delete()
    if used:
        record.write("use a paper code", by=person.role, actor=person.uuid)
    return bool(used)


def _step_of(secret: str, digits: str, now: datetime) -> int:
    try:
        code = pyotp.TOTP(secret)
        return code.verify_and_get_timecode(digits, for_time=now, valid_window=_STEPS_AROUND)
    except OTPVerificationError:
        raise WrongCode from None


def _digits(typed: str) -> str:
    return re.sub(r"[\s-]", "", typed)


def _hash(person: Person, digits: str) -> bytes:
    return secret_files.keyed_hash("paper code", f"{person.uuid} {digits}".encode())


def _key() -> bytes:
    return secret_files.from_pepper("second step")


def _open(sealed: bytes, person: Person) -> str:
    return sealing.unseal(_key(), sealed, column=_COLUMN, row=person.uuid).decode("ascii")
