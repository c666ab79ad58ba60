"""What was made of a file, to be looked at without opening it: pages as images, or its words on a page of their own."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commitments.access.fresh import asked_first
from commitments.access.guards import SignedInRequest, requires
from commitments.access.permissions import Permission
from commitments.auditing.models import Download
from commitments.auditing.services import note_download
from commitments.evidence.models import Evidence
from commitments.evidence.serving import preview_of, words_of
from commitments.evidence.views.common import own_evidence
from commitments.implementation.views.common import from_desk
from commitments.web.rendering import render_page

WORDS = "commitments/evidence/words.html"


@require_safe
@requires(Permission.DESK_OPEN)
def preview(request: SignedInRequest, public_id: UUID, number: int) -> HttpResponseBase:
    """One page as an image, for whoever may have the file itself; noted as the file would be."""
    evidence = own_evidence(request, public_id)
    if evidence.is_confidential and (asked := asked_first(request)):
        return asked
    image = preview_of(evidence.blob, number=number)
    _note(request, evidence)
    return image


@require_safe
@requires(Permission.DESK_OPEN)
def words(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """The first words of a text or an office document, for whoever may have the file itself; noted alike."""
    evidence = own_evidence(request, public_id)
    if evidence.is_confidential and (asked := asked_first(request)):
        return asked
    context = {
        "evidence": evidence,
        "words": words_of(evidence.blob),
        "breadcrumbs": from_desk((evidence.get_absolute_url(), evidence.title), ("", _("Words of the file"))),
    }
    _note(request, evidence)
    return render_page(request, WORDS, context)


def _note(request: SignedInRequest, evidence: Evidence) -> None:
    note_download(
        Download.Kind.PREVIEW, evidence.public_id, by=request.actor, now=timezone.now(),
        respondent_id=evidence.respondent_id,
    )  # fmt: skip
