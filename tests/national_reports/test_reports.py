"""A State prints its own reply: whole, in both formats, marked while it is a draft, for nobody else."""

import hashlib
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse

from commitments.access.actor import Actor
from commitments.access.audience import Audience
from commitments.access.models import Designation, User, actor_for
from commitments.auditing.models import Download
from commitments.documents.writers import Format
from commitments.jobs import runner
from commitments.jobs.models import Job, JobState
from commitments.jobs.refusals import WorkFailed
from commitments.national_reports.services import ReportRefused, request_report
from commitments.national_reports.work import make_report
from commitments.submissions import services
from commitments.submissions.models import EvidenceOfReport, Submission
from tests.access.test_fresh import PASSWORD, signed_in_long_ago
from tests.documents.extracting import bare, from_pdf, from_word, pdf_text
from tests.documents.sample import HOSTILE
from tests.exports.test_exports import Steps
from tests.factories import access
from tests.factories import evidence as evidence_factory
from tests.factories import submissions as make
from tests.factories.submissions import NOON
from tests.jobs.test_runner import InOneConnection

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> User:
    return access.person("focal_point", "THA")


def asked(
    whole: Submission, by: Actor, form: Format = Format.DOCX, *, evidence: bool = True, language: str = "en"
) -> Job:
    return request_report(
        whole, form=form, language=language, with_evidence=evidence, request_id=uuid4(), by=by, now=NOON
    )


def printed(
    whole: Submission, tmp_path: Path, form: Format = Format.DOCX, *, by: Actor | None = None, **how: Any
) -> bytes:
    """The file that the work makes."""
    job = asked(whole, by or make.focal_point(), form, **how)
    made = make_report(job, Steps(tmp_path))  # type: ignore[arg-type]
    assert made is not None
    return made.path.read_bytes()


def with_evidence(audience: str = Audience.OWN_STATE) -> Submission:
    """A draft of three answers: one shown by a file and a link, an action and a figure; what nobody else reads is in it."""
    whole = make.ready(narrative="What only we know")
    report = whole.reports.get()
    whole.reports.update(audience=audience)
    for piece in (
        evidence_factory.file("THA", title="Act on wells"),
        evidence_factory.link("THA", title="The gazette"),
    ):
        EvidenceOfReport.objects.create(report=report, evidence=piece, respondent=report.respondent)
    make.action("THA", report.obligation, title="Wells are drawn", description="Line one\nLine two")
    make.answer(whole, 1, status="not_applicable", reason="We have no coast")
    make.answer(whole, 2, status="planned", narrative="", planned_on=date(2027, 5, 3), constraints_named=["legal"],
                constraints_text="The code is old", needs_assistance=True, in_law=True)  # fmt: skip
    return whole


def page(client: Client, whole: Submission, name: str = "report", *further: Any) -> str:
    return reverse(f"national_reports:{name}", args=[whole.respondent.code, whole.cycle.slug, *further])


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


FORM = {"version": "1", "format": "pdf", "language": "en", "evidence": "on"}


def test_everything_the_state_wrote_is_in_it_also_what_nobody_else_reads(tmp_path):
    found = from_word(printed(with_evidence(), tmp_path))

    said = " ".join(found.texts)
    for words in (
        "What only we know", "Status as reported: Under way.", "We have no coast", "It is planned for 3 May 2027.",
        "Constraints: Legal", "The code is old", "Assistance is needed to do more.", "Where it stands: In law.",
        "Wells are drawn", "Line two", "Not answered: D4, D5.",
    ):  # fmt: skip
        assert bare(words) in bare(said), words
    assert [heading for level, heading in found.headings if level == 2] == ["Matter1", "Matter2", "Matter3"]


def test_both_formats_say_the_same(tmp_path):
    whole = with_evidence()

    word, pdf = from_word(printed(whole, tmp_path)), from_pdf(printed(whole, tmp_path, Format.PDF))

    assert word.headings == pdf.headings
    assert word.texts[1:] == pdf.texts[1:]
    assert word.cells == pdf.cells
    assert word.notes[1:] == pdf.notes[1:]
    assert len(word.notes) == 2


