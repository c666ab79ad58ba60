"""The stories of an action and of a piece of evidence, for the State's own people."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commitments.access.guards import SignedInRequest, requires
from commitments.access.permissions import Permission
from commitments.auditing.telling import tell
from commitments.evidence.models import Evidence
from commitments.implementation.views.common import from_desk, own_action


@require_safe
@requires(Permission.DESK_OPEN)
def action_story(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Who changed this action, and when."""
    found = own_action(request, public_id)
    actions = (f"{reverse('implementation:actions')}?for={found.respondent.code}", _("Implementation actions"))
    way = from_desk(actions, (found.get_absolute_url(), found.title), ("", _("Story")))
    return tell(request, found, title=found.title, breadcrumbs=way)


@require_safe
@requires(Permission.DESK_OPEN)
def story(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Who changed this piece of evidence, who took its file, and when."""
    own = Evidence.objects.visible_to(request.actor).select_related("respondent")
    found = get_object_or_404(own, public_id=public_id)
    pieces = (f"{reverse('evidence:evidence')}?for={found.respondent.code}", _("Evidence"))
    way = from_desk(pieces, (found.get_absolute_url(), found.title), ("", _("Story")))
    file = found.public_id if found.blob_id else None
    return tell(request, found, title=found.title, breadcrumbs=way, file=file)
