"""What changed between two versions of a reply, paragraph by paragraph and word by word, for one reader."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import formats
from django.utils.translation import gettext as _

from commitments.access.actor import Actor
from commitments.evidence.kinds import FREEZE_FIELDS as EVIDENCE_FIELDS
from commitments.evidence.kinds import Label
from commitments.implementation.kinds import FREEZE_FIELDS as ACTION_FIELDS
from commitments.instruments.differences import Change, Difference, word_difference
from commitments.instruments.models import Obligation
from commitments.submissions.models import CitedRecord, ObligationReport, Submission
from commitments.submissions.queries.reading import ReadAnswer, readings_of
from commitments.submissions.services import words_for
from commitments.submissions.services.freezing import FIGURE_FIELDS, RECOMMENDATIONS
from commitments.submissions.status import CONTENT, Status

Pieces = list[tuple[str, str]]
"""What `components/_diff.html` draws: runs of words, each kept, struck out or put in."""
MARKS = {Change.SAME: "equal", Change.REMOVED: "delete", Change.ADDED: "insert"}
IN_ORDER: dict[str, tuple[str, ...]] = {
    CitedRecord.Kind.ACTION: ACTION_FIELDS,
    CitedRecord.Kind.FIGURE: FIGURE_FIELDS,
    CitedRecord.Kind.EVIDENCE: EVIDENCE_FIELDS,
}
"""What a record says, in one order: the database gives what was frozen in another than it was written in."""
TEXTS = frozenset({"narrative", "considered_outcome", "reason", "constraints_text"})
"""What is compared word by word; all else is said or not."""
ADDRESSES = frozenset({"public_id", "sha256", "language", "size", "content_type", "kind"})
"""What a person does not read in a record, or reads in other words; a file exchanged for another is said so."""


@dataclass(frozen=True)
class Changed:
    """One thing said otherwise: what it is called, and the words."""

    label: str
    pieces: Pieces
    language: str = ""


@dataclass(frozen=True)
class ChangedAnswer:
    """One paragraph whose answer, or what it cites, is not what it was."""

    obligation: Obligation
    fields: list[Changed]
    cited: list[Changed]


@dataclass(frozen=True)
class Comparison:
    """The later version against the earlier one, as far as this reader may see both."""

    earlier: Submission
    later: Submission
    answers: list[ChangedAnswer]
    same: int


def versions_up_to(public_id: UUID, actor: Actor) -> list[Submission]:
    """The version with this address, then those before it that were sent, the newest first, as far as the reader sees
    them; none where he does not see the first.
    """
    visible = Submission.objects.visible_to(actor)
    this = visible.filter(public_id=public_id)
    of_it = visible.filter(cycle__in=this.values("cycle"), respondent__in=this.values("respondent"))
    found = of_it.filter(Q(public_id=public_id) | Q(submitted_at__isnull=False), number__lte=this.values("number"))
    return list(found.select_related("cycle", "respondent").order_by("-number"))


def comparison_of(earlier: Submission, later: Submission, actor: Actor, *, language: str) -> Comparison:
    """Both read for this reader; paragraphs that say the same in both are only counted."""
    read_before, read_after = readings_of([earlier, later], actor, language=language)
    before, read = {one.obligation.pk: one for one in read_before.answers}, read_after.answers
    found = [_compared(before[after.obligation.pk], after) for after in read if after.obligation.pk in before]
    changed = [one for one in found if one.fields or one.cited]
    answered = {one.obligation.pk for one in (*read, *before.values()) if one.report}
    return Comparison(earlier, later, changed, len(answered) - len(changed))


def said_of(differences: Iterable[Difference]) -> list[Changed]:
    """What changed in a text of the United Nations, as a page draws it."""
    return [Changed(found.place, [(MARKS[span.change], span.text) for span in found.spans]) for found in differences]


def _compared(before: ReadAnswer, after: ReadAnswer) -> ChangedAnswer:
    return ChangedAnswer(after.obligation, list(_fields(before.report, after.report)), list(_cited(before, after)))


def _fields(before: ObligationReport | None, after: ObligationReport | None) -> Iterator[Changed]:
    language = getattr(after or before, "language", "")
    for name in CONTENT:
        old, new = _words(before, name), _words(after, name)
        if old != new and name in TEXTS:
            yield Changed(words_for(name), _pieces(old, new), language)
        elif old != new:
            yield Changed(words_for(name), _whole(old, new))


def _words(report: ObligationReport | None, name: str) -> str:
    """What the field says, as a person reads it; empty where nothing is said."""
    value: Any = getattr(report, name, None)
    if report is None or (name == "language" and not report.narrative):
        return ""
    if name == "status":
        return str(_("Not answered")) if value == Status.NOT_REPORTED else report.get_status_display()
    if name == "constraints_named":
        return ", ".join(report.constraint_words)
    if isinstance(value, bool):
        return str(_("Yes")) if value else ""
    display = getattr(report, f"get_{name}_display", None)
    if display is not None:
        return str(display())
    return value if isinstance(value, str) else formats.date_format(value, "j F Y") if value else ""


def _cited(before: ReadAnswer, after: ReadAnswer) -> Iterator[Changed]:
    old, new = _by_record(before), _by_record(after)
    for key in dict.fromkeys((*old, *new)):
        one, other = old.get(key), new.get(key)
        if one is None or other is None or one.sha256 != other.sha256:
            told = other or one
            yield Changed(told.get_kind_display(), _pieces(_spelt(one), _spelt(other)) or [("equal", "")])  # type: ignore[union-attr]


def _by_record(answer: ReadAnswer) -> dict[tuple[str, int | None], CitedRecord]:
    return {
        (record.kind, record.action_id if record.kind == "action" else record.evidence_id or record.figure_id): record
        for record in (*answer.actions, *answer.figures, *answer.evidence)
    }


def _spelt(record: CitedRecord | None) -> str:
    """A frozen record as one line of words."""
    if record is None:
        return ""
    content = {**record.content, **_label(record)}
    said = [str(content.get(name) or "") for name in IN_ORDER[record.kind] if name not in ADDRESSES]
    steps = [str(step.get("title", "")) for step in record.content.get("milestones", [])]
    file = _("file %(digest)s") % {"digest": record.content["sha256"][:12]} if record.content.get("sha256") else ""
    kind = "" if record.kind == CitedRecord.Kind.FIGURE else record.kind_words
    served = record.content.get(RECOMMENDATIONS, [])
    return " · ".join(word for word in (kind, *said, *steps, *served, file) if word)


def _label(record: CitedRecord) -> dict[str, str]:
    """How sensitive a piece of evidence is, in words; what a figure calls so is its name."""
    code = record.content.get("label") if record.kind == CitedRecord.Kind.EVIDENCE else None
    return {"label": str(Label(code).label)} if code else {}


def _pieces(old: str, new: str) -> Pieces:
    return [(MARKS[span.change], span.text) for span in word_difference(old, new)]


def _whole(old: str, new: str) -> Pieces:
    """Not a text: the one thing was said, and now the other."""
    both = (("delete", old), ("equal", " " if old and new else ""), ("insert", new))
    return [(mark, words) for mark, words in both if words]
