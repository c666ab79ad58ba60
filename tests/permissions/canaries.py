"""Thailand's reply with a text of its own in every part and for every audience, and who is to find which."""

from collections.abc import Iterator
from datetime import date

from django.test import Client

from commitments.access.acting import acting
from commitments.access.actor import Actor, anonymous
from commitments.access.audience import LADDER, Audience
from commitments.access.models import Designation, User, actor_for
from commitments.evidence.models import Evidence, EvidenceOfAction
from commitments.exports.datasets import Dataset, fields_for
from commitments.exports.filters import RecordFilter
from commitments.exports.queries import records, rows
from commitments.implementation.models import ImplementationAction
from commitments.submissions import services
from commitments.submissions.models import EvidenceOfReport, ObligationReport, ReportingCycle, Submission
from tests.factories import submissions as make
from tests.factories.access import person

BIRD = "zebrafinch"
SECRETARIAT, MEMBERS, PUBLIC = LADDER[1:], LADDER[2:], LADDER[3:]
REACH: dict[str, tuple[Audience, ...]] = {
    "nobody": PUBLIC, "administrator": PUBLIC, "ended": PUBLIC, "closed": PUBLIC, "reader of KEN": PUBLIC,
    "focal_point KEN": MEMBERS, "mission KEN": MEMBERS, "officer": SECRETARIAT, "approver": SECRETARIAT,
    "reader": SECRETARIAT, "reader of THA": SECRETARIAT, "focal_point THA": LADDER, "mission THA": LADDER,
}  # fmt: skip


def canary(what: str, *audiences: Audience) -> str:
    return f"{BIRD} {what}{''.join(a.title().replace('_', '') for a in audiences)}"


def a_cycle() -> ReportingCycle:
    return make.cycle(on=make.instrument(asked=4, optional=0))


def send(cycle: ReportingCycle) -> Submission:
    """Thailand's reply: an answer of each audience; with each an action and evidence of each audience, and a figure."""
    whole = make.submission(of=cycle)
    for obligation, wide in zip(make.obligations(cycle), LADDER, strict=True):
        report = make.answer(whole, obligation, narrative=canary("Answer", wide))
        ObligationReport.objects.filter(pk=report.pk).update(audience=wide)
        make.figure("THA", obligation, label=canary("Figure", wide))
        for other in LADDER:
            cite(report, wide, other)
    Submission.objects.filter(pk=whole.pk).update(use_in_report="named")
    whole.refresh_from_db()
    services.submit(whole, by=make.focal_point(), now=make.NOON)
    make.action("THA", make.obligations(cycle)[3], title=canary("Later"), audience=Audience.PUBLIC)
    draft = make.submission("KEN", of=cycle)
    make.answer(draft, 3, narrative=canary("Draft"))
    ObligationReport.objects.filter(submission=draft).update(audience=Audience.PUBLIC)
    return whole


def cite(report: ObligationReport, wide: Audience, other: Audience) -> None:
    action = make.action("THA", report.obligation, title=canary("Action", wide, other), audience=other)
    shows = make.evidence(title=canary("Shows", wide, other), audience=other)
    EvidenceOfReport.objects.create(report=report, evidence=shows, respondent=report.respondent)
    open_to_all = make.evidence(title=canary("Behind", wide, other), audience=Audience.PUBLIC)
    EvidenceOfAction.objects.create(evidence=open_to_all, action=action, respondent=report.respondent)


def allowed(reach: tuple[Audience, ...]) -> set[str]:
    """What may be found by somebody who reaches these audiences of Thailand's reply."""
    answers = {canary(what, wide) for wide in reach for what in ("Answer", "Figure")}
    return answers | {
        canary(what, wide, other) for wide in reach for other in reach for what in ("Action", "Shows", "Behind")
    }


def everything() -> set[str]:
    return allowed(LADDER) | {canary("Later"), canary("Draft")}


def reader_of(kind: str) -> User | None:
    role, _space, code = kind.partition(" ")
    if kind == "nobody":
        return None
    if kind in {"ended", "closed"}:
        user = person("focal_point", "THA")
        Designation.objects.filter(user=user).update(until_on=date(2021, 1, 1) if kind == "ended" else None)
        User.objects.filter(pk=user.pk).update(is_active=kind == "ended")
        return User.objects.get(pk=user.pk)
    return person(role, code.removeprefix("of ") or None)


def pages(cycle: ReportingCycle) -> Iterator[str]:
    slug = cycle.instruments.get().slug
    yield from ("/", "/texts/", f"/texts/{slug}/", "/obligations/", "/states/", "/states/?show=replied")
    yield from (f"/texts/{slug}/{o.reference}/?cycle={cycle.slug}" for o in make.obligations(cycle))
    yield from (f"/states/{code}/?cycle={cycle.slug}" for code in ("THA", "KEN"))
    yield from (f"/{place}records/?cycle={cycle.slug}" for place in ("", "dashboard/"))
    yield from (f"/dashboard/?cycle={cycle.slug}", f"/dashboard/matrix/?cycle={cycle.slug}&group=asia-pacific")
    yield from (f"/reports/{cycle.slug}/", "/reports/", f"/search/?q={BIRD}", "/exports/", "/desk/")
    yield from (f"/search/?q={word.split()[1]}" for word in sorted(everything())[::9])
    yield from (f"/submissions/{one.public_id}/" for one in Submission.objects.all())
    for model, where in ((ImplementationAction, "/desk/actions/"), (Evidence, "/desk/evidence/")):
        yield from (f"{where}{one.public_id}/" for one in model.objects.all()[:2])
    yield from (f"/desk/{code}/{cycle.slug}/review/" for code in ("THA", "KEN"))


def found_by(client: Client, actor: Actor, cycle: ReportingCycle) -> dict[str, str]:
    """Each canary seen, with the first place where it was."""
    seen: dict[str, str] = {}
    for address in pages(cycle):
        note(seen, client.get(address).content.decode(), address)
    with acting(actor):
        for dataset in Dataset:
            found = records(dataset, actor=actor, narrowed=RecordFilter(), own=False)
            note(seen, str(list(rows(found, fields_for(dataset, actor, own=False)))), f"export of {dataset}")
    return seen


def note(seen: dict[str, str], text: str, where: str) -> None:
    text = text.replace("<mark>", "").replace("</mark>", "")
    for word in everything():
        if any(text[at + len(word) : at + len(word) + 1].isalpha() is False for at in places(text, word)):
            seen.setdefault(word, where)


def places(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def due_to(kind: str) -> set[str]:
    """What this reader is to find, and nothing else."""
    own = {canary("Later")} if "THA" in kind and kind != "reader of THA" else set()
    own |= {canary("Draft")} if kind in {"focal_point KEN", "mission KEN"} else set()
    return allowed(REACH[kind]) | own


def walk(kind: str, client: Client, cycle: ReportingCycle) -> dict[str, str]:
    """What this kind of reader finds on every page and in every export, each with where it was first."""
    user = reader_of(kind)
    if user:
        client.force_login(user)
    actor = actor_for(user, today=date(2026, 3, 3)) if user else anonymous()
    return found_by(client, actor, cycle)
