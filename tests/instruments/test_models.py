"""The database itself refuses what an instrument cannot be."""

import pytest
from django.db import IntegrityError, transaction

from commitments.instruments.languages import WordingNotFetched
from commitments.instruments.models import Instrument, Obligation, Paragraph, SameAnswer
from tests.factories.instruments import small_instrument


@pytest.fixture
def instrument(db: None) -> Instrument:
    return small_instrument()


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"part": "preambular", "number": 1, "reference": "P1"}, "paragraph_number_exactly_in_numbered_parts"),
        ({"part": "operative", "number": None}, "paragraph_number_exactly_in_numbered_parts"),
        ({"part": "operative", "number": 9, "reference": ""}, "paragraph_reference_empty_exactly_when_unnumbered"),
        ({"part": "preambular", "reference": "P1"}, "paragraph_reference_empty_exactly_when_unnumbered"),
        ({"part": "operative", "number": 9, "reference": "OP1"}, "paragraph_reference_is_unique_in_instrument"),
        ({"part": "operative", "number": 1, "reference": "OP9"}, "paragraph_number_is_unique_in_part"),
        ({"part": "annex"}, "paragraph_part_is_known"),
        ({"part": "preambular", "number_is_printed": True}, "paragraph_printed_number_exists"),
    ],
)
def test_a_paragraph_that_breaks_the_numbering_is_refused(instrument, fields, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Paragraph.objects.create(instrument=instrument, position=99, **fields)


def test_one_paragraph_has_one_obligation(instrument):
    first = Obligation.objects.filter(instrument=instrument).earliest("pk")

    with pytest.raises(IntegrityError, match="paragraph_id"), transaction.atomic():
        Obligation.objects.create(
            instrument=instrument, paragraph=first.paragraph, reference="X", number=1, type="unread"
        )


@pytest.mark.parametrize("field", ["type", "reportable", "tracked_by"])
def test_an_obligation_takes_no_unknown_code(instrument, field):
    rows = Obligation.objects.filter(instrument=instrument, reference="OP1")

    with pytest.raises(IntegrityError, match=f"obligation_{field}_is_known"), transaction.atomic():
        rows.update(**{field: "other"})


def test_only_one_instrument_is_the_founding_one(instrument):
    with pytest.raises(IntegrityError, match="instrument_only_one_is_founding"), transaction.atomic():
        Instrument.objects.filter(pk=instrument.pk).update(is_founding=True)


def test_no_obligation_has_the_same_answer_as_itself(instrument):
    first = Obligation.objects.filter(instrument=instrument).earliest("pk")

    with pytest.raises(IntegrityError, match="same_answer_joins_two_obligations"), transaction.atomic():
        SameAnswer.objects.create(obligation=first, other=first)


def test_words_that_were_not_fetched_are_an_error_and_never_a_query(instrument, django_assert_num_queries):
    row = Obligation.objects.get(instrument=instrument, reference="OP1")

    with django_assert_num_queries(0), pytest.raises(WordingNotFetched):
        _ = row.label


def test_labels_of_many_obligations_cost_no_query_more(instrument, django_assert_num_queries):
    with django_assert_num_queries(1):
        labels = [
            row.label for row in Obligation.objects.filter(instrument=instrument).with_labels("fr").in_text_order()
        ]

    assert labels[0] == "Dig wells"
