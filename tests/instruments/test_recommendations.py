"""A list of recommendations loads as paragraphs that nobody is asked about; a faulty one is refused line by line."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from commitments.instruments.models import Heading, Instrument, Obligation
from commitments.submissions.refusals import CycleRefused
from tests.factories import submissions as make
from tests.factories.instruments import SMALL_ANALYSIS
from tests.factories.recommendations import LIST, loaded, written

pytestmark = pytest.mark.django_db
SYMBOL = "A/CONF.999/1"


def load(*arguments):
    out = StringIO()
    call_command("load_instrument", *arguments, stdout=out)
    return out.getvalue()


def test_each_recommendation_has_its_reference_and_is_asked_of_nobody(tmp_path):
    said = load(written(tmp_path))

    held = Instrument.objects.get(symbol=SYMBOL)
    ones = held.obligations.with_labels("en").order_by("number")
    assert held.slug == "A-CONF-999-1"
    assert [(one.reference, one.type, one.reportable, one.tracked_by) for one in ones] == [
        ("R1", "recommendation", "served", "none"), ("R2", "recommendation", "served", "none"),
    ]  # fmt: skip
    assert [one.label for one in ones] == [
        "Share what is known", "That the institutes should train those who train others …"
    ]  # fmt: skip
    assert Heading.objects.get(instrument=held).paragraph.reference == "R1"
    assert not Obligation.objects.asked_of_states().filter(instrument=held).exists()
    assert "    2  not asked of anybody; actions can serve it" in said


def test_no_cycle_can_ask_about_a_list():
    loaded()

    with pytest.raises(CycleRefused):
        make.cycle(on=Instrument.objects.get(symbol=SYMBOL))


def test_a_list_is_loaded_once_and_other_words_need_the_word_revise(tmp_path):
    path = written(tmp_path)
    load(path)

    assert "Nothing was changed." in load(path)
    written(tmp_path, LIST.replace("should share", "may share"))
    with pytest.raises(CommandError, match=r"\[-should-\]\{\+may\+\}"):
        load(path)
    assert "Revised" in load(path, "--revise")


def test_a_recommendation_is_never_lost(tmp_path):
    path = written(tmp_path)
    load(path)
    written(tmp_path, LIST[: LIST.index("  - number: 2")])

    with pytest.raises(CommandError, match="R2"):
        load(path, "--revise")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("symbol: A/CONF.999/1", "symbol: '!'", "Line 1: “!” is no symbol of a document"),
        ("title: Report of an invented congress\n", "", "“title” is missing"),
        ("2005-04-25", "in April", "Line 4: “adopted_on” must be a date"),
        ("adopted_on: 2005-04-25\n", "", "“adopted_on” is missing"),
        ("source: invented for tests\n", "", "“source” is missing"),
        ("number: 2", "number: 3", "Line 11: number 3 stands where number 2 follows"),
        ("number: 2", "number: two", "Line 11: “number” must be a number"),
        ("    label: Share what is known\n", "    lable: Share\n", "Line 9: “lable” is not known here"),
        ("    text: That States should share what they know, as appropriate.\n", "", "Line 7: “text” is missing"),
        ("That the institutes should train those who train others in every region of the world.",
         "That States should share what they know, as appropriate.", "Line 11: the same words as number 1"),
        ("label: Share what is known", f"label: {'x' * 201}", "Line 9: “label” is longer than 200"),
        ("  - number: 1", "  - one\n  - number: 1", "Line 7: “recommendations” must be a list of mappings"),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_its_line_and_nothing_is_written(tmp_path, old, new, said):
    assert old in LIST

    with pytest.raises(CommandError) as refusal:
        load(written(tmp_path, LIST.replace(old, new)))

    assert said in str(refusal.value)
    assert not Instrument.objects.filter(body="Invented congress").exists()


def test_all_faults_are_named_at_once(tmp_path):
    wrong = LIST.replace("number: 2", "number: 7").replace("source:", "sauce:").replace("2005-04-25", "never")

    with pytest.raises(CommandError, match="faults: 4"):
        load(written(tmp_path, wrong))


def test_an_empty_list_is_refused(tmp_path):
    head = LIST[: LIST.index("  - number: 1")]

    with pytest.raises(CommandError, match="there is no recommendation in the list"):
        load(written(tmp_path, head.rstrip() + " []\n"))


def test_a_list_takes_no_analysis(tmp_path):
    analysis = tmp_path / "analysis.txt"
    analysis.write_text(SMALL_ANALYSIS)

    with pytest.raises(CommandError, match="takes no analysis"):
        load(written(tmp_path), "--analysis", str(analysis))
