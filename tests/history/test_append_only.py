"""History is only ever added to: no role changes, removes or empties it, the owner of the tables neither."""

from typing import Any

import pytest
from django.db import DatabaseError, connections, transaction

from commitments.access.acting import acting
from commitments.history.event_names import EventName
from commitments.history.outbox import announce
from commitments.web.models import InstallationMark
from tests.factories.access import actor
from tests.factories.submissions import NOON, action

pytestmark = pytest.mark.usefixtures("committed_db")
ROLES = ("default", "maintenance", "owner")
REFUSED = "permission denied|Cannot update or delete|never emptied|never changed or removed"
HISTORIES = (
    "SELECT c.oid::regclass::text FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid "
    "WHERE a.attname = 'pgh_id' AND c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace ORDER BY 1"
)
GUARDS = "SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'pgtrigger_append_only%' OR tgname = 'refuse_truncate'"


def rows(alias: str, statement: str) -> list[Any]:
    with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


def refused(statement: str, table: str) -> None:
    """By every role."""
    for alias in ROLES:
        with pytest.raises(DatabaseError, match=REFUSED):
            rows(alias, statement.format(t=table))


def test_no_history_is_changed_removed_or_emptied():
    tables = [name for (name,) in rows("default", HISTORIES)]
    full = [name for name in tables if rows("owner", f"SELECT 1 FROM {name} LIMIT 1")]

    for name in full:
        for statement in ("UPDATE {t} SET pgh_label = 'x'", "DELETE FROM {t}", "TRUNCATE {t}"):
            refused(statement, name)

    assert len(full) > 20
    assert rows("owner", GUARDS)[0][0] >= 2 * len(tables)


def test_no_stamp_of_a_commit_is_moved_or_removed():
    for statement in ("UPDATE {t} SET committed_at = '2020-01-01'", "DELETE FROM {t}", "TRUNCATE {t}"):
        refused(statement, "commitments_commit")


def test_the_mark_of_a_demonstration_is_not_rubbed_out():
    InstallationMark.objects.create(kind=InstallationMark.Kind.DEMONSTRATION_LOADED, at=NOON)

    for statement in ("UPDATE {t} SET kind = 'demonstration_cleared'", "DELETE FROM {t}", "TRUNCATE {t}"):
        refused(statement, "commitments_installationmark")


def test_what_happened_at_another_time_is_not_announced_now():
    somebody, own = actor("focal_point", "THA"), action("THA")

    with pytest.raises(DatabaseError, match="where it did not happen"), acting(somebody):
        announce(EventName.ACTION_RECORDED, subject=own, by=somebody, now=NOON)
