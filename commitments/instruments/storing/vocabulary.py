"""The shared lists of themes and addressees: grown by each analysis, never shortened."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Max, Model

from commitments.instruments.analysis.values import Coded
from commitments.instruments.languages import ORIGINAL
from commitments.instruments.models import Addressee, AddresseeWording, Theme, ThemeWording
from commitments.instruments.storing.sync import sync

Ids = dict[str, int]


def store_themes(themes: Iterable[Coded]) -> Ids:
    """The ids of the themes by code."""
    return _store(Theme, ThemeWording, "theme_id", list(themes))


def store_addressees(addressees: Iterable[Coded]) -> Ids:
    """The ids of the addressees by code."""
    return _store(Addressee, AddresseeWording, "addressee_id", list(addressees))


def _store(model: type[Model], wording: type[Model], owner: str, entries: list[Coded]) -> Ids:
    rows = model._default_manager.all()
    known: Ids = dict(rows.values_list("code", "position"))
    last = rows.aggregate(last=Max("position"))["last"] or 0
    wanted: list[dict[str, Any]] = []
    for entry in entries:
        if entry.code not in known:
            last += 1
            known[entry.code] = last
        wanted.append({"code": entry.code, "position": known[entry.code]})
    stored = sync(rows, wanted, key=["code"], remove=False)
    words = [{owner: stored[entry.code,].pk, "language": ORIGINAL, "label": entry.label} for entry in entries]
    sync(wording._default_manager.filter(language=ORIGINAL), words, key=[owner, "language"], remove=False)
    return {code: row.pk for (code,), row in stored.items()}


def labels_that_differ(themes: Iterable[Coded], addressees: Iterable[Coded]) -> dict[str, tuple[str, str]]:
    """Codes that another analysis already gave another label: code, and the label held and wanted."""
    held = {
        **dict(ThemeWording.objects.filter(language=ORIGINAL).values_list("theme__code", "label")),
        **dict(AddresseeWording.objects.filter(language=ORIGINAL).values_list("addressee__code", "label")),
    }
    return {
        entry.code: (held[entry.code], entry.label)
        for entry in [*themes, *addressees]
        if held.get(entry.code, entry.label) != entry.label
    }
