"""What a worker does, each with something to do and how one sees that it is done: the table of worker_killed."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import connections
from django.utils import timezone

from commitments.access import closing
from commitments.access.acting import acting
from commitments.access.actor import program
from commitments.access.models import actor_for
from commitments.auditing import forgetting
from commitments.auditing.models import PageRead
from commitments.calls.models import CallDocument
from commitments.documents import writers
from commitments.evidence.models import Evidence, EvidenceBlob, LinkCheck, Preview
from commitments.evidence.services import previews
from commitments.exports.datasets import Dataset
from commitments.exports.filters import RecordFilter
from commitments.exports.formats import Format
from commitments.exports.services import request_export
from commitments.files import uploads
from commitments.files.models import Upload
from commitments.files.store import BlobStore
from commitments.history import outbox
from commitments.history.event_names import EventName
from commitments.history.models import Seal
from commitments.history.outbox import announce
from commitments.jobs import broker, recovery, results
from commitments.jobs.models import Job, JobState
from commitments.national_reports.services import request_report
from commitments.notices.mailing.sending import SILENT_FOR
from commitments.notices.models import Mail
from commitments.receipts.models import SubmissionReceipt
from commitments.removal import services as removal
from commitments.removal.models import Removal
from commitments.removal.places import FILE, Kind
from commitments.removal.services import Wish
from commitments.rollups.recount import recount
from commitments.submissions.models import Submission
from commitments.web.transactions import as_program
from tests.breaking import scene
from tests.breaking.ground import Ground
from tests.breaking.ledger import EXPORT, Ledger
from tests.breaking.works_of_mails import (
    a_day_to_remind,
    a_link_to_mail,
    a_mail,
    digests_are_made,
    links_are_mailed,
    mails_have_ended,
    news_of_a_week,
    reminded_once,
)
from tests.factories import evidence
from tests.factories import submissions as make
from tests.factories.access import person

RETENTION = "commitments.retention.tasks.carry_out_retention"
SHAPES = (Format.CSV, Format.JSON, Format.XLSX)
PAPERS = tuple(writers.Format)


@dataclass(frozen=True)
class Work:
    """One task: what is put there for it to do, and whether it is done, once and whole."""

    task: str
    prepare: Callable[[Ledger, Ground], dict[str, object]]
    is_done: Callable[[], bool]
    is_tried_in_small: bool = False


def ask_for_records(ledger: Ledger, _: Ground) -> dict[str, object]:
    """An officer asks for all answers, in one shape after the other."""
    asked = uuid.uuid4()
    officer = actor_for(person("officer"), today=timezone.localdate())
    with patch.object(broker, "_send"):  # the message is sent by whoever kills
        job = request_export(
            dataset=Dataset.ANSWERS, form=SHAPES[ledger.tries % len(SHAPES)], own=False, narrowed=RecordFilter(),
            request_id=asked, by=officer, now=timezone.now(),
        )  # fmt: skip
    ledger.told(EXPORT, str(asked))
    return {"job_id": job.pk}


def records_are_whole() -> bool:
    """Whether every job is done."""
    return not Job.objects.exclude(state=JobState.DONE).exists()


def ask_for_a_report(ledger: Ledger, _: Ground) -> dict[str, object]:
    """A focal point asks for his State's reply as a document, in one format after the other."""
    asked = uuid.uuid4()
    whole = make.sent("KEN", of=make.cycle("KEN"), narrative=scene.words("KEN", "D1"))
    by = actor_for(person("focal_point", "KEN"), today=timezone.localdate())
    with patch.object(broker, "_send"):  # the message is sent by whoever kills
        job = request_report(
            whole, form=PAPERS[ledger.tries % len(PAPERS)], language="en", with_evidence=True, request_id=asked, by=by,
            now=timezone.now(),
        )  # fmt: skip
    ledger.told(EXPORT, str(asked))
    return {"job_id": job.pk}


def time_goes_by() -> None:
    """The time is over in which a job may be silent or wait, and a preview be in the making."""
    recovery.resume_stuck(now=timezone.now() + recovery.WAITING_FOR * 2)
    Mail.objects.filter(state=Mail.State.BEING_SENT).update(taken_at=timezone.now() - SILENT_FOR * 2)
    Preview.objects.filter(begun_at__isnull=False).update(begun_at=timezone.now() - previews.LOST_AFTER * 2)


def a_silent_job(ledger: Ledger, ground: Ground) -> dict[str, object]:
    """A job whose worker was lost long ago."""
    ask_for_records(ledger, ground)
    long_ago = timezone.now() - recovery.WAITING_FOR * 2
    Job.objects.active().update(state=JobState.RUNNING, attempts=1, heartbeat_at=long_ago)
    return {}


def an_event(_: Ledger, ground: Ground) -> dict[str, object]:
    """Something happened of which nobody here is told, and whoever should hear it has not heard."""
    cycle = make.cycle("KEN")
    action = make.action("KEN", make.obligations(cycle)[0])
    with as_program("a test"):
        announce(EventName.ACTION_WITHDRAWN, subject=action, by=program("a test"), now=timezone.now())
    return {}


