"""Where a person works: one respondent in one cycle, with its latest submission and what is asked."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.http import Http404
from django.urls import reverse

from commitments.access.actor import Actor
from commitments.access.permissions import Permission
from commitments.implementation.queries import asked_of
from commitments.implementation.speaking import respondents_by_id
from commitments.instruments.models import Obligation
from commitments.respondents.models import Respondent
from commitments.submissions.models import AskedRespondent, DeadlineExtension, ReplySetting, ReportingCycle, Submission
from commitments.submissions.stages import Stage
from commitments.web.kept import by_arguments, by_reference

PAGES = (
    "versions", "review", "readers", "cover", "beside", "clearance", "release", "give_back", "submit", "nil", "revise",
    "recall", "carried", "throw_away", "settle",
)  # fmt: skip


class Extension(NamedTuple):
    """Until when a reply is not late, and the officer's reason."""

    until_on: date
    reason: str


@dataclass(frozen=True)
class Place:
    """A respondent in a cycle, as one person sees it."""

    respondent: Respondent
    cycle: ReportingCycle
    submission: Submission | None
    actor: Actor
    extension: Extension | None = None
    """The day that the respondent was given beyond the deadline of all, and why."""
    clears_always: bool = False
    """Whether the respondent has every version cleared by a second person."""

    def may(self, permission: Permission) -> bool:
        """Whether the person speaks for the respondent with this right."""
        return self.respondent.pk in self.actor.own_respondents_with(permission)

    @property
    def extended_until(self) -> date | None:
        """The day given."""
        return self.extension.until_on if self.extension else None

    @property
    def deadline_at(self) -> datetime:
        """The instant after which this respondent's reply is late."""
        return self.cycle.end_of(self.extension.until_on) if self.extension else self.cycle.deadline_at

    @property
    def is_open(self) -> bool:
        """Whether answers can change now: nothing begun yet, or a draft; of an entry, for the officer who types it."""
        return self.submission is None or (self.submission.is_draft and (not self.is_entered or self.is_typed_by_him))

    @property
    def is_entered(self) -> bool:
        """Whether an officer enters the reply from its source document now."""
        return self.submission is not None and self.submission.is_being_entered

    @property
    def is_typed_by_him(self) -> bool:
        """Whether this person is that officer."""
        return self.submission is not None and self.submission.entered_by_id == self.actor.user_id

    @property
    def is_of_his_state(self) -> bool:
        """Whether this person is one of the respondent's own people, and no officer who enters its reply."""
        return self.respondent.pk in self.actor.respondent_ids

    @property
    def may_take_over(self) -> bool:
        """Whether this person makes the entry the State's own draft now."""
        return self.is_entered and self.is_of_his_state and self.may(Permission.SUBMISSION_PREPARE)

    @property
    def may_receive(self) -> bool:
        """Whether this person, a second officer, holds it against its source and has it received now."""
        return self.is_entered and self.is_in_clearance and not self.is_of_his_state and not self.is_typed_by_him

    @property
    def may_confirm(self) -> bool:
        """Whether this person says for the State that what was entered is its reply."""
        can_be = self.submission is not None and self.submission.can_be_confirmed
        return can_be and self.may(Permission.SUBMISSION_SUBMIT)

    @property
    def draft(self) -> Submission | None:
        """The draft that was begun, if there is one."""
        return self.submission if self.submission and self.submission.is_draft else None

    @property
    def may_write(self) -> bool:
        """Whether this person can change answers now."""
        return self.is_open and self.may(Permission.ANSWER_DRAFT)

    @property
    def may_set_audience(self) -> bool:
        """Whether this person decides who reads what and how reports use it."""
        return self.may(Permission.AUDIENCE_SET)

    @property
    def may_prepare(self) -> bool:
        """Whether this person writes the cover now and can ask for clearance."""
        return self.is_open and self.may(Permission.SUBMISSION_PREPARE)

    @property
    def may_submit(self) -> bool:
        """Whether this person can send it as it stands."""
        ready = (self.is_open and not self.clears_always) or self.is_released
        return ready and self.may(Permission.SUBMISSION_SUBMIT)

    @property
    def may_revise(self) -> bool:
        """Whether this person can begin a new version: the last one was sent, or taken back."""
        return (
            self.submission is not None and not self.submission.is_working and self.may(Permission.SUBMISSION_PREPARE)
        )

    @property
    def may_throw_away(self) -> bool:
        """Whether this person can give the draft of a new version up."""
        return bool(self.draft and self.draft.number > 1 and self.may(Permission.SUBMISSION_PREPARE))

    @property
    def may_recall(self) -> bool:
        """Whether this person takes replies back for the State."""
        return self.may(Permission.SUBMISSION_SUBMIT)

    @property
    def may_settle(self) -> bool:
        """Whether this person settles for the respondent that every version is cleared."""
        return self.may(Permission.CLEARANCE_SETTLE)

    @property
    def is_in_clearance(self) -> bool:
        """Whether a second person of the State reads it."""
        return self.submission is not None and self.submission.stage == Stage.CLEARANCE

    @property
    def is_released(self) -> bool:
        """Whether the second person has released it."""
        return self.submission is not None and self.is_in_clearance and self.submission.cleared_at is not None

    @property
    def may_release(self) -> bool:
        """Whether this person can release it now."""
        waits = self.is_in_clearance and not self.is_released and not self.is_entered
        return waits and self.may(Permission.SUBMISSION_CLEAR)

    @property
    def may_return(self) -> bool:
        """Whether this person can open the answers again."""
        is_his = not (self.is_entered and self.is_of_his_state)
        return (
            self.is_in_clearance
            and is_his
            and (self.may(Permission.SUBMISSION_CLEAR) or self.may(Permission.SUBMISSION_PREPARE))
        )

    @property
    def may_give(self) -> bool:
        """Whether this person gives paragraphs to contributors."""
        return self.may(Permission.PARAGRAPHS_GIVE)

    @property
    def is_whole(self) -> bool:
        """Whether this person sees the whole work of the respondent, and not only what was given to him."""
        return self.respondent.pk in self.actor.whole_ids

    def shows(self, obligation_id: int) -> bool:
        """Whether the paragraph is one on which this person works or which he reads."""
        return self.actor.works_on(Permission.DESK_OPEN, self.respondent.pk, obligation_id, self.cycle.pk)

    def url(self, name: str) -> str:
        """The address of a page of this place."""
        return reverse(f"submissions:{name}", args=[self.respondent.code, self.cycle.slug])

    @cached_property
    def urls(self) -> dict[str, str]:
        """The addresses of this place by name, for templates."""
        return {name: self.url(name) for name in PAGES}

    def url_of(self, obligation: Obligation) -> str:
        """The address of one answer."""
        return _address(self.respondent.code, self.cycle.slug, obligation.instrument.slug, obligation.reference)


