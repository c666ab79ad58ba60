"""The kinds of papers in one table: where each stands, what is typed, what must stand in it before it is sent."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commitments.assistance.models import Paper, Proposal
from commitments.history.event_names import EventName

Words = str | Promise
PARAGRAPHS = "obligations"


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

    @property
    def papers(self) -> Any:
        """The papers of this kind."""
        return self.model._default_manager.filter(**self.fixed)

    def label(self, name: str) -> Words:
        """What the pages call a column, or the paragraphs."""
        return _("Paragraphs") if name == PARAGRAPHS else self.said[name]


KINDS: dict[str, PaperKind] = {
    kind.slug: kind
    for kind in (
        PaperKind(
            slug="tools",
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
            slug="follow-up",
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
