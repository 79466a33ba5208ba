"""Every sentence that the survivor's side can say, taken from its code and its templates."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
_TRANSLATES = {"_", "gettext", "gettext_lazy", "ngettext"}
_TAG = re.compile(r'{%\s*translate "([^"]*)"')
_BLOCK = re.compile(r"{%\s*blocktranslate[^%]*%}(.*?){%\s*endblocktranslate\s*%}", re.DOTALL)
_HOLE = re.compile(r"%\(\w+\)[sd]|{{.*?}}|{\w+}|<[^>]*>")
_PLURAL = re.compile(r"{%\s*plural\s*%}")


def all_strings() -> dict[str, str]:
    """Each string and the file that says it."""
    found = {}
    for path in sorted((ROOT / "testimonies").rglob("*.py")):
        for text in _in_code(path):
            found[_plain(text)] = path.name
    for folder in ("testimonies", "parts"):
        for path in sorted((ROOT / "templates" / folder).glob("*.html")):
            for text in _in_template(path.read_text(encoding="utf-8")):
                found[_plain(text)] = path.name
    return found | {text: "support_entries.json" for text in _of_the_lines()}


def _of_the_lines() -> Iterator[str]:
    lines = json.loads((ROOT / "testimonies" / "support_entries.json").read_text(encoding="utf-8"))
    for line in lines:
        yield from (line[name] for name in ("who", "hours", "cost", "bill") if name in line)


def _in_code(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _TRANSLATES:
            yield from (
                each.value
                for each in node.args
                if isinstance(each, ast.Constant) and isinstance(each.value, str)
            )


def _in_template(text: str) -> Iterator[str]:
    yield from _TAG.findall(text)
    for block in _BLOCK.findall(text):
        yield from _PLURAL.split(block)


def _plain(text: str) -> str:
    """A value stands for one word."""
    return " ".join(_HOLE.sub(" 1 ", text).split())
