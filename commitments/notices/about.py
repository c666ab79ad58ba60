"""What an event is about: which respondents, which person, the words of its sentences, the addresses it opens.

The words name a State, a cycle, a paragraph, a person, a day; nothing that anybody wrote in a reply stands in a notice.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from django.urls import reverse

from commitments.access.models import Designation, OrganizationIdentity, SecondFactorRemoval
from commitments.assistance.kinds import kind_of
from commitments.assistance.models import AssistanceOffer, AssistanceRequest, Pairing, Paper, Proposal
from commitments.contributions.models import Assignment, OfferedText
from commitments.history.models import Event
from commitments.removal.models import Removal
from commitments.review.models import ClarificationRequest, Closing
from commitments.submissions.models import AskedRespondent, DeadlineExtension, ReportingCycle, Submission

HOME, DESK = "/", "/desk/"


@dataclass(frozen=True, kw_only=True)
class About:
    """The subject of an event, as far as telling it needs; `case` chooses among lines that ask for one."""

    respondents: frozenset[int] = frozenset()
    person_id: int | None = None
    words: dict[str, str] = field(default_factory=dict)
    at_state: str = HOME
    central: str = HOME
    case: str = ""


def _of_submission(event: Event) -> About:
    return _of_version(Submission.objects.select_related("cycle", "respondent").get(pk=event.subject_id), event)


def _of_version(whole: Submission, event: Event) -> About:
    days = {name: str(value) for name, value in event.payload.items() if name.endswith("_on")}
    words = {"state": whole.respondent.short_name, "cycle": whole.cycle.name, "version": str(whole.number)}
    return About(
        respondents=frozenset({whole.respondent_id}),
        words=words | days,
        at_state=reverse("submissions:versions", args=[whole.respondent.code, whole.cycle.slug]),
        central=reverse("submissions:submission", args=[whole.public_id]),
        case="own" if whole.entered_by_id is None else "entered",
    )


def _of_question(event: Event) -> About:
    of_version = ClarificationRequest.objects.select_related("submission__cycle", "submission__respondent")
    whole = of_version.get(pk=event.subject_id).submission
    page = reverse("review:questions", args=[whole.respondent.code, whole.cycle.slug])
    return replace(_of_version(whole, event), at_state=page, central=_reading(whole))


def _of_closing(event: Event) -> About:
    of_version = Closing.objects.select_related("submission__cycle", "submission__respondent")
    whole = of_version.get(pk=event.subject_id).submission
    return replace(_of_version(whole, event), central=_reading(whole))


def _reading(whole: Submission) -> str:
    return reverse("review:reply", args=[whole.public_id])


OF_ASSIGNMENT = ("respondent", "cycle", "obligation__instrument", "designation")


def _of_assignment(event: Event) -> About:
    given = Assignment.objects.select_related(*OF_ASSIGNMENT).get(pk=event.subject_id)
    desk = reverse("submissions:versions", args=[given.respondent.code, given.cycle.slug])
    return About(
        respondents=frozenset({given.respondent_id}),
        person_id=given.designation.user_id if given.designation else None,
        words=_words_of(given), at_state=desk, case="by_a_day" if given.due_on else "some_day",
    )  # fmt: skip


def _of_offer(event: Event) -> About:
    related = [f"assignment__{name}" for name in OF_ASSIGNMENT]
    offered = OfferedText.objects.select_related(*related).get(pk=event.subject_id)
    given = offered.assignment
    page = reverse("contributions:offered", args=[given.respondent.code, given.cycle.slug, offered.public_id])
    return About(respondents=frozenset({given.respondent_id}), words=_words_of(given), at_state=page)


def _words_of(given: Assignment) -> dict[str, str]:
    paragraph = f"{given.obligation.instrument.symbol} {given.obligation.reference}"
    words = {"state": given.respondent.short_name, "cycle": given.cycle.name, "paragraph": paragraph}
    return words | ({"due_on": given.due_on.isoformat()} if given.due_on else {})


def _of_extension(event: Event) -> About:
    given = DeadlineExtension.objects.select_related("cycle", "respondent").get(pk=event.subject_id)
    return About(
        respondents=frozenset({given.respondent_id}),
        words={"state": given.respondent.short_name, "cycle": given.cycle.name, "until_on": given.until_on.isoformat()},
        at_state=reverse("submissions:versions", args=[given.respondent.code, given.cycle.slug]),
        central=reverse("calls:cycle", args=[given.cycle.slug]),
    )


def _of_cycle(event: Event) -> About:
    """All that the cycle asks; of a reminder those that have not sent."""
    cycle = ReportingCycle.objects.get(pk=event.subject_id)
    asked = AskedRespondent.objects.filter(cycle=cycle).values_list("respondent_id", flat=True)
    days = event.payload.get("days")
    if days is not None:
        sent = Submission.objects.current().filter(cycle=cycle)
        asked = asked.exclude(respondent_id__in=sent.values("respondent_id"))
    return About(
        respondents=frozenset(asked),
        words={
            "cycle": cycle.name,
            "requested_on": cycle.soft_deadline_on.isoformat(),
            "late_after_on": cycle.hard_deadline_on.isoformat(),
        },
        at_state=reverse("calls:call", args=[cycle.slug]),
        central=reverse("calls:cycle", args=[cycle.slug]),
        case="" if days is None else "after" if days > 0 else "before",
    )


def _of_designation(event: Event) -> About:
    held = Designation.objects.select_related("user", "respondent").get(pk=event.subject_id)
    words = {"person": held.user.name, "from_on": held.from_on.isoformat()}
    if held.until_on:
        words["until_on"] = held.until_on.isoformat()
    if held.respondent is None:
        return About(person_id=held.user_id, words=words)
    words["state"] = held.respondent.short_name
    return About(
        respondents=frozenset({held.respondent.pk}), person_id=held.user_id, words=words, at_state=DESK, central=DESK
    )


def _of_removal(event: Event) -> About:
    removal = Removal.objects.select_related("respondent").get(pk=event.subject_id)
    page = removal.get_absolute_url()
    return About(
        respondents=frozenset({removal.respondent_id}), person_id=removal.asked_by_id,
        words={"state": removal.respondent.short_name}, at_state=page, central=page, case=f"of_{removal.asked_for}",
    )  # fmt: skip


def _of_second_factor(event: Event) -> About:
    page = reverse("mfa_index")
    return About(person_id=SecondFactorRemoval.objects.get(pk=event.subject_id).user_id, at_state=page, central=page)


def _of_identity(event: Event) -> About:
    return About(person_id=OrganizationIdentity.objects.get(pk=event.subject_id).user_id)


def _of_paper(model: type[Paper]) -> Callable[[Event], About]:
    """Of a proposal, a request or an offer; what it says stands in no notice."""

    def of(event: Event) -> About:
        return _on_paper(model._default_manager.select_related("respondent").get(pk=event.subject_id))

    return of


def _of_pairing(event: Event) -> About:
    return _on_paper(Pairing.objects.select_related("asked_for__respondent").get(pk=event.subject_id).asked_for)


def _on_paper(paper: Paper) -> About:
    page = reverse("assistance:paper", args=[kind_of(paper).slug, paper.public_id])
    return About(
        respondents=frozenset({paper.respondent_id}), words={"state": paper.respondent.short_name},
        at_state=page, central=page,
    )  # fmt: skip


SUBJECTS: dict[str, Callable[[Event], About]] = {
    Submission._meta.db_table: _of_submission,
    ClarificationRequest._meta.db_table: _of_question,
    Closing._meta.db_table: _of_closing,
    Assignment._meta.db_table: _of_assignment,
    OfferedText._meta.db_table: _of_offer,
    ReportingCycle._meta.db_table: _of_cycle,
    DeadlineExtension._meta.db_table: _of_extension,
    **{model._meta.db_table: _of_paper(model) for model in (Proposal, AssistanceRequest, AssistanceOffer)},
    Pairing._meta.db_table: _of_pairing,
    Designation._meta.db_table: _of_designation,
    Removal._meta.db_table: _of_removal,
    SecondFactorRemoval._meta.db_table: _of_second_factor,
    OrganizationIdentity._meta.db_table: _of_identity,
}
"""By the table of the subject."""


def about(event: Event) -> About | None:
    """What the event is about; None where nobody could be told of such a subject."""
    told_of = SUBJECTS.get(event.subject_table)
    return told_of(event) if told_of else None
