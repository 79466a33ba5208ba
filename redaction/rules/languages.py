"""The languages that have rules of their own, each a folder here."""

from . import cy, en, es, fr

RULES_OF = {"en": en.RULES, "fr": (fr,), "es": (es,), "cy": (cy,)}
