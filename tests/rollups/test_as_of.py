"""What a reader was shown at a moment is what he gets when he asks for it later, less what he may no longer see."""

import random
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, connections, transaction

from commitments.access.acting import acting
from commitments.access.actor import Actor, anonymous
from commitments.access.permissions import Permission
from commitments.access.roles import DESIGNATED
from commitments.implementation.models import ImplementationAction
from commitments.respondents.models import RegionalGroup, Respondent
from commitments.rollups import queries
from commitments.rollups.as_of import reading
from commitments.rollups.counts import CycleCounts
from commitments.rollups.queries import answers_for
from commitments.submissions.models import AskedRespondent, ObligationReport, Submission
from tests.factories import submissions as make
from tests.factories.access import actor, person
from tests.rollups.replies import NOON, answer, cycle_of, draft, reply, send
from tests.rollups.texts import small_text

pytestmark = pytest.mark.usefixtures("committed_db")
CODES = ["THA", "KEN", "BRA", "FRA", "POL", "JPN"]
STATUSES = ["planned", "under_way", "considered", "not_applicable", "no_action_yet", "not_reported"]
WIDENING = ["own_state", "secretariat", "member_states", "public"]
READERS: dict[str, Callable[[], Actor]] = {
    "nobody": anonymous,
    "officer": lambda: actor("officer"),
    "reader of Kenya": lambda: actor("reader", "KEN"),
    "own State": lambda: actor("focal_point", "THA"),
    "another State": lambda: actor("mission", "JPN"),
}


def now() -> datetime:
    """The database's clock, which stamps commits."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        at: datetime = cursor.fetchone()[0]
    return at


def counts_for(reader: Actor, cycle: Any, *, at: datetime | None = None) -> CycleCounts:
    with acting(reader):
        return queries.counts_for(reader, cycle, at=at)


def readable_replies(reader: Actor, cycle: Any, at: datetime | None = None) -> Counter[int]:
    with acting(reader):
        return +Counter(queries.readable_replies(cycle, at))


def shown(counts: CycleCounts) -> dict[str, Any]:
    """All that a page can make of counts, in an order of its own."""
    return {
        "answers": Counter({row[:4]: row.n for row in counts.answers}),
        "hidden": counts.hidden,
        "asked": {group: n for group, n in counts.asked.items() if n},
        "replied": Counter(counts.replied),
        "nil": +Counter(counts.nil),
    }


class Verbs:
    """Everything that changes what is shown, drawn at random; audiences only widen and nothing is withdrawn."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.cycle = cycle_of(instruments=[small_text()], asked=CODES)
        self.numbers: Counter[str] = Counter()

    def reply(self) -> None:
        code = self.dice.choice(CODES)
        self.numbers[code] += 1
        submission = draft(self.cycle, code, number=self.numbers[code])
        chosen = {ref: self.dice.choice(STATUSES) for ref in ("OP1", "OP2", "OP3") if self.dice.random() < 0.8}
        before = dict(
            ObligationReport.objects.filter(submission__is_current=True, respondent__code=code).values_list(
                "obligation__reference", "audience"
            )
        )
        for reference, status in chosen.items():
            answer(submission, reference, status, before.get(reference) or self.dice.choice(WIDENING))
        with transaction.atomic():
            send(submission, is_nil=not set(chosen.values()) - {"not_reported"})

    def begin_and_clear(self) -> None:
        code = self.dice.choice(CODES)
        begun = draft(self.cycle, code, number=self.numbers[code] + 1)
        answer(begun, "OP1", "planned", self.dice.choice(WIDENING))
        with connections["maintenance"].cursor() as cursor:
            cursor.execute("DELETE FROM commitments_obligationreport WHERE submission_id = %s", [begun.pk])
            cursor.execute("DELETE FROM commitments_submission WHERE id = %s", [begun.pk])

    def widen(self) -> None:
        for report in ObligationReport.objects.filter(respondent__code=self.dice.choice(CODES)):
            wider = WIDENING[WIDENING.index(report.audience) :]
            ObligationReport.objects.filter(pk=report.pk).update(audience=self.dice.choice(wider))

    def read(self) -> None:
        Submission.objects.filter(respondent__code=self.dice.choice(CODES), stage="received").update(stage="being_read")

    def regroup(self) -> None:
        group = RegionalGroup.objects.order_by("?").first()
        with connections["maintenance"].cursor() as cursor:
            cursor.execute(
                "UPDATE commitments_respondent SET regional_group_id = %s WHERE code = %s",
                [group.pk, self.dice.choice(CODES)],
            )

    def ask(self) -> None:
        state = Respondent.objects.member_states().exclude(asked_links__cycle=self.cycle).first()
        AskedRespondent.objects.create(cycle=self.cycle, respondent=state)

    def one(self) -> None:
        others = [self.widen, self.read, self.regroup, self.ask, self.begin_and_clear]
        self.dice.choice([self.reply] * 3 + others)()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_was_shown_at_each_moment_of_a_random_record_is_given_later(seed):
    verbs = Verbs(seed)
    readers = {name: make() for name, make in READERS.items()}
    seen: list[tuple[datetime, dict[str, Any], dict[str, Any]]] = []
    for _ in range(14):
        verbs.one()
        live = {name: shown(counts_for(reader, verbs.cycle)) for name, reader in readers.items()}
        named = {name: readable_replies(reader, verbs.cycle) for name, reader in readers.items()}
        seen.append((now(), live, named))

    for at, live, named in seen:
        for name, reader in readers.items():
            assert shown(counts_for(reader, verbs.cycle, at=at)) == live[name], (name, at)
            assert readable_replies(reader, verbs.cycle, at) == named[name]
    assert seen[-1][1]["officer"]["answers"]


