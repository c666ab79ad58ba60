"""A file that was sent with a reply: for those its audience reaches, as it was then, never before."""

from typing import Any

import pytest
from django.test import Client

from commitments.access.audience import Audience
from commitments.auditing.models import Download
from commitments.submissions import services
from commitments.submissions.models import ReportingCycle, Submission
from tests.factories import evidence as files
from tests.factories import submissions as make

pytestmark = pytest.mark.django_db


def status(client: Client, address: str) -> int:
    """What the address answers; a file is read to its end."""
    response = client.get(address)
    if response.streaming:
        b"".join(response.streaming_content)
    return response.status_code


@pytest.fixture
def shown(cycle: ReportingCycle, settings: Any, tmp_path: Any) -> tuple[Submission, Any, Any]:
    """A draft whose public answer is shown by a public file."""
    settings.MEDIA_ROOT = str(tmp_path)
    whole, by = make.ready(of=cycle), make.focal_point()
    piece = files.file("THA")
    type(piece).objects.filter(pk=piece.pk).update(audience=Audience.PUBLIC)
    piece.refresh_from_db()
    services.attach_evidence(whole, whole.reports.get().obligation, piece, by=by, now=make.NOON)
    services.set_audience(whole.reports.all(), Audience.PUBLIC, by=by, now=make.NOON)
    return whole, piece, by


def test_a_file_is_nobodys_before_its_reply_is_sent_and_the_publics_afterwards(shown: Any) -> None:
    whole, piece, by = shown
    address = f"/submitted/evidence/{piece.public_id}/file"
    assert status(Client(), address) == 404

    services.submit(whole, by=by, now=make.NOON)

    response = Client().get(address)
    assert response["Content-Disposition"].startswith("attachment")
    assert b"".join(response.streaming_content).startswith(b"%PDF")


@pytest.mark.parametrize("narrowed", ["answer", "file"])
def test_the_narrower_of_then_and_now_decides(shown: Any, sign_in: Any, narrowed: str) -> None:
    whole, piece, by = shown
    services.submit(whole, by=by, now=make.NOON)
    address = f"/submitted/evidence/{piece.public_id}/file"

    if narrowed == "answer":
        services.set_audience(whole.reports.all(), Audience.SECRETARIAT, by=by, now=make.NOON)
    else:
        type(piece).objects.filter(pk=piece.pk).update(audience=Audience.SECRETARIAT)

    assert status(Client(), address) == 404
    assert status(sign_in("focal_point", "KEN"), address) == 404
    assert status(sign_in("officer", None), address) == 200
    assert status(sign_in(), address) == 200


def test_a_withdrawn_file_is_the_own_states_only(shown: Any, sign_in: Any) -> None:
    whole, piece, by = shown
    services.submit(whole, by=by, now=make.NOON)
    type(piece).objects.filter(pk=piece.pk).update(withdrawn_at=make.NOON, withdrawn_by_id=by.user_id)
    address = f"/submitted/evidence/{piece.public_id}/file"

    assert status(sign_in("officer", None), address) == 404
    assert status(sign_in(), address) == 200


def without_it(whole: Submission, piece: Any, by: Any) -> None:
    """A new version is sent that cites the file no more."""
    draft = services.revise(whole, by=by, now=make.NOON)
    services.detach_evidence(draft, draft.reports.get().obligation, piece, by=by)
    services.submit(draft, by=by, now=make.NOON)


def test_what_only_an_earlier_version_cites_is_given_to_who_reads_that_version_and_noted(
    shown: Any, sign_in: Any
) -> None:
    whole, piece, by = shown
    without_it(services.submit(whole, by=by, now=make.NOON), piece, by)
    address = f"/submitted/evidence/{piece.public_id}/file"

    assert status(sign_in("officer", None), address) == 200
    assert status(sign_in("officer", None), address.replace("/file", "/preview/")) == 200
    assert status(sign_in(), address) == 200
    assert Download.objects.filter(subject_public_id=piece.public_id, role="officer").exists()
    assert (status(Client(), address), status(sign_in("focal_point", "KEN"), address)) == (404, 404)


@pytest.mark.parametrize("closed", ["answer", "file", "recalled", "withdrawn"])
def test_it_is_given_as_long_as_that_version_is_to_be_read(shown: Any, sign_in: Any, closed: str) -> None:
    whole, piece, by = shown
    sent = services.submit(whole, by=by, now=make.NOON)
    if closed == "recalled":
        draft = services.recall(sent, reason="Wrong file", by=by, now=make.NOON)
        services.detach_evidence(draft, draft.reports.get().obligation, piece, by=by)
        services.submit(draft, by=by, now=make.NOON)
    else:
        without_it(sent, piece, by)
    if closed == "answer":
        in_force = whole.cycle.submissions.get(is_current=True)
        services.set_audience(in_force.reports.all(), Audience.OWN_STATE, by=by, now=make.NOON)
    if closed == "file":
        type(piece).objects.filter(pk=piece.pk).update(audience=Audience.OWN_STATE)
    if closed == "withdrawn":
        type(piece).objects.filter(pk=piece.pk).update(withdrawn_at=make.NOON, withdrawn_by_id=by.user_id)

    assert status(sign_in("officer", None), f"/submitted/evidence/{piece.public_id}/file") == 404


def test_an_unknown_file_and_a_link_are_not_found(cycle: ReportingCycle, sign_in: Any) -> None:
    whole, by = make.ready(of=cycle), make.focal_point()
    link = make.evidence()
    services.attach_evidence(whole, whole.reports.get().obligation, link, by=by, now=make.NOON)
    services.submit(whole, by=by, now=make.NOON)

    for public_id in (link.public_id, whole.public_id):
        assert status(sign_in(), f"/submitted/evidence/{public_id}/file") == 404
