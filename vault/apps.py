from django.apps import AppConfig


class VaultConfig(AppConfig):
    """Keys, and who may unlock them. Knows nothing of the site."""

    name = "vault"
