"""The page of one piece of evidence, and its file."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commitments.access.guards import SignedInRequest, requires
from commitments.access.permissions import Permission
from commitments.auditing.models import Download
from commitments.evidence.serving import attachment_for
from commitments.evidence.views.common import asked_of_confidential, note_taken, own_evidence
from commitments.implementation.forms import AudienceForm
from commitments.implementation.forms.fields import language_choices
from commitments.implementation.queries import actions_of
from commitments.implementation.speaking import may_record
from commitments.implementation.views.common import from_desk
from commitments.web.rendering import render_page

TEMPLATE = "commitments/evidence/piece.html"
MOST_OFFERED = 200


@require_safe
@requires(Permission.DESK_OPEN)
def piece(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """What it is, what it shows, who may read it."""
    evidence = own_evidence(request, public_id)
    actions = actions_of(evidence.respondent, request.actor).prefetch_related(None)
    context = {
        "evidence": evidence,
        "respondent": evidence.respondent,
        "language": dict(language_choices()).get(evidence.language, evidence.language),
        "attachable": actions.filter(withdrawn_at__isnull=True).exclude(evidence=evidence)[:MOST_OFFERED],
        "audience_form": AudienceForm(initial={"audience": evidence.audience}),
        "may_record": may_record(request.actor, evidence.respondent_id, Permission.EVIDENCE_RECORD),
        "may_set_audience": may_record(request.actor, evidence.respondent_id, Permission.AUDIENCE_SET),
        "breadcrumbs": from_desk(
            (f"{reverse('evidence:evidence')}?for={evidence.respondent.code}", _("Evidence")), ("", evidence.title)
        ),
    }
    return render_page(request, TEMPLATE, context)


@require_safe
@requires(Permission.DESK_OPEN)
def file(request: SignedInRequest, public_id: UUID) -> HttpResponseBase:
    """The file, for the State's own people, noted; everybody else takes what was submitted from its own address."""
    evidence = own_evidence(request, public_id)
    if asked := asked_of_confidential(request, evidence):
        return asked
    note_taken(request, evidence, Download.Kind.EVIDENCE)
    return attachment_for(evidence.blob, name=evidence.file_name)
