"""Invitations, and whose session is whose."""

import uuid

import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import vault.fields
from vault.schema import ALL, grant, keep_no_statistics


class Migration(migrations.Migration):
    dependencies = [
        ("moderation", "0030_second_step"),
        ("sessions", "0001_initial"),
    ]

    operations = [
        migrations.AddField(model_name="person", name="was_let_in", field=models.BooleanField(default=True)),
        migrations.AlterField(
            model_name="person", name="was_let_in", field=models.BooleanField(default=False)
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("uuid", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("mac", vault.fields.KeyField(unique=True)),
                ("name", models.CharField(max_length=60)),
                (
                    "role",
                    models.CharField(
                        choices=[("moderator", "Moderator"), ("coordinator", "Coordinator")],
                        default="moderator",
                        max_length=12,
                    ),
                ),
                ("expires", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Visit",
            fields=[
                ("uuid", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("began", models.DateTimeField()),
            ],
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("name"), name="one_person_a_name_whatever_its_case"
            ),
        ),
        migrations.AddField(
            model_name="invitation",
            name="person",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="new_password",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="visit",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="visits",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="visit",
            name="session",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="visit", to="sessions.session"
            ),
        ),
        grant("moderation_invitation", site=ALL),
        grant("moderation_visit", site=ALL),
        # The key of somebody's session, as in the table of sessions itself.
        *keep_no_statistics("moderation_visit", "session_id"),
    ]
