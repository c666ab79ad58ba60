"""Indexes that search stands on, and the one function that searches for a reader.

Words are stemmed as English until other languages are held. The operators of text search are not
leakproof: under row-level security their indexes would not be used. So the function runs as the owner
and applies the words of the wall itself (access.wall), before any limit; a test compares what it finds
with `visible_to`. Records are looked for in the newest cycle first, and in older ones as long as there are
too few to show: the indexes begin with the cycle, so that a common word costs what one cycle costs, however
many there are. What is shown is put in order by its keys, and read whole only then.

Nothing bounds what an index finds: hits are complete where there are few. So nothing is asked that an index
alone cannot answer: words in quotes are looked for as words (whether they stand side by side, only each text
could tell), and a search of nothing but words to leave out finds nothing.
"""

# ruff: noqa: S608 - built of this module's own words, never of anything a person typed
from itertools import pairwise

from commitments.access.audience import Audience
from commitments.access.wall import RESPONDENTS, reached
from commitments.history.database_objects import open_to_the_program, register
from commitments.submissions.walls import CITED_REACHES

MOST = 20
NEAR_ENOUGH = 0.5
CANDIDATES = 500
"""So many that the reader may see are put in order; beyond them a list of twenty says that it was cut."""
NEWEST = (1, 4)
"""So many of the newest cycles are looked through, step by step, before all the others are."""

ANSWER_WORDS = "search_words(narrative)"
ACTION_WORDS = "search_words(title || ' ' || description || ' ' || law_title)"
CITED_WORDS = "search_words(coalesce(content->>'title', '') || ' ' || coalesce(content->>'description', ''))"

register(
    "search_indexes",
    # What making a tsvector costs: a planner that takes it for cheap reads a cycle's answers instead of the index.
    f"""
CREATE OR REPLACE FUNCTION search_words(words text) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
COST 5000 AS $$ BEGIN RETURN pg_catalog.to_tsvector('pg_catalog.english', words); END $$;
CREATE INDEX IF NOT EXISTS search_paragraph ON commitments_paragraphwording
    USING gin (search_words(text));
CREATE INDEX IF NOT EXISTS search_report ON commitments_obligationreport
    USING gin (cycle_id, respondent_id, {ANSWER_WORDS});
CREATE INDEX IF NOT EXISTS search_action ON commitments_implementationaction
    USING gin (respondent_id, {ACTION_WORDS});
CREATE INDEX IF NOT EXISTS search_cited_action ON commitments_citedrecord
    USING gin (cycle_id, {CITED_WORDS})
    WHERE kind = 'action';
CREATE INDEX IF NOT EXISTS search_obligation_label ON commitments_obligationwording USING gin (label gin_trgm_ops);
CREATE INDEX IF NOT EXISTS search_obligation_reference ON commitments_obligation (upper(reference));
CREATE INDEX IF NOT EXISTS search_respondent_name ON commitments_respondent USING gin (short_name gin_trgm_ops);
""",
)

OBLIGATIONS = """
    SELECT 'obligations', w.label, o.reference, i.slug, '', w.label, i.symbol, ''
    FROM (
        SELECT * FROM (
            (SELECT * FROM commitments_obligationwording WHERE typed <% label LIMIT candidates)
            UNION
            (SELECT named.* FROM commitments_obligationwording named JOIN commitments_obligation o
                ON o.id = named.obligation_id
             WHERE upper(o.reference) = upper(typed) LIMIT candidates)
        ) like_it ORDER BY word_similarity(typed, label) DESC, obligation_id LIMIT most
    ) w
    JOIN commitments_obligation o ON o.id = w.obligation_id JOIN commitments_instrument i ON i.id = o.instrument_id
    ORDER BY word_similarity(typed, w.label) DESC, w.obligation_id
"""
PARAGRAPHS = """
    SELECT 'texts', coalesce(p.number::text, ''), p.reference, i.slug, '', w.text, i.symbol, ''
    FROM (
        SELECT * FROM (SELECT * FROM commitments_paragraphwording WHERE search_words(text) @@ query LIMIT candidates) w
        ORDER BY paragraph_id LIMIT most
    ) w
    JOIN commitments_paragraph p ON p.id = w.paragraph_id JOIN commitments_instrument i ON i.id = p.instrument_id
    ORDER BY p.instrument_id, p.position
"""
STATES = """
    SELECT 'states', s.short_name, '', '', s.code, '', s.kind, ''
    FROM commitments_respondent s WHERE typed <% s.short_name OR upper(s.code) = upper(typed)
    ORDER BY word_similarity(typed, s.short_name) DESC, s.position LIMIT most
"""
TREATIES = """
    SELECT 'treaties', t.formal_title, '', '', t.key, '', '', ''
    FROM commitments_treaty t WHERE typed <% t.formal_title
    ORDER BY word_similarity(typed, t.formal_title) DESC, t.key LIMIT most
"""
OWN_ACTIONS = f"""
    SELECT 'own_actions', a.title, '', '', a.public_id::text, a.description, a.kind, ''
    FROM unnest(mine) m JOIN commitments_implementationaction a ON a.respondent_id = m
    WHERE {ACTION_WORDS} @@ query
    ORDER BY a.created_at DESC LIMIT most
"""


def restricted(*shown_to: str) -> str:
    """SQL: which answer is read here, as JSON, where not everybody may read it; nothing where everybody may."""
    everybodys = " AND ".join(f"{column} = '{Audience.PUBLIC}'" for column in shown_to)
    return f"CASE WHEN {everybodys} THEN '' ELSE jsonb_build_array(f.cycle_id, f.respondent_id, o.id)::text END"


