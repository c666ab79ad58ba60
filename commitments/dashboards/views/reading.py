"""Pages everybody may open: the overview, the texts, a paragraph, all that is asked."""

from typing import Any

from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from commitments.access.guards import ActedRequest, public
from commitments.access.revalidation import revalidated
from commitments.dashboards import rows
from commitments.dashboards.filters import form_for
from commitments.dashboards.queries import obligations as obligations_read
from commitments.dashboards.queries import overview as overview_read
from commitments.dashboards.queries import paragraph as paragraph_read
from commitments.dashboards.queries import text as text_read
from commitments.instruments.models import Instrument, Obligation
from commitments.instruments.queries import founding_slug
from commitments.web.rendering import render_page

HERE = "commitments/dashboards/"


@public
@revalidated()
def overview(request: ActedRequest) -> TemplateResponse:
    page = overview_read.overview(request.actor, request.GET)
    return _rendered(request, "overview", {"overview": page, "page": page})


@public
@revalidated()
def texts(request: ActedRequest) -> TemplateResponse:
    return render_page(request, f"{HERE}texts.html", {"texts": rows.texts()})


@public
@revalidated()
def text(request: ActedRequest, slug: str) -> TemplateResponse:
    try:
        page = text_read.text_page(request.actor, slug, request.GET)
    except Instrument.DoesNotExist:
        raise Http404(_("No text of this name is held here.")) from None
    crumbs = [(reverse("dashboards:texts"), _("Texts")), ("", page.instrument.symbol)]
    return _rendered(request, "text", {"page": page, "breadcrumbs": crumbs})


@public
@revalidated()
def paragraph(request: ActedRequest, slug: str, reference: str) -> TemplateResponse:
    return _paragraph(request, slug, reference)


def _paragraph(request: ActedRequest, slug: str, reference: str) -> TemplateResponse:
    try:
        page = paragraph_read.paragraph_page(request.actor, slug, reference, request.GET)
    except (Instrument.DoesNotExist, Obligation.DoesNotExist):
        raise Http404(_("No paragraph of this name is held here.")) from None
    crumbs = [
        (reverse("dashboards:texts"), _("Texts")),
        (reverse("dashboards:text", args=[slug]) + page.filters.as_of_tail, page.instrument.symbol),
        ("", page.row.reference),
    ]
    return _rendered(request, "paragraph", {"page": page, "breadcrumbs": crumbs})


def _rendered(request: ActedRequest, name: str, context: dict[str, Any]) -> TemplateResponse:
    """The page with the choice of its cycle; an address that names none that is known is said to be wrong."""
    page = context["page"]
    context["form"] = form_for(page.filters, page.known, ("cycle",))
    status = 404 if page.filters.unknown else 200
    return render_page(request, f"{HERE}{name}.html", context, status=status)


@public
@revalidated()
def obligations(request: ActedRequest) -> TemplateResponse:
    page = obligations_read.obligations_page(request.GET)
    context = {"page": page, "fields": obligations_read.fields_of(page)}
    status = 404 if page.unknown else 200
    return render_page(request, f"{HERE}obligations.html", context, partial="panel", status=status)


@public
@revalidated()
def obligation(request: ActedRequest, reference: str) -> TemplateResponse:
    """The short form of a paragraph's address: that of the founding text."""
    slug = founding_slug()
    if not slug:
        raise Http404(_("No text is held here yet."))
    response = _paragraph(request, slug, reference)
    address = request.build_absolute_uri(reverse("dashboards:paragraph", args=[slug, reference]))
    response.headers["Link"] = f'<{address}>; rel="canonical"'
    if response.context_data is not None:
        response.context_data["canonical"] = address
    return response
