"""What the views give to the templates, with invented words: one sample for each page."""

from datetime import date
from types import SimpleNamespace as Thing

from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.text import slugify

from testimonies import back_forms, charts, filters, forms, ideas, own_pages, place_pages, read_forms, reading
from testimonies.models import Place, Reply

WORDS = "\n I was <fifteen>.\n\nI am glad & well.\n"
OWN_PAGE = own_pages.Written(
    "who-pays",
    "en",
    "Who pays for this",
    "<p>We do.</p>\n<h2>How</h2>\n<ul>\n<li>Little by little</li>\n</ul>",
)
PIECES = [
    [Thing(text="I knew ", label=None, number=None), Thing(text="Ines", label="name 2", number=None)],
    [Thing(text="One line.\nAnother <line>.", label=None, number=None)],
]
MARKED = [[Thing(text="I knew ", number=None), Thing(text="Ines", number=1), Thing(text=".", number=None)]]
MARK = Thing(
    number=1,
    words="Ines",
    reason="Looks like a person’s name.",
    label="name 1",
    field="m0",
    at="7:11:name 1",
    choice="swap",
)
CARRIED = [("use", "publish"), ("words", WORDS), ("better", "\nMore light."), ("note", "assault")]
VERSION = {
    "original": MARKED,
    "proposed": PIECES,
    "cuts": [{"number": 1, "words": "Ines", "label": "name 2", "reason": "This is a person’s name."}],
}
RECEIPT = ["harbour", "linen", "copper", "thirteen", "meadow", "almond"]
STEPS = [
    {"state": "done", "name": "Sent", "text": "In spring 2026."},
    {"state": "now", "name": "Read by a volunteer", "text": ""},
    {"state": "later", "name": "Published", "text": "Not yet."},
]
LINE = Thing(
    name="A sample line",
    phone="000 001",
    dials="000001",
    text="HELLO to 000 04",
    texts="00004",
    web="example.org",
    address="https://example.org",
    chat=True,
    who="For anyone.",
    hours="Every night.",
    cost="Free.",
    bill="",
    checked=None,
)
NEED = Thing(
    heading="If you want to talk", entries=[LINE, Thing(**{**vars(LINE), "checked": date(2026, 4, 2)})]
)
COUNTRIES = [
    Thing(code="gb", name="United Kingdom", emergency="999", needs=[NEED]),
    Thing(code="ie", name="Ireland", emergency="112", needs=[NEED]),
]
HELP = Thing(emergency="999", danger=True, lines=[LINE])
VOICES = {"total": 40, "svgs": [{"width": 265, "old": "M2 50q0-6 0-10", "new": "M7 50q0-6 0-10"}]}


def story(*, strong: bool = False, is_cut: bool = False, text: str = "") -> Thing:
    """One story as the pages get it."""
    return Thing(
        number=48213,
        kind_label="A school",
        years="2017 to 2019",
        season="Shared in spring 2026",
        note_labels=["assault", "not being believed"],
        language="en",
        place=None,
        strong=strong,
        paragraphs=[[Thing(text=text, label=None)]] if text else PIECES,
        change=[[Thing(text="Listen the first time.", label=None)]],
        is_cut=is_cut,
    )


def sent(form: type[forms.CalmForm], query: str = "") -> forms.CalmForm:
    """A form that somebody sent, so that its errors show."""
    return form(QueryDict(query))


def offering() -> forms.WriteForm:
    """The box after a look into the list of places: ten to pick from, with slugs as they are."""
    form = forms.WriteForm(initial={"words": WORDS, "place": "tarnford"})
    form.offer([(slugify(f"Tarnford {kind} Merrowby"), f"Tarnford {kind}, Merrowby") for kind in SCHOOLS])
    return form


SCHOOLS = (
    *("Infant School", "Girls’ Grammar", "Road Primary", "Music Academy", "Sixth Form"),
    *("St Martin’s", "Hill College", "Park Secondary", "University", "Adult Evening School"),
)


