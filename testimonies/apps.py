from django.apps import AppConfig


class TestimoniesConfig(AppConfig):
    """What survivors and readers touch."""

    name = "testimonies"
