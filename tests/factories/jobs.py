"""Jobs, for tests."""

from datetime import UTC, datetime
from typing import Any

from commitments.jobs.models import Job
from tests.factories.access import person

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def job(**fields: Any) -> Job:
    """A waiting job of a new person, asked for at noon."""
    row = {"kind": "kind_of_a_test", "created_at": NOON, "heartbeat_at": NOON} | fields
    return Job.objects.create(**({"owner": person()} | row))
