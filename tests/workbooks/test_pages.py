"""The pages of workbooks: who opens them, what they say, and that a file waits for the person who brought it."""

from io import BytesIO

import pytest
from django.db import connection
from django.test import Client

from commitments.access.acting import acting
from commitments.workbooks.models import ReturnedWorkbook
from commitments.workbooks.services import receiving
from tests.factories import access
from tests.factories import submissions as make
from tests.factories.access import actor
from tests.workbooks.hands import Desk

pytestmark = pytest.mark.django_db


def pages(desk, kept):
    return [desk.address, f"{desk.address}file", f"{desk.address}{kept.public_id}/"]


@pytest.mark.parametrize("role", ["focal_point", "contributor"])
def test_those_who_draft_take_a_workbook_along_and_bring_it_back(role):
    desk = Desk(role)
    desk.give(1)
    paper = desk.download().type("Status", "Planned", "D2")

    response = desk.post(paper.saved())

    kept = ReturnedWorkbook.objects.get()
    assert response["Location"] == f"{desk.address}{kept.public_id}/"
    page = desk.client.get(response["Location"]).content.decode()
    assert "Planned" in page
    assert "Nothing is written before you say so." in page
    assert desk.take_over(kept).status_code == 302
    assert desk.answers()["D2"].saved_by == desk.user


@pytest.mark.parametrize(
    ("role", "code", "status"),
    [("clearance", "THA", 403), ("mission", "THA", 403), ("officer", None, 403), ("focal_point", "KEN", 404)],
)
def test_nobody_else_opens_them(desk, role, code, status):
    kept = desk.bring(desk.download().given)
    client = Client()
    client.force_login(access.person(role, code))

    assert [client.get(page).status_code for page in pages(desk, kept)] == [status] * 3
    assert client.post(desk.address).status_code == status
    assert [desk.client.get(page).status_code for page in pages(desk, kept)] == [200] * 3


def test_what_somebody_brought_back_his_colleague_does_not_see_in_either_wall(desk):
    kept = desk.bring(desk.download().type("What was done", "Of the ministry", "D2").saved())
    colleague = Desk(cycle=desk.cycle)

    assert colleague.client.get(f"{desk.address}{kept.public_id}/").status_code == 404
    assert "answers.xlsx" not in colleague.client.get(desk.address).content.decode()
    assert not ReturnedWorkbook.objects.visible_to(colleague.actor).exists()
    assert ReturnedWorkbook.objects.visible_to(desk.actor).get() == kept
    for reader, rows in (
        (colleague.actor, 0),
        (actor("focal_point", "KEN"), 0),
        (actor("officer"), 0),
        (desk.actor, 1),
    ):
        with acting(reader), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM commitments_returnedworkbook")
            assert cursor.fetchone() == (rows,)


def test_it_waits_for_its_person_over_a_new_sign_in(desk):
    kept = desk.bring(desk.download().type("Status", "Planned", "D2").saved())
    again = Client()
    address = f"{desk.address}{kept.public_id}/"
    assert again.get(address).status_code == 302

    again.force_login(desk.user)

    assert address in again.get(desk.address).content.decode()
    assert "Planned" in again.get(address).content.decode()


def test_a_file_that_is_refused_says_why_at_its_field(desk):
    response = desk.post(b"no workbook at all", "answers.xlsx")

    assert response.status_code == 422
    assert "the content is" in response.content.decode()
    assert desk.client.post(desk.address).status_code == 422


def test_the_same_form_sent_twice_keeps_one(desk):
    content, request_id = desk.download().given, "9b2f0b0e-6a53-4b7e-8f5e-0d7a3c1f2b11"

    for _time in range(2):
        sent = receiving.Sent(BytesIO(content), "a.xlsx", len(content))
        with acting(desk.actor):
            receiving.receive(desk.place, sent, request_id=request_id, by=desk.actor, now=make.NOON)

    assert ReturnedWorkbook.objects.count() == 1


def test_so_many_files_wait_and_no_more(desk, monkeypatch):
    content = desk.download().given
    monkeypatch.setattr(receiving, "MOST_WAITING", 1)
    desk.bring(content)

    assert "Too many of your files wait" in desk.post(content).content.decode()


def test_the_desk_leads_there_for_those_who_draft_while_there_is_a_draft(desk):
    clearance = Client()
    clearance.force_login(access.person("clearance", "THA"))

    assert desk.address in desk.client.get("/desk/").content.decode()
    assert desk.address not in clearance.get("/desk/").content.decode()
    make.sent(of=desk.cycle)
    assert desk.address not in desk.client.get("/desk/").content.decode()


def test_of_a_reply_that_was_sent_nothing_is_taken_along(desk):
    make.sent(of=desk.cycle)

    response = desk.client.get(f"{desk.address}file", follow=True)

    assert response.redirect_chain[-1][0] == desk.address
    assert "no draft now" in response.content.decode()


def test_the_file_is_an_attachment_named_after_state_cycle_language_and_day(desk):
    response = desk.client.get(f"{desk.address}file?sheets=nonsense")

    assert response["Content-Type"].endswith("spreadsheetml.sheet")
    assert f'filename="THA-{desk.cycle.slug}-en-' in response["Content-Disposition"]
    assert response["Cache-Control"] == "private, no-store"
