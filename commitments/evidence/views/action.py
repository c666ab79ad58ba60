"""The page of one action: what was done, the paragraphs it serves, its steps, and what shows it."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commitments.access.guards import SignedInRequest, requires
from commitments.access.permissions import Permission
from commitments.evidence.queries import attachable_to, evidence_of_action
from commitments.implementation.forms import AudienceForm
from commitments.implementation.kinds import DATE_FIELDS
from commitments.implementation.models import ImplementationAction, Milestone
from commitments.implementation.queries import key_of
from commitments.implementation.speaking import may_record
from commitments.implementation.views.common import from_desk, own_action
from commitments.web.rendering import render_page
from commitments.web.together import together

TEMPLATE = "commitments/evidence/action.html"
MOST_OFFERED = 200
SHOWN = ("lead_body", "partner", "law_title", "law_number")


@require_safe
@requires(Permission.DESK_OPEN)
def action(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """One action of the person's own State."""
    found = own_action(request, public_id)
    steps, shown_by, attachable = together(
        Milestone.objects.visible_to(request.actor).filter(action=found).order_by("due_on", "pk"),
        evidence_of_action(found, request.actor),
        attachable_to(found, request.actor)[:MOST_OFFERED],
    )
    context = {
        "action": found,
        "respondent": found.respondent,
        "facts": _facts(found),
        "served": [(key_of(link.obligation), link.obligation, link.label_read) for link in found.links.all()],
        "steps": [step for step in steps if not step.is_withdrawn],
        "removed_steps": [step for step in steps if step.is_withdrawn],
        "evidence": shown_by,
        "attachable": attachable,
        "audience_form": AudienceForm(initial={"audience": found.audience}),
        "may_record": may_record(request.actor, found.respondent_id, Permission.ACTION_RECORD),
        "may_attach": may_record(request.actor, found.respondent_id, Permission.EVIDENCE_RECORD),
        "may_set_audience": may_record(request.actor, found.respondent_id, Permission.AUDIENCE_SET),
        "breadcrumbs": from_desk(
            (f"{reverse('implementation:actions')}?for={found.respondent.code}", _("Implementation actions")),
            ("", found.title),
        ),
    }
    return render_page(request, TEMPLATE, context)


def _facts(found: ImplementationAction) -> list[tuple[Any, Any, bool]]:
    """Names and values of what was filled in; the third says that the value is a day."""
    words = [(_named(name), getattr(found, name), False) for name in SHOWN]
    days = [(_named(name), getattr(found, name), True) for name in DATE_FIELDS]
    money = []
    if found.amount is not None:
        amount = number_format(found.amount, decimal_pos=2, force_grouping=True)
        money = [(_named("amount"), f"{amount} {found.currency}", False)]
    return [fact for fact in (*words, *days, *money) if fact[1]]


def _named(field: str) -> Any:
    return capfirst(ImplementationAction._meta.get_field(field).verbose_name)  # type: ignore[union-attr]
