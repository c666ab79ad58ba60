"""No page reads a whole table of records: with plans that may not scan, a scan is left only where an index is missing."""

from collections.abc import Iterator
from datetime import UTC, datetime

import psycopg
import pytest
from django.db import connections

from commitments.access.actor import program
from commitments.demonstration.growth import Growth
from commitments.demonstration.measuring import fill_for_measuring
from tests.bench import pages, shapes, world
from tests.bench.plans import told_plans
from tests.conftest import SERVICES
from tracker.embedded.postgres import SUPERUSER

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
SMALL = Growth(cycles=3, instruments=1, actions=1930, with_triggers=False)
LARGE = 1500
"""Rows from which on a table may not be scanned; treaty acts are reference data and read whole."""
FOUND = 0.6
"""The part of a table that a search may touch: more, and it looks through the records instead of into an index."""
NO_LIMIT = 1000
"""Looked up one by one, the rows of a small table may all be needed, and more than once."""
NEEDED = {
    "search_report": ("officer", "/search/?q=kidnapping+D17"),
    "search_cited_action": ("officer", "/search/?q=firearms+D17"),
}
"""Indexes, each with a page that feels its loss: words so rare that without the index all is looked through."""
ONE_BY_ONE = ("enable_seqscan", "enable_hashjoin", "enable_mergejoin")
"""Without these every row is looked up by an index, wherever one fits."""
CACHED = (world.client, world.user, world.there)


@pytest.fixture
def superuser(committed_db: str) -> Iterator["psycopg.Connection[tuple[object, ...]]"]:
    """The filled database, whose connections are told their plans and scan only where they must."""
    fill_for_measuring(SMALL, by=program("fill_for_measuring"), now=NOW, told=lambda _: None)
    for cached in CACHED:
        cached.cache_clear()
    url = SERVICES.layout.database_url(SUPERUSER, committed_db)
    with told_plans(url, **dict.fromkeys(ONE_BY_ONE, "off")), psycopg.connect(url, autocommit=True) as connection:
        connections["default"].close()
        yield connection
    for cached in CACHED:
        cached.cache_clear()


def faults(who: str, address: str) -> list[str]:
    share = FOUND if "/search/" in address else NO_LIMIT
    tables = {table: rows for table, rows in shapes.tables_over(LARGE).items() if "treaty" not in table}
    limits = {table: int(rows * share) for table, rows in tables.items()}
    found = shapes.faults_of(world.client(who), address, limits, page=f"{who} {address}", may_scan=False)
    return [str(fault) for fault in found]


def test_no_page_scans_a_large_table_and_the_loss_of_an_index_is_noticed(superuser):
    every = {page: faults(*page) for page in pages.addresses() if "demonstration" not in page[1]}

    assert {page: found for page, found in every.items() if found} == {}
    for index, page in NEEDED.items():
        superuser.execute(f"DROP INDEX {index}")
        assert faults(*page) != [], f"{index} can go and nobody notices"
