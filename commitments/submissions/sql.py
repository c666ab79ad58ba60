"""What was submitted never changes: the triggers that hold design.md rule 6 against everybody but maintenance.

Services say the same in words a person reads; these hold it against a forgotten check and SQL by hand.
"""

# ruff: noqa: S608 - no value of a person enters here: the words and columns are those of our own tables

from commitments.access.wall import own
from commitments.history.database_objects import BY_THE_INSTALLATION, NOBODY_ACTS, TRIGGER, kept, register
from commitments.submissions.copied import GUARD_CARRIED, GUARD_CITED
from commitments.submissions.entering import GUARD_ENTRY, IS_HIS_TO_WRITE, ONLY_THE_OFFICERS
from commitments.submissions.lateness import LATENESS
from commitments.submissions.models.cited import CitedRecord
from commitments.submissions.models.report import ObligationReport
from commitments.submissions.moving import FOLLOWS_QUESTIONS, GUARD_MOVE, MOVE_LIST, MOVER_MAY
from commitments.submissions.opening import BEFORE, GUARD_EVIDENCE_LINK, NUMBER_BEFORE, ONLY_OPENED, UNOPENED
from commitments.submissions.stages import READ_ALREADY, SUBMITTED, WORKING, Stage
from commitments.submissions.status import CONTENT, REQUIRED_FIELDS, SAYS_AS_WHOM, Status

COVER = (
    "period_from", "period_until", "submitting_authority", "contact_name", "contact_email", "contact_details",
    "original_language", "is_provisional",
)  # fmt: skip
TRANSMISSION = ("transmitting_note", "transmitting_note_on", "is_nil")
SENDING = (
    "submitted_at", "submitted_by_id", "submitted_as", "content_sha256", "is_late", "cleared_at", "cleared_by_id",
)  # fmt: skip
IDENTITY = ("id", "public_id", "cycle_id", "respondent_id", "number", "created_at", "created_by_id", "request_id")
REPORT_PLACE = ("id", "public_id", "submission_id", "obligation_id", "cycle_id", "respondent_id")
BESIDE_THE_ANSWER = (
    "audience", "use_in_report", "withdrawn_at", "withdrawn_by_id", "withdrawn_reason", "version", "shown_to",
)  # fmt: skip
# A column that is added later is frozen until somebody names it here.
CITED = tuple(str(f.column) for f in CitedRecord._meta.concrete_fields if f.column != "open_to")
"""Nobody changes these; `open_to` a trigger alone, for it follows what is cited (shown.py)."""
FROZEN = tuple(str(f.column) for f in ObligationReport._meta.concrete_fields if f.column not in BESIDE_THE_ANSWER)


def _words(values: object) -> str:
    return ", ".join(f"'{value}'" for value in values)  # type: ignore[attr-defined]


def _row(prefix: str, columns: tuple[str, ...]) -> str:
    return "(" + ", ".join(f"{prefix}.{column}" for column in columns) + ")"


def _differ(columns: tuple[str, ...]) -> str:
    return f"{_row('NEW', columns)} IS DISTINCT FROM {_row('OLD', columns)}"


INCOMPLETE = " OR ".join(
    f"(r.status = '{status}' AND (" + " OR ".join(f"coalesce(r.{name}::text, '') = ''" for name in names) + "))"
    for status, names in REQUIRED_FIELDS.items()
)
UNSAID = f"(r.status IN ({_words(sorted(SAYS_AS_WHOM))}) AND o.answers_as <> '{{}}' AND r.answers_as = '')"
UNCONFIRMED = f"(r.carried_from_id IS NOT NULL AND r.confirmed_at IS NULL AND r.status <> '{Status.NOT_REPORTED}')"
NUMBER_BEFORE_NEW = NUMBER_BEFORE.format(row="NEW", thrown_away=Stage.THROWN_AWAY)

REFUSE = """
CREATE OR REPLACE FUNCTION submissions_refuse(promise text, words text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%', words USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = promise;
END $$;
"""

KEEP = f"""
CREATE OR REPLACE FUNCTION submissions_keep() {TRIGGER} $$
BEGIN
  IF NOT is_maintenance() AND (TG_OP = 'DELETE' OR NOT is_lawful_removal()) THEN
    PERFORM submissions_refuse('submissions_are_never_deleted',
      format('%s of %s refused: what belongs to a submission stays', lower(TG_OP), TG_TABLE_NAME));
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;
"""