def heard_once() -> bool:
    """Whether every event of the kind was heard, and none twice."""
    opened, heard, different = _maintenance(
        "SELECT (SELECT count(*) FROM commitments_event WHERE name = 'action_withdrawn'),"
        " (SELECT count(*) FROM heard), (SELECT count(DISTINCT event_id) FROM heard)"
    )
    return opened == heard == different


def a_link(_: Ledger, ground: Ground) -> dict[str, object]:
    """A link that nobody checked yet."""
    make.evidence("KEN", url="https://localhost/law")
    return {}


def links_are_checked() -> bool:
    """Whether each has its check."""
    return LinkCheck.objects.count() == Evidence.objects.exclude(url="").count()


def a_day_to_seal(_: Ledger, ground: Ground) -> dict[str, object]:
    """The morning after: what the day had of seals and verifications is no more, as if they had been yesterday's."""
    for table in ("sealedpart", "seal", "verification"):
        name = f"commitments_{table}"
        ground.as_superuser(f"ALTER TABLE {name} DISABLE TRIGGER ALL; DELETE FROM {name}")
    Path(ground.variables["SEALS_FILE"]).unlink(missing_ok=True)
    make.cycle("KEN")
    return {}


def is_sealed() -> bool:
    """Whether the day has its seal."""
    return Seal.objects.using(settings.MAINTENANCE_DATABASE).exists()


def is_verified() -> bool:
    """Whether the day has its verification."""
    return bool(_maintenance("SELECT count(*) FROM commitments_verification")[0])


def a_new_file(_: Ledger, ground: Ground) -> dict[str, object]:
    """A file that nobody made a preview of."""
    with patch.object(broker, "_tell"):  # the message is sent by whoever kills
        evidence.file("KEN", words=scene.words("KEN", "a file"))
    return {}


def previews_have_ended() -> bool:
    """Whether none waits, and each that was made has its leaves."""
    made = Preview.objects.filter(state=Preview.State.MADE)
    return not (Preview.objects.filter(state=Preview.State.WAITING) | made.filter(leaves=None)).exists()


def a_call(_: Ledger, ground: Ground) -> dict[str, object]:
    """A call whose documents nobody made."""
    cycle = make.cycle("KEN")
    CallDocument.objects.bulk_create(
        CallDocument(cycle=cycle, language="en", form=form, asked_at=timezone.now()) for form in CallDocument.Form
    )
    return {}


def documents_are_made() -> bool:
    """Whether none waits, and each that was made is in the store."""
    made = list(CallDocument.objects.all())
    return all(each.made_at and BlobStore().open_checked(each.path, each.sha256).read() for each in made)


def a_reply_without_a_receipt(_: Ledger, ground: Ground) -> dict[str, object]:
    """A reply that came while no receipt could be made."""
    with patch.object(outbox, "deliver"):
        make.sent("KEN", of=make.cycle("KEN"), narrative=scene.words("KEN", "D1"))
    return {}


def receipts_are_printed() -> bool:
    """Whether every reply has one receipt, and its paper is in the store."""
    papers = list(SubmissionReceipt.objects.all())
    sent = Submission.objects.filter(submitted_at__isnull=False).count()
    return len(papers) == sent and all(
        each.printed_at and BlobStore().open_checked(each.path, each.sha256).read() for each in papers
    )


def a_removal(_: Ledger, ground: Ground) -> dict[str, object]:
    """A file whose removal two persons agreed on, and which lies in the store as yet."""
    asker, second = (
        actor_for(who, today=timezone.localdate()) for who in (person("focal_point", "KEN"), person("officer"))
    )
    with patch.object(broker, "_tell"):
        piece = evidence.file("KEN", words=scene.words("KEN", "to be removed"))
        wish = Wish(
            kind=Kind.EVIDENCE, record_id=piece.pk, respondent_id=piece.respondent_id, fields=(FILE,),
            ground="protection", reason="A witness is named",
        )  # fmt: skip
        with acting(asker):
            asked = removal.ask(wish, by=asker, now=timezone.now())
        with acting(second):
            removal.confirm(asked, by=second, now=timezone.now())
    return {}


def removals_are_finished() -> bool:
    """Whether none waits for its files, and no bytes of them are left."""
    gone = EvidenceBlob.objects.filter(removed_at__isnull=False)
    return not Removal.objects.filter(outcome="confirmed", finished_at=None).exists() and not any(
        BlobStore().exists(blob.path) for blob in gone
    )


def deltas(_: Ledger, ground: Ground) -> dict[str, object]:
    """Replies that were counted and not folded."""
    cycle = make.cycle("KEN")
    make.sent("KEN", of=cycle, narrative=scene.words("KEN", "D1"))
    return {}


def is_folded() -> bool:
    """Whether no delta waits and every count is what the records say."""
    found = recount()
    return found.is_clean and found.waiting_deltas == 0


def an_old_upload(_: Ledger, ground: Ground) -> dict[str, object]:
    """An upload past its time."""
    begun = timezone.now() - uploads.LIVES_FOR * 2
    by = actor_for(person("focal_point", "KEN"), today=timezone.localdate())
    uploads.begin(by=by, now=begun, folder="evidence/KEN", name="law.pdf", size=100, limit=1000)
    return {}


