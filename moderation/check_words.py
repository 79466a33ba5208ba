"""How the checks before an approval speak."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CHECKS: dict[str, str | Promise] = {
    "left": _("This may still point to somebody:"),
    "place": _("The writer did not say that the place may be named, and this may name it:"),
    "proceedings": _("There may be a court or police case, which naming details could harm:"),
    "few": _("Fewer than five stories that are up say the same. Take it out, or let it stay:"),
}
MAY_STAY = _("It may stay. A second person then reads it, too.")
MAY_STAY_ALONE = _("It may stay.")
MISSING = _("One of the checks found something. Take it out, or say that it may stay.")