GUARD_SUBMISSION = f"""
CREATE OR REPLACE FUNCTION submissions_guard_submission() {TRIGGER} $$
BEGIN
  IF is_maintenance() OR is_lawful_removal() THEN RETURN NEW; END IF;
  IF TG_OP = 'INSERT' THEN
    IF NEW.stage <> '{Stage.DRAFT}' OR NEW.submitted_at IS NOT NULL THEN
      PERFORM submissions_refuse('submission_begins_as_a_draft', 'a submission begins as a draft');
    END IF;
    NEW.answers_due_on := NULL;
    NEW.opened_obligations := (SELECT s.opened_obligations FROM commitments_submission s
      WHERE (s.cycle_id, s.respondent_id, s.number) = (NEW.cycle_id, NEW.respondent_id, {NUMBER_BEFORE_NEW})
        AND s.stage = '{Stage.CLARIFICATION}');
    PERFORM submissions_guard_new_entry(NEW);
    RETURN NEW;
  END IF;
  IF {_differ(IDENTITY)} THEN
    PERFORM submissions_refuse('submission_stays_whose_it_is',
      'cycle, respondent and number of a submission never change');
  END IF;
  IF NEW.stage <> OLD.stage AND (OLD.stage, NEW.stage) NOT IN (VALUES {MOVE_LIST}) THEN
    PERFORM submissions_refuse('submission_moves_along_the_table',
      format('no move leads from %s to %s', OLD.stage, NEW.stage));
  END IF;
  PERFORM submissions_guard_entry(OLD, NEW);{ONLY_THE_OFFICERS}
  IF NEW.stage <> OLD.stage AND NOT ({BY_THE_INSTALLATION} OR {MOVER_MAY}) THEN
    PERFORM submissions_refuse('submission_is_moved_by_those_who_may',
      format('the move from %s to %s is not the mover''s', OLD.stage, NEW.stage));
  END IF;
  IF pg_trigger_depth() < 2 AND {_differ(FOLLOWS_QUESTIONS)} AND NOT {BY_THE_INSTALLATION} THEN
    PERFORM submissions_refuse('submission_opens_what_is_asked_about', 'what is open follows the questions');
  END IF;
  IF pg_trigger_depth() < 2
     AND ({BY_THE_INSTALLATION} OR {NOBODY_ACTS} OR {own("NEW.respondent_id")} OR {IS_HIS_TO_WRITE}) IS NOT TRUE
     AND to_jsonb(NEW) - 'stage' <> to_jsonb(OLD) - 'stage' THEN
    PERFORM submissions_refuse('secretariat_moves_a_reply_and_writes_nothing_in_it',
      'only its State writes in a submission');
  END IF;
  IF NEW.stage = '{Stage.THROWN_AWAY}' AND OLD.stage <> NEW.stage AND {NUMBER_BEFORE_NEW} IS NULL THEN
    PERFORM submissions_refuse('first_draft_is_not_thrown_away', 'no version stands before this draft');
  END IF;
  IF OLD.stage <> '{Stage.DRAFT}' AND {_differ(COVER)} THEN
    PERFORM submissions_refuse('submission_cover_is_frozen',
      format('the cover of submission %s cannot change after the draft', OLD.id));
  END IF;
  IF OLD.stage NOT IN ({_words(WORKING)}) AND ({_differ(TRANSMISSION)} OR {_differ(SENDING)}) THEN
    PERFORM submissions_refuse('submission_sent_never_changes',
      format('submission %s was sent and never changes', OLD.id));
  END IF;
  IF NEW.stage IN ({_words(WORKING)}) AND NEW.submitted_at IS NOT NULL THEN
    PERFORM submissions_refuse('submission_sent_never_changes', 'a working version was not sent');
  END IF;
  IF OLD.stage IN ({_words(WORKING)}) AND NEW.stage = '{Stage.BEING_READ}' AND NOT EXISTS (
      SELECT FROM commitments_submission s WHERE (s.cycle_id, s.respondent_id) = (NEW.cycle_id, NEW.respondent_id)
        AND s.number = {NUMBER_BEFORE_NEW} AND s.stage IN ({_words(READ_ALREADY)})) THEN
    PERFORM submissions_refuse('new_version_is_read_on_where_the_last_one_was', 'the version before is not being read');
  END IF;
  IF OLD.stage IN ({_words(WORKING)}) AND NEW.stage IN ({_words(SUBMITTED)}) THEN
    NEW.is_late := submissions_is_late(NEW);
    PERFORM submissions_check_sending(NEW, OLD.stage);
  END IF;
  RETURN NEW;
END $$;
"""

