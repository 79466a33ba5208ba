"""The migrations of an app of Django's, and one more that changes a table of ours."""

from django.contrib.contenttypes import migrations

__path__ = [*__path__, *migrations.__path__]
