"""Stories as an Atom feed: where they are, and not a word of them."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from testimonies import content_notes, facets, filters, names, outlines, reading
from testimonies.outlines import Outline
from testimonies.views.kinds import for_programs, public_page

# The same for each: a feed tells the day of a group, as files do, and no time.
_HOUR = time(12, tzinfo=UTC)
_BEFORE_THE_FIRST = date(2000, 1, 1)


class _Feed(Atom1Feed):
    """Django's, with the day of the newest group: its own would say when somebody asked, or took a story down."""

    def latest_post_date(self) -> datetime:
        """The day of the newest group."""
        return _at(outlines.newest_day() or _BEFORE_THE_FIRST)


@public_page
@for_programs
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The newest stories, or those of them that were asked for, as on the first page of the feed."""
    asked = replace(filters.read(request.GET), order="")
    made = _Feed(
        title=settings.CHORUS_SITE_NAME,
        link=names.whole(request, reverse("testimonies:stories") + asked.query()),
        description=None,
        subtitle=_("Where new stories are. Their words are on the site only."),
        language=get_language(),
        feed_url=names.whole(request, reverse("testimonies:feed") + asked.query()),
        author_name=settings.CHORUS_SITE_NAME,
    )
    for story in outlines.page(asked=asked).stories:
        address = reverse("testimonies:story", args=[story.number])
        made.add_item(
            title=_("Story %(number)s") % {"number": story.number},
            link=names.whole(request, address),
            # A reader that comes by both names has each story once.
            unique_id=names.lasting(address),
            description=_said(story),
            updateddate=_at(story.day),
        )
    return HttpResponse(made.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _said(story: Outline) -> str:
    notes = ", ".join(content_notes.said(story.notes))
    note = f"{_('Content note')}: {notes}" if notes else ""
    return " · ".join(
        filter(None, [str(facets.KIND_WORDS.get(story.kind, "")), reading.season(story.day), note])
    )


def _at(day: date) -> datetime:
    return datetime.combine(day, _HOUR)
