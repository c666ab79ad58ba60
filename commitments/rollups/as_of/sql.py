"""What stood at a moment of the past, rebuilt from history inside the database, behind the reader's own predicate.

History is closed to the program's role. These functions run with the owner's rights, so each applies
what `visible_to` promises (access.visibility, submissions.models), from the settings that `acting` put
into the transaction, and refuses where nobody acts. A reader gets what was shown to him then, less what
he may no longer see: by the narrower of the audience then and now, and by his rights of today.

"Now" is the answer's own row, and the State's answer in force on the same paragraph: who narrows,
withdraws or recalls it in a later version narrows what an earlier version showed.
"""

# ruff: noqa: S608 - built of this module's own words, never of anything a person typed
from commitments.access.audience import LADDER
from commitments.history.commits import last_by, public_as_of, public_versions
from commitments.history.database_objects import open_to_the_program, register
from commitments.submissions.stages import SUBMITTED, Stage

SENT = ", ".join(f"'{stage.value}'" for stage in SUBMITTED)
FROM_NARROW_TO_WIDE = "ARRAY[" + ", ".join(f"'{audience.value}'" for audience in LADDER) + "]"
OPEN_TO_A_NAMED_READER = f"array_position({FROM_NARROW_TO_WIDE}, 'secretariat')"
# Thousands of short lookups look like one long query: compiling it took ten times as long as running it.
INSIDE = "LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET jit = off AS"

READER = """
CREATE OR REPLACE FUNCTION as_of_reader(OUT own bigint[], OUT named bigint[], OUT audiences text[])
LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF coalesce(current_setting('commitments.actor_kind', true), '') = '' THEN
    RAISE EXCEPTION 'the past is read by an actor only' USING ERRCODE = 'insufficient_privilege';
  END IF;
  own := coalesce(nullif(current_setting('commitments.respondents', true), ''), '{}')::bigint[];
  named := coalesce(nullif(current_setting('commitments.read_respondents', true), ''), '{}')::bigint[];
  audiences := coalesce(nullif(current_setting('commitments.audiences', true), ''), '{}')::text[];
END $$;
"""

REPLIES = f"""
CREATE OR REPLACE FUNCTION as_of_replies(of_cycle bigint, moment timestamptz)
RETURNS TABLE (submission_id bigint, respondent_id bigint, regional_group_id bigint, is_nil boolean, stands boolean)
{INSIDE} $$
BEGIN
  RETURN QUERY
  SELECT s.id, s.respondent_id, g.regional_group_id, e.is_nil, s.stage IN ({SENT})
  FROM commitments_submission s
  CROSS JOIN LATERAL {last_by("moment", "commitments_submission", "s.id", "e.stage, e.is_current, e.is_nil")} e
  CROSS JOIN LATERAL {last_by("moment", "commitments_respondent", "s.respondent_id", "e.regional_group_id")} g
  WHERE s.cycle_id = of_cycle AND e.is_current AND e.stage IN ({SENT});
END $$;
"""

# `audience` is the narrower of then and now; `open` says whether this reader sees the answer.
ANSWER_THEN = "e.pgh_id, e.status, e.answers_as, e.audience, e.withdrawn_at"
ANSWERS = f"""
CREATE OR REPLACE FUNCTION as_of_answers(
  of_cycle bigint, moment timestamptz, only_respondents bigint[] DEFAULT NULL, only_obligations bigint[] DEFAULT NULL)
RETURNS TABLE (event_id integer, answer_id bigint, respondent_id bigint, obligation_id bigint,
               regional_group_id bigint, status varchar, answers_as varchar, audience text, is_open boolean)
{INSIDE} $$
DECLARE reader record;
BEGIN
  SELECT * INTO reader FROM as_of_reader();
  RETURN QUERY
  SELECT k.pgh_id, k.id, k.respondent_id, k.obligation_id, k.regional_group_id, k.status, k.answers_as,
         ({FROM_NARROW_TO_WIDE})[k.reach],
         k.respondent_id = ANY (reader.own) OR (
           k.stands AND (({FROM_NARROW_TO_WIDE})[k.reach] = ANY (reader.audiences)
                         OR (k.respondent_id = ANY (reader.named) AND k.reach >= {OPEN_TO_A_NAMED_READER})))
  FROM (
    SELECT e.pgh_id, r.id, r.respondent_id, r.obligation_id, y.regional_group_id, e.status, e.answers_as,
           least(array_position({FROM_NARROW_TO_WIDE}, e.audience::text),
                 array_position({FROM_NARROW_TO_WIDE}, r.audience::text),
                 array_position({FROM_NARROW_TO_WIDE}, n.audience::text)) AS reach,
           y.stands AND r.withdrawn_at IS NULL AND n.withdrawn_at IS NULL AS stands
    FROM as_of_replies(of_cycle, moment) y
    JOIN commitments_obligationreport r ON r.submission_id = y.submission_id
    CROSS JOIN LATERAL {last_by("moment", "commitments_obligationreport", "r.id", ANSWER_THEN)} e
    LEFT JOIN (
      SELECT a.respondent_id, a.obligation_id, a.audience, a.withdrawn_at
      FROM commitments_obligationreport a JOIN commitments_submission s ON s.id = a.submission_id
      WHERE a.cycle_id = of_cycle AND s.is_current AND s.stage IN ({SENT})
    ) n ON n.respondent_id = r.respondent_id AND n.obligation_id = r.obligation_id
    WHERE e.withdrawn_at IS NULL AND e.status <> 'not_reported'
      AND (only_respondents IS NULL OR r.respondent_id = ANY (only_respondents))
      AND (only_obligations IS NULL OR r.obligation_id = ANY (only_obligations))
  ) k;
END $$;
"""

