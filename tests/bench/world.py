"""The filled database as those see it who measure in it: signed-in clients, what is there, one change that all see."""

import os
from functools import cache
from itertools import cycle

import psycopg
from django.conf import settings
from django.db import connections
from django.db.backends.utils import CursorWrapper
from django.test import Client
from django.utils import timezone

from commitments.access.actor import Actor
from commitments.access.models import User, actor_for
from tests.bench.acts import AUDIENCE, STATUS
from tests.bench.stage import SUPERUSER_URL

EMAILS = {"officer": "officer@example.org", "focal_point": "focal-point.tha@example.org"}
THERE = """
    SELECT c.id, c.slug,
           (SELECT public_id FROM commitments_implementationaction WHERE respondent_id = r.id ORDER BY id LIMIT 1),
           (SELECT public_id FROM commitments_evidence WHERE respondent_id = r.id ORDER BY id LIMIT 1),
           (SELECT public_id FROM commitments_submission WHERE cycle_id = c.id AND respondent_id = r.id AND is_current)
    FROM commitments_reportingcycle c, commitments_respondent r
    WHERE c.closed_at IS NULL AND r.code = 'THA'
"""
CHANGE = """
    UPDATE commitments_obligationreport a
    SET audience = CASE audience WHEN 'public' THEN 'secretariat' ELSE 'public' END, version = a.version + 1
    FROM commitments_submission s, commitments_respondent r, commitments_obligation o, commitments_reportingcycle c
    WHERE s.id = a.submission_id AND s.is_current AND r.id = a.respondent_id AND r.code = 'KEN'
      AND o.id = a.obligation_id AND o.reference = 'D17' AND c.id = a.cycle_id AND c.closed_at IS NULL
"""
STATUSES = "ARRAY['no_action_yet', 'under_way', 'substantially_implemented', 'implemented_and_maintained']"
CHANGE_OF_STATUS = f"""
    UPDATE commitments_obligationreport a SET version = a.version + 1, status = coalesce(
        ({STATUSES})[array_position({STATUSES}, a.status::text) %% 4 + 1], 'under_way')
    WHERE a.id = (
        SELECT a.id FROM commitments_obligationreport a JOIN commitments_submission s ON s.id = a.submission_id
        JOIN commitments_obligation o ON o.id = a.obligation_id JOIN commitments_reportingcycle c ON c.id = a.cycle_id
        WHERE s.is_current AND c.closed_at IS NULL AND o.reportable = 'yes' ORDER BY a.id OFFSET %s LIMIT 1)
"""
NEXT = cycle(range(0, 5_000, 37))


@cache
def client(who: str) -> Client:
    """A browser of this person, which takes compressed pages as every browser does."""
    browser = Client(headers={"accept-encoding": "gzip"})
    if who in EMAILS:
        browser.force_login(user(who))
    return browser


@cache
def user(who: str) -> User:
    """The account."""
    return User.objects.get(email=EMAILS[who])


def actor(who: str) -> Actor:
    """The person as an actor, today."""
    return actor_for(user(who), today=timezone.localdate())


@cache
def there() -> dict[str, str]:
    """The open cycle and, of Thailand: an action, a piece of evidence, what it sent. The names stand in addresses."""
    with maintenance() as cursor:
        cursor.execute(THERE)
        (found,) = cursor.fetchall()
    return dict(zip(("cycle_id", "cycle", "action", "evidence", "submission"), map(str, found), strict=True))


def maintenance() -> CursorWrapper:
    """A cursor of the maintenance role, whose every statement is committed."""
    return connections[settings.MAINTENANCE_DATABASE].cursor()


def superuser() -> "psycopg.Connection[tuple[object, ...]]":
    """The test cluster's superuser: only he may vacuum every table and switch triggers off for one statement."""
    return psycopg.connect(os.environ[SUPERUSER_URL], autocommit=True)


def change() -> None:
    """Somebody changes who may read one submitted answer: counts, history and versions follow."""
    with maintenance() as cursor:
        cursor.execute(CHANGE)
        assert cursor.rowcount == 1


def change_status() -> None:
    """Somebody changes the status of another submitted answer each time: figures and charts that were never drawn."""
    with maintenance() as cursor:
        cursor.execute(CHANGE_OF_STATUS, [next(NEXT)])
        assert cursor.rowcount == 1


CHANGES = {AUDIENCE: change, STATUS: change_status}


def rest() -> None:
    """Fold and vacuum, as beat and autovacuum do, so that no act pays for the one before."""
    with maintenance() as cursor:
        cursor.execute("SELECT fold_rollups(1000000)")
    with superuser() as connection:
        connection.execute("VACUUM (ANALYZE)")
