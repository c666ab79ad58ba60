"""The secretariat records its own obligations apart from States' answers: written by its people, in no share."""

import pytest
from django.db import DatabaseError

from commitments.access.acting import acting
from commitments.access.refusals import NotAllowed, RefusedInField
from commitments.assistance import services
from commitments.assistance.mandates import asked_of_the_secretariat
from commitments.assistance.models import Mandate
from commitments.auditing.models import Download
from commitments.history.bases import EditedMeanwhile
from commitments.instruments.models import Instrument
from commitments.respondents.models import Respondent
from commitments.rollups.models import RollupDelta
from tests.factories import submissions as make
from tests.factories.access import actor, client_of
from tests.files.opened import written_in

pytestmark = pytest.mark.django_db
PLACE = "/assistance/mandates/"


def d30():
    return Instrument.objects.get(is_founding=True).obligations.get(reference="D30")


def unodc():
    return Respondent.objects.get(code="UNODC")


def say(by, *, respondent=None, expected=0, **said):
    words = {"implementation": "Done", "resources": "One post", **said}
    return services.say_of_mandate(respondent or unodc(), d30(), by=by, now=make.NOON, said=words, expected=expected)


def test_the_table_holds_what_the_text_asks_of_the_secretariat_and_of_nobody_else_alone():
    references = [one.reference for one in asked_of_the_secretariat().in_text_order()]

    assert set(references) == {"OP5", "OP6", "D6", "D11", "D14", "D16", "D21", "D22", "D30"}


def test_the_people_of_the_secretariat_write_it_and_officers_read_it():
    writer = client_of("focal_point", "UNODC")

    writer.post(f"{PLACE}A-RES-60-177/D30/", {"implementation": "Two meetings", "resources": "One post", "version": 0})
    writer.post(
        f"{PLACE}A-RES-60-177/D30/outcome/",
        {"body": "commission", "session": "Fourteenth", "document": "E/2005/30", "decision": "Its report"},
    )
    page = client_of("officer").get(PLACE)

    for words in ("Summary of action required", "Two meetings", "One post", "E/2005/30", "Fourteenth"):
        assert words in page.text


def test_the_secretariats_actions_and_their_evidence_stand_in_its_own_table():
    make.action("UNODC", d30(), title="Expert group meeting")

    page = client_of("focal_point", "UNODC").get(PLACE)

    assert "Expert group meeting" in page.text
    assert "0 pieces of evidence" in page.text


@pytest.mark.parametrize("form", ["docx", "xlsx", "csv"])
def test_the_table_is_taken_along_as_a_file_and_that_is_noted(form):
    say(make.focal_point("UNODC"), implementation='=HYPERLINK("x")')
    make.action("UNODC", d30(), title="Expert group meeting")

    file = client_of("focal_point", "UNODC").get(f"{PLACE}list.{form}")

    words = written_in(file.getvalue(), form)
    for said in ("A/RES/60/177", "D30", "Expert group meeting", "One post", "A/RES/65/229", "Nelson Mandela Rules"):
        assert said in words
    assert "'=HYPERLINK" in words or form != "csv"
    assert Download.objects.get().kind == "mandates"


def test_a_form_that_is_none_is_not_found_and_nothing_is_noted():
    assert client_of("officer").get(f"{PLACE}list.pdf").status_code == 404
    assert not Download.objects.exists()


@pytest.mark.parametrize("place", [PLACE, f"{PLACE}list.csv"])
@pytest.mark.parametrize(("role", "code"), [("focal_point", "THA"), ("administrator", None)])
def test_nobody_else_finds_the_table_or_its_file(role, code, place):
    assert client_of(role, code).get(place).status_code == 404


@pytest.mark.parametrize(("role", "code"), [("focal_point", "THA"), ("mission", "UNODC"), ("officer", None)])
def test_nobody_but_the_writers_of_the_secretariat_says_anything(role, code):
    with pytest.raises(NotAllowed):
        say(actor(role, code))


def test_a_state_has_no_mandates_for_the_service_nor_the_database():
    thailand, by = Respondent.objects.get(code="THA"), make.focal_point()

    with pytest.raises(NotAllowed):
        say(by, respondent=thailand)
    with pytest.raises(DatabaseError), acting(by):
        Mandate.objects.create(respondent=thailand, obligation=d30(), resources="x", created_at=make.NOON)


def test_two_who_write_do_not_overwrite_each_other():
    by = make.focal_point("UNODC")
    say(by)

    with pytest.raises(EditedMeanwhile):
        say(by, resources="Another")
    say(by, expected=1, resources="Two posts")

    assert Mandate.objects.get().resources == "Two posts"


def test_an_entry_says_something():
    with pytest.raises(RefusedInField):
        say(make.focal_point("UNODC"), implementation=" ", resources="")


def test_what_the_secretariat_records_enters_no_count():
    say(make.focal_point("UNODC"))
    make.action("UNODC", d30())

    assert not RollupDelta.objects.exists()
