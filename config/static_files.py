"""Static files for everybody, without those that are notes of our own about them."""

from typing import Any

from whitenoise.middleware import WhiteNoiseMiddleware

# What collectstatic and prepare write for themselves: a list of every file, and when they were gathered.
NOTES = ("/staticfiles.json", "/.stamp")


class StaticFiles(WhiteNoiseMiddleware):
    """WhiteNoise, which would serve whatever lies in the directory."""

    def add_file_to_dictionary(self, url: str, path: str, stat_cache: Any = None) -> None:
        """Every file but our notes."""
        if not url.endswith(NOTES):
            super().add_file_to_dictionary(url, path, stat_cache)
