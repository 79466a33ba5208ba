"""Rules that hold for every template and every style: the content policy forbids the rest, and the eye too."""

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
STYLES = sorted((ROOT / "static" / "css").glob("*.css"))
_COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch|lab|lch|color-mix)a?\(", re.IGNORECASE)


def name_of(path: Path) -> str:
    """A file by its place in the repository."""
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_no_template_has_a_style_or_a_script_of_its_own(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.findall(r"[\s\"'](?:style|on[a-z]+)\s*=\s*[\"']", text)
    assert "<style" not in text and "javascript:" not in text
    assert all(tag.startswith(" src=") for tag in re.findall(r"<script([^>]*)", text))


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_no_template_loads_anything_from_elsewhere(path: Path) -> None:
    assert not re.search(r"https?://", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", STYLES, ids=name_of)
def test_colours_stand_in_one_file(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert path.name == "tokens.css" or not _COLOUR.findall(re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL))


@pytest.mark.parametrize("path", STYLES, ids=name_of)
def test_no_style_asks_for_a_file_from_elsewhere(path: Path) -> None:
    assert not re.search(r"https?://|@import", path.read_text(encoding="utf-8"))
