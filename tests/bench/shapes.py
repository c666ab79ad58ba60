"""The shape of every page's queries: which scans PostgreSQL made for them, and of how many rows of the large tables.

PostgreSQL's own auto_explain tells the plan of every statement it ran, those inside functions and policies included,
to the connection that asked: nothing is explained a second time, and nothing hides behind a function.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import psycopg
from django.db import connection
from django.test import Client

from tests.bench import pages, world

MOST = 20_000
"""Rows of one table that one query of a page may touch: more than twice 193 × 41, a cycle's answers."""

SIZES = "SELECT relname, reltuples FROM pg_class WHERE relkind IN ('r', 'p') AND relname LIKE 'commitments%%' AND reltuples > %s"
REMOVED = ("Rows Removed by Filter", "Rows Removed by Index Recheck", "Rows Removed by Join Filter")
PLAN = "plan:\n"


@dataclass(frozen=True)
class Fault:
    """A scan that is not of the shape a page's query should have."""

    page: str
    table: str
    scan: str
    rows: int
    query: str

    def __str__(self) -> str:
        return f"{self.page}: {self.scan} of {self.table}, {self.rows:,} rows: {' '.join(self.query.split())[:300]}"


def tables_over(rows: int) -> dict[str, int]:
    """The analysed tables with more than so many rows, and how many each has."""
    with world.maintenance() as cursor:
        cursor.execute(SIZES, [rows])
        return {name: int(count) for name, count in cursor.fetchall()}


def faults_of(
    browser: Client, address: str, limits: dict[str, int], *, page: str = "", may_scan: bool = True
) -> list[Fault]:
    """Open the page and look at every scan that was made for it: none may touch more rows of a table than its limit.

    A sequential scan that ends early because it found enough is well; with `may_scan` off none is.
    """
    return [
        Fault(page or address, node["Relation Name"], node["Node Type"], touched(node), query)
        for query, plan in _plans(browser, address)
        for node in scans(plan)
        if (most := limits.get(node["Relation Name"]))
        and (touched(node) > most or (node["Node Type"] == "Seq Scan" and not may_scan))
    ]


def _plans(browser: Client, address: str) -> list[tuple[str, dict[str, Any]]]:
    told: list[str] = []

    def hear(notice: psycopg.errors.Diagnostic) -> None:
        told.append(notice.message_primary or "")

    connection.ensure_connection()
    connection.connection.add_notice_handler(hear)
    try:
        browser.get(address)
    finally:
        connection.connection.remove_notice_handler(hear)
    found = [json.loads(words.partition(PLAN)[2]) for words in told if PLAN in words]
    assert found, "the database tells no plans: auto_explain is not loaded"
    return [(one["Query Text"], one["Plan"]) for one in found]


def scans(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every node of a plan that reads a table."""
    if "Relation Name" in node and "Scan" in node["Node Type"]:
        yield node
    for inner in node.get("Plans", ()):
        yield from scans(inner)


def touched(node: dict[str, Any]) -> int:
    """Rows the scan went through, those it threw away included, in all its loops."""
    rows = node.get("Actual Rows", 0) + sum(node.get(name, 0) for name in REMOVED)
    return int(rows * node.get("Actual Loops", 1))


def every_fault() -> list[str]:
    """What is wrong with the shape of any page on this database, in words; each query once."""
    limits = dict.fromkeys(tables_over(MOST), MOST)
    found = {
        (fault.table, fault.query): str(fault)
        for who, address in pages.addresses()
        for fault in faults_of(world.client(who), address, limits, page=f"{who} {address}")
    }
    return sorted(found.values())
