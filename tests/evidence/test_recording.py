"""Recording files, links and papers; what is refused, and why."""

import io
import zipfile
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from commitments.access.audience import Audience
from commitments.access.refusals import NotAllowed
from commitments.evidence import services
from commitments.evidence.models import Evidence, EvidenceBlob
from commitments.evidence.refusals import FileNotTaken
from commitments.evidence.rules import EvidenceContent, fault_of_link
from commitments.history.bases import EditedMeanwhile
from commitments.implementation.refusals import IsWithdrawn, RulesBroken
from tests.factories import evidence as factory
from tests.factories.access import actor
from tests.factories.implementation import NOON, action

pytestmark = pytest.mark.django_db


def send(data: bytes, name: str, **request):
    return services.record_file(
        factory.request_of(**request), content=EvidenceContent(), stream=io.BytesIO(data), name=name
    )


def packed(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/"), data)
    return out.getvalue()


def test_a_file_is_kept_under_its_own_hash_and_titled_by_its_name():
    made = factory.file(name="Law 2007.pdf")

    assert made.title == "Law 2007"
    assert made.blob.content_type == "application/pdf"
    assert made.blob.path == f"evidence/THA/{made.blob.sha256}"
    assert (Path(settings.MEDIA_ROOT) / made.blob.path).read_bytes() == factory.pdf()


def test_the_same_bytes_of_one_state_are_kept_once_and_of_two_states_twice():
    one, again, other = factory.file("THA"), factory.file("THA", name="copy.pdf"), factory.file("KEN")

    assert one.blob == again.blob != other.blob
    assert one != again
    assert EvidenceBlob.objects.filter(sha256=one.blob.sha256).count() == 2


@pytest.mark.parametrize(
    "name", ["../../x.pdf", "..\\..\\x.pdf", "/etc/x.pdf", "x\u202efdp.pdf", "a\r\nb: c.pdf", "nul\x00l.pdf"]
)
def test_a_name_that_steers_a_path_a_header_or_the_reading_direction_is_made_harmless(name):
    made = send(factory.pdf(name), name)

    assert not set("/\\\r\n\x00\u202e") & set(made.file_name + made.title)
    assert ".." not in made.file_name
    assert made.blob.path == f"evidence/THA/{made.blob.sha256}"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "empty.pdf"),
        (b"<!doctype html><script>alert(1)</script>", "page.html"),
        (b"<html><body>x</body></html>", "page.txt"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", "drawing.svg"),
        (b"MZ\x90\x00" + b"\x00" * 200, "setup.exe"),
        (b"MZ\x90\x00" + b"\x00" * 200, "report.pdf"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "photo.pdf"),
        (packed(a__b=b"x"), "archive.zip"),
        (packed(a__b=b"x"), "letter.docx"),
    ],
)
def test_a_file_that_is_empty_could_run_or_lies_about_its_type_is_refused_and_nothing_is_kept(data, name):
    with pytest.raises(FileNotTaken) as refusal:
        send(data, name)

    assert str(refusal.value)
    assert not Evidence.objects.exists()
    assert not EvidenceBlob.objects.exists()


def test_a_file_over_the_limit_is_refused_without_reading_it_all(monkeypatch):
    monkeypatch.setattr("commitments.evidence.room.FILE_LIMIT", 1000)

    class Endless:
        given = 0

        def read(self, size: int = -1, /) -> bytes:
            self.given += size
            return b"%PDF-1.7" + b"x" * (size - 8)

    endless = Endless()
    with pytest.raises(FileNotTaken, match="larger"):
        services.record_file(factory.request_of(), content=EvidenceContent(), stream=endless, name="endless.pdf")

    assert endless.given < 1_000_000


@pytest.mark.parametrize(
    ("role", "code"),
    [("focal_point", "KEN"), ("clearance", "THA"), ("mission", "THA"), ("officer", None), (None, None)],
)
def test_recording_for_a_state_by_anybody_else_is_refused(role, code):
    stranger = actor(role, code)

    with pytest.raises(NotAllowed):
        factory.file(by=stranger)
    with pytest.raises(NotAllowed):
        factory.link(by=stranger)


def test_the_same_request_twice_makes_one_piece():
    somebody, request_id = actor("focal_point", "THA"), uuid4()

    assert send(factory.pdf(), "a.pdf", by=somebody, request_id=request_id) == send(
        factory.pdf(), "a.pdf", by=somebody, request_id=request_id
    )


