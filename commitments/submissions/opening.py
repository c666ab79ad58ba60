"""Where the secretariat asked about some paragraphs, a new version changes these and no other: in the database."""

# ruff: noqa: S608 - no value of a person enters here: the words and columns are those of our own tables

from commitments.history.database_objects import TRIGGER
from commitments.submissions.stages import Stage

UNOPENED = "whole.opened_obligations IS NOT NULL AND {row}.obligation_id <> ALL (whole.opened_obligations)"
"""SQL: the paragraph is not among those that the secretariat asked about when this version was begun."""
NUMBER_BEFORE = (
    "(SELECT max(e.number) FROM commitments_submission e WHERE e.stage <> '{thrown_away}' AND e.number < {row}.number "
    "AND (e.cycle_id, e.respondent_id) = ({row}.cycle_id, {row}.respondent_id))"
)
"""SQL: the number of the version from which `row` was begun; a draft that was thrown away is none."""
NUMBER_BEFORE_IT = NUMBER_BEFORE.format(row="whole", thrown_away=Stage.THROWN_AWAY)
BEFORE = (
    "commitments_obligationreport b JOIN commitments_submission s ON s.id = b.submission_id WHERE "
    f"(s.cycle_id, s.respondent_id, s.number) = (whole.cycle_id, whole.respondent_id, {NUMBER_BEFORE_IT})"
)
"""SQL: the answers `b` of the version before `whole`."""
ONLY_OPENED = """
CREATE OR REPLACE FUNCTION submissions_refuse_unopened(whole_id bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM submissions_refuse('only_what_was_asked_about_changes',
    format('submission %s was begun for the paragraphs that the secretariat asked about', whole_id));
END $$;
"""

GUARD_EVIDENCE_LINK = f"""
CREATE OR REPLACE FUNCTION submissions_guard_evidence_link() {TRIGGER} $$
DECLARE link commitments_evidenceofreport; report commitments_obligationreport; whole commitments_submission;
  owner_id bigint;
BEGIN
  IF TG_OP = 'DELETE' THEN link := OLD; ELSE link := NEW; END IF;
  SELECT * INTO report FROM commitments_obligationreport WHERE id = link.report_id;
  SELECT * INTO whole FROM commitments_submission WHERE id = report.submission_id FOR SHARE;
  IF NOT is_maintenance() AND (TG_OP = 'UPDATE' OR whole.stage <> '{Stage.DRAFT}') THEN
    PERFORM submissions_refuse('evidence_of_an_answer_is_frozen_with_it',
      'the evidence of an answer changes in a draft only, by attaching and detaching');
  END IF;
  PERFORM submissions_guard_typist(whole.id, whole.entered_by_id);
  IF NOT is_maintenance() AND {UNOPENED.format(row="report")} AND (TG_OP = 'DELETE' OR NOT EXISTS (
      SELECT FROM {BEFORE} AND b.obligation_id = report.obligation_id AND EXISTS (
        SELECT FROM commitments_evidenceofreport e WHERE e.report_id = b.id AND e.evidence_id = NEW.evidence_id)
  )) THEN
    PERFORM submissions_refuse_unopened(whole.id);
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  SELECT respondent_id INTO owner_id FROM commitments_evidence WHERE id = NEW.evidence_id;
  IF owner_id IS DISTINCT FROM report.respondent_id THEN
    PERFORM submissions_refuse('evidence_of_an_answer_is_its_respondents', 'evidence of another respondent');
  END IF;
  NEW.respondent_id := report.respondent_id;
  RETURN NEW;
END $$;
"""
