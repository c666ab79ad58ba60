"""A real worker that is killed while it speaks to a real mail server: nothing is sent twice, nothing is lost."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from commitments.notices.digests import make_digests
from commitments.notices.mailing.sending import SILENT_FOR, send_waiting
from commitments.notices.models import Mail
from commitments.submissions import services
from tests.conftest import WORKER, Program, program_environment
from tests.factories import submissions as make
from tests.factories.access import person
from tests.notices.post_office import PostOffice
from tests.waiting import wait_for

STATE = {"rcpt": ("sent", ""), "data": ("failed", "uncertain")}
"""Where the worker stood, and what its mail comes to: the server had nothing, or may have had it."""


@pytest.mark.parametrize("step", STATE)
def test_a_worker_killed_at_the_mail_server_leaves_a_row_that_knows_what_may_have_happened(
    committed_db: str, settings, tmp_path: Path, post_office: PostOffice, step: str
):
    post_office.order(f"stall-{step}")
    mail = a_mail_made_now()
    worker = a_worker(committed_db, settings, tmp_path, post_office)
    wait_for(lambda: post_office.is_stalled(step))

    worker.kill()
    mail.refresh_from_db()
    found = mail.state
    post_office.normal()
    later = timezone.now() + SILENT_FOR + timedelta(minutes=1)
    send_waiting(now=lambda: later)

    mail.refresh_from_db()
    assert found == "being_sent"
    assert (mail.state, mail.reason) == STATE[step]
    assert make_digests(now=later) == (1 if step == "data" else 0)  # then the week's mail has the news
    assert len([one for one in post_office.mails() if str(mail.public_id) in one["Message-ID"]]) <= 1
    assert Mail.objects.filter(state="being_sent").count() == 0


def a_mail_made_now() -> Mail:
    """As a person causes it: announced, heard when it is kept, and the worker told."""
    reader = person("clearance", "THA")
    services.send_to_clearance(make.ready("THA"), by=make.focal_point("THA"), now=timezone.now())
    return Mail.objects.get(recipient=reader)


def a_worker(name: str, settings, folder: Path, post_office: PostOffice) -> Program:
    """A worker on this test's clone, whose mails go to the server."""
    environment = program_environment(name, settings.MEDIA_ROOT)
    environment |= {"EMAIL_URL": f"smtp://127.0.0.1:{post_office.port}"}
    return Program([*WORKER.split(), "-n", f"{name}@mails"], environment, folder / "worker.log")
