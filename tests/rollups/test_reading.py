"""What each reader counts is what he may read, recounted from the records by another query; the rest is one number."""

from collections import Counter

import pytest

from commitments.access.acting import acting
from commitments.access.actor import Actor, anonymous
from commitments.respondents.models import Respondent
from commitments.rollups import queries
from commitments.rollups.counts import CycleCounts
from commitments.rollups.queries import readable_replies
from commitments.rollups.services import fold
from commitments.submissions.models import ObligationReport
from tests.factories.access import actor
from tests.rollups.readers import READERS
from tests.rollups.replies import answer, cycle_of, draft, reply
from tests.rollups.texts import small_text

pytestmark = pytest.mark.django_db


def counts_for(somebody: Actor, cycle) -> CycleCounts:
    """As a page of this reader counts: in his own transaction."""
    with acting(somebody):
        return queries.counts_for(somebody, cycle)


@pytest.fixture
def cycle():
    cycle = cycle_of(instruments=[small_text()])
    reply(cycle, "THA", {"OP1": ("planned", "own_state"), "OP2": ("under_way", "public")})
    reply(cycle, "KEN", {"OP1": ("planned", "secretariat"), "OP2": ("considered", "own_state")})
    reply(cycle, "BRA", {"OP1": ("under_way", "member_states"), "OP3": ("not_applicable", "public")})
    reply(cycle, "FRA", {"OP1": ("no_action_yet", "secretariat")})
    reply(cycle, "POL", {})
    answer(draft(cycle, "JPN"), "OP1", "under_way", "public")
    return cycle


@pytest.mark.parametrize("folded", [False, True])
@pytest.mark.parametrize("reader", READERS)
def test_counts_are_the_records_the_reader_may_read_and_hidden_is_the_rest(cycle, reader, folded):
    somebody = READERS[reader]()
    if folded:
        fold()
    counts = counts_for(somebody, cycle)

    seen = ObligationReport.objects.visible_to(somebody).reported().filter(cycle=cycle)
    expected = Counter((report.obligation_id, report.respondent.regional_group_id, report.status) for report in seen)
    assert Counter({(row.obligation_id, row.group_id, row.status): row.n for row in counts.answers}) == expected
    assert counts.hidden == ObligationReport.objects.reported().filter(cycle=cycle).count() - len(seen)


@pytest.mark.parametrize("reader", READERS)
def test_counts_of_one_paragraph_are_those_of_all_on_it_and_hide_as_much(cycle, reader):
    somebody = READERS[reader]()
    whole = counts_for(somebody, cycle)

    for obligation_id in {row.obligation_id for row in whole.answers}:
        with acting(somebody):
            one = queries.counts_for(somebody, cycle, only=obligation_id)

        assert {*one.answers} == {row for row in whole.answers if row.obligation_id == obligation_id}
        assert (one.hidden, one.reply_rate) == (whole.hidden, whole.reply_rate)


@pytest.mark.parametrize("reader", READERS)
def test_readable_replies_are_those_with_an_answer_the_reader_may_read(cycle, reader):
    somebody = READERS[reader]()

    seen = ObligationReport.objects.visible_to(somebody).reported().filter(cycle=cycle)

    with acting(somebody):
        readable = readable_replies(cycle)
    assert readable == dict(Counter(report.respondent_id for report in seen))


def test_the_reply_rate_counts_every_reply_received_nil_ones_too_and_no_draft(cycle):
    rate = counts_for(anonymous(), cycle).reply_rate

    assert (rate.replied, rate.asked, rate.nil) == (5, Respondent.objects.member_states().count(), 1)


def test_what_a_respondent_that_is_no_member_state_sends_enters_no_count_of_states(cycle):
    before = counts_for(actor("officer"), cycle)
    other = Respondent.objects.others().first()
    reply(cycle, other.code, {"OP1": ("planned", "public")})

    after = counts_for(actor("officer"), cycle)

    assert (after.answers, after.reply_rate) == (before.answers, before.reply_rate)
