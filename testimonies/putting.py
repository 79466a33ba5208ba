"""Writing a row that hangs on a testimony, whether there is one already or not, in one statement."""

from django.db.models import Model


def put(row: Model, *columns: str) -> None:
    """Insert the row; where its testimony has one, change these columns of it. The testimony must be locked."""
    # `update_or_create` takes six statements for the same, and the lock that it needs is held already.
    type(row).objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["testimony"], update_fields=columns
    )
