"""The guide: what to take out, what never to change, with examples. A team makes it its own."""

from django.utils.translation import gettext as _


def first() -> str:
    """The guide before anybody changed it: paragraphs, and a line that begins with # is a heading."""
    return "\n\n".join(
        (
            _("# What to take out"),
            _(
                "Whatever could tell somebody who was there who this is: names, also half ones and nicknames; "
                "places smaller than a town; days; posts that only one person has; groups with few people in "
                "them; handles, numbers, addresses."
            ),
            _(
                "Read it once as a stranger, and once as someone who was in the room. “The tall tutor with the "
                "parrot” names nobody, and everybody there knows who it is."
            ),
            _(
                "Two harmless things can point to somebody together. “In the band” may stay and “the only girl” "
                "may stay; “the only girl in the band” goes."
            ),
            _("# What never to change"),
            _(
                "Spelling, swearing, the order in which it is told, what somebody felt. We take out; we put "
                "nothing in. If it needs another word to be safe, ask the writer."
            ),
            _("Not what is true. We do not decide that, and we do not ask for proof."),
            _("# When you are not sure"),
            _(
                "Take the words out, or let a second person read it, too. A story can be shown with less. It "
                "cannot be unread."
            ),
            _("# Examples"),
            _(
                "“Mr Vale kept me back after orchestra on the 14th” becomes "
                "“[name] kept me back after [group] on [date]”."
            ),
            _("“My mum said it was nothing” stays as it is: it points to nobody."),
            _("“She is head of year nine at Tallowfield” becomes “She is [job title] at [place]”."),
        )
    )
