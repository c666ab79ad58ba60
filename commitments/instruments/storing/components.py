"""The clauses of the obligations, with their quotes and whom each addresses or concerns."""

from typing import Any

from commitments.instruments.analysis.values import ComponentReading, ObligationReading
from commitments.instruments.languages import ORIGINAL
from commitments.instruments.models import (
    Component,
    ComponentAddressee,
    ComponentWording,
    Instrument,
    Obligation,
)
from commitments.instruments.storing.sync import sync
from commitments.instruments.storing.vocabulary import Ids
from commitments.instruments.vocabulary import AddresseeRole


def store_components(
    instrument: Instrument, pairs: list[tuple[Obligation, ObligationReading]], addressees: Ids
) -> None:
    """One row per clause, in the order of the analysis."""
    listed = [
        (row.pk, position, component)
        for row, reading in pairs
        for position, component in enumerate(reading.components, start=1)
    ]
    wanted = [
        {"obligation_id": owner, "position": position, "type": component.type} for owner, position, component in listed
    ]
    rows = sync(Component.objects.filter(obligation__instrument=instrument), wanted, key=["obligation_id", "position"])
    stored = [(rows[owner, position].pk, component) for owner, position, component in listed]
    _store_words(instrument, stored)
    _store_roles(instrument, stored, addressees)


def _store_words(instrument: Instrument, stored: list[tuple[int, ComponentReading]]) -> None:
    words: list[dict[str, Any]] = [
        {
            "component_id": owner,
            "language": ORIGINAL,
            "verb": component.verb,
            "quote": component.quote,
            "offset": component.offset,
        }
        for owner, component in stored
    ]
    originals = ComponentWording.objects.filter(component__obligation__instrument=instrument, language=ORIGINAL)
    sync(originals, words, key=["component_id", "language"])


def _store_roles(instrument: Instrument, stored: list[tuple[int, ComponentReading]], addressees: Ids) -> None:
    wanted = [
        {"component_id": owner, "addressee_id": addressees[code], "role": role.value, "position": position}
        for owner, component in stored
        for role, codes in (
            (AddresseeRole.ADDRESSEE, component.addressees),
            (AddresseeRole.CONCERNED, component.concerned),
        )
        for position, code in enumerate(codes, start=1)
    ]
    rows = ComponentAddressee.objects.filter(component__obligation__instrument=instrument)
    sync(rows, wanted, key=["component_id", "addressee_id", "role"])