# How many replied by group is the secretariat's; others get one sum.
COUNTS = f"""
CREATE OR REPLACE FUNCTION counts_as_of(of_cycle bigint, moment timestamptz)
RETURNS TABLE (kind text, obligation_id bigint, regional_group_id bigint, status varchar, answers_as varchar, n bigint)
{INSIDE} $$
DECLARE reader record;
BEGIN
  SELECT * INTO reader FROM as_of_reader();
  RETURN QUERY
  WITH answers AS MATERIALIZED (
    SELECT * FROM as_of_answers(of_cycle, moment) a WHERE a.regional_group_id IS NOT NULL
  )
  SELECT 'answer', a.obligation_id, a.regional_group_id, a.status, a.answers_as, count(*)
  FROM answers a WHERE a.is_open GROUP BY 2, 3, 4, 5
  UNION ALL
  SELECT 'hidden', NULL, NULL, NULL, NULL, count(*) FROM answers a WHERE NOT a.is_open
  UNION ALL
  SELECT CASE WHEN y.is_nil THEN 'nil_reply' ELSE 'reply' END, NULL,
         CASE WHEN 'secretariat' = ANY (reader.audiences) THEN y.regional_group_id END, NULL, NULL, count(*)
  FROM as_of_replies(of_cycle, moment) y WHERE y.regional_group_id IS NOT NULL GROUP BY 1, 3
  UNION ALL
  SELECT 'asked', NULL, g.regional_group_id, NULL, NULL, count(*)
  FROM (SELECT DISTINCT ON (e.pgh_obj_id) e.respondent_id, e.pgh_label FROM commitments_askedrespondentevent e
        JOIN commitments_commit c USING (pgh_xid, pgh_created_at)
        WHERE e.cycle_id = of_cycle AND c.committed_at <= moment ORDER BY e.pgh_obj_id, e.pgh_id DESC) k
  CROSS JOIN LATERAL {last_by("moment", "commitments_respondent", "k.respondent_id", "e.regional_group_id")} g
  WHERE k.pgh_label <> 'delete' AND g.regional_group_id IS NOT NULL GROUP BY 3;
END $$;
"""

STANDING = f"""
CREATE OR REPLACE FUNCTION standing_as_of(of_cycle bigint, moment timestamptz)
RETURNS TABLE (respondent_id bigint, obligation_id bigint, regional_group_id bigint, status varchar)
{INSIDE} $$
BEGIN
  RETURN QUERY SELECT a.respondent_id, a.obligation_id, a.regional_group_id, a.status
  FROM as_of_answers(of_cycle, moment) a WHERE a.is_open;
END $$;
"""

CHANGED = f"""
CREATE OR REPLACE FUNCTION changed_between(of_cycle bigint, since timestamptz, until timestamptz)
RETURNS TABLE (respondent_id bigint, obligation_id bigint, status_then varchar, status_now varchar)
{INSIDE} $$
BEGIN
  RETURN QUERY SELECT coalesce(a.respondent_id, b.respondent_id), coalesce(a.obligation_id, b.obligation_id),
    a.status, b.status
  FROM (SELECT * FROM standing_as_of(of_cycle, since) s WHERE s.regional_group_id IS NOT NULL) a
  FULL JOIN (SELECT * FROM standing_as_of(of_cycle, until) s WHERE s.regional_group_id IS NOT NULL) b
    ON a.respondent_id = b.respondent_id AND a.obligation_id = b.obligation_id
  WHERE a.status IS DISTINCT FROM b.status;
END $$;
"""


def built(head: str, body: str, *columns: str) -> str:
    """A function whose rows are of a table's type: `body` gets the lists of columns as they stand at present."""
    return f"DO $do$ BEGIN EXECUTE format($f${head} {INSIDE} $$ {body} $$$f$, {', '.join(columns)}); END $do$;\n"


