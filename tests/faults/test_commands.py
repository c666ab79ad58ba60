"""Commands given nonsense: one clear refusal, nothing written, never a stack trace."""

import os
import shutil
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from tests.faults.sending import row_counts

pytestmark = pytest.mark.django_db

FIXTURES = Path(settings.BASE_DIR) / "fixtures"
LONG = "x" * 5000
CYCLE = ("--name", "A cycle", "--soft-deadline", "2030-01-01", "--hard-deadline", "2030-02-01")

WORDS: dict[str, tuple[str, ...]] = {
    "a day that is none": ("open_cycle", "x", "--name", "x", "--soft-deadline", "2030-02-30", "--hard-deadline", "2030-03-01"),
    "the last day there is": ("open_cycle", "x", "--name", "x", "--soft-deadline", "9999-12-31", "--hard-deadline", "9999-12-31", "--zone", "Pacific/Pago_Pago"),
    "the first day there is": ("open_cycle", "x", "--name", "x", "--soft-deadline", "0001-01-01", "--hard-deadline", "0001-01-01"),
    "deadlines turned round": ("open_cycle", "x", "--name", "x", "--soft-deadline", "2030-03-01", "--hard-deadline", "2030-02-01"),
    "a zone that is a path": ("open_cycle", "x", *CYCLE, "--zone", "../../etc/passwd"),
    "a zone that is none": ("open_cycle", "x", *CYCLE, "--zone", "Nowhere"),
    "a zone with a nul": ("open_cycle", "x", *CYCLE, "--zone", "a\x00b"),
    "an address that is none": ("open_cycle", "../x y", *CYCLE),
    "an endless address": ("open_cycle", LONG, *CYCLE),
    "an empty name": ("open_cycle", "x", "--name", "", "--soft-deadline", "2030-01-01", "--hard-deadline", "2030-02-01"),
    "an endless name": ("open_cycle", "x", "--name", LONG, "--soft-deadline", "2030-01-01", "--hard-deadline", "2030-02-01"),
    "an endless session": ("open_cycle", "x", *CYCLE, "--session", LONG, "--body", LONG),
    "a period turned round": ("open_cycle", "x", *CYCLE, "--period-from", "2025-01-01", "--period-until", "2020-01-01"),
    "a text that is not held": ("open_cycle", "x", *CYCLE, "--instrument", "A/RES/0/0"),
    "a State that is none": ("open_cycle", "x", *CYCLE, "--asked", "ZZZ"),
    "nobody to appoint": ("designate", "", "--role", "officer"),
    "no address to appoint": ("designate", "not an address", "--role", "officer"),
    "an endless address of a person": ("designate", f"{LONG}@example.org", "--role", "officer"),
    "an endless name of a person": ("designate", "a@example.org", "--role", "officer", "--name", LONG),
    "an endless note": ("designate", "a@example.org", "--role", "officer", "--note-verbale", LONG),
    "a role that is none": ("designate", "a@example.org", "--role", "king"),
    "a role of a State without one": ("designate", "a@example.org", "--role", "focal_point"),
    "a central role for a State": ("designate", "a@example.org", "--role", "officer", "--for", "THA"),
    "a role for no known State": ("designate", "a@example.org", "--role", "focal_point", "--for", "ZZ"),
    "no such file": ("load_instrument", "/no/such/file.txt"),
    "a folder as a text": ("load_instrument", "."),
    "a folder as acts": ("load_treaty_acts", "."),
    "no such acts": ("load_treaty_acts", "/no/such/file.csv"),
    "no such outcomes": ("load_outcomes", "/no/such/file.csv"),
    "a folder as outcomes": ("load_outcomes", "."),
    "no such members": ("load_respondents", "--members", "/no/such/file.csv"),
}  # fmt: skip

BYTES: dict[str, bytes] = {
    "nothing": b"",
    "blanks": b" \n\t\n",
    "bytes": os.urandom(4000),
    "a nul": b"treaty,date,iso3,participant,act\nuncac\x00,2004-01-01,THA,Thailand,signature\n",
    "another alphabet": "Résolution adoptée par l’Assemblée".encode("utf-16"),
    "an endless line": b"a," * 400_000,
    "an open quote": b'treaty,date,iso3,participant,act\n"uncac,2004-01-01,THA',
    "other columns": b"a,b,c\n1,2,3\n",
    "a bomb of aliases": b"a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\n"
    b"d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\nobligations: *d\n",
    "a call": b"!!python/object/apply:os.system ['true']\n",
    "a list": b"- 1\n- 2\n",
    "a deep nest": b"[" * 3000,
    "a novel": b"It was the best of times, it was the worst of times.\n" * 500,
}


def refused(*words: Any) -> str:
    """What the command says; that it wrote nothing."""
    before = row_counts()
    try:
        call_command(*words, stdout=StringIO(), stderr=StringIO())
    except (CommandError, SystemExit) as refusal:
        assert row_counts() == before
        return str(refusal)
    pytest.fail("was not refused")


@pytest.mark.parametrize("what", WORDS)
def test_nonsense_on_the_command_line_is_refused_in_a_sentence(what):
    said = refused(*WORDS[what])

    assert said
    assert "Traceback" not in said


@pytest.mark.parametrize("what", BYTES)
@pytest.mark.parametrize(
    "command",
    ["text", "list", "analysis", "acts", "treaties", "links", "members", "others", "predecessors", "outcomes"],
)
def test_file_that_is_something_else_is_refused_in_a_sentence(tmp_path, command, what):
    path = tmp_path / "file"
    path.write_bytes(BYTES[what])
    words = {
        "text": ("load_instrument", str(path)),
        "list": ("load_instrument", shutil.copy(path, f"{path}.yaml")),
        "analysis": ("load_instrument", str(FIXTURES / "A_RES_60_177.txt"), "--analysis", str(path)),
        "acts": ("load_treaty_acts", str(path)),
        "treaties": ("load_treaty_acts", str(FIXTURES / "treaty_actions.csv"), "--treaties", str(path)),
        "links": ("load_treaty_acts", str(FIXTURES / "treaty_actions.csv"), "--links", str(path)),
        "members": ("load_respondents", "--members", str(path)),
        "others": ("load_respondents", "--others", str(path)),
        "predecessors": ("load_respondents", "--predecessors", str(path)),
        "outcomes": ("load_outcomes", str(path)),
    }[command]

    said = refused(*words)

    assert "Traceback" not in said
    assert len(said) < 20_000