def statuses(reader: Actor, cycle: Any, at: datetime | None = None) -> list[tuple[str, str]]:
    with acting(reader):
        rows = answers_for(reader, cycle, at=at).order_by("respondent__code", "obligation__number")
        return list(rows.values_list("respondent__code", "status"))


@pytest.mark.parametrize("reader", READERS)
def test_the_list_of_answers_of_a_moment_adds_up_to_its_counts(reader):
    somebody, verbs = READERS[reader](), Verbs(7)
    for _ in range(12):
        verbs.one()
    at = now()
    before = statuses(somebody, verbs.cycle)
    for _ in range(6):
        verbs.reply()

    with acting(somebody):
        listed = answers_for(somebody, verbs.cycle, at=at)
        counted = Counter(listed.values_list("obligation_id", "status"))
        assert listed.count() == len(before)
        assert len(listed.select_related("respondent")[1:3]) == min(2, max(0, len(before) - 1))
    counts = counts_for(somebody, verbs.cycle, at=at)
    assert sum(row.n for row in counts.answers) == counted.total()
    assert statuses(somebody, verbs.cycle, at) == before


def test_an_audience_narrowed_since_shows_less_and_never_more():
    cycle = cycle_of(instruments=[small_text()])
    reply(cycle, "THA", {"OP1": ("planned", "public"), "OP2": ("under_way", "secretariat")})
    at = now()
    ObligationReport.objects.filter(obligation__reference="OP1").update(audience="secretariat")
    ObligationReport.objects.filter(obligation__reference="OP2").update(audience="public")

    assert statuses(anonymous(), cycle, at) == []
    assert counts_for(anonymous(), cycle, at=at).hidden == 2
    assert statuses(actor("officer"), cycle, at) == [("THA", "planned"), ("THA", "under_way")]


def test_an_audience_narrowed_in_a_later_version_narrows_the_version_before():
    cycle = cycle_of(instruments=[small_text()])
    reply(cycle, "THA", {"OP1": ("planned", "public"), "OP3": ("planned", "public")})
    at = now()
    reply(cycle, "THA", {"OP1": ("under_way", "own_state"), "OP3": ("under_way", "public")}, number=2)

    assert statuses(anonymous(), cycle, at) == [("THA", "planned")]
    assert statuses(actor("officer"), cycle, at) == [("THA", "planned")]
    assert statuses(actor("focal_point", "THA"), cycle, at) == [("THA", "planned"), ("THA", "planned")]


def test_an_answer_withdrawn_since_is_its_own_states_and_one_of_the_hidden():
    cycle = cycle_of(instruments=[small_text()])
    reply(cycle, "THA", {"OP1": ("planned", "public"), "OP3": ("planned", "public")})
    at = now()
    ObligationReport.objects.filter(obligation__reference="OP1").update(
        withdrawn_at=NOON, withdrawn_by=person(), withdrawn_reason="Sent in error"
    )

    assert statuses(anonymous(), cycle, at) == [("THA", "planned")]
    assert counts_for(actor("officer"), cycle, at=at).hidden == 1
    assert len(statuses(actor("focal_point", "THA"), cycle, at)) == 2


