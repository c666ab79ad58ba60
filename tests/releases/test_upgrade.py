"""The database of each release, restored as its own owner and migrated by the present program, goes on as it was.

Until a release is kept, one is made anew for the trial, so that the mechanism is tried already.
"""

import re
from pathlib import Path

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commitments.access.models import User
from commitments.evidence.models import Evidence
from commitments.history.sealing.verifying import verify_history
from commitments.rollups.recount import recount
from commitments.safekeeping.backup import backup
from commitments.safekeeping.keys import read_keys
from commitments.safekeeping.restore import restore
from commitments.submissions.models import ObligationReport
from commitments.web.transactions import as_program
from tests.factories.evidence import pdf
from tests.releases import scene
from tests.releases.kept import ENDING, LARGEST, keep, made_of, migrations, releases, unpacked, version_of
from tests.second_factor import digits_of

ANEW = "made anew"
SCHEMA = """
    SELECT 'column', c.relname || '.' || a.attname, format_type(a.atttypid, a.atttypmod) || a.attnotnull::text
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v')
    UNION ALL SELECT 'constraint', conrelid::regclass || '.' || conname, pg_get_constraintdef(oid)
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT 'index', indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT 'trigger', tgrelid::regclass || '.' || tgname, tgenabled::text || pg_get_triggerdef(oid)
    FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT 'function', p.oid::regprocedure::text, md5(pg_get_functiondef(p.oid))
    FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND p.prokind = 'f'
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
    UNION ALL SELECT 'policy', tablename || '.' || policyname, coalesce(qual, '') || coalesce(with_check, '')
    FROM pg_policies
"""

CASTS = re.compile(r"::[a-z ]+(\[\])?|[()]")
"""A restored condition says the same with its casts elsewhere."""


@pytest.fixture(params=[*map(version_of, releases())] or [ANEW])
def release(request, committed_db, tmp_path) -> Path:
    """The backup of a release."""
    if request.param == ANEW:
        scene.fill()
        made = backup(tmp_path / "anew.tar", keys=read_keys(None), now=timezone.now(), told=lambda _: None)
        keep(made.path, tmp_path / f"0.0{ENDING}")
        return tmp_path / f"0.0{ENDING}"
    return next(path for path in releases() if version_of(path) == request.param)


def schema() -> set[tuple[str, str, str]]:
    """All that the database consists of, rows apart."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(SCHEMA)
        return {(kind, name, CASTS.sub("", said)) for kind, name, said in cursor.fetchall()}


def signed_in(email: str) -> Client:
    """By the front door, with all that the person has."""
    client = Client()
    answer = client.post("/accounts/login/", {"login": email, "password": scene.PASSWORD})
    assert answer.status_code == 302, answer.content
    if "2fa" in answer["Location"]:
        answer = client.post(answer["Location"], {"code": digits_of(User.objects.get(email=email))})
        assert answer.status_code == 302
    return client


def test_a_release_goes_on_under_the_present_program(release, empty_place, tmp_path):
    new = schema()

    with empty_place():
        restore(unpacked(release, tmp_path), keys=read_keys(None), now=timezone.now(), told=lambda _: None)

        assert schema() ^ new == set()
        assert recount().is_clean
        assert verify_history().broken is None
        assert verify_history().seals == 2
        goes_on_writing(signed_in(scene.WRITER))
        opens_files(signed_in(scene.WRITER))
        assert signed_in(scene.OFFICER).get("/dashboard/").status_code == 200
        assert recount().is_clean


def goes_on_writing(writer: Client) -> None:
    """The answer that was saved then opens, and is saved again."""
    with as_program("tests"):
        answer = ObligationReport.objects.select_related(
            "obligation__instrument", "submission__cycle", "respondent"
        ).get(respondent__code=scene.AT_WORK)
    of, asked = answer.submission, answer.obligation
    address = f"/desk/{scene.AT_WORK}/{of.cycle.slug}/{asked.instrument.slug}/{asked.reference}/"
    form = {"status": "under_way", "narrative": "Written now.", "language": "en", "expected": answer.version}

    assert scene.ANSWER in writer.get(address).content.decode()
    assert writer.post(address, form).status_code == 302
    assert "Written now." in writer.get(address).content.decode()


def opens_files(writer: Client) -> None:
    """The file of then is given out as it was."""
    with as_program("tests"):
        piece = Evidence.objects.get(respondent__code=scene.AT_WORK, blob__isnull=False)

    given = writer.get(reverse("evidence:file", args=[piece.public_id]))

    assert b"".join(given.streaming_content) == pdf(scene.FILE)
    given.close()


def test_a_release_is_small_and_its_migrations_are_as_they_were(release):
    now = migrations()

    assert release.stat().st_size < LARGEST
    assert {name: now.get(name) for name in made_of(release)} == made_of(release)
