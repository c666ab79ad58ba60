"""One State's answers in every stage and for every audience, and the walk of all pages on which somebody finds each.

The pages are those of the table of routes, so that a new one is walked without being named here.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import connections
from django.test import Client

from commitments.access.acting import acting
from commitments.access.actor import Actor, anonymous
from commitments.access.audience import LADDER, Audience
from commitments.access.models import actor_for
from commitments.exports.datasets import Dataset, fields_for
from commitments.exports.filters import RecordFilter
from commitments.exports.queries import records, rows
from commitments.instruments.models import Obligation
from commitments.rollups.queries import counts_for
from commitments.submissions import services
from commitments.submissions.models import EvidenceOfReport, ObligationReport, Submission
from commitments.submissions.stages import SUBMITTED, WORKING, Stage
from tests.factories import evidence as evidence_factory
from tests.factories import submissions as make
from tests.permissions.canaries import BIRD, REACH, reader_of
from tests.permissions.table import ROUTES

OWN = "THA"
KINDS = ("nobody", "focal_point KEN", "officer", "reader of THA", "focal_point THA")
"""One for each reach that a reader of another State's answers can have; the others of `REACH` differ in rights to write."""
NOWHERE = uuid4()
Place = tuple[Stage, Audience]
PLACES: tuple[Place, ...] = tuple((stage, wide) for stage in Stage for wide in LADDER)
Found = dict[Place, set[str]]
"""The routes on which each answer, or what it cites, was found."""


def word(stage: Stage, wide: Audience) -> str:
    """One word, so that a search finds it, and no other's beginning."""
    return "".join(part.title() for part in f"{stage}_{wide}".split("_")) + "z"


def token(stage: Stage) -> str:
    return BIRD + stage.replace("_", "")


def scene() -> dict[Stage, dict[str, Any]]:
    """A reply for each stage, each in a cycle and on a text of its own; gives the parts of addresses by stage."""
    return {stage: _reply(stage) for stage in Stage}


def _reply(stage: Stage) -> dict[str, Any]:
    text = make.instrument(asked=len(LADDER), optional=0)
    cycle = make.cycle(on=text)
    whole, by = make.submission(OWN, of=cycle), make.focal_point(OWN)
    each = [
        _answer(whole, obligation, stage, wide)
        for obligation, wide in zip(make.obligations(cycle), LADDER, strict=True)
    ]
    Submission.objects.filter(pk=whole.pk).update(use_in_report="named")
    whole.refresh_from_db()
    if stage == Stage.CLEARANCE:
        services.send_to_clearance(whole, by=by, now=make.NOON)
    elif stage not in WORKING:
        services.submit(whole, by=by, now=make.NOON)
        _moved(whole, stage)
    return {
        "cycle": cycle.slug, "past": cycle.slug, "instrument": text.slug, "code": OWN, "submission": whole.public_id,
        "each": each, "upload": NOWHERE, "returned": NOWHERE, "removal": NOWHERE, "job": NOWHERE, "printed": NOWHERE, "step": NOWHERE, "version": 1, "stage": stage, "of": cycle,
    }  # fmt: skip


def _answer(whole: Submission, obligation: Obligation, stage: Stage, wide: Audience) -> dict[str, Any]:
    words = f"{token(stage)} {word(stage, wide)}"
    report = make.answer(whole, obligation, narrative=words)
    ObligationReport.objects.filter(pk=report.pk).update(audience=wide)
    action = make.action(OWN, obligation, title=words, audience=wide)
    piece = evidence_factory.file(OWN, words=words, title=words)
    type(piece).objects.filter(pk=piece.pk).update(audience=wide)
    EvidenceOfReport.objects.create(report=report, evidence=piece, respondent=report.respondent)
    figure = make.figure(OWN, obligation, label=words)
    return {
        "reference": obligation.reference, "obligation": obligation.pk, "action": action.public_id,
        "evidence": piece.public_id, "read": piece.public_id, "figure": figure.public_id, "sent_answer": report.public_id,
    }  # fmt: skip


def _moved(whole: Submission, stage: Stage) -> None:
    """Also where no verb leads yet: maintenance moves it there."""
    with connections[settings.MAINTENANCE_DATABASE].cursor() as cursor:
        cursor.execute("UPDATE commitments_submission SET stage = %s WHERE id = %s", [stage, whole.pk])


def due_to(kind: str) -> set[Place]:
    """What this reader is to find: his own State's all; of another's what was sent and reaches him."""
    if kind.endswith(f" {OWN}") and " of " not in kind:
        return set(PLACES)
    return {(stage, wide) for stage, wide in PLACES if stage in SUBMITTED and wide in REACH[kind]}


PART = {"HX-Request": "true", "HX-Target": "panel"}


class Parts(dict[str, Any]):
    """The parts of addresses; what no reply of the scene has stands nowhere."""

    def __missing__(self, name: str) -> object:
        return NOWHERE


def addresses(parts: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Every page and file of the table of routes with these parts, by the route's name; of lists also the part."""
    for name, route in ROUTES.items():
        if route.method == "GET":
            is_of_one = any(f"{{{part}}}" in route.address for part in parts["each"][0])
            for one in parts["each"] if is_of_one else parts["each"][:1]:
                address = route.address.format_map(Parts(**parts, **one)).replace("q=act", f"q={token(parts['stage'])}")
                address = f"{address}{'&' if '?' in address else '?'}cycle={parts['cycle']}"
                yield name, address, {}
                if "{" not in route.address:
                    yield f"{name} (part)", address, PART


def walk(kind: str, made: dict[Stage, dict[str, Any]]) -> Found:
    """Where this kind of reader finds each answer: pages, parts, search, files, rows of exports, counts."""
    user, client = reader_of(kind), Client()
    if user:
        client.force_login(user)
    actor = actor_for(user, today=date(2026, 3, 3)) if user else anonymous()
    found: Found = {place: set() for place in PLACES}
    for parts in made.values():
        for name, address, headers in addresses(parts):
            _note(found, name, _read(client, address, headers))
        _note_counts(found, actor, parts)
    with acting(actor):
        for dataset in Dataset:
            taken = records(dataset, actor=actor, narrowed=RecordFilter(), own=False)
            _note(found, f"export of {dataset}", str(list(rows(taken, fields_for(dataset, actor, own=False)))))
    return found


def _read(client: Client, address: str, headers: dict[str, str]) -> str:
    response = client.get(address, headers=headers)
    body = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    response.close()
    return body.decode(errors="replace").replace("<mark>", "").replace("</mark>", "")


def _note(found: Found, where: str, text: str) -> None:
    for place in PLACES:
        if word(*place) in text:
            found[place].add(where)


def _note_counts(found: Found, actor: Actor, parts: dict[str, Any]) -> None:
    """An answer that a reader may not read is in no count of his; one paragraph has one answer, of one audience."""
    with acting(actor):
        counted = counts_for(actor, parts["of"]).by_obligation()
    for one, wide in zip(parts["each"], LADDER, strict=True):
        if counted.get(one["obligation"]):
            found[parts["stage"], wide].add("counts")
