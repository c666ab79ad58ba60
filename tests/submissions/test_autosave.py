"""Saving as it is typed, over an ended session and a stale token: nothing is written twice, nothing typed is lost."""

from typing import Any

import pytest
from django.test import Client

from commitments.submissions.models import ObligationReport, ReportingCycle, Submission
from tests.factories import submissions as make

pytestmark = pytest.mark.django_db


def form(expected: int = 0, **values: Any) -> dict[str, Any]:
    return {"expected": expected, "status": "under_way", "narrative": "What was done", "language": "en", **values}


AUTOSAVE = {"X-Autosave": "1"}


def test_autosave_answers_with_the_new_version_and_writes_nothing_twice(
    cycle: ReportingCycle, sign_in: Any, urls: Any
) -> None:
    client = sign_in()

    first = client.post(urls(0), form(), headers=AUTOSAVE)
    same = client.post(urls(0), form(expected=1), headers=AUTOSAVE)
    changed = client.post(urls(0), form(expected=1, narrative="More"), headers=AUTOSAVE)

    assert (first.status_code, first.json()["state"], first.json()["version"]) == (200, "saved", 1)
    assert same.json()["version"] == 1
    assert changed.json()["version"] == 2


def test_autosave_of_a_stale_version_is_a_conflict_and_bad_input_is_named(
    cycle: ReportingCycle, sign_in: Any, urls: Any
) -> None:
    client = sign_in()
    client.post(urls(0), form())

    conflict = client.post(urls(0), form(expected=7, narrative="Other"), headers=AUTOSAVE)
    refused = client.post(urls(0), form(expected=1, planned_on="soon"), headers=AUTOSAVE)

    assert (conflict.status_code, conflict.json()) == (409, {"state": "conflict", "version": 1})
    assert (refused.status_code, list(refused.json()["errors"])) == (422, ["planned_on"])


def test_an_expired_session_gives_the_words_back_and_writes_nothing(cycle: ReportingCycle, urls: Any) -> None:
    nobody = Client(enforce_csrf_checks=True)

    page = nobody.post(urls(0), form(narrative="Long typed", reason="Kept too"))
    script = nobody.post(urls(0), form(), headers=AUTOSAVE)

    assert page.status_code == 401
    assert "Long typed" in page.content.decode()
    assert "Kept too" in page.content.decode()
    assert (script.status_code, script.json()["state"]) == (401, "signed_out")
    assert not ObligationReport.objects.exists()


def test_a_stale_token_writes_nothing_and_gives_the_words_back(cycle: ReportingCycle, sign_in: Any, urls: Any) -> None:
    client = sign_in(checks_tokens=True)

    page = client.post(urls(0), form(narrative="Long typed"))
    script = client.post(urls(0), form(), headers=AUTOSAVE)

    assert page.status_code == 403
    assert "Long typed" in page.content.decode()
    assert script.status_code == 403
    assert not ObligationReport.objects.exists()
    again = client.post(urls(0), form() | {"csrfmiddlewaretoken": script.json()["token"]}, headers=AUTOSAVE)
    assert again.status_code == 200
    assert ObligationReport.objects.count() == 1
    cover = client.post(urls("cover"), {"expected": 1, "contact_name": "Kept name"})
    assert cover.status_code == 403
    assert "Kept name" in cover.content.decode()


def test_other_forms_of_the_desk_refuse_a_missing_token(cycle: ReportingCycle, sign_in: Any, urls: Any) -> None:
    make.ready(of=cycle)

    assert sign_in(checks_tokens=True).post(urls("submit")).status_code == 403
    assert Submission.objects.get().stage == "draft"
