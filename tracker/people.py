"""Settings of people: accounts, passwords, the second factor, limits. `tracker.settings` takes them all."""

from tracker import env as _env
from tracker import organizations as _organizations

_environment = _env.current()
_tls = _environment.flag("BEHIND_TLS_PROXY")

AUTH_USER_MODEL = "commitments.User"
AUTHENTICATION_BACKENDS = ["commitments.access.backends.DesignatedPeople"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "commitments.access.adapters.InvitationOnly"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "optional"  # accounts are made by an administrator, on a note verbale
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a changed password or second factor is told to its person
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nobody is written to whom no State designated
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_RATE_LIMITS = {  # by network address (ip), account (user) and what was typed as one (key); in CACHE_URL
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reauthenticate": "10/m/user",
    "reset_password": "20/m/ip,5/m/key",
    "reset_password_from_key": "20/m/ip",
    "change_password": "5/m/user",
    "manage_email": "10/m/user",
    "confirm_email": "1/3m/key",
    "signup": "20/m/ip",
    "organization": "30/m/ip",
    "contribute": "30/m/ip",
    "verify_receipt": "30/m/ip",
}
ACCOUNT_FORMS = {"login": "commitments.access.forms.Door"}
SIGN_IN_PROVIDERS = _organizations.read(
    _environment.text("SIGN_IN_PROVIDERS"), needs_tls=_environment.deployment() == _env.PRODUCTION
)
SOCIALACCOUNT_ADAPTER = "commitments.access.organizations.adapter.StraightAndShort"
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5  # seconds that an organization may take to answer
MFA_RATE_LIMITS = {"webauthn_login": "10/m/ip"}
ALLAUTH_TRUSTED_PROXY_COUNT = _environment.number("PROXIES") if _tls else 0
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if _tls else "http"
MFA_ADAPTER = "commitments.access.factor_keys.Encrypted"
FACTOR_KEY = _environment.text("FACTOR_KEY")  # without one, SECRET_KEY stands for it
FACTOR_KEYS_BEFORE = _environment.words("FACTOR_KEYS_BEFORE")
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses come with a note verbale; nobody signs up with another's
MFA_TOTP_ISSUER = _environment.text("SITE_NAME")
MFA_FORMS = {
    "authenticate": "commitments.access.forms.SignIn",
    "reauthenticate": "commitments.access.forms.SignInAgain",
    "add_webauthn": "commitments.access.forms.AddPasskey",
    "authenticate_webauthn": "commitments.access.forms.PasskeyAsSecondStep",
    "login_webauthn": "commitments.access.forms.PasskeyAlone",
    "reauthenticate_webauthn": "commitments.access.forms.PasskeyAgain",
}
MFA_TOTP_TOLERANCE = 1  # a telephone's clock may be half a minute off, and typing takes time
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = _environment.deployment() != _env.PRODUCTION
