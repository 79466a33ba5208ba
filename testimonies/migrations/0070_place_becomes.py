"""Two places that are one: said by a coordinator, done with the next group."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("testimonies", "0060_concerns")]

    operations = [
        migrations.AddField(
            model_name="place",
            name="becomes",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="testimonies.place",
            ),
        ),
    ]
