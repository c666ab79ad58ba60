"""One settings module for every way of running, driven by the environment through tracker.env."""

from pathlib import Path

import django_stubs_ext
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _
from kombu.entity import Queue
from pghistory import ContextJSONField, ForeignKey

from tracker import env as _env

django_stubs_ext.monkeypatch()
_environment = _env.current()
_paths = Path(_environment.text("VAR_DIR"))

BASE_DIR = _env.ROOT
DEPLOYMENT = _environment.deployment()
EMBEDDED = DEPLOYMENT == _env.EMBEDDED
DEBUG = _environment.flag("DEBUG")
SECRET_KEY = _environment.text("SECRET_KEY")
ALLOWED_HOSTS = _environment.words("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = _environment.words("TRUSTED_ORIGINS")
CSRF_FAILURE_VIEW = "commitments.access.typed.stale"
OPERATOR = _environment.text("SITE_OPERATOR")
SITE_NAME = _environment.text("SITE_NAME")
SCALE = _environment.number("SCALE")

ROOT_URLCONF = "tracker.urls"
WSGI_APPLICATION = "tracker.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
APPEND_SLASH = True

INSTALLED_APPS = [
    "commitments.apps.CommitmentsConfig",
    "commitments.access.administration.AdministrationConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.usersessions",
    "django_htmx",
    "template_partials",
    "pgtrigger",
    "pghistory",
    "csp",
    "tracker.apps.TrackerConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "commitments.web.printed.CompressionMiddleware",
    "csp.middleware.CSPMiddleware",
    "commitments.web.caching.PrivatePagesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "commitments.web.language.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    # Innermost: one transaction that carries the actor and covers the rendering.
    "commitments.access.middleware.ActingMiddleware",
    # Inside it: an empty refusal becomes a page, which asks the database as every page does.
    "commitments.access.wrong_method.WrongMethodMiddleware",
    # Inside it, after the rendering: what was shown is noted in the same transaction.
    "commitments.auditing.middleware.ReadingMiddleware",
]

# A probe asks whether the process lives, not whether the database does.
PATHS_WITHOUT_ACTOR = ("/healthz", "/readyz")

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "template_partials.templatetags.partials",
                "commitments.web.personal",
                "commitments.web.pieces",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.template.context_processors.tz",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "commitments.web.context.page",
            ],
        },
    }
]

# The database: three roles on one database. Nothing wraps a request but our own middleware.
STATEMENT_SECONDS = _environment.number("STATEMENT_SECONDS")
OWNER_DATABASE, MAINTENANCE_DATABASE = "owner", "maintenance"
_runtime = _environment.text("DATABASE_URL")


def _connection(name: str) -> dict[str, object]:
    url = _environment.text(name) or _runtime or "postgresql:///not-configured"
    return _env.database(url, name=name) | {
        "ATOMIC_REQUESTS": False,
        "CONN_HEALTH_CHECKS": True,
        "CONN_MAX_AGE": _environment.number("DATABASE_CONNECTION_SECONDS"),
    }


DATABASES = {
    "default": _connection("DATABASE_URL"),
    OWNER_DATABASE: _connection("DATABASE_OWNER_URL") | {"CONN_MAX_AGE": 0, "TEST": {"MIRROR": "default"}},
    MAINTENANCE_DATABASE: _connection("DATABASE_MAINTENANCE_URL") | {"CONN_MAX_AGE": 0, "TEST": {"MIRROR": "default"}},
}

# History: statement triggers, append only, with the context inside the event.
PGHISTORY_CONTEXT_FIELD = ContextJSONField()
PGHISTORY_FOREIGN_KEY_FIELD = ForeignKey(db_index=False)
PGHISTORY_APPEND_ONLY = True
PGHISTORY_ADMIN_ALL_EVENTS = False

# Seals over history: the key that signs them, the public halves of former ones, and a memory outside the database
SEALING_KEY = _environment.text("SEALING_KEY")
SEALING_KEYS_BEFORE = _environment.words("SEALING_KEYS_BEFORE")
SEALS_FILE = _environment.text("SEALS_FILE")
# What was lawfully removed, outside the database: a restore removes it again
REMOVALS_FILE = _environment.text("REMOVALS_FILE")

# People: who gets in, and how
from tracker.people import *  # noqa: E402, F403 (settings of one matter, in a file of their own)

