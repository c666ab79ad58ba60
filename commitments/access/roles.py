"""Roles as code: one class each, with the words a person reads and the verbs it may."""

from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commitments.access.permissions import Permission


class Role:
    """Somebody's part in the exchange; `for_respondent` says whether it is held for one respondent."""

    code: ClassVar[str]
    label: ClassVar[str | Promise]
    description: ClassVar[str | Promise]
    permissions: ClassVar[frozenset[Permission]] = frozenset()
    for_respondent: ClassVar[bool] = False
    is_secretariat: ClassVar[bool] = False
    is_of_given_paragraphs: ClassVar[bool] = False
    """Whether of his State's work he sees and writes the paragraphs given to him, and no others."""
    is_of_an_entry: ClassVar[bool] = False
    """Whether an open entry gives it, and no designation: to an officer, for the one reply that he enters or checks."""


class FocalPoint(Role):
    """Holds the State's reply together."""

    code = "focal_point"
    label = _("Focal point")
    description = _("Prepares and submits the reply of the State, with its actions, evidence and figures.")
    for_respondent = True
    permissions = frozenset(
        {
            Permission.DESK_OPEN,
            Permission.ANSWER_DRAFT,
            Permission.ACTION_RECORD,
            Permission.EVIDENCE_RECORD,
            Permission.AUDIENCE_SET,
            Permission.CLEARANCE_SETTLE,
            Permission.SUBMISSION_PREPARE,
            Permission.SUBMISSION_SUBMIT,
            Permission.PARAGRAPHS_GIVE,
            Permission.PAPER_DRAFT,
            Permission.PAPER_SEND,
            Permission.RECORDS_EXPORT,
            Permission.CONTENT_REMOVE,
            Permission.REMOVALS_READ,
        }
    )


class Contributor(Role):
    """Drafts for the focal point."""

    code = "contributor"
    label = _("Contributor")
    description = _(
        "Drafts the answers on the paragraphs that the focal point gives him, with their actions and evidence; "
        "sees no others and does not submit."
    )
    for_respondent = True
    is_of_given_paragraphs = True
    permissions = frozenset(
        {
            Permission.DESK_OPEN,
            Permission.ANSWER_DRAFT,
            Permission.ACTION_RECORD,
            Permission.EVIDENCE_RECORD,
            Permission.RECORDS_EXPORT,
        }
    )


class ClearanceOfficer(Role):
    """Releases the reply inside the State."""

    code = "clearance"
    label = _("Clearance officer")
    description = _("Reads the draft reply of the State and releases it or returns it; does not write answers.")
    for_respondent = True
    permissions = frozenset({Permission.DESK_OPEN, Permission.SUBMISSION_CLEAR, Permission.RECORDS_EXPORT})


class PermanentMission(Role):
    """The channel through which replies come."""

    code = "mission"
    label = _("Permanent Mission")
    description = _("Reads the reply of its State and may submit it.")
    for_respondent = True
    permissions = frozenset(
        {
            Permission.DESK_OPEN,
            Permission.SUBMISSION_PREPARE,
            Permission.SUBMISSION_SUBMIT,
            Permission.PAPER_SEND,
            Permission.RECORDS_EXPORT,
        }
    )


class SecretariatOfficer(Role):
    """Reads what was sent."""

    code = "officer"
    label = _("Secretariat officer")
    description = _(
        "Opens cycles and gives a State more time, reads submitted replies and asks about them, enters replies that "
        "came on paper, sees how they add up, prepares reports."
    )
    is_secretariat = True
    permissions = frozenset(
        {
            Permission.SUBMISSION_READ,
            Permission.REPLY_REVIEW,
            Permission.REPLY_ENTER,
            Permission.CYCLE_OPEN,
            Permission.DEADLINE_EXTEND,
            Permission.ASSISTANCE_PAIR,
            Permission.DASHBOARD_READ,
            Permission.REPORT_BUILD,
            Permission.RECORDS_EXPORT,
            Permission.RECORDS_SHARE,
            Permission.MAILS_MANAGE,
            Permission.CONTENT_REMOVE,
            Permission.REMOVALS_READ,
        }
    )


class Approver(Role):
    """The second pair of eyes."""

    code = "approver"
    label = _("Secretariat approver")
    description = _("Reads submitted replies and approves what the secretariat closes or publishes.")
    is_secretariat = True
    permissions = frozenset(
        {
            Permission.SUBMISSION_READ,
            Permission.CLOSING_APPROVE,
            Permission.DASHBOARD_READ,
            Permission.REPORT_BUILD,
            Permission.RECORDS_EXPORT,
            Permission.CONTENT_REMOVE,
            Permission.REMOVALS_READ,
        }
    )


class Reader(Role):
    """Reads only: all States, or those named in his designations."""

    code = "reader"
    label = _("Reader")
    description = _("Reads submitted replies of all States, or of a named list of States; writes nothing.")
    is_secretariat = True
    permissions = frozenset({Permission.SUBMISSION_READ, Permission.DASHBOARD_READ, Permission.RECORDS_EXPORT})


class Administrator(Role):
    """Manages accounts and sees no content."""

    code = "administrator"
    label = _("Administrator")
    description = _("Manages accounts and designations; sees who did what and when, and no content that is not public.")
    permissions = frozenset(
        {Permission.ACCOUNT_MANAGE, Permission.RECORD_AUDIT, Permission.REMOVALS_READ, Permission.MAILS_MANAGE}
    )


class EntersReply(Role):
    """Types a reply that came on paper or by mail; held for that one draft, while it is open."""

    code = "enters_reply"
    label = _("Enters a reply for the State")
    description = _("Types the reply of a State from its source document; sees nothing else of its work.")
    for_respondent = True
    is_of_given_paragraphs = True
    is_of_an_entry = True
    permissions = frozenset({Permission.DESK_OPEN, Permission.ANSWER_DRAFT, Permission.SUBMISSION_PREPARE})


class ChecksEntry(Role):
    """Holds what a colleague typed against the source document; held for that one draft, while it waits for this."""

    code = "checks_entry"
    label = _("Checks a reply entered for the State")
    description = _("Compares what a colleague entered with its source document, returns it or has it received.")
    for_respondent = True
    is_of_given_paragraphs = True
    is_of_an_entry = True
    permissions = frozenset({Permission.DESK_OPEN, Permission.SUBMISSION_CLEAR, Permission.SUBMISSION_SUBMIT})


class PublicReader(Role):
    """Anybody who is not signed in, or holds no designation in force."""

    code = "public"
    label = _("Public")
    description = _("Reads what is public.")


class Program(Role):
    """A command or a scheduled job of the installation itself."""

    code = "program"
    label = _("Program")
    description = _("Loads reference data and runs scheduled work; acts for nobody.")
    permissions = frozenset({Permission.REFERENCE_LOAD, Permission.CYCLE_OPEN})


DESIGNATED: tuple[type[Role], ...] = (
    FocalPoint, Contributor, ClearanceOfficer, PermanentMission, SecretariatOfficer, Approver, Reader, Administrator,
)  # fmt: skip
OF_AN_ENTRY: tuple[type[Role], ...] = (EntersReply, ChecksEntry)
ALL: tuple[type[Role], ...] = (*DESIGNATED, *OF_AN_ENTRY, PublicReader, Program)
BY_CODE: dict[str, type[Role]] = {role.code: role for role in ALL}


def role_choices() -> list[tuple[str, str | Promise]]:
    """The roles a designation can name, for forms."""
    return [(role.code, role.label) for role in DESIGNATED]
