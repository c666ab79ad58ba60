"""What a reply takes from elsewhere is its respondent's: answers carried over, records cited; in the database."""

# ruff: noqa: S608 - no value of a person enters here: the words and columns are those of our own tables

from commitments.history.database_objects import TRIGGER
from commitments.submissions.stages import NEVER_SENT, WORKING

STILL_WRITTEN = ", ".join(f"'{stage}'" for stage in WORKING)
NOT_SENT = ", ".join(f"'{stage}'" for stage in NEVER_SENT)

GUARD_CARRIED = f"""
CREATE OR REPLACE FUNCTION submissions_guard_carried() {TRIGGER} $$
BEGIN
  IF NOT EXISTS (SELECT FROM commitments_obligationreport r
                 WHERE r.id = NEW.carried_from_id AND r.respondent_id = NEW.respondent_id) THEN
    PERFORM submissions_refuse('answers_are_carried_from_their_respondents', 'an answer of another respondent');
  END IF;
  RETURN NEW;
END $$;
"""

GUARD_CITED = f"""
CREATE OR REPLACE FUNCTION submissions_guard_cited() {TRIGGER} $$
DECLARE stage_now text; owner_id bigint;
BEGIN
  SELECT s.stage, s.respondent_id INTO stage_now, owner_id FROM commitments_submission s
    JOIN commitments_obligationreport r ON r.submission_id = s.id
    WHERE s.id = NEW.submission_id AND r.id = NEW.report_id;
  IF owner_id IS NULL THEN
    PERFORM submissions_refuse('cited_records_belong_to_their_answer', 'the answer belongs to another submission');
  END IF;
  NEW.respondent_id := owner_id;
  IF NOT is_maintenance() AND stage_now NOT IN ({STILL_WRITTEN}) THEN
    PERFORM submissions_refuse('cited_records_are_frozen_while_sending', 'a sent submission cites nothing new');
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION submissions_check_cited() {TRIGGER} $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM commitments_submission
                 WHERE id = NEW.submission_id AND stage NOT IN ({NOT_SENT})) THEN
    PERFORM submissions_refuse('cited_records_are_frozen_while_sending',
      'records are frozen only in the transaction that sends their submission');
  END IF;
  RETURN NULL;
END $$;
"""
