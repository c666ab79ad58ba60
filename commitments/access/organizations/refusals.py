"""Why an organization's word signed nobody in: what happened, and what to do."""

from django.utils.translation import gettext as _

from commitments.access.organizations.known import Organization
from commitments.access.refusals import Refused


class SignInRefused(Refused):
    """Nobody was signed in, and nothing was written."""


class NoAnswer(SignInRefused):
    """The organization could not be asked, or answered nonsense."""

    def __init__(self, organization: Organization) -> None:
        super().__init__(
            _("%(organization)s did not answer. Try again in some minutes, or sign in with your password.")
            % _of(organization)
        )


class NotConfirmed(SignInRefused):
    """What came back was not asked for, not signed by the organization, too old, or for somebody else."""

    def __init__(self, organization: Organization) -> None:
        super().__init__(
            _("What came back from %(organization)s could not be trusted, so nobody was signed in. Begin again.")
            % _of(organization)
        )


class TurnedAway(SignInRefused):
    """The person went back, or the organization did not let him in."""

    def __init__(self, organization: Organization) -> None:
        super().__init__(
            _("%(organization)s did not sign you in. Try again, or sign in with your password.") % _of(organization)
        )


class AddressNotVerified(SignInRefused):
    """No e-mail address came along, or one that the organization does not vouch for."""

    def __init__(self, organization: Organization) -> None:
        super().__init__(
            _(
                "%(organization)s did not vouch for your e-mail address, so your account was not found by it. "
                "Ask the people who run its sign-in, or sign in with your password."
            )
            % _of(organization)
        )


class NotItsOwn(SignInRefused):
    """The account is of another organization."""

    def __init__(self, organization: Organization) -> None:
        super().__init__(
            _(
                "%(organization)s signs in its own people only, and your e-mail address is of another domain. "
                "Sign in with your password."
            )
            % _of(organization)
        )


class NotDesignated(SignInRefused):
    """There is no such account, it was closed, or no designation of it is in force."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "There is no account for you here, or no designation of it is in force. Accounts are opened when a "
                "State names somebody to the secretariat by note verbale: ask your Permanent Mission."
            )
        )


class TiedElsewhere(SignInRefused):
    """The organization's person belongs to another account, or the account to another person of it."""

    def __init__(self, organization: Organization) -> None:
        super().__init__(
            _(
                "Your account here and your account at %(organization)s do not belong together: one of them is tied to "
                "another. Sign in with your password, and ask an administrator to untie it."
            )
            % _of(organization)
        )


def _of(organization: Organization) -> dict[str, str]:
    return {"organization": organization.name}
