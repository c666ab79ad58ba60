"""What is taken along is what the person may see, whole, exact, and harmless in a spreadsheet."""

import csv
import io
import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import openpyxl
import pytest
from django.urls import reverse

from commitments.access.actor import Actor
from commitments.access.audience import Audience
from commitments.access.models import Designation, actor_for
from commitments.auditing.models import Download
from commitments.exports.datasets import Dataset
from commitments.exports.filters import DIMENSIONS, RecordFilter, read_filter
from commitments.exports.formats import Format
from commitments.exports.queries import records
from commitments.exports.services import ExportRefused, request_export
from commitments.exports.work import export_records
from commitments.instruments.models import Obligation
from commitments.jobs.models import Job
from commitments.jobs.refusals import WorkFailed
from commitments.sheets.cells import without_guard
from commitments.submissions.services import extend_deadline, save_cover, submit
from tests.factories import submissions as make
from tests.factories.access import actor, designated, person

pytestmark = pytest.mark.django_db
NOTHING = RecordFilter()


class Steps:
    """Stands where a worker's progress stands: a directory, and what was told."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.told: list[int] = []

    def __call__(self, done: int, total: int | None = None, words: str = "") -> None:
        self.told.append(done)


def asked(by: Actor, form: Format, dataset: Dataset = Dataset.ANSWERS, *, own: bool = False, **narrowed: str) -> Job:
    """A job for a file."""
    return request_export(
        dataset=dataset, form=form, own=own, narrowed=read_filter(narrowed), request_id=uuid4(), by=by, now=make.NOON
    )


def made(job: Job, tmp_path: Path) -> Path:
    """The file that the work makes."""
    return export_records(job, Steps(tmp_path)).path  # type: ignore[arg-type, union-attr]


def words_of(path: Path) -> str:
    """The file as text, its line ends untouched."""
    return path.read_bytes().decode("utf-8-sig")


def as_rows(path: Path) -> list[dict[str, str]]:
    """The records of a CSV file, without what it says of itself."""
    text = words_of(path).split("\r\n\r\n")[0]
    return list(csv.DictReader(io.StringIO(text, newline="")))


def published(code: str, narrative: str, audience: Audience = Audience.PUBLIC, **values: Any) -> None:
    """A received reply with one answer."""
    whole = make.ready(code, narrative=narrative, **values)
    whole.reports.update(audience=audience)
    make.services.submit(whole, by=make.focal_point(code), now=make.NOON)


def test_a_csv_holds_every_answer_the_person_may_see_and_no_other(tmp_path):
    published("THA", "Public text")
    published("KEN", "For the secretariat only", Audience.SECRETARIAT)

    ours = as_rows(made(asked(actor("focal_point", "BRA"), Format.CSV), tmp_path))
    theirs = as_rows(made(asked(actor("officer"), Format.CSV), tmp_path))

    assert [row["What was done"] for row in ours] == ["Public text"]
    assert sorted(row["What was done"] for row in theirs) == ["For the secretariat only", "Public text"]


def test_drafts_are_only_in_the_own_states_file(tmp_path):
    make.ready("THA", narrative="Still writing")

    own = as_rows(made(asked(make.focal_point("THA"), Format.CSV, own=True), tmp_path))
    officer = as_rows(made(asked(actor("officer"), Format.CSV), tmp_path))

    assert [row["What was done"] for row in own] == ["Still writing"]
    assert officer == []


def test_what_the_own_state_writes_is_refused_to_somebody_without_a_state():
    with pytest.raises(ExportRefused):
        asked(actor("officer"), Format.CSV, own=True)


@pytest.mark.parametrize("role", ["administrator", None])
def test_who_may_not_take_records_along_is_refused(role):
    with pytest.raises(ExportRefused):
        asked(actor(role), Format.CSV)


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =cmd|'/c calc'!A1", "＝1+1", "'quoted"]
)
def test_no_cell_can_run_in_a_spreadsheet_and_nothing_is_lost(tmp_path, text):
    published("THA", text)
    reader = actor("officer")

    guarded = as_rows(made(asked(reader, Format.CSV), tmp_path))[0]["What was done"]
    exact = json.loads(made(asked(reader, Format.JSON), tmp_path).read_text())["records"][0]["narrative"]

    assert guarded.startswith("'")
    assert without_guard(guarded).replace("\r\n", "\n") == text.replace("\r\n", "\n")
    assert exact == text


def test_a_workbook_has_a_sheet_for_each_table_and_no_formula(tmp_path):
    published("THA", '=HYPERLINK("x")')

    book = openpyxl.load_workbook(made(asked(actor("officer"), Format.XLSX), tmp_path))

    assert len(book.sheetnames) == 1 + len(Dataset)
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_a_text_longer_than_a_cell_goes_on_in_a_further_row(tmp_path):
    long = "word " * 14_000
    published("THA", long.strip())

    sheet = openpyxl.load_workbook(made(asked(actor("officer"), Format.XLSX), tmp_path))["Answers"]

    heads = [cell.value for cell in sheet[1]]
    column = heads.index("What was done")
    texts = [row[column] or "" for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert len(texts) == 3
    assert "".join(texts).replace(" ", "") == long.replace(" ", "")


def test_the_file_says_cut_off_filter_who_and_for_whom(tmp_path):
    published("THA", "Public text")
    by = actor("officer")

    text = words_of(made(asked(by, Format.CSV, state="THA"), tmp_path))

    about = text.split("\r\n\r\n")[1]
    assert all(word in about for word in ("Cut-off", "Thailand", by.name, "Secretariat"))


def test_the_filter_of_the_page_narrows_the_file(tmp_path):
    published("THA", "Thai text")
    published("KEN", "Kenyan text")

    rows = as_rows(made(asked(actor("officer"), Format.CSV, group="african"), tmp_path))

    assert [row["What was done"] for row in rows] == ["Kenyan text"]


def test_a_filter_that_names_nothing_is_told_and_left_out():
    narrowed = read_filter({"state": "XXX", "status": "compliant", "cycle": "\x00", "theme": "TERR"})

    assert narrowed.values == {"theme": "TERR"}
    assert len(narrowed.faults) == 3


def test_a_designation_that_ended_while_the_job_waited_gives_no_file(tmp_path):
    by = actor("officer")
    job = asked(by, Format.CSV)
    Designation.objects.filter(user_id=by.user_id).update(until_on=make.NOON.date() - timedelta(days=1))

    with pytest.raises(WorkFailed):
        made(job, tmp_path)


def test_what_was_cited_is_in_its_own_table(tmp_path):
    cycle = make.cycle()
    obligation = make.obligations(cycle)[0]
    make.action("THA", obligation, title="An act", audience=Audience.PUBLIC)
    make.figure("THA", obligation)
    whole = make.ready("THA", of=cycle)
    whole.reports.update(audience=Audience.PUBLIC)
    make.services.submit(whole, by=make.focal_point("THA"), now=make.NOON)

    actions = as_rows(made(asked(actor("officer"), Format.CSV, Dataset.ACTIONS), tmp_path))
    figures = as_rows(made(asked(actor("officer"), Format.CSV, Dataset.FIGURES), tmp_path))

    assert [row["Title"] for row in actions] == ["An act"]
    assert [(row["What is counted"], row["Year"]) for row in figures] == [("Cases", "2025")]


def test_a_repeated_request_makes_one_file():
    by, request = actor("officer"), uuid4()
    given: dict[str, Any] = {
        "dataset": Dataset.ANSWERS, "form": Format.CSV, "own": False, "narrowed": NOTHING,
        "request_id": request, "by": by, "now": make.NOON,
    }  # fmt: skip

    assert request_export(**given).pk == request_export(**given).pk


def test_exports_read_the_filters_that_pages_write():
    from commitments.dashboards.filters import _unknown_words

    assert all(_unknown_words(dimension.parameter, "x") for dimension in DIMENSIONS)


def test_a_file_leaves_out_paragraphs_that_enter_no_total_when_the_page_did():
    published("THA", "Something", Audience.PUBLIC)
    one = records(Dataset.ANSWERS, actor=actor("officer"), narrowed=NOTHING, own=False)
    Obligation.objects.filter(pk__in=one.values("obligation")).update(reportable="optional")

    narrowed = read_filter({"counted": "yes"})

    assert one.exists()
    assert not records(Dataset.ANSWERS, actor=actor("officer"), narrowed=narrowed, own=False).exists()


def test_a_list_of_the_past_offers_no_file_and_the_form_says_that_files_hold_the_present(client):
    client.force_login(person("officer"))
    cycle = make.sent("THA").cycle
    offered = "Take these records along"

    then, now = (client.get("/dashboard/records/", {"cycle": cycle.slug, **asked}).content.decode()
                 for asked in ({"as_of": "2026-11-20"}, {}))  # fmt: skip
    form, past = (client.get("/exports/", asked).content.decode() for asked in ({}, {"as_of": "2026-11-20"}))

    assert (offered in then, offered in now) == (False, True)
    assert ("never a moment of the past" in form, "never a moment of the past" in past) == (False, True)


def test_a_file_of_one_capacity_holds_no_other(tmp_path):
    published("THA", "As a provider", answers_as="provider")
    published("KEN", "As a recipient", answers_as="recipient")

    rows = as_rows(made(asked(actor("officer"), Format.CSV, answers_as="provider"), tmp_path))

    assert [row["What was done"] for row in rows] == ["As a provider"]


def test_a_stranger_does_not_find_the_file_of_another(client):
    from commitments.access.models import User

    job = asked(actor("officer"), Format.CSV)
    client.force_login(User.objects.get(pk=actor("officer").user_id))

    assert client.get(f"/exports/{job.public_id}/").status_code == 404
    assert client.get(f"/exports/{job.public_id}/file/").status_code == 404


def test_records_are_never_more_than_the_page_shows():
    published("THA", "Own only", Audience.OWN_STATE)

    assert not records(Dataset.ANSWERS, actor=actor("officer"), narrowed=NOTHING, own=False).exists()


def test_a_file_made_for_a_designation_that_ended_is_given_out_no_longer(client, tmp_path, settings):
    settings.MEDIA_ROOT = str(tmp_path)
    somebody = person("focal_point", "THA")
    make.ready("THA", narrative="Still writing")
    job = asked(actor_for(somebody, today=make.NOON.date()), Format.CSV, own=True)
    (tmp_path / "kept.csv").write_bytes(made(job, tmp_path).read_bytes())
    Job.objects.filter(pk=job.pk).update(
        state="done", file_path="kept.csv", file_name="answers.csv", file_size=(tmp_path / "kept.csv").stat().st_size, file_sha256="0" * 64,
        started_at=make.NOON, finished_at=make.NOON,
    )  # fmt: skip
    client.force_login(somebody)
    before = b"".join(client.get(reverse("exports:download", args=[job.public_id])).streaming_content)

    Designation.objects.filter(user=somebody).update(until_on=date(2021, 1, 1))
    designated(somebody, "focal_point", "KEN")
    after = client.get(reverse("exports:download", args=[job.public_id]))

    assert b"Still writing" in before
    assert after.status_code == 403


def test_that_a_file_was_taken_is_noted_with_who_and_in_which_role(client, tmp_path, settings):
    settings.MEDIA_ROOT = str(tmp_path)
    somebody = person("focal_point", "THA")
    job = asked(actor_for(somebody, today=make.NOON.date()), Format.CSV, own=True)
    (tmp_path / "kept.csv").write_bytes(b"kept")
    Job.objects.filter(pk=job.pk).update(
        state="done", file_path="kept.csv", file_name="answers.csv", file_size=4, file_sha256="0" * 64,
        started_at=make.NOON, finished_at=make.NOON,
    )  # fmt: skip
    client.force_login(somebody)

    b"".join(client.get(reverse("exports:download", args=[job.public_id])).streaming_content)

    note = Download.objects.get()
    assert (note.kind, note.taken_by_id, note.role, note.subject_public_id) == (
        "export", somebody.pk, "focal_point", job.public_id,
    )  # fmt: skip


def test_a_job_whose_person_changed_roles_meanwhile_makes_no_file(tmp_path):
    somebody = person("focal_point", "THA")
    job = asked(actor_for(somebody, today=make.NOON.date()), Format.CSV)
    designated(somebody, "officer")

    with pytest.raises(WorkFailed, match="changed"):
        made(job, tmp_path)


def test_the_stage_of_a_reply_and_its_use_are_no_other_states_affair(tmp_path):
    published("THA", "Public text")

    others = as_rows(made(asked(actor("focal_point", "BRA"), Format.CSV), tmp_path))[0]
    ours = as_rows(made(asked(make.focal_point("THA"), Format.CSV, own=True), tmp_path))[0]
    officers = as_rows(made(asked(actor("officer"), Format.CSV), tmp_path))[0]

    between = {"Stage", "Use in the report", "Provisional", "More time, until the end of"}
    assert between & set(others) == set()
    assert between <= set(ours)
    assert between <= set(officers)


def test_that_a_reply_is_provisional_and_until_when_it_is_not_late_stand_beside_its_stage(tmp_path):
    officer, until_on = actor("officer"), make.NOON.date() + timedelta(days=90)
    whole = make.ready()
    save_cover(whole, values={"is_provisional": True}, expected=whole.version, by=make.focal_point())
    for days in (80, 90):
        until = make.NOON.date() + timedelta(days=days)
        given = {"until_on": until, "reason": "Elections", "by": officer, "now": make.NOON}
        extend_deadline(whole.cycle, whole.respondent, **given)
    submit(whole, by=make.focal_point(), now=make.NOON)
    make.sent("KEN", of=whole.cycle)

    rows = {row["State code"]: row for row in as_rows(made(asked(officer, Format.CSV), tmp_path))}
    (own,) = as_rows(made(asked(make.focal_point("THA"), Format.CSV, own=True), tmp_path))

    for row in (rows["THA"], own):
        assert (row["Provisional"], row["More time, until the end of"]) == ("yes", until_on.isoformat())
    assert (rows["KEN"]["Provisional"], rows["KEN"]["More time, until the end of"]) == ("no", "")
