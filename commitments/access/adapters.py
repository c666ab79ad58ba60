"""What django-allauth asks us: nobody signs up; accounts come with a designation."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils import timezone

from commitments.access.models import User, actor_for
from commitments.access.permissions import Permission


class InvitationOnly(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-in, sign-out and passwords as allauth does them; sign-up is closed."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: an account is made when somebody is designated."""
        return False

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        """The link to choose a password; to whoever never signed in, in the words of an invitation."""
        prefix = "account/email/password_reset_key" if user.last_login else "emails/invitation"
        self.send_mail(prefix, email, context)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The place where this person works: the State's desk, the secretariat's dashboard, else the overview."""
        if not isinstance(request.user, User):
            return "/"
        person = actor_for(request.user, today=timezone.localdate())
        if person.respondent_ids:
            return "/desk/"
        return "/dashboard/" if person.may(Permission.DASHBOARD_READ) else "/"

    def is_safe_url(self, url: str | None) -> bool:
        """Whether to go on to `url` after signing in; what is no address at all is not safe (allauth raises on it)."""
        try:
            return bool(super().is_safe_url(url))
        except ValueError:
            return False