def uploads_are_gone() -> bool:
    """Whether row and bytes went."""
    return not Upload.objects.exists()


def an_old_file(_: Ledger, ground: Ground) -> dict[str, object]:
    """A finished export past its time."""
    job = Job.objects.filter(state=JobState.DONE, file_expired_at=None).exclude(file_path="").first()
    if job is not None:
        Job.objects.filter(pk=job.pk).update(finished_at=timezone.now() - results.KEPT_FOR - timedelta(days=1))
    return {}


def old_files_are_gone() -> bool:
    """Whether each row says so, and no file is left of it."""
    before = timezone.now() - results.KEPT_FOR
    old = Job.objects.filter(state=JobState.DONE, finished_at__lt=before)
    return all(job.file_expired_at and not results.path_of(job).exists() for job in old)


def an_ended_session(_: Ledger, ground: Ground) -> dict[str, object]:
    """A place of a session that is no more."""
    UserSession.objects.create(user=person(), session_key=uuid.uuid4().hex, ip="127.0.0.1", user_agent="a browser")
    return {}


def sessions_are_forgotten() -> bool:
    """Whether no place is left."""
    return not UserSession.objects.exists()


def old_readings(_: Ledger, ground: Ground) -> dict[str, object]:
    """Three notes of pages read, past their time."""
    cycle, reader, at = make.cycle("KEN"), person("officer"), timezone.now() - forgetting.KEPT_FOR * 2
    row = {"page": "dashboards:state", "cycle": cycle, "obligation_ids": [], "read_by": reader, "role": "officer"}
    with as_program("a test"):
        PageRead.objects.bulk_create(PageRead(**row, read_at=at, digest=uuid.uuid4().hex) for _ in range(3))
    return {}


def readings_are_forgotten() -> bool:
    """Whether none is left."""
    return not _maintenance("SELECT count(*) FROM commitments_pageread")[0]


def an_account_to_close(_: Ledger, ground: Ground) -> dict[str, object]:
    """Somebody with a factor whose designation ended long ago."""
    user, long_ago = person("officer"), timezone.now() - closing.KEPT_FOR * 2
    user.designations.update(until_on=long_ago.date())
    type(user).objects.filter(pk=user.pk).update(joined_at=long_ago)
    return {}


def accounts_are_closed() -> bool:
    """Whether nobody whose designation ended has an address or a factor any more, and each was closed once."""
    left, factors, closed, told = _maintenance(
        "SELECT count(*) FILTER (WHERE u.is_active), count(a.id), count(DISTINCT u.id),"
        " (SELECT count(*) FROM commitments_event WHERE name = 'account_closed')"
        " FROM commitments_user u JOIN commitments_designation d ON d.user_id = u.id AND d.until_on IS NOT NULL"
        " LEFT JOIN mfa_authenticator a ON a.user_id = u.id"
    )
    return (left, factors, closed) == (0, 0, told)


def _maintenance(statement: str) -> tuple[int, ...]:
    with connections[settings.MAINTENANCE_DATABASE].cursor() as cursor:
        cursor.execute(statement)
        found: tuple[int, ...] = cursor.fetchone()
    return found


WORKS = (
    Work("commitments.jobs.tasks.run_job", ask_for_records, records_are_whole, is_tried_in_small=True),
    Work("commitments.jobs.tasks.run_job", ask_for_a_report, records_are_whole),
    Work("commitments.jobs.tasks.resume_stuck", a_silent_job, records_are_whole),
    Work(RETENTION, an_old_file, old_files_are_gone),
    Work("commitments.history.tasks.deliver_outbox", an_event, heard_once, is_tried_in_small=True),
    Work("commitments.evidence.tasks.check_links", a_link, links_are_checked),
    Work("commitments.evidence.tasks.make_previews", a_new_file, previews_have_ended),
    Work("commitments.calls.tasks.make_documents", a_call, documents_are_made),
    Work("commitments.notices.tasks.send_mails", a_mail, mails_have_ended),
    Work("commitments.notices.tasks.make_digests", news_of_a_week, digests_are_made),
    Work("commitments.notices.tasks.remind", a_day_to_remind, reminded_once),
    Work("commitments.receipts.tasks.make_receipts", a_reply_without_a_receipt, receipts_are_printed),
    Work("commitments.contributions.tasks.mail_links", a_link_to_mail, links_are_mailed),
    Work("commitments.removal.tasks.finish_removals", a_removal, removals_are_finished),
    Work("commitments.rollups.tasks.fold_rollups", deltas, is_folded),
    Work(RETENTION, an_old_upload, uploads_are_gone),
    Work(RETENTION, an_ended_session, sessions_are_forgotten),
    Work(RETENTION, old_readings, readings_are_forgotten),
    Work(RETENTION, an_account_to_close, accounts_are_closed),
    Work("commitments.history.tasks.seal_history", a_day_to_seal, is_sealed, is_tried_in_small=True),
    Work("commitments.auditing.tasks.verify_history", a_day_to_seal, is_verified),
)
