"""What is found, kind by kind, each from what the person may see, each with an excerpt."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import BooleanField, Q
from django.db.models.expressions import RawSQL
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commitments.access.actor import Actor
from commitments.implementation.models import ImplementationAction
from commitments.instruments.models import ObligationWording, ParagraphWording
from commitments.respondents.models import Respondent
from commitments.search.words import Piece, excerpt
from commitments.submissions.models import CitedRecord, ObligationReport
from commitments.treaties.models import Treaty

MOST = 20
NEAR_ENOUGH = 0.5
ACTION_WORDS = "to_tsvector('english', title || ' ' || description || ' ' || law_title)"
CITED_WORDS = "to_tsvector('english', coalesce(content->>'title', '') || ' ' || coalesce(content->>'description', ''))"


@dataclass(frozen=True)
class Found:
    """One thing found: what it is called, where it is, and the words around the hit."""

    title: str
    url: str
    reference: str = ""
    pieces: tuple[Piece, ...] = ()
    meta: str = ""


@dataclass(frozen=True)
class Question:
    """What is looked for, and by whom."""

    words: str
    actor: Actor


@dataclass(frozen=True)
class Section:
    """All of one kind that was found; `more` says that the list was cut."""

    key: str
    label: str | Promise
    found: tuple[Found, ...]
    more: bool


def search(query: str, *, actor: Actor) -> list[Section]:
    """Everything the actor may see that has the words, in the order of the text; nothing for no words."""
    if not query:
        return []
    sections = [_section(key, label, finder(Question(query, actor))) for key, label, finder in FINDERS]
    return [section for section in sections if section.found]


def _section(key: str, label: str | Promise, found: list[Found]) -> Section:
    return Section(key, label, tuple(found[:MOST]), more=len(found) > MOST)


def _words(expression: str, query: str) -> RawSQL:
    """A condition on words that an index of search/sql.py answers: the expression stands there as it stands here."""
    return RawSQL(f"{expression} @@ websearch_to_tsquery('english', %s)", [query], output_field=BooleanField())  # noqa: S611


def _paragraphs(asked: Question) -> list[Found]:
    rows = (
        ParagraphWording.objects.filter(_words("to_tsvector('english', text)", asked.words))
        .select_related("paragraph__instrument")
        .order_by("paragraph__instrument_id", "paragraph__position")[: MOST + 1]
    )
    return [
        Found(
            title=_paragraph_title(row),
            reference=row.paragraph.reference,
            url=_text_url(row.paragraph.instrument.slug, row.paragraph.reference),
            pieces=tuple(excerpt(row.text, asked.words)),
            meta=row.paragraph.instrument.symbol,
        )
        for row in rows
    ]


def _paragraph_title(row: ParagraphWording) -> str:
    number = row.paragraph.number
    if number is None:
        return str(_("Preambular paragraph"))
    return str(_("Paragraph %(number)d")) % {"number": number}


def _text_url(slug: str, reference: str) -> str:
    if reference:
        return reverse("dashboards:paragraph", args=[slug, reference])
    return reverse("dashboards:text", args=[slug])


def _obligations(asked: Question) -> list[Found]:
    near = TrigramWordSimilarity(asked.words, "label")
    rows = (
        ObligationWording.objects.annotate(near=near)
        .filter(Q(near__gte=NEAR_ENOUGH) | Q(obligation__reference__iexact=asked.words))
        .select_related("obligation__instrument")
        .order_by("-near", "obligation_id")[: MOST + 1]
    )
    return [
        Found(
            title=row.label,
            reference=row.obligation.reference,
            url=_text_url(row.obligation.instrument.slug, row.obligation.reference),
            pieces=tuple(excerpt(row.label, asked.words)),
            meta=row.obligation.instrument.symbol,
        )
        for row in rows
    ]


def _states(asked: Question) -> list[Found]:
    near = TrigramWordSimilarity(asked.words, "short_name")
    rows = (
        Respondent.objects.annotate(near=near)
        .filter(Q(near__gte=NEAR_ENOUGH) | Q(code__iexact=asked.words))
        .order_by("-near", "position")[: MOST + 1]
    )
    return [
        Found(title=row.short_name, url=reverse("dashboards:state", args=[row.code]), meta=row.get_kind_display())
        for row in rows
    ]


def _treaties(asked: Question) -> list[Found]:
    near = TrigramWordSimilarity(asked.words, "formal_title")
    rows = Treaty.objects.annotate(near=near).filter(near__gte=NEAR_ENOUGH).order_by("-near", "key")[: MOST + 1]
    return [Found(title=row.formal_title, url=reverse("treaties:treaty", args=[row.key])) for row in rows]


def _own_actions(asked: Question) -> list[Found]:
    rows = (
        ImplementationAction.objects.visible_to(asked.actor)
        .filter(_words(ACTION_WORDS, asked.words))
        .order_by("-created_at")[: MOST + 1]
    )
    return [
        Found(
            title=row.title,
            url=row.get_absolute_url(),
            pieces=tuple(excerpt(row.description, asked.words)),
            meta=row.get_kind_display(),
        )
        for row in rows
    ]


def _answers(asked: Question) -> list[Found]:
    rows = (
        ObligationReport.objects.visible_to(asked.actor)
        .filter(_words("to_tsvector('english', narrative)", asked.words))
        .select_related("respondent", "obligation", "cycle")
        .order_by("respondent__position", "obligation__paragraph__position")[: MOST + 1]
    )
    return [
        Found(
            title=row.respondent.short_name,
            reference=row.obligation.reference,
            url=reverse("dashboards:state", args=[row.respondent.code]) + f"#{row.obligation.reference}",
            pieces=tuple(excerpt(row.narrative, asked.words)),
            meta=row.cycle.name,
        )
        for row in rows
    ]


def _reported_actions(asked: Question) -> list[Found]:
    rows = (
        CitedRecord.objects.visible_to(asked.actor)
        .filter(_words(CITED_WORDS, asked.words), kind=CitedRecord.Kind.ACTION)
        .exclude(respondent__in=asked.actor.respondent_ids)
        .select_related("respondent", "report__obligation")
        .order_by("respondent__position", "pk")[: MOST + 1]
    )
    return [
        Found(
            title=row.content.get("title", ""),
            reference=row.report.obligation.reference,
            url=reverse("dashboards:state", args=[row.respondent.code]) + f"#{row.report.obligation.reference}",
            pieces=tuple(excerpt(row.content.get("description", ""), asked.words)),
            meta=row.respondent.short_name,
        )
        for row in rows
    ]


Finder = Callable[[Question], list[Found]]
FINDERS: tuple[tuple[str, str | Promise, Finder], ...] = (
    ("obligations", _("Commitments and requests"), _obligations),
    ("texts", _("Texts"), _paragraphs),
    ("states", _("States and other respondents"), _states),
    ("treaties", _("Treaties"), _treaties),
    ("own_actions", _("Actions of your State"), _own_actions),
    ("reported_actions", _("Reported actions"), _reported_actions),
    ("answers", _("Reported answers"), _answers),
)
