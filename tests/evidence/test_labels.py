"""How sensitive a piece is: what is confidential stays with its State and the secretariat; the third level is refused."""

from pathlib import Path

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from commitments.access.acting import acting
from commitments.access.actor import anonymous
from commitments.access.audience import Audience
from commitments.access.models import User, actor_for
from commitments.auditing.models import Download
from commitments.evidence import services
from commitments.evidence.kinds import Label
from commitments.evidence.models import Evidence, EvidenceBlob, EvidenceOfAction
from commitments.evidence.refusals import IsConfidential
from commitments.evidence.rules import EvidenceContent
from commitments.files.models import Upload
from commitments.implementation.refusals import RulesBroken
from commitments.submissions import services as submitting
from commitments.submissions.models import CitedRecord, ObligationReport
from tests.factories import evidence as make
from tests.factories import submissions
from tests.factories.access import actor, person
from tests.factories.implementation import NOON

pytestmark = pytest.mark.django_db

CONFIDENTIAL = Label.CONFIDENTIAL
PASSWORD = "a long sentence to sign in"
RECORDS = "account_authentication_methods"
TYPED = {"title": "The law", "kind": "legislation", "language": "en", "url": "https://www.example.org/law"}


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path / "media")


@pytest.fixture
def writer():
    return signed_in("focal_point", "THA")


def signed_in(role, code=None, *, long_ago=False):
    user = person(role, code)
    user.set_password(PASSWORD)
    user.save()
    client = Client()
    client.force_login(user)
    if long_ago:
        session = client.session
        session[RECORDS] = [{**record, "at": record["at"] - 3600} for record in session[RECORDS]]
        session.save()
    return client


@pytest.fixture
def sent():
    """A public answer that cites a public action and two files, of which one is confidential."""
    whole = submissions.ready("THA", of=submissions.cycle("THA", "KEN"))
    ObligationReport.objects.update(audience=Audience.PUBLIC)
    action = submissions.action("THA", whole.reports.get().obligation, title="A law", audience=Audience.PUBLIC)
    open_to_all = make.file(words="open", title="Open to all")
    Evidence.objects.update(audience=Audience.PUBLIC)
    kept = make.file(words="kept", title="Kept close", label=CONFIDENTIAL)
    for shows in (open_to_all, kept):
        EvidenceOfAction.objects.create(evidence=shows, action=action, respondent=action.respondent)
    submitting.submit(whole, by=submissions.focal_point(), now=submissions.NOON)
    return kept


def sent_in():
    """The cycle and the paragraph of the answer that was sent."""
    report = ObligationReport.objects.select_related("cycle", "obligation__instrument").get()
    return report.cycle, report.obligation


def seen_by(who):
    """What the database itself shows of the files that were sent: their titles, and how many may be read."""
    with transaction.atomic(), acting(who):
        titles = {row.content["title"] for row in CitedRecord.objects.filter(kind="evidence")}
        return titles, EvidenceBlob.objects.count()


def test_a_piece_is_unclassified_unless_it_is_said_otherwise(writer):
    writer.post("/desk/evidence/new/?as=link", {**TYPED, "label": "unclassified"})

    assert make.file().label == Label.UNCLASSIFIED
    assert 'value="unclassified" selected' in writer.get("/desk/evidence/new/?as=link").content.decode()
    assert Evidence.objects.get(title="The law").label == Label.UNCLASSIFIED


@pytest.mark.parametrize("kind", ["link", "file"])
def test_a_confidential_piece_is_recorded_and_says_so_on_its_pages(writer, kind):
    piece = getattr(make, kind)(label=CONFIDENTIAL, title="Kept close")

    pages = [writer.get(page).content.decode() for page in ("/desk/evidence/", piece.get_absolute_url())]

    assert all('<span class="tag">Confidential</span>' in page for page in pages)


def test_strictly_confidential_is_offered_and_refused_with_the_reason_and_what_to_do(writer):
    offered = writer.get("/desk/evidence/new/?as=link").content.decode()

    answer = writer.post("/desk/evidence/new/?as=link", {**TYPED, "label": "strictly_confidential"})

    assert 'value="strictly_confidential"' in offered
    assert answer.status_code == 422
    assert "has no place on this site" in answer.content.decode()
    assert "by the channels of ST/SGB/2007/6" in answer.content.decode()
    assert not Evidence.objects.exists()


