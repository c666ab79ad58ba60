"""What django-allauth asks us before it speaks with an organization."""

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest
from requests import Session


class StraightAndShort(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth is not typed
    """Requests with a time limit, which lead nowhere but to where they go; the library's own ways in are shut."""

    def get_requests_session(self) -> Session:
        """The library's, with its time limit. A redirect would carry a secret to somebody else: it is a failure."""
        session: Session = super().get_requests_session()
        session.max_redirects = 0
        return session

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[object]:
        """None: whom to ask stands in the environment, and never in the database."""
        return []

    def is_open_for_signup(self, request: HttpRequest, sociallogin: object) -> bool:
        """Never: an account is made when somebody is designated."""
        return False