def test_evidence_is_listed_once_and_answers_refer_to_it_by_a_note(tmp_path):
    found = from_word(printed(with_evidence(), tmp_path))

    assert found.notes[1] == bare("See the annex, pieces 1, 2.")
    assert (1, "Annex:evidence") in found.headings
    assert bare("Act on wells") in found.cells
    assert bare("The gazette") in found.cells


def test_without_the_list_no_piece_of_evidence_is_named(tmp_path):
    made = from_word(printed(with_evidence(), tmp_path, evidence=False))

    assert (1, "Annex:evidence") not in made.headings
    assert bare("Act on wells") not in made.cells
    assert len(made.notes) == 1


def test_a_draft_says_so_on_each_page_and_a_version_that_was_sent_does_not(tmp_path):
    draft = with_evidence()
    pages = pypdfium2.PdfDocument(printed(draft, tmp_path, Format.PDF))
    assert all("DRAFT" in one.get_textpage().get_text_bounded() for one in pages)

    services.submit(draft, by=make.focal_point(), now=NOON)
    sent = pdf_text(printed(draft, tmp_path, Format.PDF))

    assert "DRAFT" not in sent
    assert bare("Received on 2 March 2026, 12:00 UTC") in sent


def test_a_version_that_was_sent_is_printed_as_it_was_sent(tmp_path):
    sent = make.sent(narrative="As it was sent")
    draft = services.revise(sent, by=make.focal_point(), now=NOON)
    make.answer(draft, 0, narrative="As it is now")

    assert bare("As it was sent") in from_word(printed(sent, tmp_path)).texts
    assert bare("As it is now") in from_word(printed(draft, tmp_path)).texts


def test_a_version_that_was_taken_back_says_so_on_each_page(tmp_path):
    sent = make.sent()
    services.recall(sent, reason="Wrong annex", by=make.focal_point(), now=NOON)
    sent.refresh_from_db()

    pages = pypdfium2.PdfDocument(printed(sent, tmp_path, Format.PDF))

    assert all("TAKEN BACK" in one.get_textpage().get_text_bounded() for one in pages)


def test_a_reply_without_answers_says_in_words_what_is_missing(tmp_path):
    found = from_word(printed(make.submission(), tmp_path))

    for words in ("No paragraph has an answer.", "No information is given.", "No evidence was cited."):
        assert any(bare(words) in said for said in found.texts), words


def test_what_a_state_writes_never_runs_and_stays_whole(tmp_path):
    hostile = " ".join(HOSTILE)
    whole = make.ready(narrative=f"{hostile}\x0b\u202egpj.exe")
    make.answer(whole, 1, status="not_applicable", reason=hostile)
    Submission.objects.filter(pk=whole.pk).update(submitting_authority=hostile[:300], contact_details=hostile[:300])

    word, pdf = from_word(printed(whole, tmp_path)), from_pdf(printed(whole, tmp_path, Format.PDF))

    assert word.texts.count(bare(hostile)) == 2
    assert bare(hostile) in pdf.texts
    assert bare(hostile[:300]) in word.cells
    assert "gpj.exe" in word.texts


def test_a_report_is_made_in_the_language_that_was_chosen(settings):
    job = asked(make.ready(), make.focal_point(), language="fr")

    assert job.language == "fr"


@pytest.mark.parametrize("role", ["contributor", "officer", "administrator"])
def test_who_does_not_see_the_whole_work_of_the_state_is_refused(role):
    whole = make.sent()
    by = access.actor(role, "THA") if role == "contributor" else access.actor(role)

    with pytest.raises(ReportRefused):
        asked(whole, by)


def test_another_states_focal_point_is_refused():
    with pytest.raises(ReportRefused):
        asked(make.sent(), make.focal_point("KEN"))


def test_whose_designation_ended_meanwhile_gets_no_file(tmp_path, person):
    whole = make.ready()
    job = asked(whole, actor_for(person, today=NOON.date()))
    Designation.objects.filter(user=person).update(from_on=date(2020, 1, 1), until_on=date(2020, 1, 2))

    with pytest.raises(WorkFailed, match="designation has ended"):
        make_report(job, Steps(tmp_path))  # type: ignore[arg-type]


