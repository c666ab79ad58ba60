"""An analysis is taken whole or not at all; every fault is named with its line in the file."""

import pytest

from commitments.instruments.analysis.faults import AnalysisRefused
from commitments.instruments.analysis.reader import read_analysis
from commitments.instruments.reading.reader import read_instrument
from tests.factories.instruments import SMALL_ANALYSIS, SMALL_TEXT, founding_analysis, founding_source


def faults_of(yaml_text: str, text: str = SMALL_TEXT) -> list[str]:
    with pytest.raises(AnalysisRefused) as refusal:
        read_analysis(yaml_text, read_instrument(text))
    return [str(fault) for fault in refusal.value.faults]


def changed(old: str, new: str, analysis: str = SMALL_ANALYSIS) -> tuple[str, int]:
    """The analysis with one place changed, and the line of that place."""
    assert analysis.count(old) >= 1, old
    return analysis.replace(old, new, 1), analysis[: analysis.index(old)].count("\n") + 1


def test_the_analysis_that_ships_fits_the_text_that_ships():
    analysis = read_analysis(founding_analysis().text, read_instrument(founding_source().text))

    assert len(analysis.obligations) == 41
    assert [len(analysis.themes), len(analysis.addressees), len(analysis.references)] == [16, 26, 24]
    asked = [reading.reportable for reading in analysis.obligations]
    assert [asked.count(value) for value in ("yes", "optional", "no")] == [31, 5, 5]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('quote: "We will keep the wells clean"', 'quote: "We shall keep"', "“We shall keep” is not in the text of D1"),
        ("addressees: [MS]\n  themes", "addressees: [XX]\n  themes", "“XX” is not known in “addressees”"),
        ("themes: [WELLS]", "themes: [WALLS]", "“WALLS” is not known in “themes”"),
        ("themes: [WELLS]", "themes: [WELLS, WELLS]", "“WELLS” stands twice"),
        ("type: request\n", "type: demand\n", "“demand” is not a known type"),
        ("type: commitment, add", "type: wish, add", "“wish” is not a known type"),
        ("references: [wells]", "references: [springs]", "“springs” is not known in “references”"),
        ("tracked_by: state\n", "tracked_by: nobody\n", "“nobody” is not a known tracked_by"),
        ("same_answer_as: [OP1]", "same_answer_as: [OP9]", "“OP9” is not known in “same_answer_as”"),
        ("same_answer_as: [OP1]", "same_answer_as: [D1]", "“D1” is not known in “same_answer_as”"),
        ("state_reportable: true", "state_reportable: perhaps", "true, optional or false"),
        ("footnotes: [2]", "footnotes: [1]", "the text of OP2 points to footnotes [2]"),
        ("footnotes: [2]", "footnotes: []", "the text of OP2 points to footnotes [2]"),
        ("footnotes: [2]", "footnotes: two", "“footnotes” must be a list"),
        ("- id: OP2", "- id: OP7", "the text has no paragraph OP7"),
        ("- id: OP2", "- id: OP1", "OP1 stands here a second time"),
        ("number: 2\n", "number: 3\n", "OP2 has the number “2” in the text"),
        ("part: declaration\n", "part: operative\n", "D1 has the part “declaration” in the text"),
        ("  verbs: [Invites]", "  verb: [Invites]", "“verb” is not known here"),
        ("footnote: 1}", "footnote: 9}", "the text has no footnote 9"),
        ("adopted: 1997-10-01", "adopted: 1997-10-99", "a value that cannot be read|must be a date"),
        ("symbol: A/RES/53/901", "symbol: A/RES/53/902", "“symbol” is “A/RES/53/901” in the text"),
        ("  label: Thank the diggers", "  label: []", "“label” must be words"),
        ("code: WELLS, label: Wells", "code: WELLS", "“label” is missing"),
    ],
)
def test_each_fault_is_named_with_its_line(old, new, said):
    analysis, line = changed(old, new)

    found = faults_of(analysis)

    assert any(fault.startswith(f"Line {line}: ") and any(s in fault for s in said.split("|")) for fault in found), (
        found
    )


def test_a_name_that_stands_twice_is_refused_and_not_silently_the_last():
    analysis, line = changed("  label: Dig wells\n", "  label: Dig wells\n  label: Dig holes\n")

    assert faults_of(analysis) == [f"Line {line + 1}: “label” stands here a second time"]


def test_a_paragraph_that_the_analysis_leaves_out_is_named():
    start = SMALL_ANALYSIS.index("- id: D2")

    found = faults_of(SMALL_ANALYSIS[:start])

    line = SMALL_ANALYSIS[: SMALL_ANALYSIS.index("obligations:")].count("\n") + 1
    assert found == [f"Line {line}: paragraph D2 of the text is missing"]


def test_all_faults_are_collected_before_the_analysis_is_refused():
    analysis, _ = changed("themes: [WELLS]", "themes: [WALLS]")
    analysis, _ = changed("footnotes: [2]", "footnotes: [3]", analysis)
    analysis, _ = changed("We thank the diggers", "We curse the diggers", analysis)

    assert len(faults_of(analysis)) == 3


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("word: Flora,", "word: Fauna,", ["no indicator of note 8 after “Fauna”", "note 8 after “Flora” at line 49"]),
        ("line: 54,", "line: 55,", ["no indicator of note 10", "note 10 after “Power.” at line 54"]),
        ('  - {glued: "Crime.6",', '  - {gloed: "Crime.6",', ["“gloed” is not known here"]),
        (
            '7: "United Nations, Treaty Series, vol. 823',
            '7: "United Nations, Treaty Series, vol. 824',
            ["footnote 7 is “United"],
        ),
        ("operative: 6,", "operative: 7,", ["“operative” is 6 in the text"]),
        ("footnote_indicators: 12}", "footnote_indicators: 11}", ["“footnote_indicators” is 12"]),
        ("plenary_meeting: 64th", "plenary_meeting: 65th", ["“plenary_meeting” is “64th” in the text, not “65th”"]),
        ("ods_job_number: N0549822E", "ods_job_number: N0549822F", ["“ods_job_number” is “N0549822E”"]),
    ],
)
def test_what_the_analysis_says_of_the_text_as_a_whole_must_be_so(old, new, said):
    analysis, _ = changed(old, new, founding_analysis().text)

    found = "\n".join(faults_of(analysis, founding_source().text))

    assert all(words in found for words in said), found


def test_an_indicator_that_the_analysis_does_not_list_is_named():
    text = founding_analysis().text
    line = next(line for line in text.split("\n") if "Flora8" in line)

    found = faults_of(text.replace(line + "\n", ""), founding_source().text)

    assert len(found) == 1
    assert "the indicator of note 8 after “Flora” at line 49 of the text is missing" in found[0]


@pytest.mark.parametrize(
    "bad",
    [
        "just words",
        "- a\n- list",
        "a: [1, 2",
        "a: !!python/object/apply:os.system [ls]",
        "a: 1\na: 2",
        "a: &x [1]\nb: *x",
        "a: " + "[" * 3000,
        "meta: 3\nthemes: words\naddressees: []\nobligations: {}",
        "\t: x",
        "obligations:\n- 3\n- [x]",
    ],
)
def test_a_file_that_is_no_analysis_is_refused_with_a_line(bad):
    assert all(fault.startswith("Line ") for fault in faults_of(bad))
