"""Actions and figures, for tests."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from commitments.access.actor import Actor
from commitments.implementation.content import ActionContent, FigureContent
from commitments.implementation.models import ImplementationAction
from commitments.implementation.services import record_action
from commitments.instruments.models import Obligation
from commitments.respondents.models import Respondent
from tests.factories.access import actor

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def content(**fields: Any) -> ActionContent:
    """An action's content, correct unless told otherwise."""
    return ActionContent(**{"kind": "law", "title": "Law on mutual assistance", "language": "en", **fields})


def figure(**fields: Any) -> FigureContent:
    """A figure's content, correct unless told otherwise."""
    return FigureContent(
        **{"label": "Requests received", "value": Decimal(10), "year": 2020, "unit": "requests", **fields}
    )


def obligations(*references: str) -> list[Obligation]:
    """Obligations of the founding instrument by reference."""
    found = Obligation.objects.filter(instrument__is_founding=True, reference__in=references)
    return list(found.select_related("instrument").in_text_order())


def action(
    code: str = "THA", *, by: Actor | None = None, serves: tuple[str, ...] = (), **fields: Any
) -> ImplementationAction:
    """An action recorded by a focal point of the State."""
    return record_action(
        Respondent.objects.get(code=code),
        by=by or actor("focal_point", code),
        now=NOON,
        content=content(**fields),
        obligations=obligations(*serves),
    )