CHECK_SENDING = f"""
CREATE OR REPLACE FUNCTION submissions_check_sending(sent commitments_submission, before text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE answered boolean; incomplete boolean; unsaid boolean; unconfirmed boolean;
BEGIN
  IF before = '{Stage.DRAFT}' AND EXISTS (SELECT FROM commitments_replysetting r
      WHERE r.respondent_id = sent.respondent_id AND r.clears_always FOR SHARE) THEN
    PERFORM submissions_refuse('submission_is_cleared_where_its_state_settled_so',
      'its State has settled that a second person clears every version');
  END IF;
  IF before = '{Stage.CLEARANCE}' AND sent.cleared_at IS NULL THEN
    PERFORM submissions_refuse('submission_in_clearance_is_released_first',
      'a submission in clearance is released before it is sent');
  END IF;
  SELECT coalesce(bool_or(r.status <> '{Status.NOT_REPORTED}'), false), coalesce(bool_or({INCOMPLETE}), false),
         coalesce(bool_or({UNSAID}), false), coalesce(bool_or({UNCONFIRMED}), false)
    INTO answered, incomplete, unsaid, unconfirmed
    FROM commitments_obligationreport r JOIN commitments_obligation o ON o.id = r.obligation_id
    WHERE r.submission_id = sent.id AND r.withdrawn_at IS NULL;
  IF sent.is_nil = answered THEN
    PERFORM submissions_refuse('submission_sent_has_an_answer_or_is_nil',
      'a submission is sent with an answered paragraph, or as a nil reply');
  END IF;
  IF incomplete THEN
    PERFORM submissions_refuse('submission_sent_has_what_each_status_needs',
      'an answer lacks a date or a reason that its status needs');
  END IF;
  IF unconfirmed THEN
    PERFORM submissions_refuse('submission_sent_holds_nothing_unconfirmed',
      'an answer was carried over and nobody has confirmed it');
  END IF;
  IF unsaid THEN
    PERFORM submissions_refuse('submission_sent_says_as_whom',
      'an answer on giving and receiving does not say as whom the State answers');
  END IF;
END $$;
"""

# FOR SHARE: writers of answers do not wait for each other, sending waits for them and they for it.
GUARD_REPORT = f"""
CREATE OR REPLACE FUNCTION submissions_guard_report() {TRIGGER} $$
DECLARE whole commitments_submission;
BEGIN
  IF TG_OP = 'UPDATE' AND NOT is_maintenance() THEN
    PERFORM submissions_refuse('report_stays_where_it_is', 'an answer stays with its submission and its paragraph');
  END IF;
  SELECT * INTO whole FROM commitments_submission WHERE id = NEW.submission_id FOR SHARE;
  NEW.cycle_id := whole.cycle_id;
  NEW.respondent_id := whole.respondent_id;
  IF NOT is_maintenance() THEN
    PERFORM submissions_check_draft(whole.id, whole.stage);
    PERFORM submissions_guard_typist(whole.id, whole.entered_by_id);
    IF {UNOPENED.format(row="NEW")} AND NOT EXISTS (
      SELECT FROM {BEFORE} AND b.obligation_id = NEW.obligation_id
        AND {_row("b", CONTENT)} IS NOT DISTINCT FROM {_row("NEW", CONTENT)}
    ) THEN
      PERFORM submissions_refuse_unopened(whole.id);
    END IF;
  END IF;
  RETURN NEW;
END $$;
"""

# Once a statement, for all its answers together: a look at each row by itself cost more than the change.
GUARD_CONTENT = f"""
CREATE OR REPLACE FUNCTION submissions_check_draft(whole_id bigint, stage text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF stage <> '{Stage.DRAFT}' AND NOT is_lawful_removal() THEN
    PERFORM submissions_refuse('answers_change_in_a_draft_only',
      format('submission %s is in stage %s; its answers cannot change', whole_id, stage));
  END IF;
END $$;

CREATE OR REPLACE FUNCTION submissions_guard_content() {TRIGGER} $$
DECLARE touched bigint[];
BEGIN
  IF is_maintenance() THEN RETURN NULL; END IF;
  SELECT array_agg(DISTINCT o.submission_id) INTO touched FROM old_rows o JOIN new_rows n USING (id)
    WHERE {_row("o", FROZEN)} IS DISTINCT FROM {_row("n", FROZEN)};
  IF touched IS NOT NULL THEN
    PERFORM submissions_check_draft(held.id, held.stage), submissions_guard_typist(held.id, held.entered_by_id) FROM (
      SELECT id, stage, entered_by_id FROM commitments_submission WHERE id = ANY (touched) ORDER BY id FOR SHARE
    ) held;
    PERFORM submissions_refuse_unopened(whole.id)
      FROM old_rows o JOIN new_rows n USING (id) JOIN commitments_submission whole ON whole.id = o.submission_id
      WHERE {UNOPENED.format(row="o")} AND NOT is_lawful_removal()
        AND {_row("o", FROZEN)} IS DISTINCT FROM {_row("n", FROZEN)};
  END IF;
  RETURN NULL;
END $$;
"""

