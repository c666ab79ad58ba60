"""What the database of a release holds: people who sign in, replies of three States, files, a history under seals."""

from datetime import timedelta

from django.utils import timezone

from commitments.auditing.services import verify_and_keep
from commitments.history.sealing.services import seal_history
from commitments.instruments.models import Instrument
from tests.factories import evidence
from tests.factories import submissions as make
from tests.factories.access import actor, person

PASSWORD = "the password of a release"
WRITER, OFFICER = "writer@example.org", "officer@example.org"
STATES, AT_WORK = ("KEN", "THA", "FJI"), "FJI"
ANSWER, TITLE, FILE = "What was done, as it was saved then.", "The law of then", "a law of then"


def fill() -> None:
    """Two States replied, the third is writing; each has a law, its file and a link, and all is under two seals."""
    people()
    founding = Instrument.objects.get(is_founding=True)
    cycle = make.cycle(*STATES, on=founding)
    asked = [one for one in make.obligations(cycle) if not one.answers_as][:3]
    for code in STATES:
        by = actor("focal_point", code)
        make.action(code, *asked, title=TITLE)
        evidence.file(code, by=by, words=FILE, title=TITLE)
        evidence.link(code, by=by, title=f"{TITLE} on the web")
        whole = make.ready(code, of=cycle, on=asked[0], narrative=ANSWER)
        if code != AT_WORK:
            make.services.submit(whole, by=by, now=make.NOON)
    seal_history(now=timezone.now())
    make.figure(AT_WORK, asked[1])
    seal_history(now=timezone.now() + timedelta(days=1))
    verify_and_keep(now=timezone.now())


def people() -> None:
    """A focal point with a password, an officer with a password and an authenticator app."""
    for user in (person("focal_point", AT_WORK, email=WRITER), person("officer", email=OFFICER)):
        user.set_password(PASSWORD)
        user.save()
