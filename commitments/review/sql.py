"""What the database holds of reading a reply: whose notes and questions are, what stays, what a move needs."""

# ruff: noqa: S608 - built of this module's own words

from commitments.access.permissions import Permission
from commitments.access.roles import DESIGNATED
from commitments.access.wall import HELD_TODAY, USER, own
from commitments.history.database_objects import BY_THE_INSTALLATION, TRIGGER, never_deleted, register
from commitments.history.versions import is_owned
from commitments.review.kinds import Outcome
from commitments.submissions.stages import NEVER_SENT, WORKING, Stage

IN_WORK, UNSENT = (", ".join(f"'{stage}'" for stage in stages) for stages in (WORKING, NEVER_SENT))
ANSWERING = ", ".join(f"'{r.code}'" for r in DESIGNATED if Permission.SUBMISSION_SUBMIT in r.permissions)
OPEN = "q.answered_at IS NULL AND q.taken_back_at IS NULL"
SAID = ("answer", "answered_by_id", "answered_as", "answered_at")
BACK = ("taken_back_by_id", "taken_back_at", "taken_back_reason")
DECIDED = ("outcome", "decided_by_id", "decided_at", "decided_reason")


def _array(names: tuple[str, ...]) -> str:
    return "ARRAY[" + ", ".join(f"'{name}'" for name in names) + "]"


# A note lies on an answer that was sent, and stays on it.
GUARD_FINDING = f"""
CREATE OR REPLACE FUNCTION review_guard_finding() {TRIGGER} $$
BEGIN
  IF is_maintenance() THEN RETURN NEW; END IF;
  IF TG_OP = 'UPDATE' AND NEW.report_id <> OLD.report_id THEN
    PERFORM submissions_refuse('finding_stays_on_its_answer', 'a note stays on its answer');
  END IF;
  SELECT s.id, s.respondent_id INTO NEW.submission_id, NEW.respondent_id
    FROM commitments_obligationreport r JOIN commitments_submission s ON s.id = r.submission_id
    WHERE r.id = NEW.report_id AND s.stage NOT IN ({UNSENT});
  IF NEW.submission_id IS NULL THEN
    PERFORM submissions_refuse('finding_is_on_what_was_sent', 'a note lies on an answer that was sent');
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER a_guard BEFORE INSERT OR UPDATE ON commitments_finding
  FOR EACH ROW EXECUTE FUNCTION review_guard_finding();
"""

# Asked of the version in force, once; answered once by the State's own people, or taken back by the secretariat.
GUARD_QUESTION = f"""
CREATE OR REPLACE FUNCTION review_guard_question() {TRIGGER} $$
DECLARE whole commitments_submission; is_own boolean;
BEGIN
  IF is_maintenance() OR is_lawful_removal() THEN RETURN NEW; END IF;
  SELECT * INTO whole FROM commitments_submission WHERE id = NEW.submission_id FOR UPDATE;
  is_own := {own("whole.respondent_id")};
  IF TG_OP = 'INSERT' THEN
    IF NOT whole.is_current OR whole.stage NOT IN ('{Stage.BEING_READ}', '{Stage.CLARIFICATION}')
       OR NEW.answered_at IS NOT NULL OR NEW.taken_back_at IS NOT NULL OR (is_own AND NOT {BY_THE_INSTALLATION}) THEN
      PERFORM submissions_refuse('question_is_asked_about_the_version_in_force',
        'the secretariat asks about the version in force while it is read');
    END IF;
    IF EXISTS (SELECT FROM unnest(NEW.obligation_ids) named WHERE NOT EXISTS (
        SELECT FROM commitments_obligation o JOIN commitments_cycleinstrument c ON c.instrument_id = o.instrument_id
        WHERE o.id = named AND c.cycle_id = whole.cycle_id)) THEN
      PERFORM submissions_refuse('question_names_what_the_cycle_asks', 'a question is on paragraphs of the cycle');
    END IF;
    NEW.cycle_id := whole.cycle_id;
    NEW.respondent_id := whole.respondent_id;
    NEW.number := 1 + coalesce((SELECT max(q.number) FROM commitments_clarificationrequest q
      WHERE (q.cycle_id, q.respondent_id) = (whole.cycle_id, whole.respondent_id)), 0);
    RETURN NEW;
  END IF;
  IF OLD.answered_at IS NOT NULL OR OLD.taken_back_at IS NOT NULL
     OR to_jsonb(NEW) - {_array((*SAID, *BACK))} <> to_jsonb(OLD) - {_array((*SAID, *BACK))} THEN
    PERFORM submissions_refuse('question_and_answer_stay_as_they_were', 'what was asked and answered does not change');
  END IF;
  IF NOT {BY_THE_INSTALLATION} AND (
      (NEW.answered_at IS NOT NULL AND NOT EXISTS (
        SELECT FROM commitments_designation d WHERE {HELD_TODAY} AND d.user_id = NEW.answered_by_id
          AND d.role IN ({ANSWERING}) AND d.respondent_id = whole.respondent_id))
      OR (NEW.taken_back_at IS NOT NULL AND (is_own OR NEW.taken_back_by_id IS DISTINCT FROM {USER}))) THEN
    PERFORM submissions_refuse('question_is_answered_by_its_state', 'its State answers, the secretariat takes it back');
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER a_guard BEFORE INSERT OR UPDATE ON commitments_clarificationrequest
  FOR EACH ROW EXECUTE FUNCTION review_guard_question();
"""