def test_of_several_files_the_good_are_recorded_and_the_bad_named_with_their_reason():
    def uploaded(data, name):
        from django.core.files.uploadedfile import SimpleUploadedFile

        return SimpleUploadedFile(name, data)

    files = [uploaded(factory.pdf("1"), "one.pdf"), uploaded(b"", "two.pdf"), uploaded(factory.pdf("3"), "three.pdf")]
    outcome = services.record_files(
        factory.request_of(request_id=uuid4()), content=EvidenceContent(title="Ignored"), files=files
    )

    assert [each.title for each in outcome.recorded] == ["one", "three"]
    assert [name for name, _reason in outcome.refused] == ["two.pdf"]


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)", " javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "ftp://example.org/x",
        "https://user:secret@example.org/", "https://user@example.org/", "https://", "//example.org/x", "example.org",
        "https://exam ple.org", "https://example.org/\nx", "https://localhost/x", "http://127.0.0.1/x", "http://[::1]/",
        "http://192.168.1.1/", "http://intranet/x", "https://x.local/", "https://example.org:99999/", "https://a\\b.org/",
        "https://[broken/", "https://example.org/" + "x" * 2000,
    ],
)  # fmt: skip
def test_a_link_that_is_no_open_web_address_is_refused_at_its_field(link):
    with pytest.raises(RulesBroken) as refusal:
        factory.link(url=link)

    assert "url" in refusal.value.errors
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(
    "link",
    ["https://www.example.org/law.pdf?a=b#c", "http://example.org", "https://законы.рф/х", "HTTPS://Example.org/@x"],
)
def test_an_open_web_address_is_kept(link):
    assert fault_of_link(link) == ""


def test_the_database_itself_refuses_a_link_that_is_no_web_address():
    made = factory.link()

    with pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.filter(pk=made.pk).update(url="javascript:alert(1)")


def test_a_paper_already_supplied_needs_its_body_document_and_date():
    with pytest.raises(RulesBroken) as refusal:
        factory.link(kind="supplied", url="")
    assert set(refusal.value.errors) == {"supplied_to", "supplied_document", "dated_on"}

    made = factory.link(
        kind="supplied", url="", supplied_to="Review of the treaty", supplied_document="Answers", dated_on=NOON.date()
    )
    assert made.blob is None


def test_evidence_shows_many_actions_of_its_own_state_only():
    somebody, made = actor("focal_point", "THA"), factory.file()
    one, other, foreign = action(), action(title="Second"), action("KEN")

    for each in (one, other, one):
        services.attach_to_action(made, action=each, by=somebody, now=NOON)
    services.detach_from_action(made, action=other, by=somebody, now=NOON)

    assert list(made.actions.all()) == [one]
    for by in (somebody, actor("focal_point", "KEN")):
        with pytest.raises(NotAllowed):
            services.attach_to_action(made, action=foreign, by=by, now=NOON)


def test_what_is_said_of_a_file_is_edited_and_a_stale_edit_refused():
    somebody, made = actor("focal_point", "THA"), factory.file()

    services.edit_evidence(made, by=somebody, now=NOON, content=EvidenceContent(title="Law"), expected=1)
    with pytest.raises(EditedMeanwhile):
        services.edit_evidence(made, by=somebody, now=NOON, content=EvidenceContent(title="Bill"), expected=1)
    with pytest.raises(NotAllowed):
        services.edit_evidence(
            made, by=actor("focal_point", "KEN"), now=NOON, content=EvidenceContent(title="Mine"), expected=2
        )

    made.refresh_from_db()
    assert (made.title, made.version) == ("Law", 2)


def test_withdrawn_evidence_stays_and_is_restored():
    somebody = actor("contributor", "THA")
    made = factory.file(by=somebody)

    services.withdraw_evidence(made, by=somebody, now=NOON, reason="Wrong file")
    with pytest.raises(IsWithdrawn):
        services.attach_to_action(made, action=action(by=somebody), by=somebody, now=NOON)
    made.refresh_from_db()
    assert (made.withdrawn_by_id, made.withdrawn_reason) == (somebody.user_id, "Wrong file")

    services.restore_evidence(made, by=somebody, now=NOON)
    made.refresh_from_db()
    assert not made.is_withdrawn
    with pytest.raises(NotAllowed):
        services.withdraw_evidence(made, by=actor("focal_point", "KEN"), now=NOON)


def test_the_audience_is_set_by_the_focal_point_and_not_by_a_contributor():
    made = factory.file()

    services.set_audience(made, by=actor("focal_point", "THA"), now=NOON, audience=Audience.PUBLIC)
    with pytest.raises(NotAllowed):
        services.set_audience(made, by=actor("contributor", "THA"), now=NOON, audience=Audience.OWN_STATE)

    made.refresh_from_db()
    assert made.audience == Audience.PUBLIC


def test_nobody_outside_the_state_sees_evidence_even_when_it_is_to_be_public():
    made = factory.file()
    services.set_audience(made, by=actor("focal_point", "THA"), now=NOON, audience=Audience.PUBLIC)

    assert made in Evidence.objects.visible_to(actor("mission", "THA"))
    for role, code in (
        ("focal_point", "KEN"),
        ("officer", None),
        ("reader", "THA"),
        ("administrator", None),
        (None, None),
    ):
        assert not Evidence.objects.visible_to(actor(role, code)).exists()
