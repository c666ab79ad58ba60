"""The rows of a dataset, one after the other and never all at once, from what the person may see."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import BooleanField, F, Func, QuerySet
from django.db.models.expressions import Combinable
from django.db.models.fields.json import KeyTextTransform

from commitments.access.actor import Actor
from commitments.exports.datasets import CITED_KIND, Dataset, Field
from commitments.exports.filters import RecordFilter
from commitments.submissions.models import CitedRecord, ObligationReport

CHUNK = 2000
CONTENT = "content__"


def records(dataset: Dataset, *, actor: Actor, narrowed: RecordFilter, own: bool) -> "QuerySet[Any]":
    """The rows of the dataset this person may see: what was submitted, or with `own` what his State is writing."""
    reports = _reports(actor, narrowed, own=own)
    if dataset is Dataset.ANSWERS:
        return reports.order_by("respondent__position", "submission_id", "obligation__paragraph__position", "pk")
    # An array and no join: the answers first, then what each cites, by its index; a planner that joins begins with
    # everything that was cited in the cycle.
    of_these = Func(
        F("report_id"), ArraySubquery(reports.order_by().values("pk")),
        template="%(expressions)s)", arg_joiner=" = ANY (", output_field=BooleanField(),
    )  # fmt: skip
    cited = CitedRecord.objects.visible_to(actor).filter(of_these, kind=CITED_KIND[dataset])
    return cited.order_by("respondent__position", "submission_id", "report__obligation__paragraph__position", "pk")


def _reports(actor: Actor, narrowed: RecordFilter, *, own: bool) -> "QuerySet[ObligationReport]":
    seen = ObligationReport.objects.visible_to(actor)
    chosen = seen.filter(respondent__in=actor.respondent_ids).answered() if own else seen.reported()
    return narrowed.apply(chosen)


def sourced(found: "QuerySet[Any]", fields: tuple[Field, ...]) -> "tuple[QuerySet[Any], list[str]]":
    """The rows with the value of each field under a name of its own, and these names in the order of `fields`."""
    named = {f"c{n}": _source(field) for n, field in enumerate(fields)}
    return found.annotate(**named), list(named)


def rows(found: "QuerySet[Any]", fields: tuple[Field, ...]) -> Iterator[list[object]]:
    """The values of each row in the order of `fields`, as they go into cells; memory is flat in their number."""
    annotated, names = sourced(found, fields)
    _read_to_the_end()
    labelled = [(n, field.labels()) for n, field in enumerate(fields) if field.codes is not None]
    for values in annotated.values_list(*names).iterator(chunk_size=CHUNK):
        cells = list(values)
        for n, labels in labelled:
            cells[n] = _spoken(cells[n], labels)
        yield cells


def _read_to_the_end() -> None:
    """PostgreSQL plans a cursor for its first tenth, which for all rows of cited records takes six times as long."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL cursor_tuple_fraction = 1")


def _spoken(value: Any, labels: Mapping[str, str]) -> object:
    if isinstance(value, list):
        return [labels.get(code, code) for code in value]
    return labels.get(value, value) if value else ""


def _source(field: Field) -> Combinable:
    if field.source.startswith(CONTENT):
        return KeyTextTransform(field.source.removeprefix(CONTENT), "content")
    return F(field.source)
