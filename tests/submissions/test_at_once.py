"""Two people at once, on real connections that commit; and what only maintenance may."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import connection, connections, transaction

from commitments.access.acting import acting
from commitments.access.actor import program
from commitments.access.audience import Audience
from commitments.evidence.models import Evidence, EvidenceOfAction
from commitments.implementation.models import ImplementationAction
from commitments.submissions import services
from commitments.submissions.models import (
    CitedRecord,
    DeadlineExtension,
    ObligationReport,
    ReportingCycle,
    StageMove,
    Submission,
)
from commitments.submissions.refusals import AnswerEditedMeanwhile, AnswersAreFrozen, ExtensionRefused, MoveNotAllowed
from commitments.submissions.services.rights import lock
from tests.factories import access
from tests.factories import submissions as make
from tests.factories.submissions import NOON

BY = program("tests")


def at_once(*verbs: Callable[[], Any]) -> list[Any]:
    """Run them from as many connections at the same moment; what each returned or raised."""
    results: list[Any] = [None] * len(verbs)
    gate = threading.Barrier(len(verbs))

    def run(place: int, verb: Callable[[], Any]) -> None:
        try:
            connection.ensure_connection()
            gate.wait(10)
            with acting(BY):
                results[place] = verb()
        except Exception as error:
            results[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(place, verb)) for place, verb in enumerate(verbs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return results


def kinds(results: list[Any]) -> list[str]:
    return sorted(type(result).__name__ for result in results)


def test_of_two_submits_at_once_one_wins_and_the_other_reads_why(committed_db: str) -> None:
    whole, by = make.ready(), make.focal_point()
    make.action("THA", make.obligations(whole.cycle)[0])

    results = at_once(*[lambda: services.submit(whole, by=by, now=NOON)] * 2)

    assert kinds(results) == ["MoveNotAllowed", "Submission"]
    refusal = next(result for result in results if isinstance(result, MoveNotAllowed))
    assert "Received" in str(refusal)
    assert (StageMove.objects.count(), CitedRecord.objects.count()) == (1, 1)


def test_of_two_texts_at_once_none_overwrites_the_other(committed_db: str) -> None:
    report, by = make.answer(make.submission()), make.focal_point()

    def write(text: str) -> Callable[[], Any]:
        return lambda: services.save_answer(
            report.submission, report.obligation, values={"narrative": text}, expected=report.version, by=by, now=NOON
        )

    results = at_once(write("One"), write("Other"))

    assert kinds(results) == ["AnswerEditedMeanwhile", "Saved"]
    faster = next(result for result in results if not isinstance(result, Exception))
    later = next(result for result in results if isinstance(result, AnswerEditedMeanwhile))
    assert later.stored.narrative == faster.report.narrative == ObligationReport.objects.get().narrative


def test_of_two_first_texts_at_once_one_begins_the_answer(committed_db: str) -> None:
    whole, by = make.submission(), make.focal_point()
    obligation = make.obligations(whole.cycle)[0]

    def write(text: str) -> Callable[[], Any]:
        return lambda: services.save_answer(whole, obligation, values={"narrative": text}, expected=0, by=by, now=NOON)

    results = at_once(write("One"), write("Other"))

    assert kinds(results) == ["AnswerEditedMeanwhile", "Saved"]
    assert ObligationReport.objects.count() == 1


def test_two_who_begin_at_once_begin_the_same_submission(committed_db: str) -> None:
    earlier, by = make.sent().cycle, make.focal_point()
    cycle = make.cycle(on=earlier.instruments.get(), at=NOON + timedelta(days=365))
    state = make.Respondent.objects.get(code="THA")

    results = at_once(*[lambda: services.start_submission(cycle, state, by=by, now=NOON)] * 4)

    assert kinds(results) == ["Submission"] * 4
    assert Submission.objects.get(cycle=cycle).reports.awaiting().count() == 1


def send_and_save(whole: Submission) -> tuple[Any, Any, Any]:
    """Both at the same moment; what came of each, and the answer as it read before."""
    report, by = whole.reports.get(), make.focal_point()

    def save() -> Any:
        late = {"narrative": "At the last moment"}
        return services.save_answer(whole, report.obligation, values=late, expected=report.version, by=by, now=NOON)

    sending, saving = at_once(lambda: services.submit(whole, by=by, now=NOON), save)
    return sending, saving, report


def test_a_text_saved_while_the_reply_is_sent_is_either_in_it_or_refused(committed_db: str) -> None:
    for _attempt in range(6):
        sending, saving, before = send_and_save(make.ready(of=make.cycle()))

        assert isinstance(sending, Submission)
        stands = ObligationReport.objects.get(pk=before.pk).narrative
        if isinstance(saving, Exception):
            assert isinstance(saving, AnswersAreFrozen)
            assert stands == before.narrative
        else:
            assert stands == "At the last moment"


def thrown_away_and_saved(draft: Submission) -> tuple[Any, Any, ObligationReport]:
    """A draft is thrown away and a text saved in it; what came of each, and the answer as it read before."""
    report, by, late = draft.reports.get(), make.focal_point(), {"narrative": "At the last moment"}

    def save() -> Any:
        return services.save_answer(draft, report.obligation, values=late, expected=report.version, by=by, now=NOON)

    thrown, saved = at_once(lambda: services.throw_away(draft, by=by, now=NOON), save)
    return thrown, saved, report


def test_a_text_saved_while_the_draft_is_thrown_away_is_in_it_or_refused_with_the_reason(committed_db: str) -> None:
    for _attempt in range(3):
        draft = services.revise(make.sent(of=make.cycle()), by=make.focal_point(), now=NOON)

        thrown, saved, report = thrown_away_and_saved(draft)

        assert isinstance(thrown, Submission)
        if isinstance(saved, Exception):
            assert isinstance(saved, AnswersAreFrozen)
            assert "threw the draft away" in str(saved)
        else:
            assert ObligationReport.objects.get(pk=report.pk).narrative == "At the last moment"


def sent_and_taken_back(cycle: ReportingCycle) -> tuple[Any, Any]:
    """A reply is sent after the deadline, and the time that allows it taken back, at the same moment."""
    whole, by, officer = make.ready(of=cycle), make.focal_point(), access.actor("officer")
    until_on = cycle.hard_deadline_on + timedelta(days=14)
    said = {"until_on": until_on, "reason": "Elections", "by": officer, "now": NOON}
    given = services.extend_deadline(cycle, whole.respondent, **said)
    late = cycle.deadline_at + timedelta(hours=1)
    sent, back = at_once(
        lambda: services.submit(whole, by=by, now=late),
        lambda: services.take_extension_back(given, reason="In error", by=officer, now=NOON),
    )
    return sent, back


def test_of_sending_and_taking_time_back_at_once_the_reply_is_late_or_the_time_stays(committed_db: str) -> None:
    for _attempt in range(3):
        sent, back = sent_and_taken_back(make.cycle())

        assert isinstance(sent, Submission)
        assert isinstance(back, DeadlineExtension | ExtensionRefused)
        assert sent.is_late is isinstance(back, DeadlineExtension)


def test_an_action_withdrawn_while_the_reply_that_cites_it_is_sent_is_shown_to_nobody(committed_db: str) -> None:
    whole = make.ready()
    action = make.action("THA", make.obligations(whole.cycle)[0], audience="public")
    sending = beside(lambda: services.submit(whole, by=make.focal_point(), now=NOON))

    with transaction.atomic():
        withdrawn = {"withdrawn_at": NOON, "withdrawn_by": make.focal_point().user_id}
        ImplementationAction.objects.filter(pk=action.pk).update(**withdrawn)
        sending.start()
        wait_until_it_waits_or_ended(sending)
    sending.join(30)

    assert [*CitedRecord.objects.values_list("submission__stage", "open_to")] == [("received", "")]


def test_an_audience_changed_while_the_reply_is_sent_waits_for_it_and_is_kept(committed_db: str) -> None:
    whole, by = make.ready(audience="secretariat"), make.focal_point()
    report = whole.reports.get()
    changing = beside(lambda: services.set_audience([report], Audience.PUBLIC, by=by, now=NOON))

    with transaction.atomic():
        lock(whole)
        changing.start()
        wait_until_it_waits_or_ended(changing)
        services.submit(whole, by=by, now=NOON)
    changing.join(30)

    assert [*ObligationReport.objects.values_list("submission__stage", "shown_to")] == [("received", "public")]


def test_of_an_audience_and_an_action_narrowed_at_once_what_was_cited_follows_the_narrower(committed_db: str) -> None:
    whole, by = make.ready(audience="public"), make.focal_point()
    report = whole.reports.get()
    action = make.action("THA", report.obligation, audience="public")
    services.submit(whole, by=by, now=NOON)
    changing = beside(lambda: services.set_audience([report], Audience.MEMBER_STATES, by=by, now=NOON))

    narrow_beside(action, changing)

    assert ObligationReport.objects.get().shown_to == "member_states"
    assert CitedRecord.objects.get().open_to == "secretariat"


def test_of_an_action_and_what_shows_it_narrowed_at_once_what_was_cited_follows_the_narrower(committed_db: str) -> None:
    whole, by = make.ready(audience="public"), make.focal_point()
    action = make.action("THA", whole.reports.get().obligation, audience="public")
    shows = make.evidence(audience="public")
    EvidenceOfAction.objects.create(evidence=shows, action=action, respondent=action.respondent)
    services.submit(whole, by=by, now=NOON)
    narrowed = Evidence.objects.filter(pk=shows.pk)
    changing = beside(lambda: narrowed.update(audience="member_states"))

    narrow_beside(action, changing)

    assert Evidence.objects.get().audience == "member_states"
    assert CitedRecord.objects.get(kind="evidence").open_to == "secretariat"


def narrow_beside(action: ImplementationAction, changing: threading.Thread) -> None:
    """Leave the action to the secretariat, in a transaction that lasts until the other change waits or has ended."""
    with transaction.atomic():
        ImplementationAction.objects.filter(pk=action.pk).update(audience="secretariat")
        changing.start()
        wait_until_it_waits_or_ended(changing)
    changing.join(30)


def beside(verb: Callable[[], Any]) -> threading.Thread:
    """The verb on a connection of its own, not begun yet."""
    return threading.Thread(target=at_once, args=(verb,))


def wait_until_it_waits_or_ended(thread: threading.Thread) -> None:
    """Until the other connection waits for a lock of this one, or needed none."""
    waiting = "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND pid <> pg_backend_pid())"
    for _moment in range(200):
        with connection.cursor() as cursor:
            cursor.execute(waiting)
            if cursor.fetchone() == (True,) or not thread.is_alive():
                return
        thread.join(0.05)


def test_maintenance_may_clear_what_was_sent(committed_db: str) -> None:
    whole = make.sent()

    with connections["maintenance"].cursor() as cursor:
        for table, column in (
            ("submissionreceipt", "submission_id"),
            ("stagemove", "submission_id"),
            ("obligationreport", "submission_id"),
            ("submission", "id"),
        ):
            cursor.execute(f"DELETE FROM commitments_{table} WHERE {column} = %s", [whole.pk])

    assert not Submission.objects.filter(pk=whole.pk).exists()
