"""Statements built once: each reader has his own, rows are read anew each time, and nothing Django converts is selected."""

from unittest.mock import patch

import pytest
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler

from commitments.access.acting import acting
from commitments.access.actor import anonymous
from commitments.dashboards.queries.answers import Answer, Of, answers_of
from commitments.respondents.models import Respondent
from commitments.submissions.models import CitedRecord, ObligationReport
from commitments.web import kept
from commitments.web.compiled import compiled
from tests.factories.access import actor
from tests.rollups.replies import cycle_of, reply
from tests.rollups.texts import small_text

pytestmark = pytest.mark.django_db
READERS = {
    "nobody": anonymous,
    "officer": lambda: actor("officer"),
    "another officer": lambda: actor("officer"),
    "reader of Kenya": lambda: actor("reader", "KEN"),
    "own State": lambda: actor("focal_point", "KEN"),
    "another State": lambda: actor("focal_point", "JPN"),
}


@pytest.fixture(autouse=True)
def _nothing_kept():
    kept.MARKUP.clear()


@pytest.fixture
def cycle():
    cycle = cycle_of(instruments=[small_text()])
    said = {"OP1": ("planned", "own_state"), "OP2": ("under_way", "secretariat"), "OP3": ("under_way", "public")}
    reply(cycle, "KEN", said)
    return cycle


def read(name: str, cycle) -> list[Answer]:
    somebody = READERS[name]()
    with acting(somebody):
        return answers_of(somebody, cycle, Of(respondent_id=Respondent.objects.get(code="KEN").pk))


def test_each_reader_reads_what_is_his_whoever_read_before_him(cycle):
    alone = {}
    for name in READERS:
        kept.MARKUP.clear()
        alone[name] = read(name, cycle)

    after_each_other = {name: read(name, cycle) for name in (*READERS, *reversed(READERS))}

    assert after_each_other == alone
    assert {name: len(found) for name, found in alone.items()} == {
        "nobody": 1, "officer": 2, "another officer": 2, "reader of Kenya": 2, "own State": 3, "another State": 1,
    }  # fmt: skip


def test_a_change_is_read_by_a_statement_that_was_built_before_it(cycle):
    before = {name: len(read(name, cycle)) for name in READERS}

    ObligationReport.objects.filter(obligation__reference="OP3").update(audience="own_state")

    after = {name: len(read(name, cycle)) for name in READERS}
    assert after == {name: number - (name != "own State") for name, number in before.items()}


def test_a_statement_is_built_once_for_all_persons_of_the_same_rights(cycle):
    first = read("officer", cycle)

    somebody = actor("officer")

    with acting(somebody), patch.object(SQLCompiler, "as_sql", side_effect=AssertionError("built again")) as built:
        again = answers_of(somebody, cycle, Of(respondent_id=first[0].respondent_id))

    assert again == first
    assert not built.called


def test_no_name_and_no_user_is_in_what_is_kept_of_a_statement(cycle):
    somebody = actor("officer")
    with acting(somebody):
        answers_of(somebody, cycle, Of())

    assert somebody.name not in repr(kept.MARKUP._values)
    assert somebody.reach == actor("officer").reach


def test_values_that_django_converts_are_refused(cycle):
    @compiled
    def contents(number: int) -> QuerySet[CitedRecord]:
        return CitedRecord.objects.filter(pk=number).values_list("content")

    with acting(anonymous()), pytest.raises(TypeError, match="converts"):
        contents(1)


def test_a_question_without_an_answer_asks_nothing(cycle, django_assert_num_queries):
    @compiled
    def nothing(number: int) -> QuerySet[CitedRecord]:
        return CitedRecord.objects.filter(pk=number).none().values_list("pk")

    with acting(anonymous()), django_assert_num_queries(0):
        assert nothing(1) == []