ATTACH = f"""
CREATE OR REPLACE TRIGGER a_guard BEFORE INSERT ON commitments_stagemove
  FOR EACH ROW EXECUTE FUNCTION submissions_guard_move();
CREATE OR REPLACE TRIGGER a_guard BEFORE INSERT OR UPDATE ON commitments_submission
  FOR EACH ROW EXECUTE FUNCTION submissions_guard_submission();
CREATE OR REPLACE TRIGGER a_guard BEFORE INSERT ON commitments_obligationreport
  FOR EACH ROW EXECUTE FUNCTION submissions_guard_report();
CREATE OR REPLACE TRIGGER a_guard_place BEFORE UPDATE ON commitments_obligationreport
  FOR EACH ROW WHEN ({_differ(REPORT_PLACE)}) EXECUTE FUNCTION submissions_guard_report();
CREATE OR REPLACE TRIGGER a_guarded_carrying BEFORE INSERT OR UPDATE OF carried_from_id ON commitments_obligationreport
  FOR EACH ROW WHEN (NEW.carried_from_id IS NOT NULL) EXECUTE FUNCTION submissions_guard_carried();
CREATE OR REPLACE TRIGGER a_guard_content AFTER UPDATE ON commitments_obligationreport
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION submissions_guard_content();
CREATE OR REPLACE TRIGGER a_guard BEFORE INSERT OR UPDATE OR DELETE ON commitments_evidenceofreport
  FOR EACH ROW EXECUTE FUNCTION submissions_guard_evidence_link();
CREATE OR REPLACE TRIGGER a_guard BEFORE INSERT ON commitments_citedrecord
  FOR EACH ROW EXECUTE FUNCTION submissions_guard_cited();
DROP TRIGGER IF EXISTS b_sent ON commitments_citedrecord;
CREATE CONSTRAINT TRIGGER b_sent AFTER INSERT ON commitments_citedrecord
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION submissions_check_cited();
CREATE OR REPLACE TRIGGER a_keep BEFORE DELETE ON commitments_submission
  FOR EACH ROW EXECUTE FUNCTION submissions_keep();
CREATE OR REPLACE TRIGGER a_keep BEFORE DELETE ON commitments_obligationreport
  FOR EACH ROW EXECUTE FUNCTION submissions_keep();
CREATE OR REPLACE TRIGGER a_keep BEFORE DELETE ON commitments_citedrecord
  FOR EACH ROW EXECUTE FUNCTION submissions_keep();
CREATE OR REPLACE TRIGGER a_keep_as_it_was BEFORE UPDATE ON commitments_citedrecord
  FOR EACH ROW WHEN (pg_trigger_depth() = 0 OR {_differ(CITED)}) EXECUTE FUNCTION submissions_keep();
CREATE OR REPLACE TRIGGER a_keep BEFORE UPDATE OR DELETE ON commitments_stagemove
  FOR EACH ROW EXECUTE FUNCTION submissions_keep();
CREATE OR REPLACE TRIGGER a_keep BEFORE DELETE ON commitments_reportingcycle
  FOR EACH ROW EXECUTE FUNCTION submissions_keep();
"""

register(
    "submissions_1_promises",
    REFUSE + GUARD_ENTRY + ONLY_OPENED + KEEP + CHECK_SENDING + GUARD_SUBMISSION + GUARD_CONTENT + GUARD_REPORT
    + GUARD_CARRIED + GUARD_EVIDENCE_LINK + GUARD_CITED + GUARD_MOVE + ATTACH + LATENESS
    + kept("commitments_askedrespondent", "id", "cycle_id", "respondent_id")
    + kept("commitments_cycleinstrument", "id", "cycle_id", "instrument_id")
    + kept("commitments_replysetting", "id", "respondent_id"),
)  # fmt: skip
