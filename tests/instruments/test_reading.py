"""An adopted text is read whole, and can be put back character for character."""

from datetime import date

import pytest

from commitments.instruments.parts import Part
from commitments.instruments.reading.files import TextFile
from commitments.instruments.reading.reader import read_instrument
from commitments.instruments.reading.values import ReadInstrument
from tests.factories.instruments import SMALL_TEXT, founding_source, shared_text

FRAMES = {"The General Assembly,", "We, the States Members of the United Nations,", "Declare as follows:"}


@pytest.fixture(scope="module")
def source() -> TextFile:
    return founding_source()


@pytest.fixture(scope="module")
def text(source: TextFile) -> ReadInstrument:
    return read_instrument(source.text)


def counts(text: ReadInstrument) -> list[int]:
    found = [len(text.in_part(part)) for part in Part]
    assert found.pop() == 0, "a recommendation stands in a list of its own, never in an adopted text"
    return found


def test_put_back_the_paragraphs_are_those_of_the_source_character_for_character(source, text):
    own = [line for line in source.text.split("\n") if line.startswith("\t") and line.strip() not in FRAMES]

    assert text.restored_text() == "\n".join(own)
    assert any(line.endswith(" ") for line in own), "the source has trailing blanks, and they count"


def test_every_part_and_footnote_is_found(text):
    assert counts(text) == [4, 6, 10, 35]
    assert [note.number for note in text.footnotes] == list(range(1, 12))
    assert (
        text.footnotes[2].text
        == "A/CONF.203/RPM.1/1, A/CONF.203/RPM.2/1, A/CONF.203/RPM.3/1 and Corr.1 and A/CONF.203/RPM.4/1."
    )


def test_header_and_footer_flattened_into_the_tail_are_recovered_as_data(text):
    header, tail = text.header, text.tail

    assert (text.symbol, text.slug, header.session, header.body) == (
        "A/RES/60/177",
        "A-RES-60-177",
        60,
        "General Assembly",
    )
    assert (tail.agenda_item, tail.distribution, tail.distributed_on) == ("106", "General", date(2006, 3, 20))
    assert (tail.job_number, tail.ods_job_number, tail.session_words) == ("05-49822", "N0549822E", "Sixtieth session")
    assert (text.adopted_on, text.plenary_meeting) == (date(2005, 12, 16), 64)
    assert (header.committee, header.committee_report) == ("Third Committee", "A/60/510 and Corr.1")
    assert tail.unread == ()


def test_the_twelve_indicators_are_taken_out_of_the_words(text):
    found = [(i.line, i.word, i.punctuation, i.number) for i in text.indicators]

    assert found == [
        (10, "Justice", "", 1), (10, "session", ",", 2), (16, "Congress", ",", 1), (36, "Justice", ",", 3),
        (41, "Protocols", ".", 4), (41, "Corruption", "", 5), (47, "Crime", ".", 6), (49, "Property", ",", 7),
        (49, "Flora", "", 8), (49, "Diversity", ",", 9), (54, "Power", ".", 10), (59, "Terrorism", ".", 11),
    ]  # fmt: skip
    assert text.doubts == ()
    assert "Corruption5" not in text.by_reference()["D4"].text


def test_no_line_with_words_is_lost(source, text):
    read = {line for p in text.paragraphs for line in range(p.line, p.line + 1 + p.text.count("\n"))}
    read |= {note.line for note in text.footnotes} | {heading.line for heading in text.headings}
    first, last = min(read), max(read)

    rest = [
        line.strip() for number, line in enumerate(source.text.split("\n"), 1)
        if first < number < last and line.strip() and number not in read
    ]  # fmt: skip
    assert set(rest) - FRAMES == {"64th plenary meeting", "16 December 2005", "Annex", text.formulas.declaration_title}


def test_a_small_text_with_items_and_a_heading_is_read_and_put_back():
    text = read_instrument(SMALL_TEXT)

    assert counts(text) == [1, 2, 0, 2]
    second = text.by_reference()["OP2"]
    assert second.text == (
        "Requests the Secretary-General to report on bridges, and:\n\t(a)\tTo count them;\n\t(b)\tTo paint them."
    )
    assert second.tail == " \t"
    assert second.restored() in SMALL_TEXT
    assert [(heading.label, heading.text, heading.above) for heading in text.headings] == [("I.", "Water", 4)]
    assert text.restored_text().count("\n") == 6


def test_windows_line_ends_read_like_plain_ones(tmp_path):
    from commitments.instruments.reading.files import open_text

    file = tmp_path / "text.txt"
    file.write_bytes(b"\xef\xbb\xbf" + SMALL_TEXT.replace("\n", "\r\n").encode())

    assert read_instrument(open_text(file).text) == read_instrument(SMALL_TEXT)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("A_RES_55_59.txt", [1, 1, 6, 29]),
        ("A_RES_57_170.txt", [6, 4, 0, 0]),
        ("A_RES_78_1.txt", [0, 1, 0, 43]),
        ("A_RES_79_186.txt", [14, 27, 0, 0]),
    ],
)
def test_other_official_texts_are_read_and_put_back(name, expected):
    source = shared_text(name)

    text = read_instrument(source.text)

    assert counts(text) == expected
    for paragraph in text.paragraphs:
        assert f"\n{paragraph.restored()}\n" in source.text
    assert text.doubts == ()
    assert text.tail.unread == ()


def test_a_sole_operative_paragraph_is_number_one_though_it_prints_none():
    text = read_instrument(shared_text("A_RES_55_59.txt").text)

    assert text.by_reference()["OP1"].text.startswith("Endorses the Vienna Declaration")
    assert not text.by_reference()["OP1"].number_is_printed
    assert text.formulas.declaration_opening == "We the States Members of the United Nations,"
