"""Who did it is who acts: the name of somebody else as the one who made, saved or sent something is refused.

Each table's columns that name a doer (`created_by`, `saved_by`, …) are found by their name. The
condition stands in the trigger itself, so that a save that says the truth calls no function.
"""

from django.apps import apps
from django.conf import settings
from django.db import models

from commitments.history.database_objects import TRIGGER, register

NOT_WHEN_ADDED = {
    "commitments_obligationreport": ("saved_by_id", "confirmed_by_id"),
    "commitments_stagemove": ("moved_by_id",),
    "commitments_removedcontent": ("asked_by_id",),
}
"""A copy of an answer keeps who saved it, and history says who made the copy; a move has its wall; what was removed
names both persons, and no role can add it."""

REFUSE = f"""
CREATE OR REPLACE FUNCTION refuse_other_doer() {TRIGGER} $$
BEGIN
  IF is_maintenance() THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'a row of % names somebody else than who acts', TG_TABLE_NAME
    USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'who_did_it_is_who_acts';
END $$;
"""
IS_ANOTHER = (
    "NEW.{c} IS NOT NULL AND NEW.{c}::text IS DISTINCT FROM current_setting('commitments.user_id', true) "
    "AND current_setting('commitments.actor_kind', true) IS DISTINCT FROM 'program'"
)
HAS_CHANGED = "OLD.{c} IS DISTINCT FROM NEW.{c}"


def doers_of(model: type[models.Model]) -> list[str]:
    """The columns of the table that name who did something."""
    return [
        str(field.column)
        for field in model._meta.local_concrete_fields
        if field.is_relation and field.name.endswith("_by") and _label(field) == settings.AUTH_USER_MODEL
    ]


def _label(field: models.Field) -> str:  # type: ignore[type-arg]
    return str(field.related_model._meta.label)  # type: ignore[union-attr]


def _trigger(table: str, event: str, conditions: list[str]) -> str:
    return (
        f"CREATE OR REPLACE TRIGGER b_who_acts_{event.lower()} BEFORE {event} ON {table} FOR EACH ROW "
        f"WHEN ({' OR '.join(f'({condition})' for condition in conditions)}) EXECUTE FUNCTION refuse_other_doer();\n"
    )


def _held(model: type[models.Model]) -> str:
    table, columns = model._meta.db_table, doers_of(model)
    on_insert = [IS_ANOTHER.format(c=column) for column in columns if column not in NOT_WHEN_ADDED.get(table, ())]
    on_update = [f"{HAS_CHANGED} AND {IS_ANOTHER}".format(c=column) for column in columns]
    found = [("INSERT", on_insert), ("UPDATE", on_update)]
    return "".join(_trigger(table, event, conditions) for event, conditions in found if conditions)


register("history_40_doers", REFUSE)
for told in apps.get_app_config("commitments").get_models():
    if doers_of(told) and not hasattr(told, "pgh_tracked_model"):
        register(f"history_41_doers_of_{told._meta.db_table}", _held(told))
