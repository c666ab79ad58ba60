"""Nothing knows the founding text: every page, report, export and search opens for other texts, and no link on them is dead."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
import yaml
from django.db import transaction
from django.test import Client, override_settings
from django.utils import timezone

from commitments.access.audience import Audience
from commitments.exports.datasets import Dataset
from commitments.exports.filters import read_filter
from commitments.exports.formats import Format
from commitments.exports.services import request_export
from commitments.exports.work import export_records
from commitments.instruments.models import Instrument
from commitments.submissions.models import ObligationReport, ReportingCycle
from commitments.treaties.models import Treaty
from tests.factories import evidence as evidence_factory
from tests.factories import instruments as texts
from tests.factories import submissions as make
from tests.factories.access import actor, person
from tests.faults.harvest import links_of, ours

HERE = "THA"
PEOPLE = ("nobody", "focal_point", "officer")
MOST_LINKS = 60
BAD = 400
GENERAL = (
    "/", "/texts/", "/obligations/", "/states/", f"/states/{HERE}/", "/states/KEN/", "/reports/", "/search/?q=wells",
    "/search/?q=crime", "/treaties/", f"/states/{HERE}/treaties/", "/records/",
)  # fmt: skip


@dataclass
class World:
    """A text, a cycle that asks about it, one State's reply that was sent and another's draft, and three people."""

    instrument: Instrument
    cycle: ReportingCycle
    references: list[str]
    clients: dict[str, Client] = field(default_factory=dict)
    kept: dict[tuple[str, str], tuple[int, str]] = field(default_factory=dict)

    def page(self, who: str, address: str) -> tuple[int, str]:
        """Status and words of a page, asked for once."""
        if (who, address) not in self.kept:
            answer = self.clients[who].get(address)
            self.kept[who, address] = answer.status_code, answer.content.decode()
        return self.kept[who, address]

    def addresses(self, who: str) -> list[str]:
        """Every page about this text that the person may open."""
        slug, cycle = self.instrument.slug, self.cycle.slug
        theirs = [f"/texts/{slug}/", f"/obligations/?instrument={slug}", f"/reports/{cycle}/"]
        theirs += [f"/texts/{slug}/{reference}/" for reference in self.references]
        narrowed = f"?cycle={cycle}&instrument={slug}"
        theirs += [
            f"/records/{narrowed}&paragraph={self.references[0]}",
            f"/states/{narrowed}",
            f"/states/{HERE}/{narrowed}",
        ]
        if who == "officer":
            theirs += [
                f"/dashboard/{narrowed}",
                f"/dashboard/matrix/{narrowed}",
                f"/dashboard/records/{narrowed}",
                "/exports/",
            ]
        if who == "focal_point":
            theirs += self._desk(slug, cycle)
        return [*GENERAL, *theirs]

    def _desk(self, slug: str, cycle: str) -> list[str]:
        place = f"/desk/{HERE}/{cycle}/"
        asked = [obligation.reference for obligation in make.obligations(self.cycle)]
        own = [
            "/desk/",
            f"/desk/?cycle={cycle}",
            place,
            f"{place}review/",
            f"{place}cover/",
            f"{place}submit/",
            "/exports/",
        ]
        own += [f"{place}{slug}/{reference}/" for reference in asked[:6]]
        own += [f"/desk/figures/{slug}/{reference}/?for={HERE}" for reference in asked[:3]]
        return [*own, "/desk/actions/", "/desk/actions/new/", "/desk/evidence/", "/desk/evidence/new/"]


def analysis_of(text: Instrument) -> str:
    """A reading of a text that nobody has read yet: every numbered paragraph is asked of States."""
    rows = [
        {
            "id": paragraph.reference, "part": paragraph.part, "number": paragraph.number, "label": f"Paragraph {paragraph.reference}",
            "type": "commitment", "state_reportable": True, "tracked_by": "state", "addressees": ["MS"], "themes": ["ALL"],
            "components": [{"verb": "x", "type": "commitment", "addressees": ["MS"], "quote": paragraph.wordings.get().text[:30]}],
        }
        for paragraph in text.paragraphs.exclude(reference="")
    ]  # fmt: skip
    known = {"themes": [{"code": "ALL", "label": "All of it"}], "addressees": {"MS": "Member States"}}
    return str(yaml.safe_dump({"meta": {"symbol": text.symbol}, **known, "obligations": rows}, allow_unicode=True))


def a_real_text(name: str) -> Instrument:
    """An official text with the reading above."""
    source = texts.shared_text(name).text
    texts.load(source)
    loaded = Instrument.objects.exclude(is_founding=True).get()
    texts.load(source, analysis_of(loaded), revise=True)
    return loaded


@pytest.fixture(scope="module", params=["small", "A_RES_55_59.txt"])
def whole_world(request: Any, django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[World]:
    """One world for all tests of this module, in a transaction that is taken back."""
    media = override_settings(MEDIA_ROOT=str(tmp_path_factory.mktemp("media")))
    with media, django_db_blocker.unblock(), transaction.atomic():
        try:
            yield made_of(request.param)
        finally:
            transaction.set_rollback(True)


@pytest.fixture
def world(whole_world: World) -> Iterator[World]:
    """The same for one test; what it changes is taken back."""
    with transaction.atomic():
        yield whole_world
        transaction.set_rollback(True)


def made_of(name: str) -> World:
    """All of it, with records of every kind about the text."""
    instrument = texts.small_instrument() if name == "small" else a_real_text(name)
    cycle = make.cycle(HERE, "KEN", on=instrument)
    asked = make.obligations(cycle)
    made = World(instrument, cycle, list(instrument.obligations.in_text_order().values_list("reference", flat=True)))
    make.action(HERE, asked[0], audience=Audience.PUBLIC)
    make.figure(HERE, asked[0])
    evidence_factory.file(HERE)
    make.sent("KEN", of=cycle)
    ObligationReport.objects.filter(submission__respondent__code="KEN").update(audience=Audience.PUBLIC)
    make.ready(HERE, of=cycle)
    for who in PEOPLE:
        made.clients[who] = Client()
        if who != "nobody":
            made.clients[who].force_login(person(who, HERE if who == "focal_point" else None))
    return made


@pytest.mark.parametrize("who", PEOPLE)
def test_every_page_of_another_text_opens(world, who):
    answered = {address: world.page(who, address)[0] for address in world.addresses(who)}

    assert {address: status for address, status in answered.items() if status != 200} == {}


@pytest.mark.parametrize("who", PEOPLE)
def test_no_link_on_a_page_of_another_text_is_dead(world, who):
    client, links = world.clients[who], set()
    for address in world.addresses(who):
        found = filter(ours, links_of(world.page(who, address)[1], address))
        links |= {link for link in found if world.instrument.slug in link or world.cycle.slug in link}
    answered = {link: status_of(client, link) for link in sorted(links)[:: max(1, len(links) // MOST_LINKS)]}

    assert len(answered) > 3
    assert {link: status for link, status in answered.items() if status >= BAD} == {}


def status_of(client: Client, link: str) -> int:
    """What following the link is answered; a download is closed again without ending the test's connection."""
    answer = client.get(link.partition("#")[0])
    for close in answer._resource_closers if answer.streaming else ():
        close()
    return int(answer.status_code)


