"""The steps that the law of England and Wales names when somebody says that a story about them is untrue. Pure.

Section 5 of the Defamation Act 2013 and the Defamation (Operators of Websites) Regulations 2013 (SI 2013/3028), in
our own words. Facts to work from, not legal advice. Whoever runs the site may not rely on that section at all; then
the steps still say what a person who complains may expect.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Step:
    """One thing to do: its key in the row, what to do, and where that stands."""

    key: str
    words: str | Promise
    where: str


STEPS: tuple[Step, ...] = (
    Step(
        "notice",
        _(
            "See whether it is a full notice. It has their name and an e-mail address. It says which words they mean, "
            "where these stand, what they take them to mean, why that harms their name, and what in them is wrong in "
            "fact or an opinion without a fact behind it. It says that they do not know enough about the writer to go "
            "to court, and whether the writer may have their name and e-mail address."
        ),
        "s. 5(6); reg. 2",
    ),
    Step(
        "incomplete",
        _("If something is missing: tell them so within 48 hours, and what a full notice says."),
        "reg. 4",
    ),
    Step(
        "ask",
        _(
            "If it is full, and the writer can be reached in private: send them a copy within 48 hours, without the "
            "name and address if those may not be passed on, and say that the words may go unless they answer by the "
            "end of the fifth day. Here a writer can be reached only when they come back with their six words."
        ),
        "reg. 3; Schedule",
    ),
    Step(
        "remove",
        _("If the writer cannot be reached, or does not answer in time: the words go within 48 hours."),
        "reg. 3; Schedule",
    ),
    Step(
        "tell",
        _("Tell the person who complained, within 48 hours, that the notice came and what was done."),
        "reg. 3; Schedule",
    ),
)
WHY = "untrue"
"""The reason with which they are shown."""
