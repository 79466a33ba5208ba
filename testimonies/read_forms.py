"""What a reader chooses: which stories, which words, which places. Sent by GET, without a token, kept nowhere."""

from django import forms
from django.conf import settings
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from testimonies import facets, filters, reading
from testimonies.forms import CalmForm
from testimonies.place_pages import Asked, Listing

YEARS, LANGUAGE = "years.", "language."
"""Keys of the totals under which the spans and the languages of the stories stand."""
_ORDERS: facets.Choices = [("", _("Newest first")), (filters.RANDOM, _("One at random"))]


def _choice(label: str, choices: facets.Choices) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, required=False)


class LeaveOutForm(CalmForm):
    """What not to meet today."""

    hide = forms.MultipleChoiceField(
        label=_("Leave out stories about"),
        choices=facets.TEAM_NOTES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class FilterForm(LeaveOutForm):
    """Which stories of the feed."""

    place = _choice(_("Kind of place"), [("", _("All places")), *facets.KINDS])
    about = _choice(_("What it is about"), [("", _("Everything")), *facets.TEAM_NOTES])
    years = _choice(_("Years"), [("", _("All years"))])
    language = _choice(_("Language"), [("", _("All languages"))])
    order = _choice(_("Order"), _ORDERS)

    def __init__(self, asked: filters.Filters, years: tuple[str, ...], languages: tuple[str, ...]) -> None:
        """The form as it was sent; what the stories show of years and languages is there to choose from."""
        super().__init__(initial=vars(asked), auto_id="f_%s")
        self.fields["years"].choices += [(span, reading.said_years(span)) for span in years]
        self.fields["language"].choices += [(code, _name_of(code)) for code in languages]
        # One language, or no years at all: nothing to choose from.
        for name, values in (("years", years), ("language", languages[1:])):
            if not values:
                del self.fields[name]

    def selects(self) -> list[forms.BoundField]:
        """The fields that are drawn as lists, in this order."""
        names = ("place", "about", "years", "language", "order")
        return [self[name] for name in names if name in self.fields]


def _name_of(code: str) -> str:
    try:
        return str(get_language_info(code)["name_local"])
    except KeyError:
        return dict(settings.LANGUAGES).get(code, code)


def spans(counts: dict[str, int]) -> tuple[str, ...]:
    """The spans of years that stories show, newest first."""
    found = (key.removeprefix(YEARS) for key in counts if key.startswith(YEARS))
    return tuple(sorted(found, key=lambda span: span[-4:] + span, reverse=True))


def languages(counts: dict[str, int]) -> tuple[str, ...]:
    """The languages that stories are written in."""
    return tuple(sorted(key.removeprefix(LANGUAGE) for key in counts if key.startswith(LANGUAGE)))


class SearchForm(LeaveOutForm):
    """Words to look for."""

    q = forms.CharField(
        label=_("Words to look for"),
        required=False,
        strip=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "spellcheck": "false"}),
    )
    after = {
        "q": _(
            "What you look for becomes part of this page’s address, so this browser may remember it. "
            "We do not keep it."
        )
    }


class PlaceForm(CalmForm):
    """Which places of the list."""

    q = forms.CharField(
        label=_("Name or town"),
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "spellcheck": "false"}),
    )
    kind = _choice(_("Kind of place"), [("", _("All places"))])
    country = _choice(_("Country"), [("", _("All countries"))])

    def __init__(self, asked: Asked, listing: Listing) -> None:
        """The form as it was sent; kinds and countries are those of places that have a page."""
        initial = {"q": asked.words, "kind": asked.kind, "country": asked.country}
        super().__init__(initial=initial, auto_id="f_%s")
        words = dict(facets.KINDS)
        self.fields["kind"].choices += [(kind, words[kind]) for kind in listing.kinds]
        self.fields["country"].choices += listing.countries
