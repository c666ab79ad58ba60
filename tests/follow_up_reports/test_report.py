"""A report takes nothing beyond the audience and the use its States allowed, and each figure is a recount."""

import pytest
from django.urls import reverse

from commitments.access.acting import acting
from commitments.access.actor import Actor, anonymous
from commitments.access.audience import Audience, UseInReport
from commitments.follow_up_reports.composing import compose
from commitments.follow_up_reports.queries import Material, material
from commitments.submissions.models import ReportingCycle, Submission
from tests.factories import submissions as make
from tests.factories.access import actor

pytestmark = pytest.mark.django_db


def material_for(reader: Actor, cycle: ReportingCycle) -> Material:
    """As the report's page reads: in the reader's own transaction."""
    with acting(reader):
        return material(cycle, actor=reader, language="en")


def a_reply(code: str, cycle: ReportingCycle, *, audience: Audience, use: UseInReport, **values: object) -> Submission:
    """A received submission with one answer."""
    whole = make.ready(code, of=cycle, **values)
    whole.reports.update(audience=audience)
    Submission.objects.filter(pk=whole.pk).update(use_in_report=use)
    whole.refresh_from_db()
    return make.services.submit(whole, by=make.focal_point(code), now=make.NOON)


def text_of(cycle: ReportingCycle, reader: Actor) -> str:
    """All words of the report."""
    return repr(compose(material_for(reader, cycle), now=make.NOON))


def test_a_named_public_answer_stands_in_everybodys_report():
    cycle = make.cycle()
    a_reply("THA", cycle, audience=Audience.PUBLIC, use=UseInReport.NAMED, narrative="Xylophone act adopted")

    assert "Xylophone act adopted" in text_of(cycle, anonymous())
    assert "Thailand" in text_of(cycle, anonymous())


def test_an_answer_counted_without_name_is_counted_and_neither_quoted_nor_named():
    cycle = make.cycle()
    a_reply("THA", cycle, audience=Audience.PUBLIC, use=UseInReport.COUNTED, narrative="Xylophone act adopted")

    said = text_of(cycle, anonymous())

    assert "Xylophone" not in said
    assert "Thailand" not in said
    assert "1 answer is counted without the name" in said


def test_an_answer_not_to_be_used_is_in_no_figure_even_for_the_secretariat():
    cycle = make.cycle()
    a_reply("THA", cycle, audience=Audience.PUBLIC, use=UseInReport.NOT_USED, narrative="Xylophone act adopted")

    found = material_for(actor("officer"), cycle)

    assert found.statuses == {}
    assert found.not_used == 1
    assert "Xylophone" not in text_of(cycle, actor("officer"))


def test_the_secretariats_own_answer_is_not_in_the_publics_report():
    cycle = make.cycle()
    a_reply("THA", cycle, audience=Audience.SECRETARIAT, use=UseInReport.NAMED, narrative="Xylophone act adopted")

    public, officer = text_of(cycle, anonymous()), text_of(cycle, actor("officer"))

    assert "Xylophone" not in public
    assert "Thailand" not in public
    assert "not shown to this reader: 1" in public
    assert "Xylophone act adopted" in officer


@pytest.mark.parametrize("use", [UseInReport.COUNTED, UseInReport.NOT_USED])
def test_a_reply_that_is_not_to_be_named_stands_on_no_list_even_for_the_secretariat(use):
    cycle = make.cycle()
    a_reply("THA", cycle, audience=Audience.PUBLIC, use=use)
    a_reply("KEN", cycle, audience=Audience.SECRETARIAT, use=UseInReport.NAMED)

    found = material_for(actor("officer"), cycle)

    assert [reply.state for reply in found.replies] == ["Kenya"]
    assert found.counts.reply_rate.replied == 2
    assert "Thailand" not in text_of(cycle, actor("officer"))


def test_a_nil_reply_is_named_when_its_state_chose_so():
    cycle = make.cycle()
    for code, use in (("THA", ""), ("KEN", UseInReport.NAMED)):
        whole = make.submission(code, of=cycle)
        Submission.objects.filter(pk=whole.pk).update(use_in_report=use)
        make.services.submit_nil(whole, by=make.focal_point(code), now=make.NOON)

    found = material_for(actor("officer"), cycle)

    assert [(reply.state, reply.is_nil) for reply in found.replies] == [("Kenya", True)]
    assert found.counts.reply_rate.nil == 2


def test_a_sentence_that_leaves_out_confidential_answers_does_not_speak_of_all():
    cycle = make.cycle()
    a_reply("THA", cycle, audience=Audience.OWN_STATE, use=UseInReport.NAMED)
    a_reply("KEN", cycle, audience=Audience.PUBLIC, use=UseInReport.NAMED)

    said = text_of(cycle, actor("officer"))

    assert "Of the 1 Member State whose information" in said
    assert "Of the 1 Member State that provided" not in said


def test_an_optional_paragraph_has_numbers_and_no_shares():
    cycle = make.cycle()
    optional = next(o for o in make.obligations(cycle) if o.reportable == "optional")
    whole = make.ready("THA", of=cycle)
    make.answer(whole, optional, status="no_action_yet")
    make.services.submit(whole, by=make.focal_point(), now=make.NOON)

    report = compose(material_for(actor("officer"), cycle), now=make.NOON)

    sections = {section.reference: section for chapter in report.chapters for section in chapter.sections}
    table = sections[optional.reference].tables[0]
    assert table.rows == [["No action yet", "1", "–"]]
    assert "per cent" not in " ".join(sections[optional.reference].sentences)
    assert not table.note
    assert "per cent" in " ".join(sections["D1"].sentences)


def test_a_draft_is_in_nobodys_report():
    cycle = make.cycle()
    make.ready("THA", of=cycle, narrative="Xylophone act adopted")

    assert "Xylophone" not in text_of(cycle, actor("officer")) + text_of(cycle, make.focal_point("THA"))


def test_states_texts_stand_in_the_alphabetical_order_of_the_united_nations():
    cycle = make.cycle()
    for code in ("THA", "KEN"):
        a_reply(code, cycle, audience=Audience.PUBLIC, use=UseInReport.NAMED)

    found = material_for(anonymous(), cycle)

    assert [said.state for said in next(iter(found.named.values()))] == ["Kenya", "Thailand"]


def test_a_cycle_without_replies_has_a_report_that_says_so(client):
    cycle = make.cycle()

    page = client.get(reverse("follow_up_reports:report", args=[cycle.slug]))

    assert page.status_code == 200
    assert "No information was received" in page.content.decode() or "no information" in page.content.decode()


def test_markup_in_a_states_text_is_shown_and_not_run(client):
    cycle = make.cycle()
    a_reply("THA", cycle, audience=Audience.PUBLIC, use=UseInReport.NAMED, narrative="<script>alert(1)</script>")

    page = client.get(reverse("follow_up_reports:report", args=[cycle.slug])).content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_an_unknown_cycle_is_not_found(client):
    assert client.get(reverse("follow_up_reports:report", args=["no-such-cycle"])).status_code == 404
