"""What stands beside the obligations: links to shared rows, bodies in their roles, words in order."""

from typing import Any

from django.db.models import Model

from commitments.instruments.analysis.values import ObligationReading
from commitments.instruments.languages import ORIGINAL
from commitments.instruments.models import Instrument, Obligation, ObligationAddressee
from commitments.instruments.storing.sync import sync
from commitments.instruments.storing.vocabulary import Ids
from commitments.instruments.vocabulary import AddresseeRole

Pairs = list[tuple[Obligation, ObligationReading]]


def store_links(model: type[Model], instrument: Instrument, pairs: Pairs, *, field: str, target: str, ids: Ids) -> None:
    """Rows that join an obligation with the shared rows its reading names in `field`."""
    wanted = [
        {"obligation_id": row.pk, target: ids[code], "position": position}
        for row, reading in pairs
        for position, code in enumerate(getattr(reading, field), start=1)
    ]
    rows = model._default_manager.filter(obligation__instrument=instrument)
    sync(rows, wanted, key=["obligation_id", target])


def store_roles(instrument: Instrument, pairs: Pairs, addressees: Ids) -> None:
    """Who is asked, concerned, or benefits."""
    wanted = [
        {"obligation_id": row.pk, "addressee_id": addressees[code], "role": role.value, "position": position}
        for row, reading in pairs
        for role, codes in (
            (AddresseeRole.ADDRESSEE, reading.addressees),
            (AddresseeRole.CONCERNED, reading.concerned),
            (AddresseeRole.BENEFICIARY, reading.beneficiaries),
        )
        for position, code in enumerate(codes, start=1)
    ]
    rows = ObligationAddressee.objects.filter(obligation__instrument=instrument)
    sync(rows, wanted, key=["obligation_id", "addressee_id", "role"])


def store_listed(
    model: type[Model], wording: type[Model], instrument: Instrument, pairs: Pairs, *, field: str, name: str
) -> None:
    """Rows that are nothing but words in order: deadlines, suggested indicators."""
    listed = [
        (row.pk, position, text)
        for row, reading in pairs
        for position, text in enumerate(getattr(reading, field), start=1)
    ]
    wanted = [{"obligation_id": owner, "position": position} for owner, position, _ in listed]
    rows = sync(
        model._default_manager.filter(obligation__instrument=instrument), wanted, key=["obligation_id", "position"]
    )
    words: list[dict[str, Any]] = [
        {f"{name}_id": rows[owner, position].pk, "language": ORIGINAL, "text": text} for owner, position, text in listed
    ]
    originals = wording._default_manager.filter(**{f"{name}__obligation__instrument": instrument, "language": ORIGINAL})
    sync(originals, words, key=[f"{name}_id", "language"])
