"""Grants and cascades. The public role knows none of these tables, nor the sessions."""

from django.db import migrations

from vault.schema import ALL, cascade, grant, keep_no_statistics, keep_uncompressed


class Migration(migrations.Migration):
    dependencies = [
        ("moderation", "0001_initial"),
        ("testimonies", "0002_database"),
        ("sessions", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        cascade("moderation_hold", "testimony_id", "testimonies_testimony"),
        cascade("moderation_history", "testimony_id", "testimonies_testimony"),
        grant("moderation_person", site=ALL),
        grant("moderation_hold", site=ALL),
        grant("moderation_history", site=ALL),
        grant("django_session", site=ALL),
        grant("django_content_type", site="SELECT"),
        grant("auth_permission", site="SELECT"),
        grant("auth_group", site="SELECT"),
        grant("auth_group_permissions", site="SELECT"),
        grant("django_migrations", site="SELECT", public="SELECT"),
        *keep_uncompressed("moderation_hold", "marks"),
        *keep_no_statistics("django_session", "session_data", "session_key"),
    ]
