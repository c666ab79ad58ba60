"""What was made of a file, to be looked at without opening it: pages as images, or its words on a page of their own."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commitments.access.guards import SignedInRequest, requires
from commitments.access.permissions import Permission
from commitments.auditing.models import Download
from commitments.evidence.serving import preview_of, words_of
from commitments.evidence.views.common import asked_of_confidential, note_taken, own_evidence
from commitments.implementation.views.common import from_desk
from commitments.web.rendering import render_page

WORDS = "commitments/evidence/words.html"


@require_safe
@requires(Permission.DESK_OPEN)
def preview(request: SignedInRequest, public_id: UUID, number: int) -> HttpResponseBase:
    """One page as an image, for whoever may have the file itself; noted as the file would be."""
    evidence = own_evidence(request, public_id)
    if asked := asked_of_confidential(request, evidence):
        return asked
    image = preview_of(evidence.blob, number=number)
    note_taken(request, evidence, Download.Kind.PREVIEW)
    return image


@require_safe
@requires(Permission.DESK_OPEN)
def words(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """The first words of a text or an office document, for whoever may have the file itself; noted alike."""
    evidence = own_evidence(request, public_id)
    if asked := asked_of_confidential(request, evidence):
        return asked
    context = {
        "evidence": evidence,
        "words": words_of(evidence.blob),
        "breadcrumbs": from_desk((evidence.get_absolute_url(), evidence.title), ("", _("Words of the file"))),
    }
    note_taken(request, evidence, Download.Kind.PREVIEW)
    return render_page(request, WORDS, context)
