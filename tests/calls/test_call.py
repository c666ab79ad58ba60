"""The call as documents for those asked, and the register of whom it went to."""

import io
from datetime import timedelta
from uuid import uuid4

import pypdfium2
import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client
from docx import Document

from commitments.access.acting import acting
from commitments.access.refusals import NotAllowed
from commitments.calls import services
from commitments.calls.documents.making import make_waiting
from commitments.calls.models import CallDispatch, CallDocument
from commitments.calls.services import ask_for_documents, enter_dispatch
from commitments.respondents.models import Respondent
from commitments.submissions.services.dispatches import DispatchRefused, Sent
from tests.factories import submissions as make
from tests.factories.access import actor, person

pytestmark = pytest.mark.django_db
NOON = make.NOON


def a_cycle(*states: str, **fields):
    return make.cycle(*states or ("THA",), name="Call of 2027", note_verbale="NV 7", **fields)


def a_call(*states: str, **fields):
    """A cycle whose documents a worker made."""
    cycle = a_cycle(*states, **fields)
    ask_for_documents(cycle, by=actor("officer"), now=NOON)
    make_waiting(now=lambda: NOON)
    return cycle


def signed_in(role: str, code: str | None = None) -> Client:
    client = Client()
    client.force_login(person(role, code))
    return client


def got(cycle, form: str) -> bytes:
    return got_in(cycle, "en", form)


def got_in(cycle, language: str, form: str) -> bytes:
    return signed_in("focal_point", "THA").get(f"/calls/{cycle.slug}/{language}/{form}").getvalue()


