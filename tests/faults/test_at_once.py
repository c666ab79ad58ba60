"""Several browsers at the same moment, on real connections that commit: one record, one winner, never a failure."""

import threading
from collections import Counter
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import Client

from commitments.evidence.models import Evidence, EvidenceBlob, EvidenceOfAction
from commitments.implementation.models import ActionObligation, ImplementationAction, ReportedFigure
from commitments.instruments.models import Instrument
from commitments.jobs.models import Job
from commitments.submissions.models import ObligationReport, ReportingCycle, StageMove, Submission
from tests.factories import evidence as evidence_factory
from tests.factories import submissions as make
from tests.factories.access import person
from tests.factories.evidence import pdf
from tests.faults.harvest import forms_of

BROWSERS = 4
HERE = "THA"
FOUND, CONFLICT, SERVER_ERROR = 302, 409, 500


@pytest.fixture
def focal_point(committed_db: str) -> Any:
    """The person whose browsers they are."""
    return person("focal_point", HERE)


@pytest.fixture
def cycle(committed_db: str) -> ReportingCycle:
    """An open cycle on the founding text."""
    return make.cycle(HERE, on=Instrument.objects.get(is_founding=True))


def at_once(user: Any, send: Callable[[Client, int], Any]) -> list[Any]:
    """The same moment in as many browsers; what each was answered."""
    clients = []
    for _ in range(BROWSERS):
        client = Client(raise_request_exception=False)
        client.force_login(user)
        clients.append(client)
    gate, answers = threading.Barrier(BROWSERS), [None] * BROWSERS

    def run(place: int) -> None:
        try:
            gate.wait(20)
            answers[place] = send(clients[place], place)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(BROWSERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert all(answer is not None and answer.status_code < SERVER_ERROR for answer in answers), answers
    return answers


def statuses(answers: list[Any]) -> Counter[int]:
    return Counter(answer.status_code for answer in answers)


def test_one_action_comes_of_a_form_that_is_sent_four_times_at_once(focal_point, cycle):
    key = f"{cycle.instruments.get().slug}/D17"
    form = {"kind": "law", "title": "Act", "language": "en", "request_id": str(uuid4()), "obligations": [key]}

    answers = at_once(focal_point, lambda client, _: client.post("/desk/actions/new/", form))

    assert {answer["Location"] for answer in answers} == {ImplementationAction.objects.get().get_absolute_url()}
    assert ActionObligation.objects.count() == 1


def test_one_table_of_figures_comes_of_a_form_that_is_sent_four_times_at_once(focal_point, cycle):
    address = f"/desk/figures/{cycle.instruments.get().slug}/D17/"
    page = Client()
    page.force_login(focal_point)
    names = typed_table(page.get(address).content.decode())

    answers = at_once(focal_point, lambda client, _: client.post(address, names))

    assert statuses(answers) == {FOUND: BROWSERS}
    assert ReportedFigure.objects.count() == 1


def typed_table(page: str) -> dict[str, str]:
    """The table's form with one row filled in, as a browser would send it."""
    form = next(form for form in forms_of(page) if "request_id" in form.fields)
    year, value = (next(name for name in form.fields if name.endswith(end)) for end in ("year", "value"))
    values = {name: given[0] if given else "" for name, given in form.fields.items()}
    typed = {**values, "label": "Cases", "unit": "cases", year: "2020", value: "7"}
    return {name: given for name, given in typed.items() if name not in ("more", "csrfmiddlewaretoken")}


def test_one_piece_of_evidence_comes_of_a_form_that_is_sent_four_times_at_once(focal_point, cycle):
    link = {
        "kind": "legislation",
        "language": "en",
        "title": "Law",
        "url": "https://www.example.org/law",
        "request_id": str(uuid4()),
    }

    answers = at_once(focal_point, lambda client, _: client.post("/desk/evidence/new/?as=link", link))

    assert statuses(answers) == {FOUND: BROWSERS}
    assert Evidence.objects.count() == 1


def test_one_file_is_kept_once_when_four_forms_bring_it_at_once(focal_point, cycle):
    def send(client: Client, place: int) -> Any:
        document = SimpleUploadedFile(f"law-{place}.pdf", pdf("the same"))
        return client.post(
            "/desk/evidence/new/?as=file",
            {"kind": "legislation", "language": "en", "request_id": str(uuid4()), "documents": document},
        )

    answers = at_once(focal_point, send)

    assert statuses(answers) == {FOUND: BROWSERS}
    assert (Evidence.objects.count(), EvidenceBlob.objects.count()) == (BROWSERS, 1)


def test_one_paragraph_is_linked_once_when_four_ask_at_once(focal_point, cycle):
    obligation = make.obligations(cycle)[0]
    action = make.action(HERE)
    data = {"obligation": f"{obligation.instrument.slug}/{obligation.reference}"}

    answers = at_once(focal_point, lambda client, _: client.post(f"/desk/actions/{action.public_id}/link/", data))

    assert statuses(answers) == {FOUND: BROWSERS}
    assert ActionObligation.objects.count() == 1


def test_one_piece_is_attached_once_when_four_ask_at_once(focal_point, cycle):
    data = {"evidence": str(evidence_factory.link(HERE).public_id), "action": str(make.action(HERE).public_id)}

    answers = at_once(focal_point, lambda client, _: client.post("/desk/evidence/attach/", data))

    assert statuses(answers) == {FOUND: BROWSERS}
    assert EvidenceOfAction.objects.count() == 1


def test_of_four_edits_at_once_one_is_kept_and_the_others_see_both_texts(focal_point, cycle):
    action = make.action(HERE)

    def send(client: Client, place: int) -> Any:
        form = {"kind": "law", "title": f"Title {place}", "language": "en", "version": str(action.version)}
        return client.post(f"/desk/actions/{action.public_id}/edit/", form)

    answers = at_once(focal_point, send)

    assert statuses(answers) == {FOUND: 1, CONFLICT: BROWSERS - 1}


def test_of_four_first_texts_at_once_one_is_kept_and_the_others_see_both(focal_point, cycle):
    place_url = f"/desk/{HERE}/{cycle.slug}/{cycle.instruments.get().slug}/D17/"

    def send(client: Client, place: int) -> Any:
        return client.post(
            place_url, {"status": "under_way", "narrative": f"Words {place}", "language": "en", "expected": "0"}
        )

    answers = at_once(focal_point, send)

    assert ObligationReport.objects.count() == 1
    assert statuses(answers)[FOUND] == 1
    assert set(statuses(answers)) <= {FOUND, CONFLICT}


def test_a_reply_that_is_sent_four_times_at_once_is_received_once(focal_point, cycle):
    make.ready(HERE, of=cycle)

    answers = at_once(focal_point, lambda client, _: client.post(f"/desk/{HERE}/{cycle.slug}/submit/"))

    assert set(statuses(answers)) <= {FOUND, CONFLICT}
    assert StageMove.objects.filter(submission__cycle=cycle).count() == 1
    assert Submission.objects.get().submitted_at is not None


def test_a_nil_reply_of_four_clicks_at_once_is_one(focal_point, cycle):
    answers = at_once(focal_point, lambda client, _: client.post(f"/desk/{HERE}/{cycle.slug}/nil/"))

    assert set(statuses(answers)) <= {FOUND, CONFLICT}
    assert Submission.objects.filter(cycle=cycle).count() == 1


def test_a_file_of_records_that_is_asked_for_four_times_at_once_is_made_once(focal_point, cycle):
    form = {"dataset": "answers", "format": "csv", "request_id": str(uuid4())}

    answers = at_once(focal_point, lambda client, _: client.post("/exports/", form))

    assert statuses(answers) == {FOUND: BROWSERS}
    assert Job.objects.count() == 1


def test_a_withdrawal_by_four_at_once_is_one(focal_point, cycle):
    action = make.action(HERE)
    address = f"/desk/actions/{action.public_id}/withdraw/"

    answers = at_once(focal_point, lambda client, _: client.post(address, {"reason": "typed twice"}))

    action.refresh_from_db()
    assert statuses(answers) == {FOUND: BROWSERS}
    assert action.withdrawn_at is not None
