"""A server's parts keep everything in a directory of their own."""

from tests.whole.conftest import home

__all__ = ["home"]
