"""For each line of the schedule that goes: something that is due at NOW, something that is not quite, and what is left."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from commitments.access.actor import Actor, program
from commitments.access.models import User
from commitments.auditing.models import PageRead
from commitments.contributions.models import Assignment
from commitments.files import uploads
from commitments.files.models import Upload
from commitments.history.event_names import EventName
from commitments.history.outbox import announce
from commitments.jobs.models import Job, JobState
from commitments.notices.kinds import Kind
from commitments.notices.models import Mail, Notice
from commitments.respondents.models import Respondent
from commitments.retention.schedule import SCHEDULE
from commitments.web.transactions import as_program
from commitments.workbooks.models import ReturnedWorkbook
from tests.factories import submissions as make
from tests.factories.access import actor, designated, person

NOW = datetime(2040, 3, 2, 12, tzinfo=UTC)
A_LITTLE = timedelta(minutes=1)


@dataclass(frozen=True)
class Scene:
    """How a thing of the line is made whose time began at a moment, and the names of those that are there."""

    made: Callable[[datetime], str]
    left: Callable[[], set[str]]
    little: timedelta = A_LITTLE


def due_and_not(name: str) -> tuple[str, str]:
    """A thing whose time was over a little before NOW, and one whose time is over a little after."""
    goes, scene = SCHEDULE[name].goes, SCENES[name]
    assert goes
    made = scene.made(NOW - goes.after - scene.little), scene.made(NOW - goes.after + scene.little)
    with as_program("a test"):  # that a cycle was opened is told as well, and is due in its own time
        Notice.objects.filter(kind=Kind.CALLS).delete()
    return made


def a_session(begun: datetime) -> str:
    browser, user = Client(), person("focal_point", "THA")
    browser.force_login(user)
    key = str(browser.session.session_key)
    Session.objects.filter(session_key=key).update(expire_date=begun + timedelta(seconds=settings.SESSION_COOKIE_AGE))
    UserSession.objects.update_or_create(
        session_key=key, defaults={"user": user, "ip": "192.0.2.7", "user_agent": "A browser"}
    )
    return key


def sessions_left() -> set[str]:
    places = set(UserSession.objects.values_list("session_key", flat=True))
    assert places == set(Session.objects.values_list("session_key", flat=True))
    return places


@as_program("a test")
def a_reading(at: datetime) -> str:
    row = PageRead.objects.create(
        page="dashboards:state", cycle=make.cycle("KEN"), obligation_ids=[], read_by=person("officer"), role="officer",
        read_at=at, digest=str(at.timestamp()),
    )  # fmt: skip
    return str(row.pk)


def readings_left() -> set[str]:
    return {str(pk) for pk in PageRead.objects.values_list("pk", flat=True)}


def an_upload(begun: datetime) -> str:
    sender: Actor = actor("focal_point", "THA")
    row = uploads.begin(by=sender, now=begun, folder="evidence/THA", name="law.pdf", size=100, limit=1000)
    return str(row.public_id)


def uploads_left() -> set[str]:
    rows = {str(public_id) for public_id in Upload.objects.values_list("public_id", flat=True)}
    assert rows == {part.stem for part in uploads.part_file.directory().glob("*.part")}
    return rows


def an_export(finished: datetime) -> str:
    path = f"jobs/{finished.timestamp()}.csv"
    (Path(settings.MEDIA_ROOT) / "jobs").mkdir(parents=True, exist_ok=True)
    (Path(settings.MEDIA_ROOT) / path).write_text("records")
    Job.objects.create(
        kind="a_kind", owner=person("officer"), created_at=finished, state=JobState.DONE, finished_at=finished,
        file_path=path, file_name="a.csv", file_size=7, file_sha256="0" * 64,
    )  # fmt: skip
    return path


def exports_left() -> set[str]:
    said = set(Job.objects.filter(file_expired_at=None).values_list("file_path", flat=True))
    assert said == {f"jobs/{file.name}" for file in (Path(settings.MEDIA_ROOT) / "jobs").glob("*.csv")}
    return said


@as_program("a test")
def a_workbook(brought: datetime) -> str:
    cycle = make.cycle("THA")
    row = ReturnedWorkbook.objects.create(
        respondent=cycle.asked.get(), cycle=cycle, file_name="a.xlsx", language="en", made_at=brought, changes=[], faults=[],
        created_at=brought, created_by=person("focal_point", "THA"),
    )  # fmt: skip
    return str(row.pk)


def workbooks_left() -> set[str]:
    return {str(pk) for pk in ReturnedWorkbook.objects.values_list("pk", flat=True)}


def an_account(ended: datetime) -> str:
    user = person()
    designated(user, "focal_point", "THA", until_on=timezone.localdate(ended))
    return str(user.pk)


def accounts_left() -> set[str]:
    ended = User.objects.exclude(email__endswith="@closed.invalid").exclude(designations__until_on=None)
    return {str(pk) for pk in ended.values_list("pk", flat=True)}


def a_notice(made: datetime) -> Notice:
    user = person("mission", "THA")
    event = announce(EventName.ACTION_RECORDED, subject=user, by=program("tests"), now=made)
    return Notice.objects.create(
        recipient=user, event=event, says="received", kind="reply", opens="/desk/", happened_at=made, made_at=made
    )


def notices_left() -> set[str]:
    return {str(pk) for pk in Notice.objects.values_list("pk", flat=True)}


def a_mail(made: datetime) -> str:
    notice = a_notice(NOW)
    row = Mail.objects.create(
        recipient=notice.recipient, notice=notice, state="sent", made_at=made, due_at=made, sent_at=made
    )
    return str(row.pk)


def mails_left() -> set[str]:
    return {str(pk) for pk in Mail.objects.values_list("pk", flat=True)}


@as_program("a test")
def a_link(over: datetime) -> str:
    cycle = make.cycle("THA")
    row = Assignment.objects.create(
        respondent=Respondent.objects.get(code="THA"), cycle=cycle, obligation=make.obligations(cycle)[0],
        ministry="Ministry of Health", name="Somebody", email=f"{over.timestamp()}@example.org", given_at=make.NOON,
        given_by=person("focal_point", "THA"), expires_at=over,
    )  # fmt: skip
    return str(row.email)


@as_program("a test")
def links_left() -> set[str]:
    return set(Assignment.objects.exclude(email="").values_list("email", flat=True))


SCENES = {
    "links": Scene(a_link, links_left),
    "notices": Scene(lambda made: str(a_notice(made).pk), notices_left),
    "mails": Scene(a_mail, mails_left),
    "sign_in": Scene(an_account, accounts_left, little=timedelta(days=1)),
    "sessions": Scene(a_session, sessions_left),
    "readings": Scene(a_reading, readings_left),
    "uploads": Scene(an_upload, uploads_left),
    "workbooks": Scene(a_workbook, workbooks_left),
    "exports": Scene(an_export, exports_left),
}
