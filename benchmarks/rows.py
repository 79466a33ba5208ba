"""Stories to measure with: invented, plain, all alike in length, written by SQL; for the site and the prototype."""

from benchmarks.parts import Place

IN_A_GROUP = 50
# The %(n)s-th story's text depends on its number modulo 20 alone: 1,000 and 1,000,000 show the same newest texts.
_TEXT = r"""
(SELECT string_agg(paragraph, E'\n\n' ORDER BY at) FROM (
    SELECT at, string_agg(sentence, ' ' ORDER BY nth) AS paragraph
    FROM generate_series(1, 3 + n % 2) AS at, generate_series(1, 3) AS nth,
    LATERAL (SELECT (ARRAY[
        'It began in the second term, and for a long time I had no word for it.',
        'I told [name], who said that it was a joke and that I should let it go.',
        'He stood too close at the lockers, every day, until I took another way.',
        'They sent the message round in [group], and everybody had seen it by lunch.',
        'I kept thinking that I must have done something to make it happen.',
        'When I went to the office they wrote it down, and nobody came back to me.',
        'My friend believed me at once, and that is why I can write this now.',
        'I stopped going to practice, and said it was because of the exams.',
        'It was at [place], in the afternoon, and there were others in the room.',
        'I am older now, and I would like somebody to ask the next person sooner.'
    ])[1 + (n % 20 * 7 + at * 3 + nth * (1 + n % 3)) % 10] AS sentence) AS chosen
    GROUP BY at) AS paragraphs)
"""
_KIND = "(ARRAY['school','university','work','other',''])[1 + n % 5]"
_YEARS = "(ARRAY['2017–2019','','–2009','2020–2024'])[1 + n % 4]"
_NOTES = """(CASE n % 4 WHEN 0 THEN ARRAY['touched'] WHEN 1 THEN ARRAY['harassment','not_believed']
    ELSE ARRAY[]::text[] END)"""
_GROUPS = """
INSERT INTO testimonies_group (number, day)
SELECT at, DATE '2020-01-01' + at / 20 FROM generate_series({first}, {last}) AS at ON CONFLICT DO NOTHING
"""
_STORIES = f"""
INSERT INTO testimonies_story (uuid, number, group_id, ord, state, language, text, second_text, length_step,
    kind, years, notes, receipt_box, generation, believed, times_cut)
SELECT gen_random_uuid(), 1000000 + n, (n - 1) / {IN_A_GROUP} + 1, 9000000000 - n, 'published', 'en', {_TEXT}, '',
    1 + n % 5, {_KIND}, {_YEARS}, {_NOTES}, decode(repeat('5a', 150), 'hex'), 1, n % 90, 0
FROM generate_series({{first}}, {{last}}) AS n
"""
_PROTOTYPE = """
CREATE TABLE IF NOT EXISTS prototype_story (
    id integer PRIMARY KEY, number integer, kind text, years text, notes text[], text text);
CREATE TABLE IF NOT EXISTS prototype_sent (id serial PRIMARY KEY, text text);
INSERT INTO prototype_story SELECT number - 1000000, number, kind, years, notes, text FROM testimonies_story
    WHERE number BETWEEN 1000000 + {first} AND 1000000 + {last};
GRANT ALL ON prototype_story, prototype_sent TO chorus_site;
GRANT ALL ON SEQUENCE prototype_sent_id_seq TO chorus_site;
"""


def fill(place: Place, *, first: int, last: int) -> None:
    """Put up stories `first` to `last` in both tables, and write the totals of the newest group."""
    from testimonies import totals
    from testimonies.models import Group

    numbers = {"first": first, "last": last}
    groups = {"first": (first - 1) // IN_A_GROUP + 1, "last": (last - 1) // IN_A_GROUP + 1}
    place.run(_GROUPS.format(**groups), _STORIES.format(**numbers), _PROTOTYPE.format(**numbers))
    place.run("VACUUM ANALYZE testimonies_story", "VACUUM ANALYZE prototype_story", "CHECKPOINT")
    totals.write(Group.objects.order_by("-number")[0])
