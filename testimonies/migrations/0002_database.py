"""Grants, cascades, quiet columns, and the triggers that keep the record append-only."""

from django.db import migrations

from vault.schema import ALL, cascade, grant, keep_no_statistics, keep_uncompressed

# Refused for everybody, the owner too: whoever changes the record has to take the trigger away first, and the
# chain of days shows it even then.
KEEP = """
CREATE FUNCTION record_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the record is append-only' USING ERRCODE = 'insufficient_privilege'; END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON testimonies_record
    FOR EACH STATEMENT EXECUTE FUNCTION record_is_append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON testimonies_recordday
    FOR EACH STATEMENT EXECUTE FUNCTION record_is_append_only();
"""
LOSE = """
DROP TRIGGER append_only ON testimonies_record;
DROP TRIGGER append_only ON testimonies_recordday;
DROP FUNCTION record_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("testimonies", "0001_initial"), ("vault", "0002_database")]

    operations = [
        migrations.RunSQL(KEEP, LOSE),
        cascade("testimonies_message", "testimony_id", "testimonies_testimony"),
        cascade("testimonies_review", "testimony_id", "testimonies_testimony"),
        cascade("testimonies_ready", "testimony_id", "testimonies_testimony"),
        grant("testimonies_usedticket", site=ALL, public=ALL),
        grant("testimonies_testimony", site=ALL, public=ALL),
        grant("testimonies_message", site=ALL, public=ALL),
        grant("testimonies_review", site=ALL, public="SELECT, DELETE"),
        grant("testimonies_ready", site=ALL, public=ALL),
        grant("testimonies_stub", site=ALL, public=ALL),
        grant("testimonies_group", site=ALL, public="SELECT"),
        grant("testimonies_totals", site=ALL, public="SELECT"),
        grant("testimonies_number", site="SELECT, INSERT"),
        # "I believe you" adds one; not a letter of a text can be changed from the public side.
        grant("testimonies_story", site=ALL, public="SELECT, UPDATE (believed), DELETE"),
        grant("testimonies_counted", site=ALL, public="SELECT, DELETE"),
        grant("testimonies_concern", site=ALL, public="INSERT"),
        grant("testimonies_record", site="SELECT, INSERT", public="INSERT"),
        grant("testimonies_recordday", site="SELECT, INSERT"),
        grant("testimonies_intake", site=ALL, public="SELECT"),
        *keep_uncompressed("testimonies_usedticket", "mac"),
        *keep_uncompressed("testimonies_testimony", "document", "card"),
        *keep_uncompressed("testimonies_message", "body"),
        *keep_uncompressed("testimonies_review", "body"),
        *keep_uncompressed("testimonies_ready", "payload"),
        *keep_uncompressed("testimonies_stub", "payload"),
        *keep_uncompressed("testimonies_story", "receipt_box", "place_sealed"),
        *keep_uncompressed("testimonies_counted", "place_sealed"),
        *keep_uncompressed("testimonies_concern", "body"),
        *keep_no_statistics("testimonies_story", "text", "second_text"),
    ]
