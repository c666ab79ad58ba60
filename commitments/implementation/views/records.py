"""What the pages of every record of a respondent do alike: withdrawing it with a reason, and its audience."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from commitments.access.guards import SignedInRequest
from commitments.access.verbs import carry_out
from commitments.implementation.forms import AudienceForm, WithdrawForm
from commitments.implementation.services import set_audience
from commitments.implementation.views.common import from_desk
from commitments.web.rendering import UNPROCESSABLE, render_page


def ask_reason(
    request: SignedInRequest, record: Any, verb: Callable[..., None], *, template: str, done: str
) -> HttpResponse:
    """Ask for the reason; then withdraw and return to the record's page, where it can be restored at once."""
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        carry_out(request, verb, record, done=done, reason=form.cleaned_data["reason"])
        return redirect(record)
    context = {
        "record": record,
        "form": form,
        "breadcrumbs": from_desk((record.get_absolute_url(), record.title), ("", _("Withdraw"))),
    }
    return render_page(request, template, context, status=UNPROCESSABLE if form.is_bound else 200)


def save_audience(request: SignedInRequest, record: Any, verb: Callable[..., None] = set_audience) -> HttpResponse:
    """Take the audience chosen on the record's page, and return there."""
    form = AudienceForm(request.POST)
    if form.is_valid():
        carry_out(request, verb, record, done=_("The audience is saved."), audience=form.chosen())
    else:
        messages.error(request, str(form.errors["audience"][0]))
    return redirect(record)
