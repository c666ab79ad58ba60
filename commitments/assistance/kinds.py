"""The kinds of papers in one table: where each stands, what is typed, what must stand in it before it is sent."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commitments.assistance.models import AssistanceOffer, AssistanceRequest, Paper, Proposal
from commitments.history.event_names import EventName
from commitments.implementation.content import broken_money

Words = str | Promise
PARAGRAPHS = "obligations"
TOOLS, FOLLOW_UP, REQUESTS, OFFERS = "tools", "follow-up", "requests", "offers"
Rule = Callable[[Mapping[str, Any]], dict[str, str]]


@dataclass(frozen=True)
class PaperKind:
    """One kind of paper. `said` maps each column that is typed to its label; `needed` are those no sent one lacks."""

    slug: str
    model: type[Paper]
    name: Words
    names: Words
    lead: Words
    notice: Words
    said: Mapping[str, Words]
    needed: tuple[str, ...]
    sent: EventName
    fixed: Mapping[str, str] = field(default_factory=dict)
    list_title: Words = ""
    region: str = "respondent__regional_group__code"
    rule: Rule | None = None

    @property
    def papers(self) -> Any:
        """The papers of this kind."""
        return self.model._default_manager.filter(**self.fixed)

    @property
    def word(self) -> str:
        """What the table is called in one word: a proposal, a request, an offer."""
        return self.model.__name__.removeprefix("Assistance").lower()

    def label(self, name: str) -> Words:
        """What the pages call a column, or the paragraphs."""
        return _("Paragraphs") if name == PARAGRAPHS else self.said[name]


KINDS: dict[str, PaperKind] = {
    kind.slug: kind
    for kind in (
        PaperKind(
            slug=TOOLS,
            model=Proposal,
            fixed={"kind": Proposal.Kind.TOOL},
            name=_("Tool proposal"),
            names=_("Tool proposals"),
            lead=_("Where a tool or training manual is lacking: the paragraphs, the standard it rests on, and why."),
            notice=_("This goes to the Commission: the secretariat lists it there with your State's name."),
            list_title=_("Areas in which tools and training manuals are needed, as proposed by Member States"),
            said={
                "lacking": _("What is lacking"),
                "title": _("The tool or training manual"),
                "standard": _("International standard or best practice it rests on"),
                "reason": _("Why it is needed"),
                "language": _("Language of this text"),
            },
            needed=("lacking", "title", "standard", "reason", PARAGRAPHS),
            sent=EventName.PROPOSAL_SENT,
        ),
        PaperKind(
            slug=FOLLOW_UP,
            model=Proposal,
            fixed={"kind": Proposal.Kind.FOLLOW_UP},
            name=_("Proposal for follow-up"),
            names=_("Proposals for follow-up"),
            lead=_("How the follow-up to the Declaration could be ensured. It is no answer on any paragraph."),
            notice=_("This goes to the Commission: the secretariat lists it there with your State's name."),
            list_title=_("Proposals of Member States for ensuring appropriate follow-up to the Declaration"),
            said={
                "title": _("What you propose, in one line"),
                "reason": _("The proposal"),
                "language": _("Language of this text"),
            },
            needed=("title", "reason"),
            sent=EventName.PROPOSAL_SENT,
        ),
        PaperKind(
            slug=REQUESTS,
            model=AssistanceRequest,
            name=_("Assistance request"),
            names=_("Assistance requests"),
            lead=_("What your State asks for itself."),
            notice=_("The secretariat alone reads this. It never stands in the list of tools for the Commission."),
            list_title=_("Assistance requested by Member States"),
            said={
                "form": _("What is asked for"),
                "title": _("In one line"),
                "description": _("What it would be for"),
                "beneficiary": _("Body that would receive it"),
                "priority": _("Priority"),
                "wanted_language": _("Language it is wanted in"),
                "needed_by_on": _("Needed by"),
                "language": _("Language of this text"),
            },
            needed=("form", "title", "description", "beneficiary", "priority", PARAGRAPHS),
            sent=EventName.ASSISTANCE_REQUESTED,
        ),
        PaperKind(
            slug=OFFERS,
            model=AssistanceOffer,
            name=_("Assistance offer"),
            names=_("Assistance offers"),
            lead=_("Assistance given or received: you say yourself as whom you speak."),
            notice=_("The secretariat alone reads this. It shows amounts as they are, and no percentages."),
            list_title=_("Assistance offered"),
            said={
                "standing": _("As whom"),
                "form": _("What is offered"),
                "title": _("In one line"),
                "description": _("What it is for"),
                "for_region": _("For which region (empty: any)"),
                "partner": _("From or to whom"),
                "amount": _("Amount"),
                "currency": _("Currency (three letters)"),
                "language": _("Language of this text"),
            },
            needed=("standing", "form", "title", "description", PARAGRAPHS),
            sent=EventName.ASSISTANCE_OFFERED,
            region="for_region",
            rule=lambda said: broken_money(said.get("amount"), said.get("currency", "")),
        ),
    )
}


def kind_or_404(slug: str) -> PaperKind:
    """The kind of this address; another does not exist."""
    if slug not in KINDS:
        raise Http404
    return KINDS[slug]


def kind_of(paper: Paper) -> PaperKind:
    """The kind that a paper is of."""
    return next(
        kind
        for kind in KINDS.values()
        if isinstance(paper, kind.model) and all(getattr(paper, name) == value for name, value in kind.fixed.items())
    )
