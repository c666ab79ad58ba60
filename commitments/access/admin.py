"""The accounts pages: people and designations, and no content (design.md, Admin)."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone

from commitments.access.models import Designation, User

if TYPE_CHECKING:
    UserPages = admin.ModelAdmin[User]
    DesignationPages = admin.ModelAdmin[Designation]
    Inline = admin.TabularInline[Designation, User]
else:
    UserPages = DesignationPages = admin.ModelAdmin
    Inline = admin.TabularInline


class DesignationInline(Inline):
    """A person's designations, past and present."""

    model = Designation
    extra = 0
    autocomplete_fields = ()


@admin.register(User)
class UserAdmin(UserPages):
    """Accounts: who may sign in. Passwords are set by the person, through the mail."""

    list_display = ("email", "name", "is_active", "is_demonstration", "last_login")
    search_fields = ("email", "name")
    fields = ("email", "name", "title", "language", "is_active")
    inlines = (DesignationInline,)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Accounts are closed, not deleted: the history names them."""
        return False


@admin.register(Designation)
class DesignationAdmin(DesignationPages):
    """Designations: a mistake is ended, not deleted."""

    list_display = ("user", "role", "respondent", "from_on", "until_on", "is_principal")
    list_filter = ("role",)
    search_fields = ("user__email", "user__name", "respondent__short_name")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The record of who was appointed stays."""
        return False

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """A new designation begins today unless told otherwise."""
        return {"from_on": timezone.localdate()}
