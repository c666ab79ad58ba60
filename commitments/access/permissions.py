"""One permission per verb: what a role may be allowed to do."""

from enum import StrEnum


class Permission(StrEnum):
    """A verb somebody may be allowed; roles are sets of these, and nothing else is a right."""

    DESK_OPEN = "desk.open"
    ANSWER_DRAFT = "answer.draft"
    ACTION_RECORD = "action.record"
    EVIDENCE_RECORD = "evidence.record"
    AUDIENCE_SET = "audience.set"
    SUBMISSION_PREPARE = "submission.prepare"
    SUBMISSION_CLEAR = "submission.clear"
    SUBMISSION_SUBMIT = "submission.submit"
    SUBMISSION_READ = "submission.read"
    PAPER_DRAFT = "paper.draft"
    PAPER_SEND = "paper.send"
    ASSISTANCE_PAIR = "assistance.pair"
    CYCLE_OPEN = "cycle.open"
    DASHBOARD_READ = "dashboard.read"
    REPORT_BUILD = "report.build"
    RECORDS_EXPORT = "records.export"
    RECORDS_SHARE = "records.share"
    CONTENT_REMOVE = "content.remove"
    REMOVALS_READ = "removals.read"
    ACCOUNT_MANAGE = "account.manage"
    RECORD_AUDIT = "record.audit"
    REFERENCE_LOAD = "reference.load"
