"""What is new in a version: the paragraphs on which it says or cites something else than the one before it did.

It reads as whoever asks: this version behind the wall, the one before by the rule of earlier versions (shown.py).
"""

# ruff: noqa: S608 - built of this module's own words

from commitments.history.database_objects import open_to_the_program, register
from commitments.submissions.opening import NUMBER_BEFORE
from commitments.submissions.stages import Stage
from commitments.submissions.status import CONTENT, Status

SAYS = ", ".join(f"r.{name}" for name in CONTENT)
NUMBER_OF_LAST = NUMBER_BEFORE.format(row="this", thrown_away=Stage.THROWN_AWAY)
CHANGED = f"""
CREATE OR REPLACE FUNCTION paragraphs_changed_in(whole bigint) RETURNS bigint[]
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  WITH last AS (
    SELECT s.id FROM commitments_submission s JOIN commitments_submission this
      ON (s.cycle_id, s.respondent_id, s.number) = (this.cycle_id, this.respondent_id, {NUMBER_OF_LAST})
    WHERE this.id = whole),
  cites AS (SELECT c.report_id, array_agg(c.sha256 ORDER BY c.sha256) AS digests
    FROM commitments_citedrecord c WHERE c.submission_id = whole GROUP BY c.report_id),
  cited AS (SELECT c.report_id, array_agg(c.sha256 ORDER BY c.sha256) AS digests
    FROM last, cited_of_version(last.id) c GROUP BY c.report_id),
  says AS (SELECT r.obligation_id, ROW({SAYS}, cites.digests)::text AS words
    FROM commitments_obligationreport r LEFT JOIN cites ON cites.report_id = r.id
    WHERE r.submission_id = whole AND r.status <> '{Status.NOT_REPORTED}' AND r.withdrawn_at IS NULL),
  said AS (SELECT r.obligation_id, ROW({SAYS}, cited.digests)::text AS words
    FROM last, answers_of_version(last.id) r LEFT JOIN cited ON cited.report_id = r.id)
  SELECT array_agg(obligation_id ORDER BY obligation_id) FROM says FULL JOIN said USING (obligation_id)
  WHERE says.words IS DISTINCT FROM said.words
$$;
"""
register("submissions_3_new", CHANGED)
open_to_the_program("paragraphs_changed_in(bigint)")
