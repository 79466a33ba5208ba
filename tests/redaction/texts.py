"""Texts as people send them: emoji, combining marks, right-to-left, line ends of all sorts."""

from hypothesis import strategies as st

from redaction.spans import LABELS, Span

AWKWARD = [
    "👩‍👩‍👧", "👋🏽", "🇬🇧", "e\u0301", "n\u0303", "\u200d", "\u202e", "שלום ", "مرحبا ", "\r\n",
    "\r", "\n\n", "\t", "[name]", "Mr Oakley", "oakley's", " my sister Ines ", "called ",
    "@film_club", " 14 March ", "07700 900 123", "İ", "ß", "ﬁ", "’s ", ". ",
]  # fmt: skip


def texts(min_size: int = 0) -> st.SearchStrategy[str]:
    """Awkward bits and any characters whatever, mixed."""
    return st.lists(st.sampled_from(AWKWARD) | st.text(max_size=8), min_size=min_size, max_size=12).map(
        "".join
    )


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[Span]]:
    """A text with a set of spans that are right by construction, in any order; some touch."""
    text = draw(texts())
    ends = st.lists(st.integers(0, len(text)), unique=True, max_size=12)
    cuts = sorted(draw(ends))
    pairs = list(zip(cuts, cuts[1:], strict=False))
    chosen = draw(st.lists(st.booleans(), min_size=len(pairs), max_size=len(pairs)))
    spans = [
        Span(*pair, draw(st.sampled_from(LABELS)))
        for pair, wanted in zip(pairs, chosen, strict=True)
        if wanted
    ]
    return text, draw(st.permutations(spans))
