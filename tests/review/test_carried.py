"""A version begun for a question, of a reply in which answers of an earlier cycle were left out unconfirmed."""

from datetime import timedelta

import pytest

from commitments.access.acting import acting
from commitments.submissions import services as replies
from commitments.submissions.models import Submission
from commitments.submissions.refusals import AnswersAreFrozen
from tests.factories import submissions as make
from tests.factories.submissions import NOON
from tests.review.scene import LATER, asked, state

pytestmark = pytest.mark.django_db


def asked_after_carrying() -> Submission:
    """Of two answers carried over nobody confirmed one; asked about is the other. The version begun for it."""
    text = make.instrument()
    first = make.ready(of=make.cycle(on=text), narrative="Carried 0")
    for place in (1, 2):
        make.answer(first, place, narrative=f"Carried {place}")
    replies.submit(first, by=state(), now=NOON)
    later = NOON + timedelta(days=365)
    cycle = make.cycle(on=text, at=later)
    draft = make.submission(of=cycle, at=later)
    replies.confirm(draft, make.obligations(cycle)[:1], by=state(), now=later)
    Submission.objects.filter(pk=draft.pk).update(use_in_report="named")
    sent = replies.submit(draft, by=state(), now=later)
    asked(sent, 0, 1, due_on=later.date() + timedelta(days=20))
    with acting(by := state()):
        return replies.revise(sent, by=by, now=LATER)


def test_a_version_begun_for_a_question_takes_up_and_confirms_what_was_asked_about_alone() -> None:
    draft = asked_after_carrying()
    open_one, named, other = make.obligations(draft.cycle)[:3]

    with pytest.raises(AnswersAreFrozen, match="other paragraphs"):
        replies.confirm(draft, [named, other], by=state(), now=LATER)
    replies.take_confirmation_back(draft, open_one, by=state())
    n = replies.confirm(draft, [named], by=state(), now=LATER)

    words = dict(draft.reports.values_list("obligation", "narrative"))
    assert (n, words) == (1, {open_one.pk: "Carried 0", named.pk: "Carried 1", other.pk: ""})
    with pytest.raises(AnswersAreFrozen, match="other paragraphs"):
        replies.take_confirmation_back(draft, other, by=state())
