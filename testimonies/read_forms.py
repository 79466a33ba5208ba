"""What a reader chooses: which stories, which words, which places. Sent by GET, without a token, kept nowhere."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from testimonies import content_notes, countries, facets, filters, reading
from testimonies.forms import CalmForm
from testimonies.place_pages import Asked, Listing

YEARS, LANGUAGE, COUNTRY = "years.", "language.", "country."
"""Keys of the totals under which the spans, the languages and the countries of the stories stand."""
_ORDERS: facets.Choices = [("", _("Newest first")), (filters.RANDOM, _("One at random"))]


def _choice(label: str, choices: facets.Choices | Callable[[], facets.Choices]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, required=False)


def _about() -> facets.Choices:
    return [("", _("Everything")), *content_notes.to_tick()]


class LeaveOutForm(CalmForm):
    """What not to meet today."""

    hide = forms.MultipleChoiceField(
        label=_("Leave out stories about"),
        choices=content_notes.to_tick,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class FilterForm(LeaveOutForm):
    """Which stories of the feed."""

    place = _choice(_("Kind of place"), [("", _("All places")), *facets.KINDS])
    about = _choice(_("What it is about"), _about)
    years = _choice(_("Years"), [("", _("All years"))])
    # Of the place that a story names: where its writer was is not shown with a story, and so is no filter.
    country = _choice(_("Country (if named)"), [("", _("All countries"))])
    language = _choice(_("Language"), [("", _("All languages"))])
    order = _choice(_("Order"), _ORDERS)

    def __init__(self, asked: filters.Filters, offered: "Offered") -> None:
        """The form as it was sent; what the stories show of years and languages is there to choose from."""
        super().__init__(initial=vars(asked), auto_id="f_%s")
        self.fields["years"].choices += [(span, reading.said_years(span)) for span in offered.years]
        self.fields["language"].choices += [(code, _name_of(code)) for code in offered.languages]
        self.fields["country"].choices += [(code, _country(code)) for code in offered.countries]
        # One language or country, or no years at all: nothing to choose from.
        several = {
            "years": offered.years,
            "language": offered.languages[1:],
            "country": offered.countries[1:],
        }
        for name, values in several.items():
            if not values:
                del self.fields[name]

    def selects(self) -> list[forms.BoundField]:
        """The fields that are drawn as lists, in this order."""
        names = ("place", "about", "years", "country", "language", "order")
        return [self[name] for name in names if name in self.fields]

    def carried(self) -> list[tuple[str, str]]:
        """What is asked for and cannot be chosen here, to be asked for again."""
        asked = ((name, self.initial[name]) for name in ("at", "country") if name not in self.fields)
        return [(name, value) for name, value in asked if value]


def _name_of(code: str) -> str:
    try:
        return str(get_language_info(code)["name_local"])
    except KeyError:
        return dict(settings.LANGUAGES).get(code, code)


def _country(code: str) -> str:
    return countries.name_of(code.lower()) or code


@dataclass(frozen=True)
class Offered:
    """What there is to choose from: what the stories show, as of the newest group."""

    years: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()


def offered(counts: dict[str, int]) -> Offered:
    """What the totals of the newest group say."""
    return Offered(spans(counts), _after(LANGUAGE, counts), _after(COUNTRY, counts))


def spans(counts: dict[str, int]) -> tuple[str, ...]:
    """The spans of years that stories show, newest first."""
    return tuple(sorted(_after(YEARS, counts), key=lambda span: span[-4:] + span, reverse=True))


def _after(beginning: str, counts: dict[str, int]) -> tuple[str, ...]:
    return tuple(sorted(key.removeprefix(beginning) for key in counts if key.startswith(beginning)))


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
