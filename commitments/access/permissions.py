"""One permission per verb: what a role may be allowed to do."""

from enum import StrEnum


class Permission(StrEnum):
    """A verb somebody may be allowed; roles are sets of these, and nothing else is a right."""

    DESK_OPEN = "desk.open"
    ANSWER_DRAFT = "answer.draft"
    ACTION_RECORD = "action.record"
    EVIDENCE_RECORD = "evidence.record"
    AUDIENCE_SET = "audience.set"
    PARAGRAPHS_GIVE = "paragraphs.give"
    SUBMISSION_PREPARE = "submission.prepare"
    SUBMISSION_CLEAR = "submission.clear"
    SUBMISSION_SUBMIT = "submission.submit"
    SUBMISSION_READ = "submission.read"
    REPLY_REVIEW = "reply.review"
    CLOSING_APPROVE = "closing.approve"
    PAPER_DRAFT = "paper.draft"
    PAPER_SEND = "paper.send"
    CYCLE_OPEN = "cycle.open"
    DEADLINE_EXTEND = "deadline.extend"
    DASHBOARD_READ = "dashboard.read"
    REPORT_BUILD = "report.build"
    RECORDS_EXPORT = "records.export"
    RECORDS_SHARE = "records.share"
    CONTENT_REMOVE = "content.remove"
    REMOVALS_READ = "removals.read"
    ACCOUNT_MANAGE = "account.manage"
    RECORD_AUDIT = "record.audit"
    MAILS_MANAGE = "mails.manage"
    REFERENCE_LOAD = "reference.load"
