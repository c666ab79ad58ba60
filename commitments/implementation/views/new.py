"""Recording an action."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commitments.access.guards import SignedInRequest, requires
from commitments.access.permissions import Permission
from commitments.access.refusals import Refused
from commitments.implementation import services
from commitments.implementation.forms import ActionForm
from commitments.implementation.queries import by_keys, servable
from commitments.implementation.speaking import Speaking, speaking_for
from commitments.implementation.views.common import from_desk, put_at_fields
from commitments.implementation.views.suggestions import SUGGEST, suggested_for
from commitments.web.language import reading_language
from commitments.web.rendering import UNPROCESSABLE, render_page

TEMPLATE = "commitments/implementation/new.html"


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ACTION_RECORD)
def new(request: SignedInRequest) -> HttpResponse:
    """The empty form, and what was typed into it recorded."""
    speaking = speaking_for(request, Permission.ACTION_RECORD)
    asked = servable(request.actor, speaking.respondent, reading_language())
    if request.method != "POST":
        initial = {"language": get_language(), "obligations": request.GET.getlist("obligation")}
        return _page(request, ActionForm(initial=initial, asked=asked), speaking)
    form = ActionForm(request.POST, asked=asked)
    if SUGGEST in request.POST:
        return _page(request, form, speaking)
    if form.is_valid():
        try:
            action = services.record_action(
                speaking.respondent, by=request.actor, now=timezone.now(), content=form.content(),
                obligations=by_keys(speaking.respondent, form.cleaned_data["obligations"]),
                request_id=form.cleaned_data["request_id"],
            )  # fmt: skip
        except Refused as refusal:
            put_at_fields(form, refusal)
        else:
            messages.success(request, _("The action is recorded."))
            return redirect(action)
    return _page(request, form, speaking, status=UNPROCESSABLE)


def _page(request: SignedInRequest, form: ActionForm, speaking: Speaking, *, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "respondent": speaking.respondent,
        "tabs": speaking.tabs(request),
        "suggestions": suggested_for(request, speaking.respondent, form=form),
        "says_errors": status == UNPROCESSABLE,
        "breadcrumbs": from_desk(
            (f"{reverse('implementation:actions')}?for={speaking.respondent.code}", _("Implementation actions")),
            ("", _("Record an action")),
        ),
    }
    return render_page(request, TEMPLATE, context, status=status)
