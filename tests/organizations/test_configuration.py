"""What SIGN_IN_PROVIDERS says is read with care: a mistake stops the start, in words."""

import json

import pytest
from django.core.exceptions import ImproperlyConfigured

from tests.organizations.process import configured
from tracker.organizations import read

GOOD = configured("https://id.justice.example")


def test_nothing_said_is_nobody():
    assert read("", needs_tls=True) == []


def test_what_is_well_said_is_taken_as_it_is():
    said = [{**GOOD, "second_factor": {"amr": ["mfa"], "acr": ["two"]}}]

    assert read(json.dumps(said), needs_tls=True) == said


FAULTS = {
    "is missing": {key: value for key, value in GOOD.items() if key != "domains"},
    "not known": {**GOOD, "verify": False},
    "must be texts": {**GOOD, "client_secret": ""},
    "small letters, digits and hyphens": {**GOOD, "id": "Justice/1"},
    "https address": {**GOOD, "issuer": "http://id.justice.example"},
    "at least one": {**GOOD, "domains": []},
    "e-mail domains": {**GOOD, "domains": ["*"]},
    "in small letters": {**GOOD, "domains": "justice.example"},
    "lists of texts": {**GOOD, "second_factor": {"amr": "mfa"}},
    "amr or acr": {**GOOD, "second_factor": True},
}


@pytest.mark.parametrize("words", FAULTS)
def test_a_mistake_is_named(words):
    with pytest.raises(ImproperlyConfigured, match=f"number 1: .*{words}"):
        read(json.dumps([FAULTS[words]]), needs_tls=True)


@pytest.mark.parametrize(("text", "words"), [("{", "no JSON"), ("{}", "a list"), ("[1]", "a list")])
def test_what_is_no_list_is_refused(text, words):
    with pytest.raises(ImproperlyConfigured, match=words):
        read(text, needs_tls=True)


@pytest.mark.parametrize("other", [{"id": "other"}, {"issuer": "https://id.other.example"}])
def test_two_of_one_id_or_issuer_are_refused(other):
    with pytest.raises(ImproperlyConfigured, match="twice"):
        read(json.dumps([GOOD, {**GOOD, **other}]), needs_tls=True)


def test_without_tls_one_may_be_tried_on_ones_own_machine():
    assert read(json.dumps([{**GOOD, "issuer": "http://127.0.0.1:9"}]), needs_tls=False)
