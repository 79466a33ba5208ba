"""What a browser would send of a page: the fields of the form with the most in it, as they stand."""

from html.parser import HTMLParser


class FormReader(HTMLParser):
    """Collects (name, value) pairs in the order of the page; buttons are left out."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[list[tuple[str, str]]] = [[]]
        self._box, self._select = "", ""
        self.feed(html.replace("\r\n", "\n"))

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The fields of the largest form."""
        return max(self.forms, key=len)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a form, a field, or the option that is chosen."""
        found = dict(attrs)
        name, value = found.get("name") or "", found.get("value") or ""
        if found.get("type") == "checkbox":
            value = value or "on"
        if tag == "form":
            self.forms.append([])
        elif tag == "input" and name and not self._is_left_empty(found):
            self.forms[-1].append((name, value))
        elif tag == "textarea":
            self._box = name
            self.forms[-1].append((name, ""))
        elif tag == "select":
            self._select = name
        elif tag == "option" and "selected" in found:
            self.forms[-1].append((self._select, value))

    def handle_data(self, data: str) -> None:
        """Fill the box that is open."""
        if self._box:
            name, value = self.forms[-1][-1]
            self.forms[-1][-1] = (name, value + data)

    def handle_endtag(self, tag: str) -> None:
        """Browsers drop one line end at the start of a box, and send CRLF."""
        if tag == "textarea":
            name, value = self.forms[-1][-1]
            self.forms[-1][-1] = (name, value.removeprefix("\n").replace("\n", "\r\n"))
            self._box = ""

    @staticmethod
    def _is_left_empty(found: dict[str, str | None]) -> bool:
        return found.get("type") in ("radio", "checkbox") and "checked" not in found


def filled(html: str, **typed: str | list[str]) -> dict[str, list[str]]:
    """What is sent when somebody changes these fields of a page and leaves the others."""
    sent: dict[str, list[str]] = {}
    for name, value in FormReader(html).pairs:
        sent.setdefault(name, []).append(value)
    return sent | {name: value if isinstance(value, list) else [value] for name, value in typed.items()}
