"""Who types where: a cycle on a small text, States that replied already, and focal points at their desks."""

from itertools import count
from typing import Any

from commitments.access.audience import UseInReport
from commitments.respondents.models import Respondent
from commitments.submissions.models import ReportingCycle, Submission
from tests.breaking.ground import Ground
from tests.breaking.ledger import Ledger
from tests.breaking.people import FocalPoint, browser_of
from tests.factories import submissions as make
from tests.factories.access import person

REFERENCES = ["D1", "D2", "D3", "D4"]
REPLIED = ("KEN", "THA")
NUMBER = count(1)


def words(code: str, reference: str) -> str:
    """A text that nobody else ever wrote."""
    return f"{code} on {reference}, text {next(NUMBER)}: what was done."


def cycle(*codes: str, **fields: Any) -> ReportingCycle:
    """An open cycle in which some States replied already; the others' replies can be sent once they say something."""
    made = make.cycle(*codes, *REPLIED, on=make.instrument(asked=len(REFERENCES), optional=0), **fields)
    for code in REPLIED:
        make.sent(code, of=made, narrative=words(code, "D1"))
    return made


def desks(ground: Ground, of: ReportingCycle, ledger: Ledger, *codes: str) -> list[FocalPoint]:
    """A focal point with a browser for each State."""
    text = of.instruments.get().slug
    people = []
    for code in codes:
        Submission.objects.filter(pk=make.submission(code, of=of).pk).update(use_in_report=UseInReport.NAMED)
        browser = browser_of(person("focal_point", code), ground.port)
        people.append(FocalPoint(code, f"/desk/{code}/{of.slug}/", text, REFERENCES, browser, ledger))
    return people


def others(number: int) -> list[str]:
    """So many Member States that have not replied."""
    codes = Respondent.objects.member_states().in_order().exclude(code__in=REPLIED).values_list("code", flat=True)
    return list(codes[:number])
