"""Ending one of one's own sessions (the list of them is django-allauth's)."""

from allauth.usersessions.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commitments.access.guards import SignedInRequest, signed_in


@require_POST
@signed_in
def end_session(request: SignedInRequest, pk: int) -> HttpResponse:
    """Sign out whoever uses this session of the person; his present one is ended by signing out."""
    others = UserSession.objects.filter(user=request.user).exclude(session_key=request.session.session_key)
    get_adapter().end_sessions([get_object_or_404(others, pk=pk)])
    messages.success(request, _("The session was ended."))
    return redirect("usersessions_list")