@by_arguments
def _address(code: str, cycle: str, instrument: str, reference: str) -> str:
    return reverse("submissions:answer", args=[code, cycle, instrument, reference])


def respondents_of(actor: Actor) -> tuple[Respondent, ...]:
    """Those whose desk the person opens."""
    return respondents_by_id(actor.own_respondents_with(Permission.DESK_OPEN))


@by_reference
def cycles_of(respondent: Respondent) -> list[ReportingCycle]:
    """The cycles that asked the respondent, the newest first."""
    return list(ReportingCycle.objects.newest_first().filter(asked=respondent))


def place_for(actor: Actor, code: str, slug: str) -> Place:
    """The place with this address. Another State's, or one in a cycle that did not ask it, does not exist (404).

    One query once anything was begun, two before.
    """
    here = Q(respondent__in=actor.own_respondents_with(Permission.DESK_OPEN), respondent__code=code, cycle__slug=slug)
    given = _given(actor)
    begun = Submission.objects.visible_to(actor).kept().filter(here, cycle__asked=F("respondent")).annotate(**given)
    submission = begun.select_related("cycle", "respondent", "submitted_by").order_by("-number").first()
    links = AskedRespondent.objects.filter(here).annotate(**given)
    asked = submission or links.select_related("cycle", "respondent").first()
    if asked is None or not actor.opens_desk_of(asked.respondent_id, asked.cycle_id):
        raise Http404
    return Place(asked.respondent, asked.cycle, submission, actor, _extension(asked), _clears_always(asked))


def own_place_for(actor: Actor, code: str, slug: str) -> Place:
    """The same for the respondent's own people alone: for an officer who enters its reply it does not exist (404)."""
    place = place_for(actor, code, slug)
    if not place.is_of_his_state:
        raise Http404
    return place


def place_of(actor: Actor, respondent: Respondent, cycle: ReportingCycle) -> Place:
    """The place of a respondent that the cycle asks, with the version being written, else the one sent last.

    One query once anything was begun, two before.
    """
    given = _given(actor)
    visible = Submission.objects.visible_to(actor).kept().filter(respondent=respondent, cycle=cycle)
    found: Submission | None = visible.annotate(**given).select_related("submitted_by").order_by("-number").first()
    if found is None:
        link = cycle.asked_links.filter(respondent=respondent).annotate(**given).first()
        return Place(respondent, cycle, None, actor, _extension(link), _clears_always(link))
    found.cycle, found.respondent = cycle, respondent
    return Place(respondent, cycle, found, actor, _extension(found), _clears_always(found))


def _given(actor: Actor) -> dict[str, Subquery | Exists]:
    """The last day that whoever the row is about was given beyond the deadline of its cycle, and why; and whether it
    has every version cleared.
    """
    settled = ReplySetting.objects.visible_to(actor).filter(respondent=OuterRef("respondent"), clears_always=True)
    given: QuerySet[DeadlineExtension] = (
        DeadlineExtension.objects.visible_to(actor)
        .standing()
        .filter(cycle=OuterRef("cycle"), respondent=OuterRef("respondent"))
    )
    told = JSONObject(until="until_on", because="reason")
    return {"given": Subquery(given.order_by("-until_on").values(told=told)[:1]), "clears_always": Exists(settled)}


def _extension(row: Any) -> Extension | None:
    """What `_given` found beside the row."""
    given = row.given if row is not None else None
    return Extension(date.fromisoformat(given["until"]), given["because"]) if given else None


def _clears_always(row: Any) -> bool:
    """The same of what the respondent has settled."""
    return row is not None and bool(row.clears_always)


def asked_at_place(place: Place, language: str) -> list[Obligation]:
    """What the cycle asks of the respondent, as far as this person works on it."""
    return [one for one in asked_in(place.cycle, place.respondent, language) if place.shows(one.pk)]


@by_reference
def asked_in(cycle: ReportingCycle, respondent: Respondent, language: str) -> list[Obligation]:
    """What the cycle asks of the respondent, in the order of the text, with labels."""
    asked = asked_of(respondent).filter(instrument__in=cycle.instruments.all())
    return list(asked.in_text_order().with_labels(language).select_related("instrument", "paragraph"))
