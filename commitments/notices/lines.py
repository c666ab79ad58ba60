"""Which event reaches whom, in which words: one line for each sentence. A new event is one more line."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commitments.access.roles import (
    Approver,
    ClearanceOfficer,
    Contributor,
    FocalPoint,
    PermanentMission,
    Role,
    SecretariatOfficer,
)
from commitments.history.event_names import EventName
from commitments.notices.kinds import Kind

Roles = tuple[type[Role], ...]


@dataclass(frozen=True, kw_only=True)
class Line:
    """Of `event`, where it is `when`, those in these roles read `says`; whoever did it does not.

    `at_state`: roles at the respondents it is about. `central`: roles of the installation. `himself`: the person
    it is about. `mailed` is false where another mail says it already, or there is nothing for anybody to do.
    """

    event: EventName
    kind: Kind
    says: Promise
    when: str = ""
    at_state: Roles = ()
    central: Roles = ()
    himself: bool = False
    mailed: bool = True


HOLDERS: Roles = (FocalPoint, PermanentMission)
STATE: Roles = (FocalPoint, Contributor, ClearanceOfficer, PermanentMission)
SECRETARIAT: Roles = (SecretariatOfficer, Approver)

LINES: dict[str, Line] = {
    "cycle_opened": Line(
        event=EventName.CYCLE_OPENED, kind=Kind.CALLS, at_state=STATE,
        says=_("A call for information was opened: %(cycle)s. Replies are kindly requested by %(requested_on)s."),
    ),
    "deadline_extended": Line(
        event=EventName.DEADLINE_EXTENDED, kind=Kind.CALLS, at_state=HOLDERS,
        says=_("%(state)s has more time in %(cycle)s: what it sends by the end of %(until_on)s is not late."),
    ),
    "extension_taken_back": Line(
        event=EventName.EXTENSION_TAKEN_BACK, kind=Kind.CALLS, at_state=HOLDERS,
        says=_("The time that %(state)s was given in %(cycle)s until the end of %(until_on)s was taken back."),
    ),
    "reply_requested": Line(
        event=EventName.REPLY_REMINDED, kind=Kind.REMINDERS, when="before", at_state=HOLDERS,
        says=_("Replies in %(cycle)s are kindly requested by %(requested_on)s; none has been sent yet."),
    ),
    "reply_awaited": Line(
        event=EventName.REPLY_REMINDED, kind=Kind.REMINDERS, when="after", at_state=HOLDERS,
        says=_(
            "Replies in %(cycle)s were requested by %(requested_on)s; none has been sent yet. It is welcome still, "
            "and marked late only after %(late_after_on)s."
        ),
    ),
    "sent_to_clearance": Line(
        event=EventName.SUBMISSION_SENT_TO_CLEARANCE, kind=Kind.REPLY, when="own", at_state=(ClearanceOfficer,),
        says=_("The reply of %(state)s in %(cycle)s waits for your clearance."),
    ),
    "released": Line(
        event=EventName.SUBMISSION_RELEASED, kind=Kind.REPLY, when="own", at_state=HOLDERS,
        says=_("The reply of %(state)s in %(cycle)s was released: whoever submits for the State can send it now."),
    ),
    "returned": Line(
        event=EventName.SUBMISSION_RETURNED, kind=Kind.REPLY, when="own", at_state=(FocalPoint, Contributor),
        says=_("The reply of %(state)s in %(cycle)s was returned to draft, with a reason."),
    ),
    "thrown_away": Line(
        event=EventName.SUBMISSION_THROWN_AWAY, kind=Kind.REPLY, at_state=STATE, mailed=False,
        says=_("The draft of a new version of %(state)s in %(cycle)s was thrown away; what was sent stays as it is."),
    ),
    "received": Line(
        event=EventName.SUBMISSION_RECEIVED, kind=Kind.REPLY, when="own", at_state=STATE,
        says=_("The reply of %(state)s in %(cycle)s was sent to the secretariat (version %(version)s)."),
    ),
    "arrived": Line(
        event=EventName.SUBMISSION_RECEIVED, kind=Kind.ARRIVALS, when="own", central=SECRETARIAT,
        says=_("%(state)s sent its reply in %(cycle)s (version %(version)s)."),
    ),
    "taken_back": Line(
        event=EventName.SUBMISSION_RECALLED, kind=Kind.REPLY, at_state=STATE,
        says=_("The reply of %(state)s in %(cycle)s was taken back (version %(version)s)."),
    ),
    "recalled": Line(
        event=EventName.SUBMISSION_RECALLED, kind=Kind.ARRIVALS, central=SECRETARIAT,
        says=_("%(state)s took its reply in %(cycle)s back (version %(version)s)."),
    ),
    "entry_begun": Line(
        event=EventName.REPLY_ENTRY_BEGUN, kind=Kind.REPLY, at_state=HOLDERS,
        says=_(
            "The secretariat enters the reply of %(state)s in %(cycle)s, which came on paper or by mail: you can read "
            "it, and take it over."
        ),
    ),
    "entry_to_check": Line(
        event=EventName.SUBMISSION_SENT_TO_CLEARANCE, kind=Kind.REVIEW, when="entered", central=(SecretariatOfficer,),
        says=_(
            "The reply of %(state)s in %(cycle)s was entered: a second officer holds it against its source document."
        ),
    ),
    "entry_returned": Line(
        event=EventName.SUBMISSION_RETURNED, kind=Kind.REVIEW, when="entered", central=(SecretariatOfficer,),
        says=_("The reply of %(state)s in %(cycle)s that is being entered was returned to draft, with a reason."),
    ),
    "entry_received": Line(
        event=EventName.SUBMISSION_RECEIVED, kind=Kind.REPLY, when="entered", at_state=STATE,
        says=_(
            "The reply of %(state)s in %(cycle)s, which came on paper or by mail, was received (version %(version)s). "
            "It is marked as not confirmed until your State confirms it."
        ),
    ),
    "entry_arrived": Line(
        event=EventName.SUBMISSION_RECEIVED, kind=Kind.ARRIVALS, when="entered", central=SECRETARIAT,
        says=_("The reply of %(state)s in %(cycle)s was received, as it was entered (version %(version)s)."),
    ),
    "entry_taken_over": Line(
        event=EventName.REPLY_ENTRY_TAKEN_OVER, kind=Kind.ARRIVALS, central=(SecretariatOfficer,),
        says=_("%(state)s took over the reply in %(cycle)s that was being entered: it goes on itself."),
    ),
    "entry_confirmed": Line(
        event=EventName.REPLY_ENTRY_CONFIRMED, kind=Kind.ARRIVALS, central=(SecretariatOfficer,), mailed=False,
        says=_("%(state)s confirmed its reply in %(cycle)s, which the secretariat had entered."),
    ),
    "reading_begun": Line(
        event=EventName.READING_BEGUN, kind=Kind.REPLY, at_state=STATE, mailed=False,
        says=_("The secretariat has begun to read the reply of %(state)s in %(cycle)s (version %(version)s)."),
    ),
    "asked": Line(
        event=EventName.CLARIFICATION_REQUESTED, kind=Kind.REPLY, at_state=HOLDERS,
        says=_("The secretariat asks about the reply of %(state)s in %(cycle)s; please answer by %(due_on)s."),
    ),
    "answer_sent": Line(
        event=EventName.CLARIFICATION_ANSWERED, kind=Kind.REPLY, at_state=HOLDERS,
        says=_("A question about the reply of %(state)s in %(cycle)s was answered."),
    ),
    "answer_came": Line(
        event=EventName.CLARIFICATION_ANSWERED, kind=Kind.REVIEW, central=SECRETARIAT,
        says=_("%(state)s answered a question about its reply in %(cycle)s."),
    ),
    "question_taken_back": Line(
        event=EventName.CLARIFICATION_TAKEN_BACK, kind=Kind.REPLY, at_state=HOLDERS,
        says=_("The secretariat took a question about the reply of %(state)s in %(cycle)s back, with a reason."),
    ),
    "closing_proposed": Line(
        event=EventName.CLOSING_PROPOSED, kind=Kind.REVIEW, central=(Approver,),
        says=_("It is proposed to close the reply of %(state)s in %(cycle)s; a second person decides."),
    ),
    "closing_declined": Line(
        event=EventName.CLOSING_DECLINED, kind=Kind.REVIEW, central=(SecretariatOfficer,),
        says=_("The closing of the reply of %(state)s in %(cycle)s was declined, with a reason."),
    ),
    "closed": Line(
        event=EventName.SUBMISSION_CLOSED, kind=Kind.REPLY, at_state=STATE,
        says=_("The reply of %(state)s in %(cycle)s was closed: the secretariat asks nothing more about it."),
    ),
    "closed_by_two": Line(
        event=EventName.SUBMISSION_CLOSED, kind=Kind.REVIEW, central=(SecretariatOfficer,), mailed=False,
        says=_("The reply of %(state)s in %(cycle)s was closed, as it was proposed."),
    ),
    "reopened": Line(
        event=EventName.SUBMISSION_REOPENED, kind=Kind.REPLY, at_state=STATE,
        says=_("The secretariat reads the reply of %(state)s in %(cycle)s again, with a reason."),
    ),
    "given": Line(
        event=EventName.OBLIGATION_GIVEN, kind=Kind.PARAGRAPHS, when="some_day", himself=True,
        says=_("You were given %(paragraph)s of the reply of %(state)s in %(cycle)s to draft."),
    ),
    "given_by_a_day": Line(
        event=EventName.OBLIGATION_GIVEN, kind=Kind.PARAGRAPHS, when="by_a_day", himself=True,
        says=_("You were given %(paragraph)s of the reply of %(state)s in %(cycle)s to draft by %(due_on)s."),
    ),
    "given_no_more": Line(
        event=EventName.OBLIGATION_TAKEN_BACK, kind=Kind.PARAGRAPHS, himself=True,
        says=_("%(paragraph)s of the reply of %(state)s in %(cycle)s, which you had been given, was taken back."),
    ),
    "offered": Line(
        event=EventName.CONTRIBUTION_OFFERED, kind=Kind.PARAGRAPHS, at_state=(FocalPoint,),
        says=_("A text on %(paragraph)s came by a link for the reply of %(state)s in %(cycle)s; it waits for you."),
    ),
    "offer_taken": Line(
        event=EventName.CONTRIBUTION_TAKEN, kind=Kind.PARAGRAPHS, at_state=(FocalPoint,), mailed=False,
        says=_("The text on %(paragraph)s that came by a link was taken into the draft of %(state)s in %(cycle)s."),
    ),
    "offer_declined": Line(
        event=EventName.CONTRIBUTION_DECLINED, kind=Kind.PARAGRAPHS, at_state=(FocalPoint,), mailed=False,
        says=_("The text on %(paragraph)s that came by a link for the reply of %(state)s in %(cycle)s was declined."),
    ),
    "proposal_arrived": Line(
        event=EventName.PROPOSAL_SENT, kind=Kind.ASSISTANCE, central=SECRETARIAT,
        says=_("%(state)s sent a proposal."),
    ),
    "assistance_asked": Line(
        event=EventName.ASSISTANCE_REQUESTED, kind=Kind.ASSISTANCE, central=SECRETARIAT,
        says=_("%(state)s asks for assistance."),
    ),
    "assistance_offered": Line(
        event=EventName.ASSISTANCE_OFFERED, kind=Kind.ASSISTANCE, central=SECRETARIAT,
        says=_("%(state)s offers assistance."),
    ),
    "assistance_paired": Line(
        event=EventName.ASSISTANCE_PAIRED, kind=Kind.ASSISTANCE, at_state=HOLDERS,
        says=_("The secretariat found an offer for what %(state)s asked for."),
    ),
    "designated": Line(
        event=EventName.DESIGNATION_RECORDED, kind=Kind.PEOPLE, himself=True,
        says=_("You were designated from %(from_on)s."),
    ),
    "colleague_designated": Line(
        event=EventName.DESIGNATION_RECORDED, kind=Kind.PEOPLE, at_state=(FocalPoint,),
        says=_("%(person)s was designated for %(state)s, from %(from_on)s."),
    ),
    "designation_ended": Line(
        event=EventName.DESIGNATION_ENDED, kind=Kind.PEOPLE, himself=True,
        says=_("A designation of yours ends after %(until_on)s."),
    ),
    "colleague_ended": Line(
        event=EventName.DESIGNATION_ENDED, kind=Kind.PEOPLE, at_state=(FocalPoint,),
        says=_("The designation of %(person)s for %(state)s ends after %(until_on)s."),
    ),
    "removal_asked_by_state": Line(
        event=EventName.REMOVAL_ASKED, kind=Kind.REMOVALS, when="of_state", central=SECRETARIAT,
        says=_("%(state)s asks for personal data to be removed; a person of the secretariat decides."),
    ),
    "removal_asked_by_secretariat": Line(
        event=EventName.REMOVAL_ASKED, kind=Kind.REMOVALS, when="of_secretariat", at_state=(FocalPoint,),
        says=_("The secretariat asks for personal data of %(state)s to be removed; a person of the State decides."),
    ),
    "removal_confirmed": Line(
        event=EventName.REMOVAL_CONFIRMED, kind=Kind.REMOVALS, himself=True, at_state=(FocalPoint,),
        says=_("A removal of personal data of %(state)s was confirmed: the content is gone."),
    ),
    "removal_declined": Line(
        event=EventName.REMOVAL_DECLINED, kind=Kind.REMOVALS, himself=True, at_state=(FocalPoint,),
        says=_("A removal of personal data of %(state)s was declined: everything stays."),
    ),
    "second_factor_removed": Line(
        event=EventName.SECOND_FACTOR_REMOVED, kind=Kind.ACCOUNT, himself=True, mailed=False,
        says=_("Your second step at sign-in was removed. If you did not ask for it, tell who manages accounts."),
    ),
    "identity_tied": Line(
        event=EventName.ORGANIZATION_IDENTITY_TIED, kind=Kind.ACCOUNT, himself=True,
        says=_("Your account was tied to your organization's sign-in. If that was not you, tell who manages accounts."),
    ),
    "identity_untied": Line(
        event=EventName.ORGANIZATION_IDENTITY_UNTIED, kind=Kind.ACCOUNT, himself=True,
        says=_("The sign-in by your organization was untied from your account."),
    ),
}  # fmt: skip

NO_WORDS = _("Something happened for which this version of the program has no words.")


def lines_of(event: EventName) -> dict[str, Line]:
    """The lines of one event, in their order: the first that reaches a person is his."""
    return {code: line for code, line in LINES.items() if line.event == event}


UNTOLD = frozenset({
    EventName.ACTION_RECORDED, EventName.ACTION_WITHDRAWN, EventName.ACTION_RESTORED, EventName.FIGURES_RECORDED,
    EventName.EVIDENCE_RECORDED, EventName.EVIDENCE_WITHDRAWN, EventName.EVIDENCE_RESTORED, EventName.AUDIENCE_CHANGED,
})  # fmt: skip
"""What people do on their own desk every day: it stands in the story of the record, and is nobody's news."""

TOLD: tuple[EventName, ...] = tuple(dict.fromkeys(line.event for line in LINES.values()))
"""All events that anybody is told of."""
