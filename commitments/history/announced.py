"""What may be announced: only what history shows of this very transaction, as whoever acts in it.

A row of the outbox reaches other people. The program's role may add one, so the database itself looks:
the actor is the one of the transaction, and the subject changed in it in the way the name says.
"""

from typing import NamedTuple

from commitments.history.database_objects import BY_THE_INSTALLATION, TRIGGER, register
from commitments.history.event_names import EventName


class Told(NamedTuple):
    """Of which table's records a name is said, and what their history must show of the transaction (SQL)."""

    tables: tuple[str, ...]
    shows: str


NEW = "e.pgh_label = 'insert'"
CHANGED = "true"
GONE, BACK = "e.withdrawn_at IS NOT NULL", "e.withdrawn_at IS NULL"
RECORDS = ("commitments_implementationaction", "commitments_evidence", "commitments_obligationreport")

# The program's own work (loading a text, a demonstration) is not asked: it has no names here.
BY_PEOPLE: dict[EventName, Told] = {
    EventName.CYCLE_OPENED: Told(("commitments_reportingcycle",), NEW),
    EventName.DEADLINE_EXTENDED: Told(("commitments_deadlineextension",), NEW),
    EventName.EXTENSION_TAKEN_BACK: Told(("commitments_deadlineextension",), "e.taken_back_at IS NOT NULL"),
    EventName.SUBMISSION_RECEIVED: Told(
        ("commitments_submission",), "e.stage IN ('received', 'being_read') AND e.submitted_at IS NOT NULL"
    ),
    EventName.SUBMISSION_SENT_TO_CLEARANCE: Told(("commitments_submission",), "e.stage = 'clearance'"),
    EventName.SUBMISSION_RELEASED: Told(("commitments_submission",), "e.cleared_at IS NOT NULL"),
    EventName.SUBMISSION_RETURNED: Told(("commitments_submission",), "e.stage = 'draft'"),
    EventName.SUBMISSION_RECALLED: Told(("commitments_submission",), "e.stage = 'recalled'"),
    EventName.SUBMISSION_THROWN_AWAY: Told(("commitments_submission",), "e.stage = 'thrown_away'"),
    EventName.REPLY_ENTRY_BEGUN: Told(("commitments_submission",), "e.entered_by_id IS NOT NULL"),
    EventName.REPLY_ENTRY_TAKEN_OVER: Told(("commitments_submission",), "e.entered_by_id IS NULL"),
    EventName.REPLY_ENTRY_CONFIRMED: Told(("commitments_submission",), "e.confirmed_at IS NOT NULL"),
    EventName.READING_BEGUN: Told(("commitments_submission",), "e.stage = 'being_read'"),
    EventName.CLARIFICATION_REQUESTED: Told(("commitments_clarificationrequest",), NEW),
    EventName.CLARIFICATION_ANSWERED: Told(("commitments_clarificationrequest",), "e.answered_at IS NOT NULL"),
    EventName.CLARIFICATION_TAKEN_BACK: Told(("commitments_clarificationrequest",), "e.taken_back_at IS NOT NULL"),
    EventName.CLOSING_PROPOSED: Told(("commitments_closing",), NEW),
    EventName.CLOSING_DECLINED: Told(("commitments_closing",), "e.outcome = 'declined'"),
    EventName.SUBMISSION_CLOSED: Told(("commitments_submission",), "e.stage = 'closed'"),
    EventName.SUBMISSION_REOPENED: Told(("commitments_submission",), "e.stage = 'being_read'"),
    EventName.PROPOSAL_SENT: Told(("commitments_proposal",), "e.sent_at IS NOT NULL"),
    EventName.ASSISTANCE_REQUESTED: Told(("commitments_assistancerequest",), "e.sent_at IS NOT NULL"),
    EventName.ASSISTANCE_OFFERED: Told(("commitments_assistanceoffer",), "e.sent_at IS NOT NULL"),
    EventName.ASSISTANCE_PAIRED: Told(("commitments_pairing",), NEW),
    EventName.ACTION_RECORDED: Told(("commitments_implementationaction",), NEW),
    EventName.ACTION_WITHDRAWN: Told(("commitments_implementationaction",), GONE),
    EventName.ACTION_RESTORED: Told(("commitments_implementationaction",), BACK),
    EventName.FIGURES_RECORDED: Told(("commitments_reportedfigure",), NEW),
    EventName.EVIDENCE_RECORDED: Told(("commitments_evidence",), NEW),
    EventName.EVIDENCE_WITHDRAWN: Told(("commitments_evidence",), GONE),
    EventName.EVIDENCE_RESTORED: Told(("commitments_evidence",), BACK),
    EventName.DESIGNATION_RECORDED: Told(("commitments_designation",), NEW),
    EventName.DESIGNATION_ENDED: Told(("commitments_designation",), "e.until_on IS NOT NULL"),
    EventName.SECOND_FACTOR_REMOVED: Told(("commitments_secondfactorremoval",), NEW),
    EventName.ORGANIZATION_IDENTITY_UNTIED: Told(("commitments_organizationidentity",), "e.untied_at IS NOT NULL"),
    EventName.REMOVAL_ASKED: Told(("commitments_removal",), NEW),
    EventName.REMOVAL_CONFIRMED: Told(("commitments_removal",), "e.outcome = 'confirmed'"),
    EventName.REMOVAL_DECLINED: Told(("commitments_removal",), "e.outcome = 'declined'"),
    EventName.OBLIGATION_GIVEN: Told(("commitments_assignment",), NEW),
    EventName.OBLIGATION_TAKEN_BACK: Told(("commitments_assignment",), "e.taken_back_at IS NOT NULL"),
    EventName.CONTRIBUTION_OFFERED: Told(("commitments_offeredtext",), NEW),
    EventName.CONTRIBUTION_TAKEN: Told(("commitments_offeredtext",), "e.outcome IN ('taken', 'edited')"),
    EventName.CONTRIBUTION_DECLINED: Told(("commitments_offeredtext",), "e.outcome = 'declined'"),
    EventName.AUDIENCE_CHANGED: Told(RECORDS, CHANGED),
}


def _branch(name: EventName, table: str, shows: str) -> str:
    return (
        f"WHEN '{name} {table}' THEN is_so := EXISTS (SELECT FROM {table}event e WHERE e.pgh_obj_id = NEW.subject_id "
        f"AND e.pgh_xid = pg_current_xact_id() AND {shows});\n"
    )


BRANCHES = "".join(_branch(name, table, told.shows) for name, told in BY_PEOPLE.items() for table in told.tables)
ANNOUNCED = f"""
CREATE OR REPLACE FUNCTION history_announced() {TRIGGER} $$
DECLARE is_so boolean := false;
BEGIN
  IF {BY_THE_INSTALLATION} THEN RETURN NEW; END IF;
  IF NEW.actor IS DISTINCT FROM nullif(current_setting('pghistory.context_metadata', true), '')::jsonb - 'request' THEN
    RAISE EXCEPTION '% is announced in the name of somebody who does not act', NEW.name
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'who_did_it_is_who_acts';
  END IF;
  CASE NEW.name || ' ' || NEW.subject_table
  {BRANCHES}
  ELSE is_so := false;
  END CASE;
  IF NOT is_so THEN
    RAISE EXCEPTION '% is announced of % %, where it did not happen', NEW.name, NEW.subject_table, NEW.subject_id
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'what_is_announced_happened';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER a_announced BEFORE INSERT ON commitments_event
  FOR EACH ROW EXECUTE FUNCTION history_announced();
"""

register("history_42_announced", ANNOUNCED)
