"""The demonstration as a world for tests: everybody signed in, in a transaction that is taken back."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from django.db import transaction
from django.test import Client

from commitments.access.actor import program
from commitments.access.models import User
from commitments.demonstration.services import load_demonstration
from commitments.submissions.models import ReportingCycle

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
EMAILS = {
    "nobody": "", "focal_point": "focal-point.tha@example.org", "other": "focal-point.ken@example.org",
    "officer": "officer@example.org", "reader": "reader@example.org",
}  # fmt: skip
CHANGING = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|value=\"[A-Za-z0-9]{64}\"|(?<=csrftoken)\W+[A-Za-z0-9]{32,64}"
)
PUBLIC = (
    "/", "/texts/A-RES-60-177/", "/texts/A-RES-60-177/D17/", "/texts/A-RES-60-177/D3/", "/obligations/", "/records/",
    "/search/?q=law", "/search/?q=demonstration",
)  # fmt: skip
CENTRAL = ("/dashboard/", "/dashboard/matrix/", "/dashboard/records/")


@contextmanager
def demonstration() -> Iterator[dict[str, Client]]:
    """The demonstration and a client for each person."""
    with transaction.atomic():
        load_demonstration(by=program("load_demonstration"), now=NOW, told=lambda _: None)
        clients = {who: Client() for who in EMAILS}
        for who, email in EMAILS.items():
            if email:
                clients[who].force_login(User.objects.get(email=email))
        yield clients
        transaction.set_rollback(True)


def pages_of(who: str) -> list[str]:
    """The pages that the person may open and that show what States said."""
    cycles = list(ReportingCycle.objects.order_by("pk"))
    found = [*PUBLIC, "/states/", "/states/THA/", *(f"/reports/{cycle.slug}/" for cycle in cycles)]
    for cycle in cycles:
        found += [
            f"/records/?cycle={cycle.slug}",
            f"/states/?cycle={cycle.slug}&show=replied",
            f"/states/THA/?cycle={cycle.slug}",
        ]
    if who in ("officer", "reader"):
        found += [*CENTRAL, *(f"/dashboard/?cycle={cycle.slug}" for cycle in cycles)]
    return found


def words_of(client: Client, address: str) -> str:
    """The page without what is new each time: keys, tokens."""
    answer = client.get(address)
    assert answer.status_code == 200, f"{address}: {answer.status_code}"
    return CHANGING.sub("·", answer.content.decode())
