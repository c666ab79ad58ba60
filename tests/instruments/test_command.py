"""The command load_instrument says in plain words what it read, what it did, and what it refused."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from commitments.instruments.models import Instrument
from tests.factories.instruments import SMALL_ANALYSIS, SMALL_TEXT

pytestmark = pytest.mark.django_db


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    text, analysis = tmp_path / "text.txt", tmp_path / "analysis.yaml"
    text.write_text(SMALL_TEXT)
    analysis.write_text(SMALL_ANALYSIS)
    return str(text), str(analysis)


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("load_instrument", *arguments, stdout=out)
    return out.getvalue()


def test_it_says_what_was_read_and_stored(files):
    said = run(files[0], "--analysis", files[1])

    assert "A/RES/53/901  Wells and bridges" in said
    assert "    2  operative part of the resolution" in said
    assert "    2  asked of States\n    1  asked of States, optional\n    1  not asked of States" in said
    assert said.endswith("Stored.\n")


def test_a_second_time_it_says_that_nothing_changed(files):
    run(files[0], "--analysis", files[1])

    assert "Nothing was changed." in run(files[0], "--analysis", files[1])


def test_a_dry_run_stores_nothing(files):
    assert run(files[0], "--dry-run").endswith("Dry run: nothing was written.\n")
    assert not Instrument.objects.filter(symbol="A/RES/53/901").exists()


def test_a_changed_text_needs_the_word_revise(files):
    run(files[0])
    Path(files[0]).write_text(SMALL_TEXT.replace("the diggers", "all diggers"))

    with pytest.raises(CommandError, match=r"\[-the-\]\{\+all\+\}"):
        run(files[0])
    assert "Revised" in run(files[0], "--revise")


@pytest.mark.parametrize("content", [b"", b"\x00\x01", b"Once upon a time"])
def test_a_file_that_is_no_resolution_is_refused_in_a_sentence(files, content):
    Path(files[0]).write_bytes(content)

    with pytest.raises(CommandError, match=r"\.$|\.\)\.$"):
        run(files[0])


def test_what_is_doubtful_is_said_with_its_line(files):
    Path(files[0]).write_text(SMALL_TEXT.replace("1 October 1997,1", "1 October 1997, the UNTS1 and Corr.1,"))

    said = run(files[0], "--dry-run")

    assert "Line 8: note 1 after “UNTS” is doubtful" in said
    assert "Line 8: “Corr.1” was left as it is: part of a document symbol." in said
