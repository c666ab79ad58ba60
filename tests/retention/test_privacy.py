"""What is kept about persons is said to everybody, in the words and numbers by which it goes."""

from html import unescape

import pytest

from commitments.retention.schedule import SCHEDULE

pytestmark = pytest.mark.django_db


def test_what_is_kept_is_said_to_everybody_with_the_numbers_by_which_it_goes(client):
    said = unescape(client.get("/privacy/").content.decode())

    for kept in SCHEDULE.values():
        assert f"<h3>{kept.what}</h3>" in said
        assert (f"<dd>{kept.goes.period}</dd>" if kept.goes else f"<dd>{kept.lasts}</dd>") in said
    assert "victims, witnesses and detainees" in said
    assert 'href="/privacy/"' in client.get("/").content.decode()


def test_periods_are_in_words():
    periods = {name: kept.goes.period for name, kept in SCHEDULE.items() if kept.goes}

    assert periods == {
        "sign_in": "1 year", "sessions": "12 hours", "readings": "2 years", "uploads": "2 days", "exports": "30 days",
        "notices": "2 years", "mails": "1 year", "links": "1 year", "workbooks": "30 days",
    }  # fmt: skip
