"""How often one address may do something. No address is kept: only an HMAC of it, for a day, in the cache."""

import hmac
import logging
import secrets
from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from django_ratelimit.core import get_usage

SEND = "60/10m"
SEND_STOP = "1200/10m"
WRONG_WORDS = "30/10m"
SIGN_IN = "10/10m"
NAME = "5/10m"
CODE = "10/10m"
BELIEVE = "1/h"
CONCERN = "30/10m"
# What nginx says of whoever comes over Tor: they all come from its own machine.
NOBODY = "none"

_LOG = logging.getLogger("limits")
_DAY = 24 * 60 * 60


def over(request: HttpRequest, group: str, rate: str, count: bool = True) -> bool:
    """Whether this address did `group` more often than `rate`; with `count` this time counts as well."""
    address = address_of(request)
    # Without one, everybody would share a limit, and a rush would close the door.
    return address is not None and _is_over(request, group, rate, count, f"address {address}")


def over_for_name(
    request: HttpRequest, group: str, rate: str, name: str, *, count: bool, anywhere: bool = False
) -> bool:
    """The same for a name that somebody typed, from this address, or from whatever address."""
    address = "" if anywhere else address_of(request) or ""
    return _is_over(request, group, rate, count, f"name {name.strip().casefold()} at {address}")


def address_of(request: HttpRequest) -> str | None:
    """Whom to count: an IPv4 address, or the /64 of an IPv6 one, which a single person may have whole."""
    header = settings.CHORUS_ADDRESS_HEADER
    said = (request.headers.get(header) if header else None) or request.META.get("REMOTE_ADDR", "")
    if said == NOBODY:
        return None
    try:
        # Of a list, the last one is our own proxy's word; those before it are anybody's.
        address = ip_address(said.rpartition(",")[2].strip())
    except ValueError:
        _LOG.warning("no address to count")
        return None
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or int(address) >> 64)
    return str(address)


def _is_over(request: HttpRequest, group: str, rate: str, count: bool, who: str) -> bool:
    try:
        hidden = hmac.digest(_secret_of_today(), who.encode(), "sha256").hex()
        usage = get_usage(request, group=group, key=lambda *_: hidden, rate=rate, increment=count)
    # Every cache has errors of its own, some from a library that may not be installed; whatever they are, a
    # lost cache must not close the door to somebody who came to write. Nothing else happens in here.
    except Exception:
        _LOG.warning("not limited", exc_info=True)
        return False
    # A count that was lost half-way says "limited" with no time left: django-ratelimit fails closed there.
    if not usage or usage["time_left"] < 0:
        return False
    # Asked before anything is counted: is there room for one more?
    return usage["should_limit"] if count else usage["count"] >= usage["limit"]


def _secret_of_today() -> bytes:
    """Nobody writes it down: tomorrow the same address is another one."""
    day = timezone.now().date().isoformat()
    return cache.get_or_set(f"limits-{day}", lambda: secrets.token_bytes(32), _DAY)
