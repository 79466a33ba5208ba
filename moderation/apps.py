from django.apps import AppConfig


class ModerationConfig(AppConfig):
    """What moderators touch."""

    name = "moderation"
