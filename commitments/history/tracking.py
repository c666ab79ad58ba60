"""Every domain table keeps its history: one decorator, recorded by the database itself."""

from collections.abc import Callable
from typing import TypeVar

import pghistory
import pgtrigger
from django.db import models

ModelType = TypeVar("ModelType", bound=type[models.Model])


def tracked(model: ModelType) -> ModelType:
    """Record each insert, update and delete of `model` in `<Model>Event`, append only.

    Triggers of the statement write the events, so no service can forget them; an update that
    changes nothing writes none. The event carries the actor of the transaction (`pgh_context`).
    """
    return tracked_without()(model)


def tracked_without(*left_out: str) -> Callable[[ModelType], ModelType]:
    """As `tracked`, for a table with columns that no history may hold (a password's hash)."""
    return pghistory.track(  # type: ignore[no-any-return]
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        obj_field=pghistory.ObjForeignKey(related_name="events", db_constraint=False, db_index=False),
        context_field=pghistory.ContextJSONField(),
        context_id_field=None,  # type: ignore[arg-type]
        append_only=True,
        level=pgtrigger.Statement,
        exclude=list(left_out) or None,
    )
