"""The pages: one person asks from the record, another of the other side sees the request and says yes or no."""

import pytest
from django.test import Client
from django.urls import reverse

from commitments.removal.models import Removal
from commitments.removal.places import PLACES, Kind
from commitments.respondents.models import Respondent
from tests.access.test_fresh import signed_in_long_ago
from tests.factories import access
from tests.removal import scene, younger
from tests.removal.scene import CANARY, asked

pytestmark = pytest.mark.usefixtures("committed_db")
ASK = {"fields_named": ["narrative", "constraints_text"], "ground": "protection", "reason": scene.REASON}


@pytest.fixture
def sent(settings, tmp_path):
    settings.REMOVALS_FILE = str(tmp_path / "removals")
    return scene.sent_reply()


def client(role, code=None):
    """Somebody who signed in a moment ago."""
    signed_in = Client()
    signed_in.force_login(access.person(role, code))
    return signed_in


def ask_url(record, kind="answer"):
    return reverse("removal:ask", args=[kind, record.public_id])


def owner_code(record):
    return Respondent.objects.get(pk=scene.owner_of(record)).code


def test_the_whole_way_from_the_record_to_the_register(sent):
    state, officer = client("focal_point", "THA"), client("officer")
    page = state.get(reverse("submissions:submission", args=[sent.whole.public_id])).content.decode()

    to_request = state.post(ask_url(sent.report), ASK)["Location"]
    waits = officer.get("/removals/").content.decode()
    officer.post(f"{to_request}confirm/")
    after = state.get(reverse("submissions:submission", args=[sent.whole.public_id])).content.decode()
    register = state.get(to_request).content.decode()

    assert ask_url(sent.report) in page
    assert to_request in waits
    assert f"{CANARY} testified" in page
    assert f"{CANARY} testified" not in after
    assert f": {scene.REASON}" in after
    assert scene.REASON in register
    assert "are being removed" in register


def test_the_secretariat_asks_for_what_an_answer_cites(sent):
    officer = client("officer")
    page = officer.get(ask_url(sent.report)).content.decode()
    cited = sent.report.cited.get(kind="action")

    answer = officer.post(
        f"{ask_url(sent.report)}?cited={cited.pk}", ASK | {"fields_named": ["description", "partner", "milestones"]}
    )

    removal = Removal.objects.get()
    assert f"?cited={cited.pk}" in page
    assert answer["Location"] == removal.get_absolute_url()
    assert (removal.kind, removal.record_id, removal.asked_for) == (Kind.ACTION, sent.action.pk, "secretariat")
    client("focal_point", "THA").post(reverse("removal:confirm", args=[removal.public_id]))
    assert scene.places_of(f"Heard {CANARY}") == scene.places_of(f"Hearing of {CANARY}") == []


def test_declining_wants_a_reason_and_then_everything_stays(sent):
    officer, removal = client("officer"), asked(sent.report, Kind.ANSWER)
    address = reverse("removal:decline", args=[removal.public_id])

    without = officer.post(address, {"reason": ""})
    officer.post(address, {"reason": "No name stands there"})

    removal.refresh_from_db()
    sent.report.refresh_from_db()
    assert without.status_code == 422
    assert (removal.outcome, CANARY in sent.report.narrative) == ("declined", True)


@pytest.mark.parametrize("role", ["focal_point", "contributor", "reader", "administrator"])
def test_whoever_is_not_the_second_person_is_refused_and_nothing_goes(sent, role):
    removal = asked(sent.report, Kind.ANSWER)

    client(role, "THA" if role in {"focal_point", "contributor"} else None).post(
        reverse("removal:confirm", args=[removal.public_id])
    )

    removal.refresh_from_db()
    assert removal.outcome == ""


def test_an_administrator_reads_the_register_with_counts_and_without_content(sent):
    removal = scene.confirmed(asked(sent.report, Kind.ANSWER))
    page = client("administrator").get(removal.get_absolute_url()).content.decode()

    assert "Events of the history that lost content" in page
    assert CANARY not in page


