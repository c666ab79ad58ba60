"""Brings the rows of a table to what is wanted, touching only those that differ."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from django.db.models import CharField, Model, QuerySet
from django.utils.translation import gettext as _

M = TypeVar("M", bound=Model)
Key = tuple[Any, ...]


class ValueTooLong(Exception):
    """Something that was read does not fit its place; nothing was written."""

    def __init__(self, name: str, value: str, longest: int) -> None:
        reason = _("“%(name)s” has at most %(longest)s characters; this is longer: %(value)s …")
        super().__init__(reason % {"name": name, "longest": longest, "value": repr(value[:60])})


def sync(
    rows: QuerySet[M], wanted: Iterable[Mapping[str, Any]], *, key: Sequence[str], remove: bool = True
) -> dict[Key, M]:
    """Create, change or remove rows until they are those wanted; returns them by key, in the order wanted.

    Ids of rows whose key stays are kept. Attributes are named as on the row ("paragraph_id").
    """
    existing = {_key(row, key): row for row in rows}
    kept: dict[Key, M] = {}
    new: list[M] = []
    for values in wanted:
        check_lengths(rows.model, values)
        identity = tuple(values[name] for name in key)
        row = existing.pop(identity, None)
        if row is None:
            row = rows.model(**values)
            new.append(row)
        else:
            change(row, values)
        kept[identity] = row
    if remove and existing:
        rows.model._default_manager.filter(pk__in=[row.pk for row in existing.values()]).delete()
    rows.model._default_manager.bulk_create(new)
    return kept


def change(row: Model, values: Mapping[str, Any]) -> bool:
    """Write the attributes of a row that differ; says whether there were any."""
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    if changed:
        row.save(update_fields=changed)
    return bool(changed)


def check_lengths(model: type[Model], values: Mapping[str, Any]) -> None:
    """Refuse with ValueTooLong what a column cannot hold."""
    for field in model._meta.concrete_fields:
        value = values.get(field.attname)
        longest = field.max_length if isinstance(field, CharField) else None
        if longest and isinstance(value, str) and len(value) > longest:
            raise ValueTooLong(str(field.verbose_name), value, longest)


def _key(row: Model, key: Sequence[str]) -> Key:
    return tuple(getattr(row, name) for name in key)
