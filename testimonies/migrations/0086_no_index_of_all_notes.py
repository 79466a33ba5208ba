"""Each note has an index of the feed of its own; the one over all of them was asked by nothing any more."""

from django.contrib.postgres.operations import RemoveIndexConcurrently
from django.db import migrations


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("testimonies", "0085_own_pages")]
    operations = [RemoveIndexConcurrently("story", "stories_by_note")]
