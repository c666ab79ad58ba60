"""Which cycle is read: the one asked for, else the newest."""

from commitments.instruments.models import Obligation
from commitments.submissions.models import ReportingCycle
from commitments.web.kept import by_reference


@by_reference
def cycles() -> list[ReportingCycle]:
    """All cycles, the newest first."""
    return list(ReportingCycle.objects.newest_first())


def cycle_named(slug: str) -> ReportingCycle | None:
    """The cycle with this short name; the newest where there is none of that name."""
    known = cycles()
    return next((one for one in known if one.slug == slug), known[0] if known else None)


@by_reference
def paragraphs_of(cycle: ReportingCycle, language: str) -> list[Obligation]:
    """What the cycle asks of States, in the order of the text, with labels."""
    asked = Obligation.objects.asked_of_states().filter(instrument__in=cycle.instruments.all())
    return list(asked.in_text_order().with_labels(language).select_related("instrument", "paragraph"))
