"""What django-allauth asks us: nobody signs up; accounts come with a designation."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.access.models import User, actor_for
from commitments.access.organizations.session import came_by
from commitments.access.permissions import Permission

OURS = {"allauth.mfa.stages.AuthenticateStage": "commitments.access.stages.SecondStep"}


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

    def get_login_stages(self) -> list[str]:
        """The library's, with a second step that may have been given at an organization."""
        return [OURS.get(stage, stage) for stage in super().get_login_stages()]

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, str]]:
        """How a person shows again who he is: first where he came from, if an organization signed him in."""
        ways: list[dict[str, str]] = super().get_reauthentication_methods(user)
        organization = came_by(self.request, user) if self.request and isinstance(user, User) else None
        if organization is None:
            return ways
        address = reverse("access:organization_again", args=[organization.id])
        words = _("By %(organization)s") % {"organization": organization.name}
        return [{"id": "organization", "description": words, "url": address}, *ways]

    def is_safe_url(self, url: str | None) -> bool:
        """Whether to go on to `url` after signing in; what is no address at all is not safe (allauth raises on it)."""
        try:
            return bool(super().is_safe_url(url))
        except ValueError:
            return False
