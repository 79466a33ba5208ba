"""Somebody with a browser, as far as a server can tell: cookies, forms with their hidden fields, redirects."""

import http.client
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urljoin, urlsplit

Pairs = list[tuple[str, str]]


@dataclass
class Form:
    """A form as it stands in a page: where it goes, and what it would send."""

    action: str
    pairs: Pairs = field(default_factory=list)

    def filled(self, **typed: str) -> Pairs:
        """The pairs with these fields changed or added."""
        return [pair for pair in self.pairs if pair[0] not in typed] + list(typed.items())


class _Forms(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._box = self._select = ""
        self._words: list[str] | None = None
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(found.get("action", "")))
        elif tag == "ol" and "receipt__words" in found.get("class", ""):
            self._words = self.words
        elif self.forms:
            self._field(tag, found)

    def _field(self, tag: str, found: dict[str, str]) -> None:
        is_choice, pairs = found.get("type") in ("radio", "checkbox"), self.forms[-1].pairs
        name, value = found.get("name", ""), found.get("value", "on" if is_choice else "")
        if tag == "input" and name and (not is_choice or "checked" in found):
            pairs.append((name, value))
        elif tag == "textarea":
            self._box = name
            pairs.append((name, ""))
        elif tag == "select":
            self._select = name
        elif tag == "option" and "selected" in found:
            pairs.append((self._select, value))

    def handle_data(self, data: str) -> None:
        if self._box:
            name, value = self.forms[-1].pairs[-1]
            self.forms[-1].pairs[-1] = (name, value + data)
        elif self._words is not None and data.strip():
            self._words.append(data.strip())

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            name, value = self.forms[-1].pairs[-1]
            self.forms[-1].pairs[-1] = (name, value.removeprefix("\n"))
            self._box = ""
        elif tag == "ol":
            self._words = None


@dataclass(frozen=True)
class Page:
    """What came back."""

    status: int
    path: str
    text: str

    def form(self, holding: str) -> Form:
        """The first form with a field of that name."""
        return next(form for form in self.forms() if any(name == holding for name, _ in form.pairs))

    def form_to(self, part: str) -> Form:
        """The first form whose address holds `part`."""
        return next(form for form in self.forms() if part in form.action)

    def forms_to(self, pattern: str) -> list[Form]:
        """All forms whose address matches `pattern`."""
        return [form for form in self.forms() if re.search(pattern, form.action)]

    def forms(self) -> list[Form]:
        """All forms; one without an address goes where the page came from."""
        return [Form(form.action or self.path, form.pairs) for form in _Forms(self.text).forms]

    @property
    def receipt(self) -> str:
        """The six words, if this page shows them; else nothing."""
        return " ".join(_Forms(self.text).words)


class Client:
    """One browser; `headers` go with each request."""

    def __init__(self, port: int, **headers: str) -> None:
        self.port, self.cookies = port, {}
        self.headers = {"Sec-Fetch-Site": "same-origin"} | headers

    def get(self, path: str) -> Page:
        """A page, past redirects."""
        return self._follow(self._ask("GET", path, None))

    def post(self, path: str, pairs: Pairs) -> Page:
        """What answers a form, past redirects."""
        return self._follow(self._ask("POST", path, urlencode(pairs)))

    def send(self, form: Form, to: str = "", **typed: str) -> Page:
        """Fill in a form and press its button, or the one that leads to `to`."""
        return self.post(to or form.action, form.filled(**typed))

    def _link(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)

    def _follow(self, answer: tuple[Page, str]) -> Page:
        page, where = answer
        return self.get(urljoin(page.path, where)) if where else page

    def _ask(self, method: str, path: str, body: str | None) -> tuple[Page, str]:
        link = self._link()
        headers = self.headers | {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            link.request(method, path, body, headers)
            answer = link.getresponse()
            text = answer.read().decode()
        finally:
            link.close()
        for line in answer.headers.get_all("Set-Cookie") or []:
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
        where = urlsplit(answer.headers.get("Location") or "")
        return Page(answer.status, path, text), where._replace(scheme="", netloc="").geturl()


def write(client: Client, words: str, use: str = "publish", **more: str) -> tuple[Page, Form]:
    """Go from the first page to the last one before Send: (the check page, the form to send)."""
    begun = client.get("/begin/").form("quiet")
    box = client.send(begun, use=use)
    page = client.send(box.form("words"), words=words, **more)
    return page, page.form("ticket")
