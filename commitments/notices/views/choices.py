"""How soon a person wants mails, kind by kind."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commitments.access.guards import SignedInRequest, signed_in
from commitments.notices import services
from commitments.notices.forms import ChoicesForm
from commitments.web.rendering import UNPROCESSABLE, render_page

TEMPLATE = "commitments/notices/choices.html"


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def choices(request: SignedInRequest) -> HttpResponse:
    """The form, and what was chosen in it."""
    form = ChoicesForm(request.POST or None, initial=services.choices_of(request.actor))
    if request.method == "POST" and form.is_valid():
        services.choose(form.paces(), by=request.actor, now=timezone.now())
        messages.success(request, _("Your choice is kept."))
        return redirect("notices:choices")
    crumbs = [("/inbox/", _("Inbox")), ("", _("Mails"))]
    status = UNPROCESSABLE if form.is_bound else 200
    return render_page(request, TEMPLATE, {"form": form, "breadcrumbs": crumbs}, status=status)
