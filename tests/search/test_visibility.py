"""The function that searches as the owner finds what `visible_to` shows, for every reader, and not one thing more."""

import pytest
from django.db import DatabaseError, connection, transaction

from commitments.access.acting import acting
from commitments.access.actor import anonymous
from commitments.access.audience import Audience
from commitments.access.permissions import Permission
from commitments.access.roles import DESIGNATED
from commitments.implementation.models import ImplementationAction
from commitments.search.queries import search
from commitments.submissions import services
from commitments.submissions.models import CitedRecord, ObligationReport
from tests.factories import submissions as make
from tests.factories.access import actor

pytestmark = pytest.mark.django_db

READERS = [
    None, ("focal_point", "THA"), ("contributor", "THA"), ("focal_point", "KEN"), ("officer", None), ("reader", "THA"),
    ("reader", None), ("administrator", None),
]  # fmt: skip
WORD = "xylophone"


@pytest.fixture
def records():
    """Two States with an answer and an action of every audience, sent; a second reply, withdrawn and written ones."""
    text = make.instrument(asked=6)
    cycle = make.cycle("THA", "KEN", on=text)
    asked = make.obligations(cycle)
    for code in ("THA", "KEN"):
        by = make.focal_point(code)
        whole = make.ready(code, of=cycle, narrative=f"{WORD} of {code} 0")
        for place, audience in enumerate(Audience):
            report = make.answer(whole, place, by=by, narrative=f"{WORD} of {code} {place}")
            services.set_audience([report], audience, by=by, now=make.NOON)
            for later in (audience, Audience.OWN_STATE):
                title = f"{WORD} act of {code} {audience} {later}"
                act = make.action(code, asked[place], title=title, description="Words", audience=audience)
                act.narrower = later
        services.submit(whole, by=by, now=make.NOON)
        for act in ImplementationAction.objects.filter(title__endswith=f" {Audience.OWN_STATE}"):
            ImplementationAction.objects.filter(pk=act.pk).update(audience=Audience.OWN_STATE)
        closed = whole.reports.filter(audience=Audience.PUBLIC)
        closed.update(withdrawn_at=make.NOON, withdrawn_by=by.user_id, withdrawn_reason="x") if code == "KEN" else None
        make.answer(make.submission(code, of=make.cycle(code, on=text), by=by), by=by, narrative=f"{WORD} draft {code}")
    return cycle


def expected(reader):
    answers = ObligationReport.objects.visible_to(reader).filter(narrative__contains=WORD)
    own = ImplementationAction.objects.visible_to(reader).filter(title__contains=WORD)
    cited = CitedRecord.objects.visible_to(reader).filter(kind="action")
    cited = cited.filter(content__title__icontains=WORD).exclude(respondent__in=reader.whole_ids)
    return {
        "answers": sorted(answers.values_list("narrative", flat=True)),
        "own_actions": sorted(own.values_list("title", flat=True)),
        "reported_actions": sorted(cited.values_list("content__title", flat=True)),
    }


@pytest.mark.parametrize("reader", READERS, ids=str)
def test_search_finds_what_the_reader_may_see(reader, records):
    somebody = actor(*reader) if reader else anonymous()

    with acting(somebody):
        sections = {section.key: section.found for section in search(WORD)}
        wanted = expected(somebody)

    answers = ["".join(piece.text for piece in found.pieces) for found in sections.get("answers", ())]
    titles = {
        key: sorted(found.title for found in sections.get(key, ())) for key in ("own_actions", "reported_actions")
    }
    assert {"answers": sorted(answers), **titles} == wanted


def test_everybody_who_belongs_to_a_respondent_opens_its_desk():
    """The function reads whose people the actor belongs to, `visible_to` where he opens the desk: one thing."""
    assert all(Permission.DESK_OPEN in role.permissions for role in DESIGNATED if role.for_respondent)


def test_nobody_searches_without_an_actor():
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('commitments.actor_kind', '', true)")

    with pytest.raises(DatabaseError, match="nobody acts"), transaction.atomic():
        search(WORD)


def test_search_is_one_query(records, django_assert_num_queries):
    with acting(actor("officer")), django_assert_num_queries(1):
        search(WORD)
