"""Posts that one person holds: 'head girl', 'school secretary', 'captain of the …', 'biology teacher'."""

import re
from collections.abc import Iterator

from ...marks import LIKELY, POSSIBLE, Mark
from ...wording import Text
from .. import matches_near
from .vocabulary import SETS

_SUBJECT = (
    r"(?:maths?|english|biology|chemistry|physics|science|history|geography|psychology|sociology|"
    r"music|drama|art|pottery|pe|p\.e\.|games|latin|french|spanish|german|mandarin|welsh|irish|re|"
    r"rs|religion|religious studies|it|ict"
    r"|computing|computer science|dance|piano|violin|viola|cello|flute|clarinet|oboe|trumpet|"
    r"guitar|drum|singing|voice|economics|politics|philosophy|business|textiles|food tech|dt|"
    r"d\.t\.|woodwork|photography|media|law|gym|shop|swimming|driving|quran|sunday school|"
    r"homeroom|kindergarten|ballet)"
)
_SPORT = (
    r"(?:vice[- ]|team|swimming|swim|hockey|football|rugby|netball|cricket|rowing|club|school|tennis|"
    r"athletics|chess|debating|debate|house|cheer|basketball|soccer|volleyball|lacrosse|boat|fencing|"
    r"squad|track|water polo|badminton|golf|polo|gymnastics|sports|games)"
)
_PLACE = (
    r"(?:school|college|chapel|ward|department|hospital|parish|club|church|society|union|faculty|"
    r"university|house|company|theatre|youth club|boarding)"
)
_ROLES = re.compile(
    r"\b(?:(?:(?:deputy |assistant |acting |former |interim |vice )?head(?:master|mistress|"
    r"teacher| teacher| girl| boy| prefect| chorister| coach| chef| porter| gardener| groom)"
    r"|(?:deputy|assistant) (?:head|principal|manager|warden|dean)|vice[- ]principal|"
    r"vice[- ]chancellor|chancellor|(?<!the )principal(?! of the thing)|(?<=the )principal"
    r"|(?:deputy |assistant |acting )?(?:head|director|dean|chair|chairman|chairwoman|captain|"
    r"president|editor|leader|provost|secretary|treasurer|superintendent|conductor|manager|"
    r"mistress|master) of (?:the )?(?:year \d{1,2}|y\d{1,2}|ks\d|sixth form|lower school|"
    r"upper school|middle school|student (?:services|affairs|life|welfare)"
    r"|performing arts|religious studies|computer science|outdoor education|"
    r"[a-z]{3,15})(?: (?:team|club|squad|society|union|council|band|committee))?"
    rf"|{_PLACE} (?:secretary|nurse|counsellor|counselor|chaplain|librarian|warden|matron|porter|"
    rf"clerk|caretaker|bursar|captain|president|treasurer|receptionist|governor|photographer|"
    rf"organist|tutor|manager|registrar|accountant|technician|chair|doctor|cook|gardener|rep)"
    rf"|{_SUBJECT} (?:teacher|tutor|professor|lecturer|instructor|master|mistress|technician|"
    rf"assistant|ta)(?!s)"
    rf"|{_SPORT}(?: club| team)? ?captain|(?:vice|co)[- ]captain"
    r"|(?:student council |student union |su |jcr |mcr |pta |class |society |soc |club |band |"
    r"union |senior |junior |year )?(?:vice[- ])?(?:chair(?:man|woman|person)|president|"
    r"treasurer)(?! of the united)"
    r"|(?:student council|student union|jcr|mcr|club|society|welfare|entertainments|social|"
    r"membership|fixtures|union) (?:secretary|officer|rep|sec)"
    r"|(?:deputy |designated )?(?:safeguarding|pastoral|welfare|behaviour|attendance|inclusion|"
    r"transition|wellbeing) (?:lead|officer|manager|head|coordinator|co-ordinator|mentor)|dsl\b|"
    r"senco|sendco|title ix coordinator"
    r"|(?:junior |school |head |assistant )?librarian|"
    r"(?:youngest ever )?leader of the [a-z]{3,15}|choir ?master|choir ?mistress|choir director|"
    r"band ?leader|band director|music director|musical director|artistic director|"
    r"athletic director|director of [a-z]{3,12}"
    r"|(?:assistant |church |chapel |cathedral )?organist|bursar|registrar|proctor|rector|provost|"
    r"site manager|site supervisor|estates manager|premises manager|groundskeeper|groundsman"
    r"|concert ?master|first violin|principal (?:flute|oboe|cellist|violist|horn|trumpet|dancer)|"
    r"drum major|prom (?:king|queen)|(?:art|music|organ|sports|choral|drama) scholar|"
    r"valedictorian|salutatorian"
    r"|youth (?:minister|pastor|leader|worker|officer)|scout ?(?:leader|master)|brown owl|akela|"
    r"worship leader|tour manager|stage manager|shift (?:supervisor|manager|leader)|"
    r"branch manager|store manager|area manager|floor manager|duty manager|line manager|"
    r"regional manager|night manager|kitchen manager|union rep"
    r"|(?:training|area|regional|store|shop|office|warehouse|bar|restaurant|hotel|general|operations|hr|"
    r"sales|"
    r"production|project|team|deputy|bank|nursery|hostel|house|centre|welfare|business|facilities|"
    r"finance) manager"
    r"|senior tutor(?! group)"
    r"|(?:social|events|sports|kit|charity|charities|publicity|tour|travel|press|outreach|"
    r"women['’]?s) (?:sec|secretary|officer|rep)"
    r"|(?:club|team|school|county|diocesan|parish|child) (?:welfare|safeguarding|child protection|"
    r"protection) (?:officer|lead)"
    r"|(?:senior|school|chapel|library|games|sports|food|labour|labor|health|house|dining hall|social|class|"
    r"hostel) prefect"
    r"|athletic trainer|team (?:physio|doctor|manager|medic)|club (?:doctor|physio|chairman|pro)|kit ?man|"
    r"ground staff"
    r"|(?:cathedral|abbey|church) (?:verger|sacristan|warden)|verger|sacristan|precentor|succentor|"
    r"sub-?dean|archdeacon|"
    r"curate|vicar general|sub-?warden|dean of (?:men|women|students)|residence director|hall president"
    r"|youth group leader|detachment commander|troop leader|cub leader|pack leader|district commissioner"
    r"|exchange coordinator|placement (?:officer|coordinator)|practice (?:manager|educator)|clinical lead"
    r"|driving instructor|drama teacher|exam(?:s|inations)? officer|careers (?:adviser|advisor|"
    r"lead|officer)|lollipop (?:lady|man)|school mayor|deputy mayor|mayor|mp for [a-z]{4,15}|"
    r"ward sister|ward manager|charge nurse|consultant (?:paediatrician|psychiatrist|surgeon)|"
    r"lighting (?:designer|technician)|wardrobe mistress|ski instructor|riding instructor|"
    r"diving instructor|course leader|programme (?:leader|director)|module leader|chaplain|"
    r"chapel warden))\b"
)


# Found again by itself, where 'treasurer of Film' lost to 'Film Soc'.
# With a capital, and no other name: 'the Head', 'our Principal'.
_CAPITAL = re.compile(
    r"\b(?:the|our|The|Our) (?P<it>Head|Principal|Headmaster|Warden|Provost|Dean|Bursar|Master)\b(?! [A-Z]|"
    r" of\b)"
)
_POSTS = re.compile(
    r"\b(?:treasurer|captain|president|secretary|chair|editor|leader|head|director|dean)(?= of )"
)


def find(text: Text) -> Iterator[Mark]:
    """Marks of the kind role."""
    yield from matches_near(SETS["posts"], _ROLES, text, "role", LIKELY, "post")
    yield from matches_near(SETS["words of heads"], _CAPITAL, text, "role", LIKELY, "post", raw=True)
    yield from matches_near(SETS["words of posts of something"], _POSTS, text, "role", POSSIBLE, "post")
