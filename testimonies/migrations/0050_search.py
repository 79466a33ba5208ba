"""Words of stories to search by; indexes for what can be asked for in the feed."""

import django.contrib.postgres.indexes
from django.db import migrations, models

# The language decides how words are shortened. By CASE: a generated column refuses a configuration that is itself a
# column, as not immutable. The brackets of what was taken out are no words of the writer.
_CONFIGURATIONS = {
    "en": "english",
    "ar": "arabic",
    "de": "german",
    "es": "spanish",
    "fr": "french",
    "it": "italian",
    "nl": "dutch",
    "pt": "portuguese",
    "ru": "russian",
    "tr": "turkish",
}
_BRACKETS = r"\[(name|place|date|job title|group|contact|detail)( \d+)?\]"
_TEXT = f"regexp_replace(text || E'\\n' || second_text, '{_BRACKETS}', ' ', 'g')"
_CASES = "\n".join(
    f"WHEN '{language}' THEN to_tsvector('{name}'::regconfig, {_TEXT})"
    for language, name in _CONFIGURATIONS.items()
)
# Its statistics are kept: the plan of a search is chosen by them. They are made anew after a story went (upkeep).
_COLUMN = f"""
ALTER TABLE testimonies_story ADD COLUMN search tsvector GENERATED ALWAYS AS
    (CASE language {_CASES} ELSE to_tsvector('simple'::regconfig, {_TEXT}) END) STORED;
CREATE INDEX story_words ON testimonies_story USING gin (search) WITH (fastupdate = off) WHERE state = 'published';
"""


class Migration(migrations.Migration):
    dependencies = [("testimonies", "0011_count_instead")]

    operations = [
        migrations.RunSQL(_COLUMN, "ALTER TABLE testimonies_story DROP COLUMN search"),
        *(
            migrations.AddIndex(
                model_name="story",
                index=models.Index(
                    fields=[column, "-group", "ord"],
                    condition=models.Q(("state", "published")),
                    name=f"feed_by_{column}",
                ),
            )
            for column in ("kind", "years", "language")
        ),
        migrations.AddIndex(
            model_name="story",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["notes"], name="stories_by_note", fastupdate=False
            ),
        ),
        migrations.AddIndex(
            model_name="story",
            index=models.Index(
                fields=["ord"], condition=models.Q(("state", "published")), name="one_at_random"
            ),
        ),
    ]