def test_no_byte_of_a_strictly_confidential_file_is_kept(settings):
    with pytest.raises(RulesBroken, match="no place"):
        make.file(label="strictly_confidential")

    assert not [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    assert not EvidenceBlob.objects.exists()


def test_a_file_that_came_in_pieces_before_goes_with_the_refusal(writer):
    head = {"Upload-Length": "10", "Upload-Metadata": "filename bGF3LnBkZg==", "Tus-Resumable": "1.0.0"}
    upload_id = writer.post("/desk/evidence/uploads/?for=THA", headers=head)["Location"].rstrip("/").rpartition("/")[2]
    before = Upload.objects.count()

    typed = {key: value for key, value in TYPED.items() if key != "url"}
    writer.post("/desk/evidence/new/?as=file", {**typed, "label": "strictly_confidential", "upload": [upload_id]})

    assert (before, Upload.objects.count()) == (1, 0)


@pytest.mark.parametrize("label", ["strictly", "", "secret"])
def test_the_database_knows_two_labels(label):
    with pytest.raises(DatabaseError, match="evidence_has_a_label"), transaction.atomic():
        Evidence.objects.filter(pk=make.link().pk).update(label=label)


@pytest.mark.parametrize("audience", [Audience.MEMBER_STATES, Audience.PUBLIC])
def test_confidential_evidence_is_not_opened_to_others_by_the_verb_nor_by_hand(audience):
    piece = make.link(label=CONFIDENTIAL)

    with pytest.raises(IsConfidential, match="nobody else"):
        services.set_audience(piece, by=actor("focal_point", "THA"), now=NOON, audience=audience)
    with pytest.raises(DatabaseError, match="confidential_evidence_stays"), transaction.atomic():
        Evidence.objects.filter(pk=piece.pk).update(audience=audience)


def test_it_may_be_narrowed_and_an_unclassified_piece_widened():
    by = actor("focal_point", "THA")
    close, wide = make.link(label=CONFIDENTIAL), make.link(title="Another")

    services.set_audience(close, by=by, now=NOON, audience=Audience.OWN_STATE)
    services.set_audience(wide, by=by, now=NOON, audience=Audience.PUBLIC)

    assert {piece.audience for piece in Evidence.objects.all()} == {Audience.OWN_STATE, Audience.PUBLIC}


def test_an_edit_that_says_nothing_of_the_label_leaves_it(writer):
    piece = make.link(label=CONFIDENTIAL)

    writer.post(f"{piece.get_absolute_url()}edit/", {**TYPED, "title": "Another", "version": piece.version})

    piece.refresh_from_db()
    assert (piece.title, piece.label) == ("Another", CONFIDENTIAL)


def test_the_page_says_why_it_is_not_opened(writer):
    piece = make.link(label=CONFIDENTIAL)

    answer = writer.post(f"{piece.get_absolute_url()}audience/", {"audience": "public"}, follow=True)

    assert "first edit it and say that it is unclassified" in answer.content.decode()


def test_what_becomes_confidential_is_taken_from_those_who_read_it():
    by = actor("focal_point", "THA")
    piece = make.link()
    services.set_audience(piece, by=by, now=NOON, audience=Audience.PUBLIC)
    piece.refresh_from_db()
    content = EvidenceContent(title=piece.title, url=piece.url, label=CONFIDENTIAL)

    services.edit_evidence(piece, by=by, now=NOON, content=content, expected=piece.version)

    piece.refresh_from_db()
    assert (piece.label, piece.audience) == (CONFIDENTIAL, Audience.SECRETARIAT)


@pytest.mark.parametrize(("role", "code"), [("focal_point", "KEN"), ("administrator", None), (None, None)])
def test_an_outsider_finds_the_open_file_of_a_public_answer_and_not_the_confidential_one(sent, role, code):
    assert seen_by(actor(role, code) if role else anonymous()) == ({"Open to all"}, 1)


@pytest.mark.parametrize(
    ("role", "code"), [("focal_point", "THA"), ("contributor", "THA"), ("officer", None), ("reader", None)]
)
def test_its_own_state_and_the_secretariat_find_both(sent, role, code):
    cycle, paragraph = sent_in()
    who = submissions.contributor(paragraph, of=cycle) if role == "contributor" else actor(role, code)

    assert seen_by(who) == ({"Open to all", "Kept close"}, 2)


@pytest.mark.parametrize(("role", "code", "status"), [("focal_point", "KEN", 404), ("officer", None, 200)])
def test_the_file_that_was_sent_is_given_to_the_secretariat_and_does_not_exist_for_others(sent, role, code, status):
    answer = signed_in(role, code).get(f"/submitted/evidence/{sent.public_id}/file")
    answer.close()

    assert answer.status_code == status


def test_who_takes_it_shows_again_who_he_is_and_it_is_noted(sent):
    address = f"/submitted/evidence/{sent.public_id}/file"
    client = signed_in("officer", long_ago=True)

    led = client.get(address)["Location"]
    noted_before = Download.objects.count()
    back = client.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": address})["Location"]
    answer = client.get(back)
    noted = Download.objects.count()
    answer.close()

    assert led == f"/accounts/reauthenticate/?next={address.replace('/', '%2F')}"
    assert (noted_before, noted) == (0, 1)
    assert (back, answer.status_code) == (address, 200)


@pytest.mark.parametrize("page", ["/evidence/{}/file", "/evidence/{}/preview/1", "/desk/evidence/{}/words/"])
def test_its_own_people_are_asked_again_too(page):
    client = signed_in("contributor", "THA", long_ago=True)
    somebody = actor_for(User.objects.get(pk=client.session["_auth_user_id"]), today=NOON.date())
    piece = make.text(label=CONFIDENTIAL, by=somebody)
    make.make_previews()

    answer = client.get(page.format(piece.public_id))

    assert answer["Location"].startswith("/accounts/reauthenticate/")


def test_who_takes_an_unclassified_file_is_not_asked():
    answer = signed_in("clearance", "THA", long_ago=True).get(f"/evidence/{make.file().public_id}/file")
    answer.close()

    assert answer.status_code == 200


def test_what_was_sent_says_its_label(sent):
    labels = {row.content["title"]: row.content["label"] for row in CitedRecord.objects.filter(kind="evidence")}

    assert labels == {"Open to all": "unclassified", "Kept close": "confidential"}