NEWEST_FIRST = "c.opened_at DESC, c.id DESC, r.position"
REPORTED_ACTIONS = f"""
    SELECT 'reported_actions', coalesce(f.content->>'title', ''), o.reference, '', r.code,
           coalesce(f.content->>'description', ''), r.short_name,
           {restricted("f.open_to", "t.shown_to")}
    FROM commitments_citedrecord f JOIN commitments_respondent r ON r.id = f.respondent_id
    JOIN commitments_obligationreport t ON t.id = f.report_id JOIN commitments_obligation o ON o.id = t.obligation_id
    JOIN commitments_reportingcycle c ON c.id = f.cycle_id
    WHERE f.id = ANY (cited) ORDER BY {NEWEST_FIRST}, f.id LIMIT most
"""
ANSWERS = f"""
    SELECT 'answers', r.short_name, o.reference, '', r.code, f.narrative, c.name,
           {restricted("f.shown_to")}
    FROM commitments_obligationreport f JOIN commitments_respondent r ON r.id = f.respondent_id
    JOIN commitments_obligation o ON o.id = f.obligation_id JOIN commitments_paragraph p ON p.id = o.paragraph_id
    JOIN commitments_reportingcycle c ON c.id = f.cycle_id
    WHERE f.id = ANY (own_answers || answers) ORDER BY {NEWEST_FIRST}, p.position, f.id LIMIT most
"""
STEPS = (
    "f.cycle_id = newest[1]",
    *(f"f.cycle_id = ANY (newest[{done + 1}:{upto}])" for done, upto in pairwise(NEWEST)),
    "f.cycle_id <> ALL (newest)",
)


def newest_first(found: str, of_these: str, then: str) -> str:
    """Keys of what is to be shown: of the newest cycle, and of older ones as long as there are too few."""
    return "".join(
        f"""
    IF cardinality({found}) < most THEN {found} := {found} || ARRAY(
        SELECT f.id FROM (SELECT f.* FROM {of_these} AND {step} LIMIT candidates) f
        JOIN commitments_respondent r ON r.id = f.respondent_id JOIN commitments_reportingcycle c ON c.id = f.cycle_id
        ORDER BY {NEWEST_FIRST}, f.{then} LIMIT most);
    END IF;
"""
        for step in STEPS
    )


KEYS_OF_WHAT_IS_SHOWN = (
    newest_first(
        "own_answers",
        f"unnest(mine) m JOIN commitments_obligationreport f ON f.respondent_id = m WHERE {ANSWER_WORDS} @@ query",
        "obligation_id",
    )
    + newest_first(
        "answers", f"commitments_obligationreport f WHERE {ANSWER_WORDS} @@ query AND ({reached()})", "obligation_id"
    )
    + newest_first(
        "cited",
        f"commitments_citedrecord f WHERE kind = 'action' AND {CITED_WORDS} @@ query "
        f"AND NOT respondent_id = ANY (mine) AND {CITED_REACHES}",
        "id",
    )
)
SECTIONS = (OBLIGATIONS, PARAGRAPHS, STATES, TREATIES, OWN_ACTIONS, REPORTED_ACTIONS, ANSWERS)
COLUMNS = ("section", "title", "reference", "slug", "code", "body", "about", "restricted")
AS_TEXT = ", ".join(f"found.{column}::text" for column in COLUMNS)
BODY = "".join(
    f"RETURN QUERY SELECT {AS_TEXT} FROM ({section.strip()}) found ({', '.join(COLUMNS)});\n" for section in SECTIONS
)


register(
    "search_everything",
    # Likeness to a label costs as much and cannot be told: so nothing is scanned. A plan that would have had to scan
    # counts as dear, and would be compiled, which takes longer than any search.
    # Each statement is planned once a connection: for its values it would be planned anew at each search, for longer
    # than it runs. What is of one's own is joined to, not listed: a list is taken for ten, and its index left aside.
    # The setting is known once pg_trgm has been called in the session; before, only a superuser may name it.
    f"""
SELECT word_similarity('', '');
DROP FUNCTION IF EXISTS search_everything(text);
CREATE FUNCTION search_everything(typed text)
RETURNS TABLE ({", ".join(f"{column} text" for column in COLUMNS)})
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
SET pg_trgm.word_similarity_threshold = {NEAR_ENOUGH}
SET enable_seqscan = off SET jit = off SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
    asked tsquery := websearch_to_tsquery('english', typed);
    query tsquery := CASE WHEN querytree(asked) = 'T' THEN ''
        ELSE regexp_replace(asked::text, '<(-|[0-9]+)>', '&', 'g') END;
    mine bigint[] := coalesce({RESPONDENTS}, '{{}}');
    most integer := {MOST + 1};
    candidates integer := {CANDIDATES};
    newest bigint[] := ARRAY(
        SELECT id FROM commitments_reportingcycle ORDER BY opened_at DESC, id DESC LIMIT {NEWEST[-1]});
    own_answers bigint[] := '{{}}';
    answers bigint[] := '{{}}';
    cited bigint[] := '{{}}';
BEGIN
    PERFORM wall_actor_kind();
    {KEYS_OF_WHAT_IS_SHOWN}
    {BODY}
END $$;
""",
)
open_to_the_program("search_everything(text)")
