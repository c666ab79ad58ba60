"""The documents of a call, for officers and for the people of the States that are asked."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commitments.access.guards import SignedInRequest, signed_in
from commitments.calls import queries
from commitments.calls.models import CallDocument
from commitments.evidence.serving import stored_attachment
from commitments.files.kinds import ACCEPTED
from commitments.web.rendering import render_page

TEMPLATE = "commitments/calls/call.html"


@require_safe
@signed_in
def call(request: SignedInRequest, slug: str) -> HttpResponse:
    """The call as those asked get it; for whoever is not asked it does not exist (404)."""
    cycle = get_object_or_404(queries.calls_for(request.actor), slug=slug)
    documents = queries.documents_of(cycle, request.actor)
    crumbs = [("/", _("Overview")), ("", cycle.name)]
    return render_page(request, TEMPLATE, {"cycle": cycle, "documents": documents, "breadcrumbs": crumbs})


@require_safe
@signed_in
def document(request: SignedInRequest, slug: str, language: str, form: str) -> HttpResponseBase:
    """One document as an attachment, its digest checked while it is read; 404 where it is not made yet."""
    visible = CallDocument.objects.visible_to(request.actor).filter(made_at__isnull=False)
    found: CallDocument = get_object_or_404(visible, cycle__slug=slug, language=language, form=form)
    content_type = ACCEPTED[found.form].content_type
    return stored_attachment(found, name=f"call-{slug}-{language}.{form}", content_type=content_type)
