"""What became of each mail, for those who look after them; failed ones are sent again from here."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commitments.access.guards import SignedInRequest, requires
from commitments.access.permissions import Permission
from commitments.access.verbs import carry_out
from commitments.notices import services
from commitments.notices.models import Mail
from commitments.web.pagination import page_of
from commitments.web.rendering import render_page

TEMPLATE = "commitments/notices/mails.html"


@require_safe
@requires(Permission.MAILS_MANAGE)
def mails(request: SignedInRequest) -> HttpResponse:
    """All mails, or those in one state, the newest first; addresses for those who manage accounts."""
    found, asked = Mail.objects.visible_to(request.actor), request.GET.get("state", "")
    state = asked if asked in Mail.State.values else ""
    shown = found.filter(state=state) if state else found
    context = {
        "page": page_of(request, shown.select_related("recipient").order_by("-pk")),
        "tabs": [
            {"url": f"?state={value}", "label": label, "count": None, "current": value == state}
            for value, label in (("", _("All")), *Mail.State.choices)
        ],
        "shows_addresses": request.actor.may(Permission.ACCOUNT_MANAGE),
    }
    return render_page(request, TEMPLATE, context)


@require_POST
@requires(Permission.MAILS_MANAGE)
def again(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Have a mail that failed tried anew."""
    found = get_object_or_404(Mail.objects.visible_to(request.actor), public_id=public_id)
    carry_out(request, services.send_again, found, done=_("The mail is tried anew."))
    return redirect("notices:mails")
