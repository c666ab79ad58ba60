"""A reply that is received has a receipt: digests under a signature, for the State and the secretariat, and no others."""

import hashlib
import json
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.db import DatabaseError, transaction
from django.urls import reverse

from commitments.files.store import BlobStore
from commitments.history.models import Event
from commitments.history.outbox import deliver
from commitments.receipts.models import SubmissionReceipt
from commitments.receipts.services import make_missing, print_one
from commitments.receipts.statement import files_in
from commitments.submissions import services
from commitments.submissions.models import CitedRecord, Submission
from tests.factories import evidence as evidence_factory
from tests.factories import submissions as make
from tests.factories.submissions import NOON

pytestmark = pytest.mark.django_db


def received(code: str = "THA", **values: object) -> Submission:
    """A reply that was sent and whose receiving everybody heard."""
    whole = make.sent(code, **values)  # type: ignore[arg-type]
    deliver(Event.objects.filter(name="submission_received", subject_id=whole.pk).latest("pk").pk)
    return whole


def receipt_of(whole: Submission) -> SubmissionReceipt:
    return SubmissionReceipt.objects.get(submission=whole)


def test_a_receipt_names_every_answer_and_record_by_its_digest_and_no_content() -> None:
    whole = make.ready(narrative="A secret sentence")
    asked = whole.reports.get().obligation
    make.action("THA", asked, title="An act with a name")
    whole = services.submit(whole, by=make.focal_point(), now=NOON)
    deliver(Event.objects.get(name="submission_received").pk)

    said = receipt_of(whole).statement

    cited = CitedRecord.objects.get(submission=whole)
    assert [(one["reference"], one["cited"]) for one in said["answers"]] == [
        (asked.reference, [{"kind": "action", "sha256": cited.sha256}])
    ]
    assert said["content_sha256"] == whole.content_sha256
    assert "secret" not in json.dumps(said)
    assert "An act" not in json.dumps(said)


def test_a_file_is_named_by_the_digest_that_every_computer_tells_of_it() -> None:
    whole = make.ready()
    piece = evidence_factory.file("THA")
    services.attach_evidence(whole, whole.reports.get().obligation, piece, by=make.focal_point(), now=NOON)
    whole = services.submit(whole, by=make.focal_point(), now=NOON)
    make_missing(now=NOON)

    with BlobStore().open_checked(piece.blob.path, piece.blob.sha256) as content:
        digest = hashlib.sha256(content.read()).hexdigest()

    assert files_in(receipt_of(whole).statement) == {digest}


def test_each_version_has_one_receipt_however_often_its_receiving_is_told() -> None:
    whole = received()
    event = Event.objects.get(name="submission_received")
    Event.objects.filter(pk=event.pk).update(delivered_at=None)
    deliver(event.pk)
    assert make_missing(now=NOON) == 0

    draft = services.revise(whole, by=make.focal_point(), now=NOON)
    second = services.submit(draft, by=make.focal_point(), now=NOON + timedelta(days=1))
    assert make_missing(now=NOON) == 1, "what was not told is made by beat"

    assert receipt_of(whole).code != receipt_of(second).code
    assert SubmissionReceipt.objects.count() == 2


def test_a_nil_reply_has_a_receipt_that_says_so() -> None:
    whole = services.submit_nil(make.submission(), by=make.focal_point(), now=NOON)
    make_missing(now=NOON)

    assert receipt_of(whole).statement["is_nil"] is True
    assert receipt_of(whole).statement["answers"] == []


def test_without_a_key_the_reply_is_received_all_the_same_and_has_its_receipt_once_there_is_one(settings) -> None:
    ours, settings.SEALING_KEY = settings.SEALING_KEY, ""
    whole = received()
    assert not SubmissionReceipt.objects.exists()

    settings.SEALING_KEY = ours
    make_missing(now=NOON)
    assert receipt_of(whole).statement["version"] == 1


def test_openssl_verifies_a_receipt_without_this_program(tmp_path: Path) -> None:
    receipt = receipt_of(received(narrative="Ce qui a été fait"))
    taken = json.loads(json.dumps({"statement": receipt.statement}, indent=2))
    spelt = json.dumps(taken["statement"], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(receipt.key))
    (tmp_path / "key.pem").write_bytes(key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    (tmp_path / "statement").write_text(spelt, encoding="utf-8")
    (tmp_path / "signature").write_bytes(bytes.fromhex(receipt.signature))

    def openssl(*words: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(["openssl", *words], cwd=tmp_path, capture_output=True, check=False)

    openssl("dgst", "-sha256", "-binary", "-out", "code", "statement")
    verify = ("pkeyutl", "-verify", "-pubin", "-inkey", "key.pem", "-rawin", "-in", "code", "-sigfile", "signature")
    assert (tmp_path / "code").read_bytes().hex() == receipt.code
    assert openssl(*verify).returncode == 0
    (tmp_path / "code").write_bytes(b"\0" * 32)
    assert openssl(*verify).returncode != 0


def test_the_paper_is_printed_once_and_names_its_code() -> None:
    receipt = receipt_of(received())

    assert print_one(now=NOON)
    assert not print_one(now=NOON), "nothing waits any more"

    receipt.refresh_from_db()
    assert receipt.printed_at == NOON
    assert receipt.size > 1000


def test_the_state_and_the_secretariat_take_a_receipt_and_another_state_does_not(sign_in) -> None:
    whole = received()
    print_one(now=NOON)
    addresses = {
        name: reverse(f"receipts:{name}", args=[whole.public_id]) for name in ("receipt", "statement", "paper")
    }

    for role, code in (("focal_point", "THA"), ("officer", None)):
        client = sign_in(role, code)
        assert receipt_of(whole).code in client.get(addresses["receipt"]).content.decode()
        assert json.loads(client.get(addresses["statement"]).getvalue())["code"] == receipt_of(whole).code
        paper = client.get(addresses["paper"])
        assert b"".join(paper.streaming_content).startswith(b"%PDF-")  # type: ignore[attr-defined]
    stranger = sign_in("focal_point", "KEN")
    assert [stranger.get(address).status_code for address in addresses.values()] == [404, 404, 404]


def test_a_version_that_is_not_sent_has_no_receipt_and_one_that_waits_for_it_says_so(sign_in) -> None:
    draft = make.ready()
    client = sign_in()
    address = reverse("receipts:receipt", args=[draft.public_id])
    assert client.get(address).status_code == 404

    services.submit(draft, by=make.focal_point(), now=NOON)

    assert "The receipt is not there yet" in client.get(address).content.decode()
    assert client.get(reverse("receipts:paper", args=[draft.public_id])).status_code == 404


def test_nobody_changes_a_receipt_or_takes_it_away() -> None:
    receipt = receipt_of(received())

    with pytest.raises(DatabaseError), transaction.atomic():
        SubmissionReceipt.objects.filter(pk=receipt.pk).update(code="0" * 64)
    with pytest.raises(DatabaseError), transaction.atomic():
        receipt.delete()
