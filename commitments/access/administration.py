"""The site of the accounts pages: Django's own, without the way from there to any record by its number."""

from typing import TYPE_CHECKING, Any

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig

if TYPE_CHECKING:
    from django.urls import URLPattern, URLResolver

ANY_RECORD = "view_on_site"


class AdministrationConfig(AdminConfig):
    """Django's application with our site."""

    default_site = "commitments.access.administration.AccountsSite"


class AccountsSite(AdminSite):
    """Administrators see no content, and the way would ask tables that do not exist."""

    def get_urls(self) -> "list[URLPattern | URLResolver]":
        """All but that way."""
        found: list[Any] = super().get_urls()
        return [each for each in found if getattr(each, "name", None) != ANY_RECORD]
