"""The rules for English."""

from . import bare_names, dates, details, frames, groups, institutions, named, people, places, roles

RULES = (people, bare_names, named, frames, places, institutions, groups, roles, dates, details)