def test_no_page_of_a_request_shows_what_is_to_be_removed(sent):
    removal = asked(sent.report, Kind.ANSWER)

    for person in (client("officer"), client("focal_point", "THA"), client("administrator")):
        assert CANARY not in person.get(removal.get_absolute_url()).content.decode()
        assert CANARY not in person.get("/removals/").content.decode()


def test_the_file_that_was_removed_answers_with_the_day(sent):
    state = client("focal_point", "THA")
    address = reverse("evidence:file", args=[sent.file.public_id])
    before = state.get(address)
    b"".join(before.streaming_content)
    scene.confirmed(asked(sent.file, Kind.EVIDENCE))

    after = state.get(address)
    page = state.get(reverse("evidence:piece", args=[sent.file.public_id])).content.decode()

    assert (before.status_code, after.status_code) == (200, 410)
    assert "lawfully removed" in after.content.decode()
    assert "lawfully removed" in page
    assert "Download the file" not in page
    assert sent.file.blob.sha256 in page


def test_a_form_without_fields_or_reason_says_so(sent):
    answer = client("focal_point", "THA").post(ask_url(sent.report), {"ground": "protection"})

    assert answer.status_code == 422
    assert Removal.objects.count() == 0


def test_whoever_signed_in_long_ago_is_asked_who_he_is(sent):
    removal, long_ago = asked(sent.report, Kind.ANSWER), signed_in_long_ago(access.person("officer"))

    answer = long_ago.post(reverse("removal:confirm", args=[removal.public_id]))

    removal.refresh_from_db()
    assert "/accounts/" in answer["Location"]
    assert removal.outcome == ""


def test_every_kind_has_a_form_with_its_fields_and_for_a_stranger_there_is_none():
    for kind, record in younger.everything():
        owner, stranger = owner_code(record), "NOR"
        page = client("focal_point", owner).get(ask_url(record, kind))

        assert page.status_code == 200, kind
        assert all(f'value="{name}"' in page.text for name in PLACES[kind].names), kind
        assert CANARY not in page.text.split("<form")[1], kind
        assert client("focal_point", stranger).get(ask_url(record, kind)).status_code == 404, kind


def test_beside_an_answer_stand_its_figures_the_questions_on_it_and_to_whom_it_was_given():
    found = younger.reply_read()
    given = younger.given_by_a_link(found[0][1])
    report = found[1][1]
    page = client("focal_point", "THA").get(ask_url(report)).text

    for kind, record in (*found[2:], ("assignment", given)):
        assert ask_url(record, kind) in page, kind


def test_the_pages_of_the_exchange_lead_to_asking():
    found = younger.everything()
    at = dict(found)
    reply, cycle = at["reply"], at["reply"].cycle.slug
    state, officer, unodc = client("focal_point", "THA"), client("officer"), client("focal_point", "UNODC")
    pages = (
        (state, reverse("submissions:submission", args=[reply.public_id]), ("reply",)),
        (state, reverse("review:questions", args=["THA", cycle]), ("question",)),
        (state, reverse("contributions:contributors", args=["THA", cycle]), ("assignment",)),
        (state, reverse("assistance:paper", args=["requests", at["request"].public_id]), ("request",)),
        (officer, reverse("calls:cycle", args=[cycle]), ("dispatch", "extension")),
        (unodc, reverse("assistance:mandates"), ("mandate", "outcome")),
    )

    for person, address, kinds in pages:
        page = person.get(address).text
        assert all(ask_url(at[kind], kind) in page for kind in kinds), address


def test_a_reader_finds_no_way_to_ask():
    found = younger.reply_read()

    page = client("reader").get(reverse("review:reply", args=[found[0][1].public_id])).text

    assert younger.NAMED in page
    assert "/removals/ask/" not in page
