"""Mails about a person's account: sent once the change is kept, and never the reason why it is not."""

from collections.abc import Callable
from contextlib import nullcontext

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.password_reset import request_password_reset
from allauth.core.context import request_context
from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from commitments.access.models import SecondFactorRemoval, User


def invite(request: HttpRequest, user: User) -> None:
    """Send the person the link at which he chooses his password."""
    _after_commit(request, user, lambda: request_password_reset(request, user.email, [user], None))


def tell_of_new_place(request: HttpRequest, user: User) -> None:
    """Tell the person that he, or somebody, signed in from a browser not seen before."""
    adapter = get_adapter(request)
    context = {
        "timestamp": timezone.now(),
        "ip": adapter.get_client_ip(request),
        "user_agent": adapter.get_http_user_agent(request)[:200],
        "password_url": request.build_absolute_uri(reverse("account_reset_password")),
        "sessions_url": request.build_absolute_uri(reverse("usersessions_list")),
    }
    _after_commit(request, user, lambda: adapter.send_mail("emails/new_place", user.email, context))


def tell_of_removed_factor(removal: SecondFactorRemoval) -> None:
    """Tell the person that his second factor was removed, why, and what to do; a command tells it as a page does."""
    context = {"removal": removal, "site": settings.SITE_NAME}

    def send() -> None:
        subject = render_to_string("emails/factor_removed_subject.txt", context).strip()
        send_mail(subject, render_to_string("emails/factor_removed_message.txt", context), None, [removal.user.email])

    _after_commit(None, removal.user, send)


def _after_commit(request: HttpRequest | None, user: User, send: Callable[[], None]) -> None:
    """Once the change is kept, in the person's language; the library's own mails are made of a request."""

    def said_in_his_language() -> None:
        with translation.override(user.language), request_context(request) if request else nullcontext():
            send()

    transaction.on_commit(said_in_his_language, robust=True)
