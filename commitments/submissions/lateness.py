"""Until when a reply is not late: the cycle's deadline, or the day that its State was given; in the database.

Of a reply that the secretariat entered the day counts on which it came, not the moment at which it was typed.
"""

# ruff: noqa: S608 - no value of a person enters here: the words and columns are those of our own tables

from commitments.history.database_objects import TRIGGER, kept

END_OF_DAY = "((({day}) + 1)::timestamp - interval '1 microsecond') AT TIME ZONE {zone}"
"""SQL: the last instant of a day in a zone, as `ReportingCycle.end_of` says it."""

CAME = f"coalesce({END_OF_DAY.format(day='{row}.received_on', zone='c.time_zone')}, {{row}}.submitted_at)"
"""SQL: when a reply came: one that was entered on its day, however late it was typed."""
GIVEN = "greatest(c.hard_deadline_on, max(e.until_on))"
STANDING = (
    "LEFT JOIN commitments_deadlineextension e ON e.cycle_id = c.id AND e.respondent_id = {row}.respondent_id "
    "AND e.taken_back_at IS NULL"
)
# What was given is held until the sending ends: of a reply that is sent and its time that is taken back at the same
# moment, one comes first.
IS_LATE = f"""
CREATE OR REPLACE FUNCTION submissions_is_late(sent commitments_submission) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM FROM commitments_deadlineextension e
    WHERE (e.cycle_id, e.respondent_id) = (sent.cycle_id, sent.respondent_id) ORDER BY e.id FOR SHARE;
  RETURN (SELECT {CAME.format(row="sent")} > {END_OF_DAY.format(day=GIVEN, zone="c.time_zone")}
    FROM commitments_reportingcycle c {STANDING.format(row="sent")} WHERE c.id = sent.cycle_id GROUP BY c.id);
END $$;
"""

# A reply that is not late only because of it was sent under it: that is what its State relied on.
GUARD_TAKING_BACK = f"""
CREATE OR REPLACE FUNCTION submissions_guard_taking_back() {TRIGGER} $$
BEGIN
  IF is_maintenance() OR is_lawful_removal() THEN RETURN NEW; END IF;
  IF OLD.taken_back_at IS NOT NULL AND to_jsonb(NEW) <> to_jsonb(OLD) THEN
    PERFORM submissions_refuse('more_time_is_taken_back_once', 'this extension was taken back already');
  END IF;
  IF NEW.taken_back_at IS NOT NULL AND EXISTS (
      SELECT FROM commitments_submission s WHERE (s.cycle_id, s.respondent_id) = (NEW.cycle_id, NEW.respondent_id)
        AND s.submitted_at IS NOT NULL AND NOT s.is_late AND (
          SELECT {CAME.format(row="s")} > {END_OF_DAY.format(day=GIVEN, zone="c.time_zone")}
          FROM commitments_reportingcycle c {STANDING.format(row="NEW")} AND e.id <> NEW.id
          WHERE c.id = NEW.cycle_id GROUP BY c.id)) THEN
    PERFORM submissions_refuse('more_time_that_was_used_stays', 'the reply was sent under this extension');
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER b_taking_back BEFORE UPDATE ON commitments_deadlineextension
  FOR EACH ROW EXECUTE FUNCTION submissions_guard_taking_back();
"""

GUARD_EXTENSION = f"""
CREATE OR REPLACE FUNCTION submissions_guard_extension() {TRIGGER} $$
BEGIN
  IF NOT EXISTS (SELECT FROM commitments_askedrespondent a
                 WHERE a.cycle_id = NEW.cycle_id AND a.respondent_id = NEW.respondent_id) THEN
    PERFORM submissions_refuse('more_time_is_given_to_those_asked', 'the cycle does not ask this respondent');
  END IF;
  IF NEW.until_on <= (SELECT hard_deadline_on FROM commitments_reportingcycle WHERE id = NEW.cycle_id) THEN
    PERFORM submissions_refuse('more_time_ends_after_the_deadline', 'an extension ends after the deadline');
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER a_guard BEFORE INSERT ON commitments_deadlineextension
  FOR EACH ROW EXECUTE FUNCTION submissions_guard_extension();
"""

KEPT_EXTENSION = kept(
    "commitments_deadlineextension", "id", "public_id", "cycle_id", "respondent_id", "until_on", "reason", "created_at",
    "created_by_id", "request_id",
)  # fmt: skip
LATENESS = IS_LATE + GUARD_EXTENSION + GUARD_TAKING_BACK + KEPT_EXTENSION
