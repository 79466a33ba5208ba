"""The words that the rules for people lean on."""

from pathlib import Path

_NAMES = Path(__file__).parent / "names"


def _listed(file: str) -> frozenset[str]:
    lines = (_NAMES / file).read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


ORDINARY = _listed("ordinary.txt")
NOT_PEOPLE = _listed("not_people.txt")
COMMON = _listed("common.txt")

# Before a name, part of it. The loose ones are ordinary words, too: with a small letter they prove nothing.
FIRM_TITLES = frozenset({"mr", "mrs", "ms", "mx", "dr", "prof", "professor", "fr"})
LOOSE_TITLES = _listed("loose_titles.txt")
TITLES = FIRM_TITLES | LOOSE_TITLES

# Before a name, outside it: 'my sister Ines', 'our manager, Jan'.
RELATIONS = _listed("relations.txt")
POSSESSORS = frozenset(
    {"my", "his", "her", "our", "their", "your", "the", "a", "an", "this", "that", "some", "one"}
)
# Right before a name: 'called Corey', 'my name is Ella'.
NAMING = frozenset({"called", "named", "nicknamed"})
# After a name, mostly: what people do, and things do not.
DEEDS = _listed("deeds.txt")
# Before a name, mostly: 'rang Malachi', 'told Dan'.
DEEDS_TO = frozenset({"told", "rang", "phoned", "texted", "messaged", "thanked", "hugged", "dated"})
# 'my friend walked', 'his brother really': hardly ever names when they begin with a small letter.
VERBS_AND_ADVERBS = ("ed", "ing", "ly")
