"""What changed between two moments, as figures and as the list of answers that adds up to them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.access.actor import Actor
from commitments.access.restricted import tell_statuses
from commitments.dashboards import rows
from commitments.dashboards.filters import AS_OF, Filters, Known, read
from commitments.rollups.as_of.reading import ChangedRow, changed_rows
from commitments.rollups.counts import CycleCounts
from commitments.rollups.measures import ReplyRate
from commitments.rollups.queries import counts_for
from commitments.submissions.status import CHOOSABLE, Status

ALLOWED = ("cycle",)


@dataclass(frozen=True)
class Change:
    """One number then and now."""

    label: str
    then: int
    now: int
    status: str = ""
    url: str = ""

    @property
    def difference(self) -> str:
        """With its sign."""
        return f"{self.now - self.then:+d}".replace("-", "−") if self.now != self.then else "0"


@dataclass(frozen=True)
class ChangedAnswer:
    """One State's answer on one paragraph, then and now; None where there was none that the reader may read."""

    code: str
    state: str
    row: rows.ParagraphRow
    then: Status | None
    now: Status | None


@dataclass(frozen=True)
class ChangesPage:
    """Two moments of one cycle, for one reader."""

    known: Known
    before: Filters
    after: Filters
    refusals: tuple[str, ...] = ()
    replies: tuple[ReplyRate, ReplyRate] | None = None
    hidden: tuple[int, int] = (0, 0)
    by_status: tuple[Change, ...] = ()
    by_paragraph: tuple[Change, ...] = ()
    answers: tuple[ChangedAnswer, ...] = ()

    @property
    def reply_change(self) -> Change | None:
        """How many replied."""
        return Change("", self.replies[0].replied, self.replies[1].replied) if self.replies else None

    @property
    def hidden_change(self) -> Change:
        """How many answers of the cycle this reader may not read."""
        return Change("", *self.hidden)


def changes_page(actor: Actor, asked: Mapping[str, str]) -> ChangesPage:
    """The changes this reader may see between `from` and `until` (the present where it is not named)."""
    texts, cycles = rows.texts(), rows.cycles()
    known = Known(cycles, texts)
    after = read({**_plain(asked), AS_OF: asked.get("until", "")}, known, ALLOWED)
    cycle = after.cycle.cycle.slug if after.cycle else asked.get("cycle", "")
    before = read({"cycle": cycle, AS_OF: asked.get("from", "")}, known, ALLOWED)
    until = after.at or timezone.now()
    refusals = (*before.unknown, *(words for words in after.unknown if words not in before.unknown))
    if before.at and before.at > until:
        refusals = (*refusals, _("The first moment lies after the second."))
    if refusals or before.at is None or before.cycle is None or after.cycle is None:
        return ChangesPage(known, before, after, refusals)
    paragraphs = rows.paragraphs([text for text in texts if text.pk in after.cycle.instrument_ids])
    tell_statuses(after.cycle.cycle.pk)
    then = counts_for(actor, after.cycle.cycle, at=before.at)
    now = counts_for(actor, after.cycle.cycle, at=until)
    return ChangesPage(
        known, before, after,
        replies=(then.reply_rate, now.reply_rate),
        hidden=(then.hidden, now.hidden),
        by_status=_by_status(then, now),
        by_paragraph=_by_paragraph(then, now, paragraphs),
        answers=_answers(changed_rows(after.cycle.cycle.pk, before.at, until), paragraphs),
    )  # fmt: skip


def _plain(asked: Mapping[str, str]) -> dict[str, str]:
    return {name: str(asked.get(name, "")) for name in ALLOWED}


def _by_status(then: CycleCounts, now: CycleCounts) -> tuple[Change, ...]:
    counts = []
    for side in (then, now):
        counts.append(Counter[Status]())
        for row in side.answers:
            counts[-1][row.status] += row.n
    return tuple(Change(str(status.label), counts[0][status], counts[1][status], status.value) for status in CHOOSABLE)


def _by_paragraph(then: CycleCounts, now: CycleCounts, paragraphs: list[rows.ParagraphRow]) -> tuple[Change, ...]:
    """Only paragraphs with an answer that changed its status, appeared or went."""
    before, after = then.by_obligation(), now.by_obligation()
    return tuple(
        Change(f"{row.reference} {row.label}", before[row.pk].total(), after[row.pk].total(), url=row.url)
        for row in paragraphs
        if before[row.pk] != after[row.pk]
    )


def _answers(changed: list[ChangedRow], paragraphs: list[rows.ParagraphRow]) -> tuple[ChangedAnswer, ...]:
    """In the order of the text, then of the States."""
    statuses = {row[:2]: [Status(said) if said else None for said in row[2:]] for row in changed}
    places = {row.pk: (place, row) for place, row in enumerate(paragraphs)}
    states = rows.respondents()
    in_order = sorted(statuses, key=lambda key: (places[key[1]][0], states[key[0]].position))
    return tuple(
        ChangedAnswer(states[whose].code, states[whose].short_name, places[on][1], *statuses[whose, on])
        for whose, on in in_order
    )
