"""A crawler with nonsense in its hands: whatever is sent, by whomever, the program answers and keeps nothing half-written.

`make crawl` sends many thousands of the same making; here each route and each form is tried once.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, override_settings

from tests.faults.crawl import readers
from tests.faults.crawl.running import run
from tests.faults.crawl.tally import Tally
from tests.faults.crawl.targets import Ground, ground
from tests.faults.crawl.tries import Try, tries
from tests.faults.harvest import Form
from tests.faults.sending import Answer, Stage, query, quiet, stage

SEED, CALLS = 60_177, 15
FORBIDDEN = 403
ONE_CLICK = "/inbox/stop/"
"""A mail program posts there without having seen the page (RFC 8058); the signed address is what it shows."""


@pytest.fixture(scope="module")
def on_stage(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Stage]:
    """One scene for the whole module, in a transaction that is taken back; every request is taken back by itself."""
    media = override_settings(MEDIA_ROOT=str(tmp_path_factory.mktemp("media")))
    with media, django_db_blocker.unblock(), transaction.atomic(), quiet():
        yield stage()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def made(on_stage: Stage) -> Ground:
    """Every route and every form."""
    return ground(on_stage.scene)


@pytest.fixture(scope="module")
def crawled(on_stage: Stage, made: Ground) -> Tally:
    """What came of trying each of them once."""
    return run(on_stage, made, seed=SEED, numbers=range(len(made.targets)))


def test_nonsense_of_every_kind_to_every_route_and_form_is_answered_with_a_page_that_helps(crawled):
    assert crawled.told_faults() == []


def test_the_crawler_reached_what_it_was_meant_to_reach(crawled, made):
    assert made.routes - {target.route for target in made.targets} == set()
    assert len(made.routes & set(crawled.by_route)) > 0.8 * len(made.routes)
    assert len(crawled.opened & made.routes) > len(made.routes) / 2
    assert {200, 302, 400, 403, 404, 405, 422} <= set(crawled.by_status)
    assert len([target for target in made.targets if target.form]) > 40
    assert [target for target in made.targets if target.form and target.form.files] != []
    assert sum(map(len, made.parameters.values())) > 60


def test_whatever_reads_a_strangers_file_has_a_result_or_refuses_in_words():
    called, wrong = readers.read_all(times=CALLS, by_seed=SEED)

    assert wrong == []
    assert set(called) == set(readers.READERS)


def test_a_reader_that_raises_something_else_is_told_with_what_it_was_given(monkeypatch):
    def breaks(_: object) -> None:
        raise IndexError("no such place")

    given, _, refusals = readers.READERS["a file's name"]
    monkeypatch.setattr(readers, "READERS", {"a file's name": (given, breaks, refusals)})

    _, ((wrong, content),) = readers.read_all(times=2, by_seed=SEED)

    assert wrong == "file reader a file's name raised IndexError: no such place"
    assert content


def test_the_same_seed_and_number_give_the_same_try_and_another_seed_another(made):
    def said(seed: int, numbers: range) -> list[str]:
        return [f"{each} {each.body!r}" for each in tries(made, seed=seed, numbers=numbers)]

    assert said(1, range(20))[13:15] == said(1, range(13, 15))
    assert said(1, range(20)) != said(2, range(20))


@pytest.mark.parametrize(
    ("shows", "wrong"),
    [
        (RuntimeError("broken"), "raised RuntimeError: broken"),
        (HttpResponse("<main>", status=500), "status 500"),
        (HttpResponse("", status=409), "status 409 without a page of ours"),
        (HttpResponse("<main>Traceback (most recent call last)"), "shows a trace: Traceback (most recent call last)"),
    ],
    ids=["it raises", "it fails", "an empty refusal", "a trace"],
)
def test_the_crawler_notices_a_page_that_breaks(on_stage, monkeypatch, shows, wrong):
    def broken(*_: object, **__: object) -> Any:
        if isinstance(shows, Exception):
            raise shows
        return shows

    monkeypatch.setattr("django.core.handlers.base.BaseHandler._get_response", broken)

    monkeypatch.setitem(on_stage.clients, "nobody", Client())

    answer = on_stage.answer("nobody", "GET", "/")

    assert answer.wrong == wrong


def test_the_table_counts_what_was_wrong_and_ends_with_the_try_that_shows_it():
    tally = Tally(frozenset({"dashboards:overview", "search:search"}))

    tally.add(Try(1, "officer", "GET", "/"), Answer(200, "", 0.1))
    tally.add(Try(2, "nobody", "GET", "/?q=1"), Answer(0, "raised KeyError: x", 0.2))

    words = "\n".join([*tally.lines(), *tally.told_faults()])
    assert "1 of 2" in words
    assert "5xx, or raised                              1" in words
    assert "WRONG 1× raised KeyError: x at dashboards:overview\n    2: nobody GET '/?q=1'" in words


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


def test_every_form_without_its_token_is_refused_and_writes_nothing(on_stage, made):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(on_stage.scene.people["focal_point.own"])
    on_stage.clients["strict"] = strict
    forms = [target.form for target in made.targets if target.form and not target.form.action.startswith(ONE_CLICK)]

    answers = {form.action: on_stage.answer("strict", "POST", form.action, query(sense(form))) for form in forms}

    assert {action: answer.wrong for action, answer in answers.items() if answer.wrong} == {}
    assert {action: answer.status for action, answer in answers.items() if answer.status not in (FORBIDDEN, 404)} == {}


def sense(form: Form) -> list[tuple[str, str]]:
    """Every field as the page knows it, but not the token."""
    known = {name: values[0] if values else "x" for name, values in form.fields.items()}
    return [(name, value) for name, value in known.items() if name != "csrfmiddlewaretoken"]
