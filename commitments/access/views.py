"""One's own appointments; and ending one of one's own sessions (the list of them is django-allauth's)."""

from allauth.usersessions.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commitments.access.appointments import appointments_of
from commitments.access.guards import SignedInRequest, signed_in
from commitments.web.rendering import render_page


@require_safe
@signed_in
def appointments(request: SignedInRequest) -> HttpResponse:
    """What the person may do here, since when and until when; what ended, and who can renew it."""
    context = {
        "appointments": appointments_of(request.user, today=timezone.localdate()),
        "breadcrumbs": [("/", _("Overview")), ("", _("Your appointments"))],
    }
    return render_page(request, "commitments/access/appointments.html", context)


@require_POST
@signed_in
def end_session(request: SignedInRequest, pk: int) -> HttpResponse:
    """Sign out whoever uses this session of the person; his present one is ended by signing out."""
    others = UserSession.objects.filter(user=request.user).exclude(session_key=request.session.session_key)
    get_adapter().end_sessions([get_object_or_404(others, pk=pk)])
    messages.success(request, _("The session was ended."))
    return redirect("usersessions_list")
