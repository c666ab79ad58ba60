"""The accounts pages: people and designations, and no content (design.md, Admin)."""

from datetime import date
from typing import TYPE_CHECKING, Any

from allauth.account.decorators import secure_admin_login
from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commitments.access.mails import invite
from commitments.access.models import (
    NOWHERE,
    Designation,
    OrganizationIdentity,
    SecondFactorRemoval,
    User,
    second_factors,
)
from commitments.access.services import (
    FactorNotRemoved,
    IdentityNotUntied,
    designate,
    end_designation,
    remove_second_factor,
    untie,
)

if TYPE_CHECKING:
    UserPages = admin.ModelAdmin[User]
    DesignationPages = admin.ModelAdmin[Designation]
    RemovalPages = admin.ModelAdmin[SecondFactorRemoval]
    IdentityPages = admin.ModelAdmin[OrganizationIdentity]
    Inline = admin.TabularInline[Designation, User]
else:
    UserPages = DesignationPages = RemovalPages = IdentityPages = admin.ModelAdmin
    Inline = admin.TabularInline

# One door: the rate limits and the second step stand there.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

APPOINTMENT = ("user", "role", "respondent", "is_principal", "from_on", "note_verbale")


class DesignationInline(Inline):
    """A person's designations, past and present, to read; they are recorded and ended on their own page."""

    model = Designation
    extra = 0
    show_change_link = True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Recorded on its own page, by the verb."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Ended on its own page, by the verb."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The record of who was appointed stays."""
        return False


@admin.register(User)
class UserAdmin(UserPages):
    """Accounts: who may sign in. Passwords are set by the person, through the mail."""

    list_display = ("email", "name", "is_active", "is_demonstration", "last_login")
    search_fields = ("email", "name")
    fields = ("email", "name", "title", "language", "is_active")
    inlines = (DesignationInline,)

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:  # noqa: FBT001 - Django's
        """A new account opens to nobody before its person has chosen a password."""
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Accounts are closed, not deleted: the history names them."""
        return False


class DesignationForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """An appointment, or its end."""

    def clean_until_on(self) -> date | None:
        """It ends on the day it began, or later."""
        until: date | None = self.cleaned_data["until_on"]
        if until and self.instance.from_on and until < self.instance.from_on:
            raise forms.ValidationError(_("The appointment began later than this."))
        return until


@admin.register(Designation)
class DesignationAdmin(DesignationPages):
    """Designations: appointing and ending are the verbs' work; what was recorded does not change."""

    form = DesignationForm
    list_display = ("user", "role", "respondent", "from_on", "until_on", "is_principal")
    list_filter = ("role",)
    search_fields = ("user__email", "user__name", "respondent__short_name")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The record of who was appointed stays."""
        return False

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """What is asked: all of an appointment, and of one that stands the day on which it ends."""
        return (*APPOINTMENT, "until_on") if obj else APPOINTMENT

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """An appointment that was recorded stays as it was."""
        return APPOINTMENT if obj else ()

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        """Nobody is offered himself, nor an account that was closed."""
        if db_field.name == "user":
            options["queryset"] = User.objects.exclude(pk=request.user.pk or 0).exclude(email__endswith=NOWHERE)
        return super().formfield_for_foreignkey(db_field, request, **options)

    def save_model(self, request: HttpRequest, obj: Designation, form: Any, change: bool) -> None:  # noqa: FBT001 - Django's
        """Appoint, or end, as the administrator who is signed in."""
        by, now = request.actor, timezone.now()  # type: ignore[attr-defined]
        if change:
            if obj.until_on:
                end_designation(obj, until_on=obj.until_on, by=by, now=now)
            return
        obj.pk = designate(
            obj.user, role=obj.role, respondent_id=obj.respondent_id, from_on=obj.from_on,
            note_verbale=obj.note_verbale, is_principal=obj.is_principal, by=by, now=now,
        ).pk  # fmt: skip
        if not obj.user.has_usable_password():
            invite(request, obj.user)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """A new designation begins today unless told otherwise."""
        return {"from_on": timezone.localdate()}


@admin.register(SecondFactorRemoval)
class SecondFactorRemovalAdmin(RemovalPages):
    """Second factors that were lost: removing one is the verb's work; what was removed is listed and stays listed."""

    list_display = ("user", "removed_at", "removed_by")
    search_fields = ("user__email", "user__name")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was done stays as it was."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was done stays known."""
        return False

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Whose and why; of one that was removed also what, by whom and when."""
        return ("user", "kinds", "reason", "removed_by", "removed_at") if obj else ("user", "reason")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        """Whoever has a second factor, and never oneself."""
        others = User.objects.exclude(pk=request.user.pk or 0)
        options["queryset"] = others.filter(pk__in=second_factors().values("user"))
        return super().formfield_for_foreignkey(db_field, request, **options)

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """Another administrator may have been quicker: then nothing is done, and the reason is said."""
        try:
            return super().add_view(request, form_url, extra_context)
        except FactorNotRemoved as refusal:
            messages.error(request, str(refusal))
            return redirect("admin:commitments_secondfactorremoval_changelist")

    def save_model(self, request: HttpRequest, obj: SecondFactorRemoval, form: Any, change: bool) -> None:  # noqa: FBT001 - Django's
        """Remove it, as the administrator who is signed in."""
        by, now = request.actor, timezone.now()  # type: ignore[attr-defined]
        removal = remove_second_factor(obj.user, reason=obj.reason, by=by, now=now)
        obj.pk, obj.kinds = removal.pk, removal.kinds


@admin.register(OrganizationIdentity)
class OrganizationIdentityAdmin(IdentityPages):
    """Accounts that organizations sign in: tied by signing in, untied here by the verb; the list of both stays."""

    list_display = ("user", "issuer", "tied_at", "untied_at")
    search_fields = ("user__email", "user__name", "issuer")
    readonly_fields = ("user", "issuer", "subject", "tied_at", "untied_at", "untied_by")
    fields = (*readonly_fields, "untied_reason")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody is tied by hand."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Who was tied to whom stays known."""
        return False

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        """A refusal is said, and nothing is done."""
        try:
            return super().change_view(request, object_id, form_url, extra_context)
        except IdentityNotUntied as refusal:
            messages.error(request, str(refusal))
            return redirect("admin:commitments_organizationidentity_changelist")

    def save_model(self, request: HttpRequest, obj: OrganizationIdentity, form: Any, change: bool) -> None:  # noqa: FBT001 - Django's
        """Untie it, as the administrator who is signed in."""
        untie(obj, reason=obj.untied_reason, by=request.actor, now=timezone.now())  # type: ignore[attr-defined]