def test_the_fragment_of_every_link_to_a_text_stands_on_its_page(world):
    missing = []

    for address in world.addresses("nobody"):
        for link in links_of(world.page("nobody", address)[1], address):
            path, fragment = urlsplit(link).path, urlsplit(link).fragment
            if fragment and ours(link) and path.startswith(f"/texts/{world.instrument.slug}/"):
                missing += [] if f'id="{fragment}"' in world.page("nobody", path)[1] else [f"{address} → {link}"]

    assert sorted(set(missing)) == []


@pytest.mark.parametrize("form", list(Format))
@pytest.mark.parametrize("dataset", list(Dataset))
def test_records_of_another_text_are_taken_along(world, tmp_path, form, dataset):
    by = actor("officer")
    job = request_export(
        dataset=dataset,
        form=form,
        own=False,
        narrowed=exported(world.instrument.slug),
        request_id=uuid4(),
        by=by,
        now=timezone.now(),
    )

    file = export_records(job, Steps(tmp_path)).path

    assert Path(file).stat().st_size > 0


def exported(slug: str) -> Any:
    """The filter of exports for this text."""
    return read_filter({"instrument": slug})


class Steps:
    """Stands where a worker's progress stands."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def __call__(self, *_: object, **__: object) -> None:
        """Nobody looks."""


@pytest.mark.django_db
def test_a_text_that_nobody_has_read_yet_opens_on_every_page():
    texts.load(texts.shared_text("A_RES_55_59.txt").text)
    slug = Instrument.objects.exclude(is_founding=True).get().slug
    addresses = [
        f"/texts/{slug}/",
        f"/texts/{slug}/OP1/",
        f"/texts/{slug}/D29/",
        f"/obligations/?instrument={slug}",
        "/texts/",
        "/",
    ]

    assert {address: Client().get(address).status_code for address in addresses} == dict.fromkeys(addresses, 200)


def test_the_short_addresses_follow_the_text_that_is_founding(world):
    Instrument.objects.update(is_founding=False)
    Instrument.objects.filter(pk=world.instrument.pk).update(is_founding=True)
    reference = make.obligations(world.cycle)[0].reference

    answers = [
        world.clients["nobody"].get(f"/obligations/{reference}/"),
        world.clients["focal_point"].get(f"/desk/{reference}/"),
    ]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert world.instrument.slug in answers[0]["Link"]


@pytest.mark.django_db
def test_pages_open_while_no_text_is_founding_and_no_cycle_is_open():
    Instrument.objects.update(is_founding=False)
    visitors = {"nobody": Client(), "focal_point": Client(), "officer": Client()}
    visitors["focal_point"].force_login(person("focal_point", HERE))
    visitors["officer"].force_login(person("officer"))
    wanted = {
        "nobody": GENERAL,
        "focal_point": ("/desk/", "/desk/actions/", "/exports/"),
        "officer": ("/dashboard/", "/dashboard/matrix/"),
    }

    answered = {
        f"{who} {address}": client.get(address).status_code
        for who, client in visitors.items()
        for address in wanted[who]
    }

    assert Treaty.objects.exists()
    assert {page: status for page, status in answered.items() if status != 200} == {}
