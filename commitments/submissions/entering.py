"""A reply that an officer enters for its State: who may write and move it, and what of it is his; in the database.

The table of moves is the same. While an officer enters it, he alone writes, another officer returns it or has it
received, and its State takes it over by one act, from which on it is a draft like any other. See docs/adr/0035.
"""

# ruff: noqa: S608 - no value of a person enters here: the words and columns are those of our own tables

from commitments.access.permissions import Permission
from commitments.access.roles import ChecksEntry, EntersReply
from commitments.access.wall import USER, own, secretariat_may
from commitments.history.database_objects import (
    BY_THE_INSTALLATION,
    NOBODY_ACTS,
    TRIGGER,
    kept,
    open_to_the_program,
    register,
)
from commitments.history.versions import is_owned
from commitments.submissions.stages import WORKING, Stage

STILL_WRITTEN = ", ".join(f"'{stage}'" for stage in WORKING)
MAY_ENTER = secretariat_may(Permission.REPLY_ENTER)

# Asked with the designations, before anybody acts (access/given.py): whose reply, and numbers of paragraphs.
REPLIES_ENTERED = f"""
CREATE OR REPLACE FUNCTION replies_entered(designation bigint) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT coalesce(jsonb_agg(jsonb_build_object(
    'role', CASE WHEN s.entered_by_id = d.user_id THEN '{EntersReply.code}' ELSE '{ChecksEntry.code}' END,
    'respondent', s.respondent_id, 'cycle', s.cycle_id, 'obligations', (
      SELECT coalesce(jsonb_agg(o.id ORDER BY o.id), '[]') FROM commitments_obligation o
      JOIN commitments_cycleinstrument i ON i.instrument_id = o.instrument_id AND i.cycle_id = s.cycle_id)
    ) ORDER BY s.id), '[]')
  FROM commitments_designation d
  JOIN commitments_submission s ON s.entered_by_id IS NOT NULL AND s.stage IN ({STILL_WRITTEN})
  WHERE d.id = designation AND (s.entered_by_id = d.user_id OR s.stage = '{Stage.CLEARANCE}')
$$;
"""
# Its submission is the officer's own entry, and the file is what it was when it came.
SOURCE = f"""
CREATE OR REPLACE FUNCTION submissions_guard_source() {TRIGGER} $$
BEGIN
  IF NOT ({BY_THE_INSTALLATION} OR EXISTS (
      SELECT FROM commitments_submission s WHERE s.id = NEW.submission_id AND s.entered_by_id = {USER}
        AND s.respondent_id = NEW.respondent_id AND s.stage = '{Stage.DRAFT}')) THEN
    PERFORM submissions_refuse('source_is_of_an_entry_of_its_officer', 'no entry of this officer');
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER a_guard BEFORE INSERT ON commitments_sourcedocument
  FOR EACH ROW EXECUTE FUNCTION submissions_guard_source();
"""
SOURCE_COLUMNS = (
    "id", "public_id", "submission_id", "respondent_id", "file_name", "sha256", "size", "content_type", "path",
    "created_at", "created_by_id", "removed_at",
)  # fmt: skip
register("submissions_0_entered", REPLIES_ENTERED)
register("submissions_2_source", SOURCE + kept("commitments_sourcedocument", *SOURCE_COLUMNS))
is_owned("commitments_sourcedocument")
open_to_the_program("replies_entered(bigint)")

IS_ENTERED = f"(OLD.entered_by_id IS NOT NULL AND NEW.entered_by_id IS NOT NULL AND OLD.stage IN ({STILL_WRITTEN}))"
"""SQL, in the trigger of a submission: an officer enters it, and its State does not take it over now."""
ENTRY_MOVER_MAY = f"""({MAY_ENTER} AND CASE (OLD.stage || ' ' || NEW.stage)
    WHEN '{Stage.DRAFT} {Stage.CLEARANCE}' THEN OLD.entered_by_id = {USER}
    WHEN '{Stage.CLEARANCE} {Stage.DRAFT}' THEN true
    WHEN '{Stage.CLEARANCE} {Stage.RECEIVED}' THEN OLD.entered_by_id <> {USER}
    ELSE false END)"""
"""SQL: this officer makes this move of an entry; what he typed himself another one has received."""
IS_HIS_TO_WRITE = f"({IS_ENTERED} AND {MAY_ENTER} AND (OLD.stage <> '{Stage.DRAFT}' OR OLD.entered_by_id = {USER}))"
"""SQL: the officer writes in it: he who types it while it is a draft, then whoever checks it."""
ONLY_THE_OFFICERS = f"""
  IF pg_trigger_depth() < 2 AND {IS_ENTERED}
     AND ({BY_THE_INSTALLATION} OR {NOBODY_ACTS} OR {IS_HIS_TO_WRITE}) IS NOT TRUE THEN
    PERFORM submissions_refuse('entry_is_written_by_the_officers_who_hold_it', 'an officer enters this reply');
  END IF;
"""

GUARD_ENTRY = f"""
CREATE OR REPLACE FUNCTION submissions_guard_new_entry(begun commitments_submission) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  IF begun.entered_by_id IS NULL OR {BY_THE_INSTALLATION} THEN RETURN; END IF;
  IF begun.entered_by_id <> {USER} OR NOT {MAY_ENTER} THEN
    PERFORM submissions_refuse('entry_is_begun_by_an_officer_in_his_own_name', 'no officer begins this entry');
  END IF;
  IF NOT EXISTS (SELECT FROM commitments_askedrespondent a JOIN commitments_reportingcycle c ON c.id = a.cycle_id
                 WHERE (a.cycle_id, a.respondent_id) = (begun.cycle_id, begun.respondent_id) AND c.closed_at IS NULL)
  THEN
    PERFORM submissions_refuse('entry_is_of_a_respondent_asked_in_an_open_cycle', 'not asked, or the cycle is closed');
  END IF;
END $$;

CREATE OR REPLACE FUNCTION submissions_guard_entry(before commitments_submission, after commitments_submission)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF {BY_THE_INSTALLATION} THEN RETURN; END IF;
  IF (after.entered_by_id, after.entered_from, after.received_on)
     IS DISTINCT FROM (before.entered_by_id, before.entered_from, before.received_on)
     AND (after.entered_by_id IS NOT NULL OR before.stage NOT IN ({STILL_WRITTEN})
          OR ({own("before.respondent_id")}) IS NOT TRUE) THEN
    PERFORM submissions_refuse('entry_is_taken_over_by_its_state', 'only its State takes an entry over');
  END IF;
  IF (after.confirmed_at, after.confirmed_by_id) IS DISTINCT FROM (before.confirmed_at, before.confirmed_by_id)
     AND (before.confirmed_at IS NOT NULL OR after.confirmed_by_id <> {USER}
          OR ({own("before.respondent_id")}) IS NOT TRUE) THEN
    PERFORM submissions_refuse('entry_is_confirmed_by_its_state_once', 'only its State confirms an entry');
  END IF;
END $$;

CREATE OR REPLACE FUNCTION submissions_guard_typist(whole_id bigint, entered_by bigint) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  IF entered_by <> {USER} AND NOT ({BY_THE_INSTALLATION} OR is_lawful_removal()) THEN
    PERFORM submissions_refuse('entry_is_typed_by_the_officer_who_enters_it',
      format('submission %s is entered by an officer, and nobody else writes its answers', whole_id));
  END IF;
END $$;
"""