def words_of_pdf(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    return "\n".join(document[n].get_textpage().get_text_bounded() for n in range(len(document)))


def words_of_docx(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


@pytest.mark.parametrize(("form", "read"), [("docx", words_of_docx), ("pdf", words_of_pdf)])
def test_a_document_holds_the_letter_each_commitment_with_its_text_boxes_and_room(form, read):
    cycle = a_call(report_cut_off_on=NOON.date() + timedelta(days=70))

    said = " ".join(read(got(cycle, form)).split())

    for words in ("Call of 2027", "NV 7", "requested by 1 April 2026", "Europe/Vienna", "received by 11 May 2026",
                  "D1. Matter 1", "We undertake matter 4, as appropriate", "Implemented and maintained", "Financial",
                  "What was done", "Contact person", "An answer is welcome"):  # fmt: skip
        assert words in said, words
    assert "Matter 6" not in said  # nothing is asked there


def test_a_text_that_looks_like_a_program_of_the_typesetter_is_only_a_text():
    cycle = make.cycle("THA", name='#panic("x") $ \\ @y *b*')
    ask_for_documents(cycle, by=actor("officer"), now=NOON)
    make_waiting(now=lambda: NOON)

    assert '#panic("x") $ \\ @y *b*' in words_of_pdf(got(cycle, "pdf"))


def test_whoever_is_not_asked_gets_nothing_by_neither_wall():
    cycle = a_call("THA")
    stranger = signed_in("focal_point", "KEN")

    answers = [stranger.get(f"/calls/{cycle.slug}/"), stranger.get(f"/calls/{cycle.slug}/en/docx")]

    assert [answer.status_code for answer in answers] == [404, 404]
    with acting(actor("focal_point", "KEN")):
        assert not CallDocument.objects.exists()
    with acting(actor("focal_point", "THA")):
        assert CallDocument.objects.count() == 2


def test_a_document_that_is_not_made_yet_does_not_exist_and_the_page_says_that_it_is_being_made():
    cycle = a_cycle()
    ask_for_documents(cycle, by=actor("officer"), now=NOON)
    officer = signed_in("officer")

    assert officer.get(f"/calls/{cycle.slug}/en/docx").status_code == 404
    assert "is being made" in officer.get(f"/cycles/{cycle.slug}/").text


def test_a_worker_that_is_killed_leaves_the_document_waiting(monkeypatch):
    cycle = a_cycle()
    ask_for_documents(cycle, by=actor("officer"), now=NOON)
    monkeypatch.setattr("commitments.calls.documents.making.call_of", lambda *_args, **_named: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        make_waiting(now=lambda: NOON)
    monkeypatch.undo()

    assert make_waiting(now=lambda: NOON) == 2


def test_documents_asked_for_again_are_made_anew():
    cycle = a_call()
    ask_for_documents(cycle, by=actor("officer"), now=NOON)

    assert make_waiting(now=lambda: NOON) == 2
    assert CallDocument.objects.count() == 2


SENT = Sent(on=NOON.date(), way="hand", address="Rennweg 1, Vienna", reference="NV 7/THA")


def enter(cycle, *codes: str, sent: Sent = SENT, role: str = "officer", request_id=None) -> int:
    named = list(Respondent.objects.filter(code__in=codes))
    return enter_dispatch(
        cycle, sent, respondents=named, request_id=request_id or uuid4(), by=actor(role), now=NOON + timedelta(days=1)
    )


def test_the_register_says_when_how_and_under_which_reference_the_call_went():
    cycle = a_cycle("THA", "KEN")

    officer = signed_in("officer")
    officer.post(
        f"/cycles/{cycle.slug}/register/",
        {"respondents": ["THA"], "sent_on": "2026-03-02", "way": "hand", "address": "Rennweg 1", "reference": "NV 7"},
    )
    page = " ".join(officer.get(f"/cycles/{cycle.slug}/").text.split())

    for words in ("2 March 2026", "Handed over", "Rennweg 1", "for 1 of 2 the register says", "not entered"):
        assert words in page


def test_the_same_request_and_the_same_entry_are_entered_once():
    cycle, request = a_cycle("THA", "KEN"), uuid4()

    entered = [enter(cycle, "THA", "KEN", request_id=request), enter(cycle, "THA", "KEN", request_id=request)]

    assert entered == [2, 0]
    assert enter(cycle, "THA") == 0
    assert CallDispatch.objects.count() == 2


def test_a_call_that_went_to_nobody_to_strangers_or_tomorrow_is_refused():
    cycle = a_cycle("THA")

    for codes, sent in (((), SENT), (("KEN",), SENT), (("THA",), Sent(on=NOON.date() + timedelta(days=9), way="hand"))):
        with pytest.raises(DispatchRefused):
            enter(cycle, *codes, sent=sent)
    assert not CallDispatch.objects.exists()


@pytest.mark.parametrize("role", ["approver", "reader"])
def test_nobody_but_an_officer_enters_anything_or_has_documents_made(role):
    cycle = a_cycle("THA")

    with pytest.raises(NotAllowed):
        enter(cycle, "THA", role=role)
    with pytest.raises(NotAllowed):
        services.ask_for_documents(cycle, by=actor(role), now=NOON)
    somebody = actor(role)
    with acting(somebody), pytest.raises(DatabaseError), transaction.atomic():
        CallDocument.objects.create(cycle=cycle, language="en", form="pdf", asked_at=NOON)


def test_a_state_reads_its_own_entries_and_nobody_elses():
    cycle = a_cycle("THA", "KEN")
    enter(cycle, "THA", "KEN")

    with acting(actor("focal_point", "KEN")):
        assert [entry.respondent.code for entry in CallDispatch.objects.all()] == ["KEN"]


def test_an_entry_stays_as_it_was_made_and_names_one_who_was_asked():
    cycle = a_cycle("THA")
    enter(cycle, "THA")

    for change in (
        lambda: CallDispatch.objects.update(reference="another"),
        lambda: CallDispatch.objects.all().delete(),
        lambda: CallDispatch.objects.create(
            cycle=cycle, respondent=Respondent.objects.get(code="KEN"), sent_on=NOON.date(), way="hand", created_at=NOON
        ),
    ):
        with pytest.raises((DatabaseError, IntegrityError)), transaction.atomic():
            change()
