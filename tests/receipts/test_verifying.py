"""Whoever holds a receipt learns whether it is ours and whether it still stands, and nothing else."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from commitments.receipts.models import SubmissionReceipt
from commitments.receipts.services import make_missing, print_one
from commitments.receipts.verifying import differences
from commitments.submissions import services
from commitments.submissions.models import Submission
from commitments.submissions.stages import Stage
from tests.factories import submissions as make
from tests.factories.submissions import NOON

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=1)


def received(**values: object) -> SubmissionReceipt:
    whole = make.sent(**values)  # type: ignore[arg-type]
    make_missing(now=NOON)
    return SubmissionReceipt.objects.get(submission=whole)


def as_taken(receipt: SubmissionReceipt, **other: object) -> dict[str, Any]:
    """The receipt as its holder has it, with something else in its statement."""
    statement = json.loads(json.dumps(receipt.statement)) | other
    return {"statement": statement, "code": receipt.code, "signature": receipt.signature, "key": receipt.key}


def shown(content: object = None, *, code: str = "", document: bytes | None = None, status: int = 200) -> str:
    """What the page says to somebody who is not signed in."""
    given: dict[str, Any] = {"code": code}
    if content is not None:
        raw = content if isinstance(content, bytes) else json.dumps(content).encode()
        given["receipt"] = SimpleUploadedFile("receipt.json", raw)
    if document is not None:
        given["document"] = SimpleUploadedFile("law.txt", document)
    answer = Client().post(reverse("receipts:verify"), given)
    assert answer.status_code == status
    return answer.content.decode()


def test_a_receipt_is_genuine_and_its_version_in_force() -> None:
    receipt = received()

    for page in (shown(as_taken(receipt)), shown(code=receipt.code), shown(code=f" {receipt.code.upper()} ")):
        assert "This receipt is genuine" in page
        assert "This version is in force" in page
        assert "Thailand" in page


def test_it_says_that_a_later_version_took_its_place_and_not_what_that_says() -> None:
    receipt = received(narrative="Old")
    draft = services.revise(receipt.submission, by=make.focal_point(), now=LATER)
    make.answer(draft, narrative="New words", at=LATER)

    assert "This version is in force" in shown(code=receipt.code), "a draft is nobody's business"
    services.submit(draft, by=make.focal_point(), now=LATER)

    page = shown(code=receipt.code)
    assert "A later version took its place" in page
    assert "New words" not in page


def test_it_says_that_the_state_took_the_version_back() -> None:
    receipt = received()
    services.recall(receipt.submission, reason="By mistake, a secret", by=make.focal_point(), now=LATER)
    assert Submission.objects.get(pk=receipt.submission_id).stage == Stage.RECALLED

    page = shown(as_taken(receipt))

    assert "The State took this version back" in page
    assert "a secret" not in page


def test_a_receipt_in_which_something_was_changed_is_not_ours_and_the_place_is_named() -> None:
    receipt = received()

    page = shown(as_taken(receipt, is_late=True, version=7))

    assert "something in it was changed" in page
    assert "<code>is_late</code>" in page
    assert "<code>version</code>" in page
    assert "This receipt is genuine" not in page


def test_a_receipt_that_another_key_signed_is_foreign(settings) -> None:
    receipt = received()
    forged = as_taken(receipt, submission="00000000-0000-0000-0000-000000000000", version=9)

    assert "This site issued no such receipt" in shown(forged)
    assert "This site issued no such receipt" in shown(code="0" * 64)
    settings.SEALING_KEY = "b" * 43
    assert "This receipt is genuine" not in shown(as_taken(receipt)), "its key is not trusted any more"
    settings.SEALING_KEYS_BEFORE = [receipt.key]
    assert "This receipt is genuine" in shown(as_taken(receipt))


def test_a_seal_is_no_receipt_although_the_same_key_signed_it() -> None:
    from commitments.history.sealing.keys import public_key, signature_of
    from commitments.receipts.statement import code_of

    said = {"number": 1, "kind": "seal"}
    other = {"statement": said, "signature": signature_of(code_of(said)), "key": public_key()}

    assert "This site issued no such receipt" in shown(other)


def test_paper_is_genuine_only_as_the_file_that_was_given_out() -> None:
    receipt = received()
    print_one(now=NOON)
    receipt.refresh_from_db()
    from commitments.files.store import BlobStore

    with BlobStore().open_checked(receipt.path, receipt.sha256) as file:
        paper = file.read()

    assert "This receipt is genuine" in shown(paper)
    assert "it is not the file that was given out" in shown(paper + b"\n% more")
    assert "This PDF names no receipt" in shown(b"%PDF-1.7 nothing", status=422)


def test_it_says_whether_a_document_is_one_of_those_it_names() -> None:
    import hashlib

    receipt = received()
    named = hashlib.sha256(b"the law").hexdigest()
    receipt.statement["answers"][0]["cited"].append({"kind": "evidence", "sha256": "0", "file_sha256": named})
    signed = signed_anew(receipt)

    assert "is one of the files it names" in shown(signed, document=b"the law")
    assert "is none of the files it names" in shown(signed, document=b"the law, changed")


def signed_anew(receipt: SubmissionReceipt) -> dict[str, Any]:
    """A statement that this site signed and whose row a restored backup does not hold."""
    from commitments.history.sealing.keys import signature_of
    from commitments.receipts.statement import code_of

    code = code_of(receipt.statement)
    return {"statement": receipt.statement, "code": code, "signature": signature_of(code), "key": receipt.key}


@pytest.mark.parametrize(
    "content",
    [
        b"", b"\x00\x01", b"{}", b"[]", b"null", b'{"statement": 1}', b'{"statement": {}, "signature": 1}',
        b'{"statement": {"a": "\\ud800"}, "signature": "", "key": ""}', b"[" * 100_000, b'{"statement": ' * 50_000,
        b'{"statement": {"n": ' + b"9" * 10_000 + b'}, "signature": "", "key": ""}',
    ],
)  # fmt: skip
def test_what_is_no_receipt_is_told_so(content: bytes) -> None:
    assert "This file is no receipt" in shown(content, status=422)


@pytest.mark.parametrize(
    "statement", [{"kind": "receipt of a submission"}, {"submission": ["x"]}, {"submission": 7}, {}]
)
@pytest.mark.parametrize("signature", ["", "zz", "0" * 128])
def test_a_statement_of_anything_else_is_foreign(statement: dict[str, Any], signature: str) -> None:
    page = shown({"statement": statement, "signature": signature, "key": signature[:64]})
    assert "This site issued no such receipt" in page


@pytest.mark.parametrize("code", ["", "x", "0" * 63, "g" * 64, "\x00" * 64])
def test_a_code_that_is_none_is_told_so(code: str) -> None:
    page = shown(code=code, status=422)
    assert "A code has 64 signs" in page or "Give the code, or the receipt itself" in page or "Null characters" in page


def test_places_of_differences_are_named_one_by_one() -> None:
    issued = {"a": 1, "answers": [{"x": 1}, {"x": 2}], "gone": 1}
    assert differences(issued, {"a": 1, "answers": [{"x": 1}, {"x": 3}], "new": 1}) == [
        "answers / 2 / x",
        "gone",
        "new",
    ]
    assert differences({"a": True}, {"a": 1}) == ["a"]
    assert differences({"answers": [1]}, {"answers": [1, 2]}) == ["answers"]


def test_who_verifies_again_and_again_is_asked_to_wait_and_others_are_not(settings: Any) -> None:
    receipt = received()
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "verify_receipt": "2/m/ip"}

    for _ in range(2):
        shown(code=receipt.code)

    assert "Wait a minute" in shown(code=receipt.code, status=429)
    other = Client(REMOTE_ADDR="203.0.113.9").post(reverse("receipts:verify"), {"code": receipt.code})
    assert "This receipt is genuine" in other.content.decode()
