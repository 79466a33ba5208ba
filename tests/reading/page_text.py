"""The words of a page as somebody reads them, in blocks; without the words of the people who write."""

from html.parser import HTMLParser


def _set(names: str) -> frozenset[str]:
    return frozenset(names.split())


_BLOCKS = _set(
    "p li b h1 h2 h3 legend label summary button dt dd th td caption option figcaption div section form ul ol"
)
_EMPTY = _set("input img br hr meta link path circle rect line")
# Not ours, or not read: names, numbers, the words of those who write, and what is drawn.
_NOT_READ = _set("script style svg textarea mark title head")
_NOT_OURS = frozenset(
    {"prose", "mended", "paper", "receipt__words", "name", "swap", "tel", "exit__key", "label"}
)


class PageText(HTMLParser):
    """Collects the text of each block element."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.blocks: list[str] = [""]
        self._skipping: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a block, or go past what is not ours."""
        if tag in _BLOCKS:
            self.blocks.append("")
        if tag in _EMPTY:
            self.blocks[-1] += " "
            return
        found = dict(attrs)
        classes = set((found.get("class") or "").split())
        is_left_out = (
            tag in _NOT_READ
            or classes & _NOT_OURS
            or found.get("translate") == "no"
            or found.get("aria-hidden") == "true"
        )
        if self._skipping or is_left_out:
            self._skipping.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """End what was gone past; after a block, what follows is another one."""
        if self._skipping:
            if tag in self._skipping:
                while self._skipping.pop() != tag:
                    pass
        elif tag in _BLOCKS:
            self.blocks.append("")

    def handle_data(self, data: str) -> None:
        """Keep what is read."""
        if not self._skipping:
            self.blocks[-1] += data


def blocks_of(html: str) -> list[str]:
    """Every block with words in it, its white space made one space."""
    found = (" ".join(block.split()) for block in PageText(html).blocks)
    return [block for block in found if any(letter.isalpha() for letter in block)]
