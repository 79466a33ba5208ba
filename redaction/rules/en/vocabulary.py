"""Words by what they do in an English sentence."""

from ...lexicon import listed, listed_under

SETS = listed_under("sets.txt")
HEADS = listed_under("heads.txt")
TITLES_BY_SORT = listed_under("titles.txt")
FIRM_TITLES, LOOSE_TITLES, KIN = TITLES_BY_SORT["firm"], TITLES_BY_SORT["loose"], TITLES_BY_SORT["kin"]
TITLES_AFTER = TITLES_BY_SORT["after"]
TITLES = FIRM_TITLES | LOOSE_TITLES | KIN
# Before these, any word is a name: nothing else is called so.
SURE_TITLES = frozenset({"mr", "mrs", "ms", "mx", "dr", "prof", "professor"})

RELATIONS = listed("relations.txt")
RELATIONS_PLURAL = frozenset(f"{word}s" for word in RELATIONS)
DEEDS = listed("deeds.txt")
DEEDS_TO = listed("deeds_to.txt")

POSSESSORS = SETS["possessors"]
BEFORE_A_NOUN = POSSESSORS | frozenset(
    ["no", "any", "each", "every", "its", "such", "what", "of", "more", "most", "very", "too"]
)
SUBJECTS = SETS["subjects"]
IS_OR_HAS = SETS["is or has"]
AND = frozenset({"and", "n", "nd", "or"})
SPEAKER = frozenset({"i", "me", "myself"})
CONJUNCTIONS = SETS["conjunctions"]
NEAR_PEOPLE = SETS["near people"]
NO_NICKNAMES = SETS["no nicknames"]
# Before a place, mostly.
PLACES_FOLLOW = SETS["places follow"]
PLACES_MAY_FOLLOW = PLACES_FOLLOW | frozenset(
    ["to", "from", "on", "off", "by", "down", "up", "left", "leaving", "leave", "attend", "attended"]
)
GREETINGS = SETS["greetings"]
MODALS = frozenset({"will", "may", "might", "can"})
AFTER_A_VERB = SETS["after a verb"]
NOT_INITIALS = frozenset("iaurnxyc")
VILLAGE_ENDINGS = tuple(sorted(SETS["village endings"]))
