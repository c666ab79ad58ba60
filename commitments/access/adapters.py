"""What django-allauth asks us: nobody signs up; accounts come with a designation."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class InvitationOnly(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-in, sign-out and passwords as allauth does them; sign-up is closed."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: an account is made when somebody is designated."""
        return False
