"""The invented stories: no person, no school and no event in them is real."""

import json
from pathlib import Path

from testimonies.documents import Document


def _documents(kind: str) -> tuple[Document, ...]:
    stories = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
    return tuple(Document(**{**story, "notes": tuple(story["notes"])}) for story in stories[kind])


PUBLISHED = _documents("published")
"""To go up in groups of ten: facets show only where five stories share them."""
COUNTED = _documents("counted")
"""To be counted and not published, so that three places have a page."""
WAITING = _documents("waiting")
"""One to count, one to read, one to publish."""
