"""The second step of signing in: given here, or already at the organization that the person came by."""

from allauth.account.authentication import get_authentication_records
from allauth.mfa.stages import AuthenticateStage
from django.http import HttpRequest

from commitments.access.organizations.known import is_shown


class SecondStep(AuthenticateStage):  # type: ignore[misc]  # allauth is not typed
    """The library's, left out for whom an organization asked for one and says so in words that count."""

    def _should_handle(self, request: HttpRequest) -> bool:
        asked: bool = super()._should_handle(request)
        return asked and not any(map(is_shown, get_authentication_records(request, self.login.user)))