# Language and time
LANGUAGE_CODE = "en"
LANGUAGES = [
    ("ar", _("Arabic")),
    ("zh-hans", _("Chinese")),
    ("en", _("English")),
    ("fr", _("French")),
    ("ru", _("Russian")),
    ("es", _("Spanish")),
]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["tracker.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# Files
STATIC_URL = "/static/"
STATIC_ROOT = _environment.text("STATIC_ROOT")
STATICFILES_DIRS = [path for path in [BASE_DIR / "static"] if path.is_dir()]
CLAMD = _environment.text("CLAMD")
ARCHIVE_LOOKUP = _environment.text("ARCHIVE_LOOKUP")
EVIDENCE_MB_PER_STATE = _environment.number("EVIDENCE_MB_PER_STATE")
EVIDENCE_MB_PER_DAY = _environment.number("EVIDENCE_MB_PER_DAY")
MEDIA_ROOT = _environment.text("MEDIA_ROOT")  # no address serves it: files pass permission checks
_hashed = DEPLOYMENT in {_env.PRODUCTION, _env.EMBEDDED} and not DEBUG
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if _hashed
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not _hashed
WHITENOISE_AUTOREFRESH = not _hashed
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# Backups: who can open them, and where PostgreSQL's own programs are when not in a usual place
BACKUP_KEY = _environment.text("BACKUP_KEY")
POSTGRES_BIN = _environment.text("POSTGRES_BIN")

# Cache: one for all processes, so that rate limits hold
_cache = _environment.text("CACHE_URL")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": _cache,
        "KEY_PREFIX": _environment.text("CACHE_PREFIX"),
    }
    if _cache
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}
SESSION_ENGINE = "commitments.access.session_store"
FORM_RENDERER = "commitments.web.widgets.StringRenderer"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Jobs: the row in PostgreSQL is the truth, the broker only carries it
CELERY_BROKER_URL = _environment.text("CELERY_BROKER_URL") or "memory://"
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_ACKS_ON_FAILURE_OR_TIMEOUT = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_DEFAULT_QUEUE = _environment.text("CELERY_QUEUE")
CELERY_TASK_QUEUES = [Queue(CELERY_TASK_DEFAULT_QUEUE)]  # type: ignore[no-untyped-call]
CELERY_TASK_CREATE_MISSING_QUEUES = False
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_CONCURRENCY = _environment.number("WORKER_CONCURRENCY")
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 4 * 3600, "socket_keepalive": True}
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE = {
    task: {"task": f"commitments.{task}", "schedule": seconds, "options": {"expires": max(seconds, 30)}}
    for task, seconds in {
        "history.tasks.deliver_outbox": 15,
        "jobs.tasks.resume_stuck": 10,
        "rollups.tasks.fold_rollups": 60,
        "retention.tasks.carry_out_retention": 3600,
        "evidence.tasks.check_links": 600,
        "evidence.tasks.make_previews": 60,
        "history.tasks.seal_history": 900,
        "auditing.tasks.verify_history": 1800,
        "removal.tasks.finish_removals": 60,
        "calls.tasks.make_documents": 60,
        "receipts.tasks.make_receipts": 60,
        "notices.tasks.send_mails": 60,
        "notices.tasks.remind": 900,
        "notices.tasks.make_digests": 3600,
        "contributions.tasks.mail_links": 60,
    }.items()
}
CELERY_BEAT_SCHEDULE_FILENAME = str(_paths / "beat-schedule")

# Security
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
_tls = _environment.flag("BEHIND_TLS_PROXY")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _tls else None
SECURE_SSL_REDIRECT = _tls
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if _tls else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _tls
SECURE_HSTS_PRELOAD = _tls
SESSION_COOKIE_SECURE = _tls
CSRF_COOKIE_SECURE = _tls
LANGUAGE_COOKIE_SECURE = _tls
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600

# Mail, and where its links lead
SITE_URL = _environment.text("SITE_URL").rstrip("/") or _env.site_url(
    ALLOWED_HOSTS, port=_environment.number("PORT"), behind_tls=_tls
)
for _name, _value in _env.email(_environment.text("EMAIL_URL")).items():
    globals()[_name] = _value
DEFAULT_FROM_EMAIL = SERVER_EMAIL = _environment.text("EMAIL_FROM")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": _environment.text("LOG_LEVEL")},
    "loggers": {"django": {"handlers": [], "level": _environment.text("LOG_LEVEL"), "propagate": True}},
}
