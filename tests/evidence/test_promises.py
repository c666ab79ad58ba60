"""Evidence and actions stay whose they are, their bytes what they were: tried by SQL as the runtime role."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from commitments.evidence.models import EvidenceOfAction
from commitments.implementation.models import ActionObligation
from commitments.respondents.models import Respondent
from tests.factories import evidence as make_evidence
from tests.factories import submissions as make

pytestmark = pytest.mark.django_db


def sql(statement: str, *values: Any) -> int:
    """Run it in a savepoint, as the role the program has."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.rowcount


def refused(promise: str, statement: str, *values: Any) -> None:
    with pytest.raises(IntegrityError) as refusal:
        sql(statement, *values)
    assert refusal.value.__cause__.diag.constraint_name == promise


@pytest.fixture
def records() -> None:
    asked = make.obligations(make.cycle())[0]
    action = make.action("THA", asked)
    make.figure("THA", asked)
    sql("INSERT INTO commitments_milestone (public_id, action_id, title, withdrawn_reason) "
        "VALUES (gen_random_uuid(), %s, 'Step', '')", action.pk)  # fmt: skip
    make_evidence.file("THA")


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("evidence", "respondent_id"), ("evidenceblob", "respondent_id"), ("implementationaction", "respondent_id"),
        ("reportedfigure", "respondent_id"), ("reportedfigure", "obligation_id"), ("milestone", "action_id"),
        ("evidence", "blob_id"), ("evidenceblob", "size"), ("evidence", "id"), ("implementationaction", "id"),
        ("askedrespondent", "respondent_id"), ("cycleinstrument", "instrument_id"),
    ],
)  # fmt: skip
def test_a_record_stays_whose_it_is(records: None, table: str, column: str) -> None:
    refused("records_stay_whose_they_are", f"UPDATE commitments_{table} SET {column} = {column} + 1")


@pytest.mark.parametrize("column", ["sha256", "path", "content_type"])
def test_bytes_that_were_kept_stay_what_they_were(records: None, column: str) -> None:
    refused("records_stay_whose_they_are", f"UPDATE commitments_evidenceblob SET {column} = repeat('0', 64)")


@pytest.mark.parametrize(
    "table",
    ["evidence", "evidenceblob", "implementationaction", "reportedfigure", "milestone", "askedrespondent",
     "cycleinstrument"],
)  # fmt: skip
def test_nothing_recorded_is_deleted(records: None, table: str) -> None:
    refused("records_are_never_deleted", f"DELETE FROM commitments_{table}")


def test_what_may_change_of_a_record_still_does(records: None) -> None:
    assert sql("UPDATE commitments_evidence SET title = 'Another', audience = 'public', version = version + 1") == 1


def test_the_link_of_an_action_names_the_actions_own_respondent() -> None:
    asked = make.obligations(make.cycle())[0]
    action = make.action("THA")

    link = ActionObligation.objects.create(
        action=action, obligation=asked, respondent=Respondent.objects.get(code="KEN")
    )

    link.refresh_from_db()
    assert link.respondent.code == "THA"


def test_evidence_of_another_respondent_never_shows_an_action() -> None:
    with pytest.raises(IntegrityError, match="respondent's"), transaction.atomic():
        EvidenceOfAction.objects.create(
            action=make.action("THA"), evidence=make.evidence("KEN"), respondent=Respondent.objects.get(code="KEN")
        )


def test_evidence_never_names_a_file_of_another_respondent() -> None:
    theirs = make_evidence.file("KEN")

    with pytest.raises(IntegrityError, match="respondent's"), transaction.atomic():
        make.evidence("THA", url="", blob=theirs.blob, file_name="law.pdf")