def test_asked_for_on_the_page_made_by_a_worker_and_taken(person, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    whole, client = with_evidence(), signed_in(person)

    answer = client.post(page(client, whole), FORM)
    job = Job.objects.get(kind="national_report")
    runner.run(job.pk, follow=InOneConnection)
    job.refresh_from_db()
    taken = client.get(page(client, whole, "download", job.public_id))

    assert answer.status_code == 302
    assert job.state == JobState.DONE, job.error
    assert job.file_name.endswith("draft-1.pdf")
    content = b"".join(taken.streaming_content)  # type: ignore[attr-defined]
    assert hashlib.sha256(content).hexdigest() == job.file_sha256
    assert "Download national-report-THA" in client.get(page(client, whole)).text
    noted = Download.objects.get(subject_public_id=job.public_id)
    assert (noted.kind, noted.respondent.code, noted.taken_by_id) == ("report", "THA", person.pk)


@pytest.mark.parametrize("state", [make.ready, make.sent], ids=["of a draft", "of a reply that was sent"])
def test_who_signed_in_long_ago_shows_again_who_he_is_before_he_takes_it(person, settings, tmp_path, state):
    settings.MEDIA_ROOT = tmp_path
    whole = state()
    job = asked(whole, actor_for(person, today=NOON.date()))
    runner.run(job.pk, follow=InOneConnection)
    client = signed_in_long_ago(person)
    address = page(client, whole, "download", job.public_id)

    asked_who = client.get(address)
    was_noted = Download.objects.filter(subject_public_id=job.public_id).exists()
    back = client.post(asked_who["Location"], {"password": PASSWORD, "next": address})
    taken = client.get(back["Location"])

    assert asked_who["Location"].startswith("/accounts/reauthenticate/")
    assert not was_noted
    assert back["Location"] == address
    assert b"".join(taken.streaming_content).startswith(b"PK")  # type: ignore[attr-defined]


def test_the_file_is_for_nobody_but_who_asked_and_only_while_he_sees_the_whole(person, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    whole = make.ready()
    job = asked(whole, actor_for(person, today=NOON.date()))
    runner.run(job.pk, follow=InOneConnection)
    job.refresh_from_db()
    assert job.has_file, job.error
    colleague = signed_in(access.person("clearance", "THA"))

    own = signed_in(person).get(page(colleague, whole, "download", job.public_id))
    assert own.status_code == 200
    assert b"".join(own.streaming_content).startswith(b"PK")  # type: ignore[attr-defined]
    assert colleague.get(page(colleague, whole, "download", job.public_id)).status_code == 404
    Designation.objects.filter(user=person).update(from_on=date(2020, 1, 1), until_on=date(2020, 1, 2))
    assert signed_in(person).get(page(colleague, whole, "download", job.public_id)).status_code in {403, 404}


@pytest.mark.parametrize(("wrong", "words"), [
    ({"version": "7"}, "Select a valid choice"),
    ({"format": "exe"}, "Select a valid choice"), ({"language": "xx"}, "Select a valid choice"),
])  # fmt: skip
def test_what_cannot_be_printed_is_refused_in_words(person, wrong, words):
    whole, client = make.ready(), signed_in(person)

    answer = client.post(page(client, whole), FORM | wrong)

    assert answer.status_code == 422
    assert words in answer.text
    assert not Job.objects.filter(kind="national_report").exists()


def test_a_page_of_a_contributor_has_no_link_and_the_address_does_not_exist_for_him():
    contributor = access.person("contributor", "THA")
    whole = make.ready()
    make.given(contributor, make.obligations(whole.cycle)[0], of=whole.cycle)
    client = signed_in(contributor)

    assert client.get(page(client, whole)).status_code == 404
    assert client.post(page(client, whole), FORM).status_code == 404
    assert "national-report" not in client.get(reverse("submissions:desk")).text


def test_the_desk_and_each_version_lead_to_it(person):
    whole, client = make.ready(), signed_in(person)

    desk = client.get(reverse("submissions:desk"), {"for": "THA", "cycle": whole.cycle.slug}).text
    versions = client.get(reverse("submissions:versions", args=["THA", whole.cycle.slug])).text

    assert page(client, whole) in desk
    assert f"{page(client, whole)}?version=1" in versions


def test_what_waits_can_be_cancelled(person):
    whole, client = make.ready(), signed_in(person)
    job = asked(whole, actor_for(person, today=NOON.date()))

    client.post(page(client, whole, "cancel", job.public_id))

    job.refresh_from_db()
    assert job.state == JobState.CANCELLED
