"""Versions of pages: raised by whatever writes, by nobody else, and nobody waits for anybody."""

import psycopg
import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from commitments.respondents.models import Respondent
from commitments.web.versions import TABLE, Scope, reading
from tests.factories import access
from tests.factories import submissions as make
from tests.factories.submissions import action

SHOWN_ON_NO_PAGE_THAT_IS_KEPT = {
    "AssistanceOffer": "read on pages that are made each time",
    "AssistanceOfferObligation": "read on pages that are made each time",
    "AssistanceRequest": "read on pages that are made each time",
    "AssistanceRequestObligation": "read on pages that are made each time",
    "BodyOutcome": "read on pages that are made each time",
    "CallDispatch": "read on pages that are made each time",
    "CallDocument": "read on pages that are made each time",
    "Designation": "what a person may do is read at each request",
    "Download": "read on pages that are made each time",
    "EvidenceBlob": "reached only through its evidence",
    "Event": "no page shows it",
    "InstallationMark": "read at each request",
    "Job": "a person's own pages, which are made each time",
    "Preview": "shown on a page that is made each time",
    "PreviewLeaf": "shown on a page that is made each time",
    "Reply": "a view of submissions",
    "RecordedEvent": "a view of all histories",
    "Mail": "read on pages that are made each time",
    "MailChoice": "read on a page that is made each time",
    "Notice": "a person's own pages, which are made each time; the number in the head is in the tag",
    "Distribution": "read on pages that are made each time",
    "Mandate": "read on pages that are made each time",
    "OrganizationIdentity": "read on pages that are made each time",
    "PageRead": "noted for administrators, whose pages are not kept",
    "ReadByRole": "a view of pages read",
    "ReminderPlan": "read on a page that is made each time",
    "Pairing": "read on pages that are made each time",
    "PairingOutcome": "read on pages that are made each time",
    "Proposal": "read on pages that are made each time",
    "ProposalObligation": "read on pages that are made each time",
    "Receipt": "no page shows it",
    "Removal": "read on pages that are made each time; what it changes raises its versions by itself",
    "RemovedContent": "read on pages that are made each time",
    "Rollup": "the answers under it raise the version",
    "RollupDelta": "the answers under it raise the version",
    "RollupVersion": "the answers under it raise the version",
    "SecondFactorRemoval": "read on pages that are made each time",
    "Seal": "shown on pages that are made each time",
    "SealedPart": "no page shows it",
    "SubmissionReceipt": "read on pages that are made each time",
    "Verification": "read on pages that are made each time",
    "ReturnedWorkbook": "a person's own pages, which are made each time",
    "Upload": "a person's own pages, which are made each time",
}


def version(scope, key=0):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {reading(scope, 'ARRAY[%s]')}", [key])
        return cursor.fetchone()[0]


@pytest.mark.django_db
def test_every_table_raises_a_version_or_is_named_here():
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE 'raise_version%'")
        raising = {row[0] for row in cursor.fetchall()}
    ours = [m for m in apps.get_app_config("commitments").get_models() if not hasattr(m, "pgh_tracked_model")]

    silent = {model.__name__ for model in ours if model._meta.db_table not in raising}

    assert silent == set(SHOWN_ON_NO_PAGE_THAT_IS_KEPT)


@pytest.mark.django_db
def test_a_record_raises_its_own_respondents_version_and_no_other():
    thailand, kenya = (Respondent.objects.get(code=code) for code in ("THA", "KEN"))
    before = version(Scope.OWN, thailand.pk), version(Scope.OWN, kenya.pk), version(Scope.SHOWN)

    action("THA")

    assert version(Scope.OWN, thailand.pk) > before[0]
    assert (version(Scope.OWN, kenya.pk), version(Scope.SHOWN)) == before[1:]


@pytest.mark.django_db
def test_saving_an_answer_writes_no_reference_data_as_its_view_says(client):
    client.force_login(access.person("focal_point", "THA"))
    cycle = make.cycle()
    asked = make.obligations(cycle)[0]
    address = reverse("submissions:answer", args=["THA", cycle.slug, asked.instrument.slug, asked.reference])
    before = version(Scope.REFERENCE)

    answers = [
        client.post(address, {"expected": expected, "status": "under_way", "language": "en", **more}).status_code
        for expected, more in (
            (0, {}), (1, {"narrative": "More", "onward": "1"}), (2, {"audience": "public", "use_in_report": "named"}),
            (1, {"narrative": "Late"}), (2, {"planned_on": "soon"}),
        )
    ]  # fmt: skip

    assert answers == [302, 302, 302, 409, 422]
    assert version(Scope.REFERENCE) == before


@pytest.mark.django_db
def test_a_version_that_was_rolled_back_does_not_come_again():
    seen = set()
    for _ in range(5):
        with transaction.atomic():
            action("THA")
            seen.add(version(Scope.OWN, Respondent.objects.get(code="THA").pk))
            transaction.set_rollback(True)

    assert len(seen) == 5


@pytest.mark.django_db
@pytest.mark.parametrize(
    "forged",
    [
        f"UPDATE {TABLE} SET version = 0",
        f"DELETE FROM {TABLE}",
        f"INSERT INTO {TABLE} (scope, key, version) VALUES ('shown', 0, 1)",
        "SELECT raise_page_versions('shown', ARRAY[0])",
    ],
)
def test_the_program_cannot_set_a_version(forged):
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(forged)


@pytest.mark.django_db
def test_a_version_rises_whatever_the_connection_says_it_has_raised():
    thailand = Respondent.objects.get(code="THA").pk
    before = version(Scope.OWN, thailand)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('commitments.versions_raised', pg_current_xact_id() || '@' || "
                       "statement_timestamp() || '|own:' || %s || '|', true)", [thailand])  # fmt: skip

    action("THA")

    assert version(Scope.OWN, thailand) > before


@pytest.mark.django_db
def test_what_a_savepoint_raised_and_took_back_is_raised_again():
    thailand = Respondent.objects.get(code="THA").pk
    with transaction.atomic():
        action("THA")
        transaction.set_rollback(True)
    before = version(Scope.OWN, thailand)

    action("THA")

    assert version(Scope.OWN, thailand) > before


def test_two_writers_of_the_same_version_do_not_wait_and_both_are_counted(committed_db):
    parameters = connection.get_connection_params() | {"autocommit": False}
    parameters = {
        key: value for key, value in parameters.items() if key in {"host", "port", "user", "password", "dbname"}
    }
    rename = "UPDATE commitments_respondent SET position = position WHERE code = %s"
    with psycopg.connect(**parameters) as first, psycopg.connect(**parameters) as second:
        second.execute("SET lock_timeout = '2s'")
        before = version(Scope.REFERENCE)
        first.execute(rename, ["THA"])
        second.execute(rename, ["KEN"])
        second.commit()
        between = version(Scope.REFERENCE)
        first.commit()

    assert before < between < version(Scope.REFERENCE)
