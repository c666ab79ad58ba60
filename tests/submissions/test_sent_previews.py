"""What a file that was sent shows: for whoever may have the file, and for nobody else."""

import pytest
from django.test import Client

from commitments.access.audience import Audience
from commitments.auditing.models import Download
from commitments.evidence.models import Evidence
from commitments.submissions.models import EvidenceOfReport
from tests.factories import evidence as factory
from tests.factories import submissions as make
from tests.factories.access import person

pytestmark = pytest.mark.django_db


def sent(piece: Evidence, audience: Audience = Audience.SECRETARIAT) -> str:
    """The address of the piece's preview once it was sent with a reply."""
    Evidence.objects.filter(pk=piece.pk).update(audience=audience)
    whole = make.ready("THA", of=make.cycle())
    report = whole.reports.first()
    type(report).objects.filter(pk=report.pk).update(audience=audience)
    EvidenceOfReport.objects.create(report=report, evidence=piece, respondent=piece.respondent)
    make.services.submit(whole, by=make.focal_point(), now=make.NOON)
    return f"/submitted/evidence/{piece.public_id}/preview/"


def signed_in(role: str, code: str | None = None) -> Client:
    client = Client()
    client.force_login(person(role, code))
    return client


def test_an_officer_looks_at_an_image_of_it_and_that_is_noted():
    address = sent(factory.file(title="The act"))
    factory.make_previews()
    officer = signed_in("officer")

    page, image = officer.get(address), officer.get(f"{address}1")

    assert f'src="{address}1"' in page.text
    assert "Page 1 of 1 of “The act”, as an image" in page.text
    assert (image.headers["Content-Type"], image.headers["Content-Disposition"]) == ("image/webp", "inline")
    assert image.getvalue().startswith(b"RIFF")
    assert [each.kind for each in Download.objects.all()] == ["preview"]


def test_he_reads_the_words_of_a_text_and_that_is_noted():
    address = sent(factory.text(words="Law < No. 12"))
    factory.make_previews()

    assert "Law &lt; No. 12" in signed_in("officer").get(address).text
    assert Download.objects.get().kind == "preview"


def test_one_that_is_not_made_yet_is_told():
    address = sent(factory.file())

    assert "A preview is being made" in signed_in("officer").get(address).text


def test_whom_the_file_does_not_reach_its_preview_does_not_either():
    address = sent(factory.file())
    factory.make_previews()

    for reader in (Client(), signed_in("focal_point", "KEN")):
        assert [reader.get(address).status_code, reader.get(f"{address}1").status_code] == [404, 404]
    assert not Download.objects.exists()


def test_what_everybody_may_read_is_shown_to_everybody_and_noted_nowhere():
    address = sent(factory.file(), Audience.PUBLIC)
    factory.make_previews()

    assert Client().get(f"{address}1").getvalue().startswith(b"RIFF")
    assert not Download.objects.exists()