def chosen() -> str:
    """The choice of stories as it is drawn with spans, languages, a place and notes left out."""
    asked = filters.Filters(at="merrowby-college", hide=("assault", "under_13"), years="2017–2019")
    offered = read_forms.Offered(("2017–2019", "–2009"), ("de", "en"), ("GB", "IE"))
    form = read_forms.FilterForm(asked, offered)
    return render_to_string("testimonies/_filters.html", {"form": form, "asked": asked})


MERROWBY = Place(
    name="Merrowby College", kind="college", town="Merrowby", country="GB", slug="merrowby-college"
)
LISTING = place_pages.Listing(
    [("M", [MERROWBY])], ["A", "M"], "M", [("GB", "United Kingdom")], ["college", "school"]
)
_CELLS = {"": "few", "nobody": 15, "helped": "hidden", "not_helped": 10}
CHARTS = [charts.chart("told", _CELLS), charts.chart("kind", {"school": 20, "home": "few"})]
FOUND = Thing(
    **{
        **vars(story(strong=True)),
        "paragraphs": [[Thing(text="… on the ", label=None), Thing(text="stairs", label=None, hit=True)]],
    }
)
PLACE_PAGE = Thing(
    place=MERROWBY,
    kind_label="College",
    season="spring 2026",
    people=30,
    published=20,
    counted="few",
    charts=CHARTS,
    wishes=[ideas.Idea(48213, "en", PIECES)],
    reply=Reply(asked=date(2026, 1, 8), answered=date(2026, 3, 2), text="We have read it.\n\nWe are sorry."),
    stories=reading.Page([], "o.1.1", ""),
    numbers=[17364, 48213],
)
SEASONS = {"2026-0": 60, "2026-1": 75}
PAGES: dict[str, dict[str, object]] = {
    "begin": {"form": sent(forms.BeginForm), "carried": CARRIED},
    "write": {
        "form": sent(forms.WriteForm),
        "carried": CARRIED[:1],
        "ticket": "t1",
    },
    "check": {
        "paragraphs": MARKED,
        "change": MARKED,
        "marks": [MARK],
        "lead_line": "We marked one place.",
        "chosen": "Publish it.",
        "carried": CARRIED,
        "ticket": "t1",
    },
    "problem": {
        "heading": "Something went wrong on our side. Nothing was sent.",
        "line": "Your text is still here.",
        "words": WORDS,
        "error": "There is a hidden sign.",
        "carried": CARRIED[2:],
        "ticket": "t1",
    },
    "closed": {},
    "thanks": {"words": RECEIPT, "use": "publish", "ticket": "t1", "form": forms.WordsForm()},
    "try_words": {
        "form": sent(forms.WordsForm, "w=linnen"),
        "right": False,
        "unknown": [{"word": "linnen", "nearest": "linen"}, {"word": "qqq", "nearest": None}],
        "ticket": "t1",
        "error_heading": "Those are not quite the words that we gave you",
    },
    "words_put_away": {},
    "sent_again": {"is_sure": True},
    "back": {
        "form": sent(forms.WordsForm, "w=linnen"),
        "unknown": [{"word": "linnen", "nearest": "linen"}, {"word": "qqq", "nearest": None}],
        "error_heading": "Those words do not match a story",
    },
    "page": {
        "heading": "Published. It is story 48213.",
        "line": "You do not need to do anything.",
        "believed": "Nine people said: I believe you.",
        "with_it": "Two names are left in it.\n\nYou can take them out.",
        "steps": STEPS,
        "messages": [
            Thing(by_writer=False, text="May we?"),
            Thing(by_writer=True, text="Yes.\n\nBut not <all>."),
        ],
        "chosen": "Publish it.",
        "use": "publish",
        "here": ["Your six words."],
        "text": PIECES,
        "story_number": 48213,
        "form": back_forms.MessageForm(QueryDict(""), asked=True),
        **dict.fromkeys(
            (
                "can_accept",
                "can_answer",
                "can_write",
                "can_choose",
                "can_count",
                "can_change_text",
                "can_ask_again",
                "can_show_text",
                "erase_possible",
            ),
            True,
        ),
    },
    "version": {
        "first": VERSION,
        "second": VERSION,
        "note_labels": ["assault"],
        "taken": 2,
        "taken_said": "Two",
        "silent": "heard",
        "form": back_forms.VersionForm(),
    },
    "choices": {"form": sent(back_forms.ChoicesForm)},
    "change_text": {"form": sent(back_forms.TextForm), "declined": True, "carried": []},
    "change_check": {
        "paragraphs": MARKED,
        "change": MARKED,
        "marks": [MARK],
        "wrong": [],
        "lead_line": "We marked one place.",
        "carried": [("typed", WORDS), ("better", "\nMore light.")],
        "declined": False,
    },
    "look_again": {"form": back_forms.LookAgainForm()},
    "new_words": {"ticket": "t1", "words": RECEIPT},
    "words_changed": {},
    "kept": {
        "error": "Your text is still in the box.",
        "boxes": [("typed", WORDS), ("better", "\nMore light.")],
        "carried": [("do", "more")],
        "form": forms.WordsForm(),
        "again": True,
        "where": "/back/text/",
    },
    "erase": {"count_possible": True},
    "gone": {},
    "concern_erase": {},
    "concern_gone": {},
    "home": {"voices": VOICES, "total": 40, "stories": [story(), story(strong=True)]},
    "stories": {
        "stories": [story(is_cut=True)],
        "older_url": "/stories/?from=o.1.1",
        "newer_url": "/",
    },
    "search": {
        "form": read_forms.SearchForm(initial={"q": "stairs", "hide": ["assault"]}, auto_id="f_%s"),
        "hidden": ("assault",),
        "words": "stairs",
        "found": Thing(stories=[FOUND], says_nothing=False),
        "older_url": "/search/?q=stairs&from=o.1.1",
    },
    "story": {"story": story(), "newer": 90128, "older": 70355, "believed": False},
    "concern": {"form": sent(forms.ConcernForm), "number": 48213, "ticket": "t1"},
    "concern_thanks": {"number": 48213, "words": RECEIPT, "ticket": "t1"},
    "reported": {
        "heading": "Waiting to be looked at",
        "line": "A volunteer looks at it.",
        "number": 48213,
        "story_is_up": True,
        "can_write": True,
        "messages": [Thing(by_writer=False, text="Which line?"), Thing(by_writer=True, text="The third.")],
        "form": back_forms.MessageForm(QueryDict(""), asked=False),
    },
    "support": {"emergency_number": "999", "countries": COUNTRIES},
    "how": {},
    "safely": {},
    "about": {"pages": [OWN_PAGE]},
    "own_page": {"page": OWN_PAGE},
    "checking": {},
    "privacy": {},
    "takedown": {},
    "places": {
        "listing": LISTING,
        "form": read_forms.PlaceForm(place_pages.Asked("merrowby"), LISTING),
        "asked": place_pages.Asked("merrowby"),
    },
    "place": {"page": PLACE_PAGE, "stories": [story()], "stories_url": "/stories/?at=merrowby-college"},
    "report": {"page": PLACE_PAGE},
    "transparency": {"charts": CHARTS, "season": "spring 2026"},
    "ideas": {"ideas": [ideas.Idea(48213, "en", PIECES)], "older_url": "?from=o.1.1", "newer_url": "/ideas/"},
    "numbers": {
        "stories": 210,
        "counted": "about 60",
        "places": 5,
        "seasons": charts.seasons(SEASONS),
        "season_table": charts.chart("season", SEASONS),
        "charts": CHARTS,
    },
}
