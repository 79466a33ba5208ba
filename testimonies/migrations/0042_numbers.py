"""Facets of everything counted, sealed; the numbers as they are shown; which place a story may show."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import vault.fields
from vault.schema import ALL, grant, keep_uncompressed


class Migration(migrations.Migration):
    dependencies = [
        ("testimonies", "0041_place_words"),
    ]

    operations = [
        migrations.CreateModel(
            name="Numbers",
            fields=[
                ("uuid", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("shown", models.JSONField()),
                ("behind", vault.fields.SealedField()),
            ],
        ),
        migrations.RemoveField(
            model_name="counted",
            name="age",
        ),
        migrations.RemoveField(
            model_name="counted",
            name="kind",
        ),
        migrations.RemoveField(
            model_name="counted",
            name="notes",
        ),
        migrations.RemoveField(
            model_name="counted",
            name="told",
        ),
        migrations.AddField(
            model_name="counted",
            name="facets",
            field=vault.fields.SealedField(null=True),
        ),
        migrations.AddField(
            model_name="counted",
            name="published",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="story",
            name="counted_box",
            field=vault.fields.SealedToTeamField(null=True),
        ),
        migrations.AddField(
            model_name="story",
            name="place",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                to="testimonies.place",
            ),
        ),
        migrations.AddField(
            model_name="story",
            name="place_agreed",
            field=vault.fields.SealedField(null=True),
        ),
        migrations.AddIndex(
            model_name="story",
            index=models.Index(
                condition=models.Q(("place__isnull", False), ("state", "published")),
                fields=["place", "-group", "ord"],
                name="stories_of_a_place",
            ),
        ),
        migrations.AddField(
            model_name="numbers",
            name="group",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="testimonies.group"),
        ),
        migrations.AddField(
            model_name="numbers",
            name="place",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="numbers",
                to="testimonies.place",
            ),
        ),
        migrations.AddConstraint(
            model_name="numbers",
            constraint=models.UniqueConstraint(
                models.Value(1), condition=models.Q(("place", None)), name="one_row_for_everything"
            ),
        ),
        grant("testimonies_numbers", site=ALL, public="SELECT"),
        # Its writer takes a story off the site and leaves it in the numbers.
        grant("testimonies_counted", site=ALL, public="SELECT, UPDATE (published), DELETE"),
        *keep_uncompressed("testimonies_numbers", "behind"),
        *keep_uncompressed("testimonies_counted", "facets"),
        *keep_uncompressed("testimonies_story", "place_agreed", "counted_box"),
    ]
