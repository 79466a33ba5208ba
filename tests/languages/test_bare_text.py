"""No template of the public side has a word that cannot be translated."""

import re
from pathlib import Path

import pytest

from tests.languages.catalogue import ROOT, templates

# What has no words of its own: a whole block that is translated, a comment, a tag, a variable.
_OF_DJANGO = re.compile(
    r"\{%\s*blocktranslate\b.*?%\}.*?\{%\s*endblocktranslate\s*%\}"
    r"|\{% block \w+_class %\}[\w -]*\{% endblock %\}"
    r"|\{%\s*comment\s*%\}.*?\{%\s*endcomment\s*%\}"
    r"|\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}",
    re.DOTALL,
)
_READ_OUT = re.compile(r"\b(?:aria-label|title|alt|placeholder|aria-description)=\"([^\"]*)\"")
# A tag; or an attribute that a page hands to its frame.
_TAG = re.compile(r"<[^>]*>|^ ?[a-z-]+=\"[^\"]*\"| [a-z-]+=\"[^\"]*\"", re.DOTALL | re.MULTILINE)
_LETTER = re.compile(r"[^\W\d_]{2,}")


def bare_words(source: str) -> list[str]:
    """Words of a template that stand in it as they are shown."""
    left = _OF_DJANGO.sub(" ", source)
    return [
        word for part in (*_READ_OUT.findall(left), _TAG.sub(" ", left)) for word in _LETTER.findall(part)
    ]


@pytest.mark.parametrize("path", templates(), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_word_of_a_template_can_be_translated(path: Path) -> None:
    assert bare_words(path.read_text(encoding="utf-8").replace("&rsquo;", "’")) == []


def test_a_word_outside_of_a_translation_would_be_found() -> None:
    wrapped = (
        '<p title="{% translate "Two" %}">{% translate "One" %} {{ three }} '
        "<b>{% blocktranslate %}Four{% endblocktranslate %}</b></p>"
    )
    assert bare_words(wrapped) == []
    assert bare_words(wrapped.replace('{% translate "One" %}', "One")) == ["One"]
    assert bare_words(wrapped.replace('{% translate "Two" %}', "Two")) == ["Two"]
