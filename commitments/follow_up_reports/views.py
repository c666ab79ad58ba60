"""Pages of follow-up reports: the list of cycles, and the plain report of one."""

from django.http import Http404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.access.guards import ActedRequest, public
from commitments.access.revalidation import revalidated
from commitments.follow_up_reports.composing import compose
from commitments.follow_up_reports.queries import cycle_of, material
from commitments.submissions.models import ReportingCycle
from commitments.web.language import reading_language
from commitments.web.rendering import render_page


@public
@revalidated()
def reports(request: ActedRequest) -> TemplateResponse:
    """The cycles, each with its report."""
    cycles = ReportingCycle.objects.newest_first()
    return render_page(request, "commitments/follow_up_reports/reports.html", {"cycles": cycles})


@public
@revalidated()
def report(request: ActedRequest, slug: str) -> TemplateResponse:
    """The report of a cycle, made of what this reader may see within the use that States allowed."""
    cycle = cycle_of(slug)
    if cycle is None:
        raise Http404
    now = timezone.now()
    made = compose(material(cycle, actor=request.actor, language=reading_language()), now=now)
    crumbs = [("/", _("Overview")), ("/reports/", _("Reports")), ("", cycle.name)]
    return render_page(
        request, "commitments/follow_up_reports/report.html", {"cycle": cycle, "report": made, "breadcrumbs": crumbs}
    )
