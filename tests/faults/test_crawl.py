"""A crawler with nonsense in its hands: whatever is sent, by whomever, the program answers and keeps nothing half-written.

TRIES says how many mixtures are tried (a few hundred unless told otherwise).
"""

import os
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import transaction
from django.test import Client, override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.faults.harvest import PARAMETERS, Form, addresses, offered
from tests.faults.nonsense import BODIES, HUGE, RAW_QUERIES, WORDS, anything
from tests.faults.sending import Stage, query, quiet, stage
from tests.permissions.scene import PEOPLE

USUAL = 300
TRIES = int(os.environ.get("TRIES", USUAL))
FORBIDDEN, SHOWN = 403, 40
SWEPT_AS = ("focal_point.own", "officer", "nobody")
IN_ADDRESSES = (
    "\x00",
    "%00",
    "\ufffd",
    "\u202e",
    "-1",
    "9" * 40,
    "x" * 3000,
    "..",
    "é",
    "THA",
    "D17",
    "00000000-0000-0000-0000-000000000000",
)


@pytest.fixture(scope="module")
def on_stage(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Stage]:
    """One scene for the whole module, in a transaction that is taken back; every request is taken back by itself."""
    media = override_settings(MEDIA_ROOT=str(tmp_path_factory.mktemp("media")))
    with media, django_db_blocker.unblock(), transaction.atomic(), quiet():
        yield stage()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def forms_and_parameters(on_stage: Stage) -> Any:
    """What the pages offer to be filled in."""
    return offered(on_stage.scene)


def turns(words: Sequence[Any], turn: int, few: int) -> list[Any]:
    """All of them when many tries are wanted; else a few, other ones each turn."""
    if TRIES > USUAL:
        return list(words)
    return [words[(turn * few + n) % len(words)] for n in range(few)]


def none_of(faults: list[str]) -> None:
    """Fails with every fault once, each on its line."""
    found = sorted({fault for fault in faults if fault})
    assert not found, f"{len(found)} faults:\n" + "\n".join(found[:SHOWN])


def test_nonsense_in_every_query_parameter_is_answered(on_stage, forms_and_parameters):
    _, parameters = forms_and_parameters
    faults = []

    for turn, address in enumerate(addresses(on_stage.scene)):
        path = urlsplit(address).path
        names = sorted(parameters.get(path, set()) | set(PARAMETERS))
        for n, word in enumerate(turns(WORDS, turn, 8)):
            who = SWEPT_AS[n % len(SWEPT_AS)]
            faults.append(on_stage.fault(who, "GET", f"{path}?{query([(name, word[:4000]) for name in names])}"))

    none_of(faults)


@pytest.mark.parametrize(
    "onwards",
    ["http://[::1", "//evil.example.org/", "https:evil.example.org", "javascript:alert(1)", "/\\evil.example.org"],
)
def test_way_on_after_signing_in_leads_to_no_other_site_and_breaks_nothing(on_stage, onwards):
    with transaction.atomic():
        answer = on_stage.clients["officer"].get("/accounts/login/", {"next": onwards})
        transaction.set_rollback(True)

    assert answer.status_code == 302
    assert answer["Location"] in ("/", "/dashboard/"), "one's own first page"


def test_addresses_and_queries_that_are_no_text_are_answered(on_stage):
    faults = []

    for turn, address in enumerate(addresses(on_stage.scene)):
        path = urlsplit(address).path
        queries = [raw.decode("latin-1") for raw in turns(RAW_QUERIES, turn, 2)]
        faults += [on_stage.fault("focal_point.own", "GET", path, QUERY_STRING=each) for each in queries]
        for word in turns(IN_ADDRESSES, turn, 3):
            parts = path.rstrip("/").split("/")
            faults.append(
                on_stage.fault(
                    "officer", "GET", query([("", "/".join([*parts[:-1], word, ""]))])[1:].replace("%2F", "/")
                )
            )

    none_of(faults)


