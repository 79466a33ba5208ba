"""No file is ever taken: not kept in memory, not written to a temporary directory."""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile


class NoUploads(FileUploadHandler):
    """Reads past every file."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Refuse it."""
        raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Never reached; a handler must have it."""

    def file_complete(self, file_size: int) -> None:
        """There is nothing."""
