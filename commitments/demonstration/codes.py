"""The six digits of demonstration accounts: their secret is everybody's, and a command says what a telephone would."""

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt, encrypt

from commitments.access.factor_keys import FactorUnreadable
from commitments.access.models import User
from commitments.demonstration.refusals import DemonstrationRefused, refuse_in_production

SECRET = "DEMONSTRATIONSECRETOFEVERYBODY22"  # noqa: S105 - printed by make run; production refuses a database that knows it


def with_app(user: User) -> Authenticator:
    """The authenticator app of a demonstration account, to be saved."""
    return Authenticator(user=user, type=Authenticator.Type.TOTP, data={"secret": encrypt(SECRET)})


def current_code(email: str) -> str:
    """What the account's authenticator app shows now. Refused in production, and for anybody's real account."""
    refuse_in_production("Production tells nobody's codes.")
    app = Authenticator.objects.filter(
        user__email=email, user__is_demonstration=True, type=Authenticator.Type.TOTP
    ).first()
    if app is None:
        raise DemonstrationRefused(f"{email} is no demonstration account with an authenticator app.")
    try:
        return code_of(decrypt(app.data["secret"]))
    except FactorUnreadable as unreadable:
        raise DemonstrationRefused(f"The authenticator app of {email} was kept under another key.") from unreadable


def code_of(secret: str) -> str:
    """The six digits that belong to this secret now."""
    counters = sorted(yield_hotp_counters_from_time())
    return str(format_hotp_value(hotp_value(secret, counters[len(counters) // 2])))