def test_every_form_with_one_word_in_all_its_fields_is_answered(on_stage, forms_and_parameters):
    forms, _ = forms_and_parameters
    faults = []

    for turn, form in enumerate(posted(forms)):
        for n, word in enumerate(turns(WORDS, turn, 12)):
            pairs = [(name, word) for name in form.fields if name != "csrfmiddlewaretoken"]
            faults.append(
                on_stage.fault(("focal_point.own", "administrator")[n % 2], "POST", form.action, query(pairs))
            )

    none_of(faults)


def test_bodies_of_every_wrong_type_are_answered(on_stage, forms_and_parameters):
    forms, _ = forms_and_parameters
    paths = sorted({form.action for form in posted(forms)} | {urlsplit(a).path for a in addresses(on_stage.scene)})
    faults = []

    for turn, path in enumerate(paths):
        for kind, body in turns(BODIES, turn, 4):
            faults.append(on_stage.fault("focal_point.own", "POST", path, body, kind))

    none_of(faults)


def test_every_method_is_answered_on_every_address(on_stage):
    methods = ("HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "NONSENSE")
    faults = [
        on_stage.fault("focal_point.own", method, urlsplit(address).path, b"a=b")
        for turn, address in enumerate(addresses(on_stage.scene))
        for method in turns(methods, turn, 3)
    ]

    none_of(faults)


def test_every_form_without_its_token_is_refused_and_writes_nothing(on_stage, forms_and_parameters):
    forms, _ = forms_and_parameters
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(on_stage.scene.people["focal_point.own"])
    on_stage.clients["strict"] = strict
    faults = []

    for form in posted(forms):
        pairs = [
            (name, values[0] if values else "x")
            for name, values in form.fields.items()
            if name != "csrfmiddlewaretoken"
        ]
        faults.append(on_stage.fault("strict", "POST", form.action, query(pairs)))
        answered = strict.post(form.action, dict(pairs)).status_code
        faults.append("" if answered in (FORBIDDEN, 404) else f"status {answered} without a token ← {form.action}")

    none_of(faults)


def test_mixtures_of_sense_and_nonsense_by_anybody_are_answered(on_stage, forms_and_parameters):
    forms, parameters = forms_and_parameters
    every = posted(forms)

    @settings(
        max_examples=TRIES,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=TRIES <= USUAL,
        database=None,
    )
    @given(st.data())
    def tried(data: st.DataObject) -> None:
        who = data.draw(st.sampled_from(PEOPLE))
        if data.draw(st.booleans()):
            form = data.draw(st.sampled_from(every))
            pairs = [pair for name, values in form.fields.items() for pair in some(data, name, values)]
            fault = on_stage.fault(who, "POST", form.action, query(pairs))
        else:
            path = urlsplit(data.draw(st.sampled_from(addresses(on_stage.scene)))).path
            names = sorted(parameters.get(path, set()) | set(PARAMETERS))
            chosen = data.draw(st.lists(st.tuples(st.sampled_from(names), anything), max_size=6))
            fault = on_stage.fault(who, "GET", f"{path}?{query([(n, w[:4000]) for n, w in chosen])}")
        assert fault == ""

    tried()


def some(data: st.DataObject, name: str, values: list[str]) -> list[tuple[str, str]]:
    """What one field is sent with: mostly what the page knows, at times nonsense, nothing, or several."""
    if name == "csrfmiddlewaretoken":
        return []
    sense = st.sampled_from(values) if values else st.sampled_from(["1", "Words", "2024-02-29", HUGE[:300]])
    kind = data.draw(st.sampled_from(("sense", "sense", "sense", "nonsense", "several", "nothing")))
    if kind == "nothing":
        return []
    if kind == "several":
        return [(name, data.draw(sense)), (name, data.draw(anything))]
    return [(name, data.draw(sense if kind == "sense" else anything))]


def posted(forms: dict[Any, Form]) -> list[Form]:
    """The forms that send something to be written."""
    return [form for form in forms.values() if form.method == "POST"]


def test_the_crawler_reached_what_it_was_meant_to_reach(on_stage, forms_and_parameters):
    forms, parameters = forms_and_parameters

    assert len(posted(forms)) > 40
    assert sum(len(names) for names in parameters.values()) > 60
    assert {200, 302, 400, 403, 404, 405, 422} <= set(on_stage.answered)
