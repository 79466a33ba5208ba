"""What can be refused, each named for the rule that it breaks. Their texts never quote anybody."""


class Refused(Exception):
    """A rule does not allow this."""


class Gone(Refused):
    """The writer has taken it down, or it was shredded."""


class AlreadyDecided(Refused):
    """Somebody decided it before."""


class NotYours(Refused):
    """Somebody else holds it, or the lease is over."""


class ConsentForbids(Refused):
    """The writer did not agree to this."""


class UnknownFacet(Refused):
    """A facet or a reason that is on none of our lists: moderators choose words, they do not put any in."""


class TooLate(Refused):
    """The time for it is over."""


class TooMany(Refused):
    """More messages than a story may have."""


class Unread(Refused):
    """The writer has just said something that nobody has seen yet."""


class IntakeClosed(Refused):
    """New testimonies are not taken at the moment."""


class Changed(Refused):
    """The text is not any more the one that somebody looked at."""
