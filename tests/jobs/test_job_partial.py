"""What a person sees of a job: how far, a way to cancel, the file, or the reason; also without script."""

from typing import Any

import pytest
from django.template.loader import render_to_string

from commitments.jobs.models import Job, JobState
from tests.factories.jobs import NOON


def seen(**fields: Any) -> str:
    job = Job(kind="x", created_at=NOON, made_for="secretariat", **fields)
    places = {"job_url": "/exports/1/", "cancel_url": "/exports/1/cancel/", "download_url": "/d/", "page_url": "/p/"}
    return render_to_string("commitments/jobs/_job.html", {"job": job, "title": "Records as CSV", **places})


def test_a_running_job_says_how_far_it_is_asks_again_and_can_be_cancelled() -> None:
    page = seen(state=JobState.RUNNING, done=40, total=80, words="Writing records")

    assert "Writing records" in page
    assert "40 of 80" in page
    assert '<progress value="40" max="80"' in page
    assert 'hx-get="/exports/1/" hx-trigger="every 1s"' in page
    assert 'method="post" action="/exports/1/cancel/"' in page
    assert 'href="/p/"' in page
    assert "Made for: secretariat" in page


def test_a_job_that_has_ended_asks_no_more_and_gives_its_file() -> None:
    page = seen(state=JobState.DONE, file_path="jobs/x", file_name="records.csv", file_size=2048, file_sha256="a" * 64)

    assert "hx-trigger" not in page
    assert 'href="/d/"' in page
    assert "records.csv" in page
    assert "a" * 64 in page


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"state": JobState.QUEUED}, "Waiting"),
        ({"state": JobState.FAILED, "error": "There is no room <left>."}, "There is no room &lt;left&gt;."),
        ({"state": JobState.CANCELLED}, "Cancelled"),
        ({"state": JobState.RUNNING, "cancel_requested_at": NOON}, "Being cancelled"),
    ],
)
def test_every_other_state_is_said_in_words(fields: dict[str, Any], words: str) -> None:
    assert words in seen(**fields)
