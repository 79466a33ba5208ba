"""The rules for English."""

from . import bare_names, dates, details, groups, institutions, named, people, places, roles

RULES = (people, bare_names, named, places, institutions, groups, roles, dates, details)