def test_a_draft_of_then_is_shown_to_nobody_and_its_state_reads_it_on_its_list_of_versions():
    cycle = cycle_of(instruments=[small_text()])
    begun = draft(cycle, "THA")
    answer(begun, "OP1", "planned")
    at = now()
    send(begun)
    own, officer = actor("focal_point", "THA"), actor("officer")

    assert statuses(own, cycle, at) == []
    with acting(own):
        assert [row.stage for row in reading.submissions(at, cycle_id=cycle.pk)] == ["draft"]
    with acting(officer):
        assert list(reading.submissions(at, cycle_id=cycle.pk)) == []
        assert [row.stage for row in reading.submissions(now(), cycle_id=cycle.pk)] == ["received"]


def test_what_an_answer_cited_follows_its_own_audience_then_and_now():
    cycle = make.cycle("THA")
    law = make.action("THA", make.obligations(cycle)[0], audience="secretariat")
    make.sent("THA", of=cycle)
    at = now()
    readers = {"officer": actor("officer"), "own": actor("focal_point", "THA"), "nobody": anonymous()}

    def cited() -> dict[str, list[str]]:
        found = {}
        for name, reader in readers.items():
            with acting(reader):
                found[name] = [row.content["title"] for row in reading.cited(cycle.pk, at)]
        return found

    before = cited()
    ImplementationAction.objects.filter(pk=law.pk).update(audience="own_state")
    assert before == {"officer": [law.title], "own": [law.title], "nobody": []}
    assert cited() == {"officer": [], "own": [law.title], "nobody": []}


def test_a_reader_of_one_state_gets_no_more_of_the_past_than_of_the_present():
    cycle = cycle_of(instruments=[small_text()])
    for code in ("THA", "KEN"):
        reply(cycle, code, {"OP1": ("planned", "secretariat"), "OP3": ("planned", "own_state")})
    at = now()
    kenyas, both = actor("reader", "KEN"), actor("officer")

    assert statuses(kenyas, cycle, at) == [("KEN", "planned")]
    with acting(kenyas):
        assert {row.respondent.code for row in reading.submissions(at)} == {"KEN"}
    with acting(both):
        assert {row.respondent.code for row in reading.submissions(at)} == {"KEN", "THA"}


def test_before_the_cycle_was_on_record_there_is_no_cycle():
    before = now()
    cycle = cycle_of(instruments=[small_text()])

    assert cycle.pk not in reading.cycles(before)
    assert reading.cycles(now())[cycle.pk].name == cycle.name
    assert reading.cycles(datetime(1900, 1, 1, tzinfo=UTC)) == {}
    assert shown(counts_for(actor("officer"), cycle, at=before))["asked"] == {}


@pytest.mark.parametrize(
    "call",
    [
        "counts_as_of(1, now())",
        "standing_as_of(1, now())",
        "answers_as_of(1, now(), NULL, NULL)",
        "submissions_as_of(now(), NULL, NULL)",
        "cited_as_of(1, now(), NULL, NULL)",
    ],
)
def test_the_past_is_read_by_an_actor_only(call):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('commitments.actor_kind', '', true)")
        with pytest.raises(DatabaseError, match="by an actor only"), transaction.atomic():
            cursor.execute(f"SELECT * FROM {call}")


@pytest.mark.parametrize("call", ["as_of_answers(1, now())", "as_of_replies(1, now())"])
def test_what_stands_behind_the_readers_predicate_is_closed_to_the_program(call):
    with pytest.raises(DatabaseError, match="permission denied for function"), connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {call}")


def test_every_role_of_a_respondent_reads_what_is_its_own():
    """The database knows a reader's respondents; `visible_to` asks for a permission, which all of them give."""
    assert all(Permission.DESK_OPEN in role.permissions for role in DESIGNATED if role.for_respondent)


def test_a_moment_long_after_is_the_present():
    verbs = Verbs(5)
    for _ in range(8):
        verbs.one()

    officer = actor("officer")
    assert shown(counts_for(officer, verbs.cycle, at=now() + timedelta(days=1))) == shown(
        counts_for(officer, verbs.cycle)
    )