# A draft that was begun for the questions opens what is asked later as well, and closes nothing that was open.
FOLLOW = f"""
CREATE OR REPLACE FUNCTION review_open_paragraphs() {TRIGGER} $$
BEGIN
  IF is_lawful_removal() THEN RETURN NULL; END IF;
  UPDATE commitments_submission s SET
    opened_obligations = (SELECT array_agg(DISTINCT o ORDER BY o) FROM commitments_clarificationrequest q,
      unnest(q.obligation_ids) o WHERE q.submission_id = s.id AND {OPEN}),
    answers_due_on = (SELECT min(q.due_on) FROM commitments_clarificationrequest q
      WHERE q.submission_id = s.id AND {OPEN})
    WHERE s.id = NEW.submission_id;
  UPDATE commitments_submission s SET opened_obligations = (
      SELECT array_agg(DISTINCT o ORDER BY o) FROM unnest(s.opened_obligations || NEW.obligation_ids) o)
    WHERE (s.cycle_id, s.respondent_id) = (NEW.cycle_id, NEW.respondent_id) AND s.stage IN ({IN_WORK})
      AND s.opened_obligations IS NOT NULL AND NOT s.opened_obligations @> NEW.obligation_ids;
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER b_open_paragraphs AFTER INSERT OR UPDATE ON commitments_clarificationrequest
  FOR EACH ROW EXECUTE FUNCTION review_open_paragraphs();
"""

GUARD_CLOSING = f"""
CREATE OR REPLACE FUNCTION review_guard_closing() {TRIGGER} $$
BEGIN
  IF is_maintenance() OR is_lawful_removal() THEN RETURN NEW; END IF;
  SELECT s.respondent_id INTO NEW.respondent_id FROM commitments_submission s WHERE s.id = NEW.submission_id;
  IF (TG_OP = 'INSERT' AND (NEW.outcome <> '{Outcome.WAITING}' OR NEW.proposed_by_id IS DISTINCT FROM {USER})
      OR TG_OP = 'UPDATE' AND (
        OLD.outcome <> '{Outcome.WAITING}' OR NEW.decided_by_id IS DISTINCT FROM {USER}
        OR to_jsonb(NEW) - {_array(DECIDED)} <> to_jsonb(OLD) - {_array(DECIDED)}))
     AND NOT {BY_THE_INSTALLATION} THEN
    PERFORM submissions_refuse('closing_is_proposed_and_decided_by_those_who_act',
      'a closing is proposed by one who acts and decided once by one who acts');
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER a_guard BEFORE INSERT OR UPDATE ON commitments_closing
  FOR EACH ROW EXECUTE FUNCTION review_guard_closing();
"""

# The move and what it needs meet in one transaction.
GUARD_MOVES = f"""
CREATE OR REPLACE FUNCTION review_guard_moves() {TRIGGER} $$
DECLARE waits boolean;
BEGIN
  IF is_maintenance() THEN RETURN NEW; END IF;
  SELECT EXISTS (SELECT FROM commitments_clarificationrequest q WHERE q.submission_id = NEW.id AND {OPEN}) INTO waits;
  IF NEW.stage = '{Stage.CLARIFICATION}' AND NOT waits THEN
    PERFORM submissions_refuse('clarification_is_requested_by_a_question', 'nothing is asked');
  END IF;
  IF OLD.stage = '{Stage.CLARIFICATION}' AND NEW.stage = '{Stage.BEING_READ}' AND waits THEN
    PERFORM submissions_refuse('clarification_ends_with_the_last_question', 'a question waits for its answer');
  END IF;
  IF NEW.stage = '{Stage.CLOSED}' AND NOT EXISTS (
      SELECT FROM commitments_closing c JOIN commitments_closingevent e ON e.pgh_obj_id = c.id
      WHERE c.submission_id = NEW.id AND e.outcome = '{Outcome.APPROVED}' AND e.pgh_xid = pg_current_xact_id()) THEN
    PERFORM submissions_refuse('closing_takes_two_persons', 'a reply is closed by an approved proposal');
  END IF;
  IF NEW.stage = '{Stage.CLOSED}' AND EXISTS (SELECT FROM commitments_clarificationrequest q
      WHERE (q.cycle_id, q.respondent_id) = (NEW.cycle_id, NEW.respondent_id) AND {OPEN}) THEN
    PERFORM submissions_refuse('closing_leaves_no_question_open', 'a question waits for its answer');
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER c_reviewed BEFORE UPDATE OF stage ON commitments_submission
  FOR EACH ROW WHEN (NEW.stage <> OLD.stage) EXECUTE FUNCTION review_guard_moves();
"""

for table in ("finding", "clarificationrequest", "closing"):
    never_deleted(f"commitments_{table}")
    is_owned(f"commitments_{table}")
register("submissions_4_review", GUARD_FINDING + GUARD_QUESTION + FOLLOW + GUARD_CLOSING + GUARD_MOVES)
