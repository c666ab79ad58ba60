"""The names of everything that is announced, in the past tense, in one list."""

from enum import StrEnum


class EventName(StrEnum):
    """What can have happened; the name a receiver listens to."""

    CYCLE_OPENED = "cycle_opened"
    SUBMISSION_RECEIVED = "submission_received"
    SUBMISSION_SENT_TO_CLEARANCE = "submission_sent_to_clearance"
    SUBMISSION_RETURNED = "submission_returned"
    SUBMISSION_RECALLED = "submission_recalled"
    PROPOSAL_SENT = "proposal_sent"
    ACTION_RECORDED = "action_recorded"
    ACTION_WITHDRAWN = "action_withdrawn"
    ACTION_RESTORED = "action_restored"
    FIGURES_RECORDED = "figures_recorded"
    EVIDENCE_RECORDED = "evidence_recorded"
    EVIDENCE_WITHDRAWN = "evidence_withdrawn"
    EVIDENCE_RESTORED = "evidence_restored"
    INSTRUMENT_LOADED = "instrument_loaded"
    INSTRUMENT_REVISED = "instrument_revised"
    DESIGNATION_RECORDED = "designation_recorded"
    DESIGNATION_ENDED = "designation_ended"
    SECOND_FACTOR_REMOVED = "second_factor_removed"
    ORGANIZATION_IDENTITY_TIED = "organization_identity_tied"
    ORGANIZATION_IDENTITY_UNTIED = "organization_identity_untied"
    ACCOUNT_CLOSED = "account_closed"
    AUDIENCE_CHANGED = "audience_changed"
    REMOVAL_ASKED = "removal_asked"
    REMOVAL_CONFIRMED = "removal_confirmed"
    REMOVAL_DECLINED = "removal_declined"
    DEMONSTRATION_LOADED = "demonstration_loaded"
