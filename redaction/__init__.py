"""Finds words that could identify someone, and takes them out. Plain Python, no network, no model."""

from .find import can_read, find
from .lexicon import is_common
from .likeness import hamming, signature
from .marks import KINDS, REASONS, Mark

__all__ = ["KINDS", "REASONS", "Mark", "can_read", "find", "hamming", "is_common", "signature"]
