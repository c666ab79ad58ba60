"""Every address, each capability's in its own urls.py with its whole path from the root."""

from importlib.util import find_spec

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from tracker import health

CAPABILITIES = (
    "access",
    "auditing",
    "web",
    "jobs",
    "files",
    "respondents",
    "instruments",
    "treaties",
    "implementation",
    "evidence",
    "submissions",
    "removal",
    "on_behalf",
    "calls",
    "receipts",
    "review",
    "hand_over",
    "workbooks",
    "national_reports",
    "contributions",
    "assistance",
    "rollups",
    "dashboards",
    "follow_up_reports",
    "exports",
    "notices",
    "retention",
    "search",
    "demonstration",
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    # All of allauth.urls but the ways in of its own for other sites' accounts: ours are in access.
    path("accounts/", include("allauth.account.urls")),
    path("accounts/2fa/", include("allauth.mfa.urls")),
    path("accounts/sessions/", include("allauth.usersessions.urls")),
    path("administration/", admin.site.urls),
    *(
        path("", include(f"commitments.{capability}.urls"))
        for capability in CAPABILITIES
        if find_spec(f"commitments.{capability}.urls")
    ),
]
