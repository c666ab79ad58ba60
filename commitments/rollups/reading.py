"""What a reader learns beside the counts he sees: sums over everything, and his own list of States.

These functions run past the wall, so each applies the reader's predicate inside, or gives one sum
for a whole cycle that says nothing of any one State (design.md rule 8).
"""

# ruff: noqa: S608 - built of this module's own words
from commitments.access.audience import LADDER, Audience
from commitments.access.wall import AUDIENCES, IS_PROGRAM, READ_RESPONDENTS, RESPONDENTS
from commitments.history.database_objects import open_to_the_program, register
from commitments.rollups.models import NIL_REPLY, REPLY
from commitments.rollups.sql import SENT
from commitments.web.versions import Scope, reading

DEFINER = "LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS"

UNSEEN, LATE = "unseen", "late"
# Member States only, as the counts themselves: `unseen` are the answers of audiences that are not the reader's.
# The sums of folded rows are left out for whoever knows those of this version. plpgsql keeps the plan, which takes
# longer to make than to run.
_SUMMED = f"""
  SELECT {{folded}} AS folded, sum(n) FILTER (WHERE obligation_id IS NULL) AS replied,
         sum(n) FILTER (WHERE obligation_id IS NULL AND status = '{NIL_REPLY}') AS nil,
         sum(n) FILTER (WHERE obligation_id IS NOT NULL AND NOT ({IS_PROGRAM}) AND audience <> ALL ({AUDIENCES}))
             AS unseen
  FROM {{table}} WHERE cycle_id = of_cycle AND regional_group_id IS NOT NULL
"""
IN_ALL = f"""
DROP FUNCTION IF EXISTS rollups_in_all(bigint);
CREATE OR REPLACE FUNCTION rollups_in_all(of_cycle bigint, known bigint)
RETURNS TABLE (folded boolean, kind text, n bigint) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
#variable_conflict use_column
BEGIN RETURN QUERY
  SELECT s.folded, v.kind, v.n FROM (
    {_SUMMED.format(folded="true", table="commitments_rollup")}
      AND ({reading(Scope.FOLDED, "ARRAY[of_cycle]")}) IS DISTINCT FROM known
    UNION ALL
    {_SUMMED.format(folded="false", table="commitments_rollupdelta")}
  ) s, LATERAL (VALUES ('{REPLY}', s.replied - coalesce(s.nil, 0)), ('{NIL_REPLY}', s.nil), ('{UNSEEN}', s.unseen)
  ) v (kind, n) WHERE v.n <> 0
  UNION ALL
  SELECT false, '{LATE}', count(*)
  FROM commitments_submission s JOIN commitments_respondent r ON r.id = s.respondent_id
  WHERE s.cycle_id = of_cycle AND s.is_current AND s.is_late AND s.stage IN ({SENT})
    AND r.regional_group_id IS NOT NULL;
END $$;
"""


def _readable(audience: Audience) -> str:
    named = f" OR respondent_id = ANY ({READ_RESPONDENTS})" if audience is not Audience.OWN_STATE else ""
    reached = f"'{audience}' = ANY ({AUDIENCES}) OR respondent_id = ANY ({RESPONDENTS}){named}"
    return f"CASE WHEN {IS_PROGRAM} OR {reached} THEN {audience} ELSE 0 END"


READABLE = f"""
CREATE OR REPLACE FUNCTION rollups_readable(of_cycle bigint)
RETURNS TABLE (respondent_id bigint, answers integer) {DEFINER} $$
  SELECT * FROM (
    SELECT respondent_id, sum({" + ".join(_readable(audience) for audience in LADDER)})::int AS answers
    FROM commitments_rollupversion WHERE cycle_id = of_cycle GROUP BY respondent_id
  ) readable WHERE answers > 0
$$;
"""

register("rollups_50_reading", IN_ALL + READABLE)
open_to_the_program("rollups_in_all(bigint, bigint)")
open_to_the_program("rollups_readable(bigint)")