ANSWERS_READ = built(
    "CREATE OR REPLACE FUNCTION answers_as_of(of_cycle bigint, moment timestamptz, only_respondents bigint[], "
    "only_obligations bigint[]) RETURNS SETOF commitments_obligationreport",
    """BEGIN RETURN QUERY SELECT %s
    FROM as_of_answers(of_cycle, moment, only_respondents, only_obligations) a
    JOIN commitments_obligationreportevent e ON e.pgh_id = a.event_id WHERE a.is_open; END""",
    """history_columns('commitments_obligationreport', 'e', '{"audience": "a.audience", "shown_to": "a.audience"}')""",
)

# Own State: every version it had. The secretariat, and readers of a named State: those that had been sent.
SUBMISSIONS_READ = built(
    "CREATE OR REPLACE FUNCTION submissions_as_of(moment timestamptz, only_cycle bigint, only_respondent bigint) "
    "RETURNS SETOF commitments_submission",
    f"""DECLARE reader record;
    BEGIN
      SELECT * INTO reader FROM as_of_reader();
      RETURN QUERY SELECT %s FROM commitments_submission s
      CROSS JOIN LATERAL {last_by("moment", "commitments_submission", "s.id", "e.*")} e
      WHERE (only_cycle IS NULL OR s.cycle_id = only_cycle)
        AND (only_respondent IS NULL OR s.respondent_id = only_respondent)
        AND (s.respondent_id = ANY (reader.own)
             OR (e.stage IN ({SENT}, '{Stage.RECALLED}')
                 AND ('secretariat' = ANY (reader.audiences) OR s.respondent_id = ANY (reader.named))));
    END""",
    "history_columns('commitments_submission', 'e')",
)


def reaches(audience: str) -> str:
    """SQL: this audience includes the reader (access.visibility.audience_reaches)."""
    return (
        f"({audience} = ANY (reader.audiences) OR (r.respondent_id = ANY (reader.named) AND "
        f"array_position({FROM_NARROW_TO_WIDE}, {audience}::text) >= {OPEN_TO_A_NAMED_READER}))"
    )


def cited_stands(table: str, key: str) -> str:
    """SQL: what was cited stood then and stands now, and reaches the reader by both audiences."""
    then = last_by("moment", table, f"r.{key}", "e.audience, e.withdrawn_at")
    return (
        f"(r.{key} IS NULL OR EXISTS (SELECT FROM {table} x CROSS JOIN LATERAL {then} t "
        f"WHERE x.id = r.{key} AND x.withdrawn_at IS NULL AND t.withdrawn_at IS NULL "
        f"AND {reaches('x.audience')} AND {reaches('t.audience')}))"
    )


FIGURE_THEN = last_by("moment", "commitments_reportedfigure", "r.figure_id", "e.withdrawn_at")
CITED_READ = f"""
CREATE OR REPLACE FUNCTION cited_as_of(
  of_cycle bigint, moment timestamptz, only_respondents bigint[], only_obligations bigint[])
RETURNS SETOF commitments_citedrecord {INSIDE} $$
DECLARE reader record;
BEGIN
  SELECT * INTO reader FROM as_of_reader();
  RETURN QUERY SELECT r.* FROM as_of_answers(of_cycle, moment, only_respondents, only_obligations) a
  JOIN commitments_citedrecord r ON r.report_id = a.answer_id
  WHERE a.is_open AND (r.respondent_id = ANY (reader.own) OR (
    {reaches("r.audience")}
    AND {cited_stands("commitments_implementationaction", "action_id")}
    AND {cited_stands("commitments_evidence", "evidence_id")}
    AND (r.figure_id IS NULL OR EXISTS (SELECT FROM commitments_reportedfigure x CROSS JOIN LATERAL {FIGURE_THEN} t
                                        WHERE x.id = r.figure_id AND x.withdrawn_at IS NULL AND t.withdrawn_at IS NULL))
  ));
END $$;
"""

EARLIER_FORMS = "".join(
    f"DROP FUNCTION IF EXISTS {name}(bigint, timestamptz, bigint, bigint);\n"
    for name in ("as_of_answers", "answers_as_of", "cited_as_of")
)

register(
    "rollups_60_as_of",
    EARLIER_FORMS
    + READER + REPLIES + ANSWERS + COUNTS + STANDING + CHANGED + ANSWERS_READ + SUBMISSIONS_READ + CITED_READ,
)  # fmt: skip
public_as_of("commitments_askedrespondent")
public_versions("commitments_reportingcycle", "commitments_respondent")
for signature in (
    "counts_as_of(bigint, timestamptz)",
    "standing_as_of(bigint, timestamptz)",
    "changed_between(bigint, timestamptz, timestamptz)",
    "answers_as_of(bigint, timestamptz, bigint[], bigint[])",
    "submissions_as_of(timestamptz, bigint, bigint)",
    "cited_as_of(bigint, timestamptz, bigint[], bigint[])",
):
    open_to_the_program(signature)
