"""People and their designations: who acts for whom, since when, by which note verbale."""

from datetime import date
from functools import cached_property
from typing import Any, ClassVar, Self

from django.apps import apps
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import DateField, F, OuterRef, Q, Value
from django.db.models.functions import JSONObject, Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commitments.access.actor import Actor, ActorKind, Grant
from commitments.access.given import as_given, entered, entry_grants, given
from commitments.access.roles import DESIGNATED as DESIGNATED_ROLES
from commitments.access.roles import Administrator, role_choices
from commitments.history.tracking import tracked, tracked_without

STATE_ROLES = [role.code for role in DESIGNATED_ROLES if role.for_respondent]
CENTRAL_ROLES = [role.code for role in DESIGNATED_ROLES if not role.for_respondent]
ADMINISTERED = ("commitments", "account")


class UserManager(BaseUserManager["User"]):
    """Accounts are made for people who are designated; nobody signs up."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make an account; without a password nobody can sign in until one is set by mail.

        Refuses with ValidationError an address that is none and a name that does not fit.
        """
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.clean_fields(exclude=("password", "last_login"))
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find the account by its address, whatever its letters' case."""
        return self.get(email__iexact=username)

    def with_designations_on(self, day: date) -> "models.QuerySet[User]":
        """Accounts with the designations in force on `day` and their second factors, so that nothing more is asked."""
        held = Designation.objects.filter(user=OuterRef("pk")).in_force_on(day).order_by("pk")
        row = JSONObject(role="role", respondent_id="respondent_id", given=given(), entered=entered())
        rows = ArraySubquery(held.values(row=row))
        factors = ArraySubquery(second_factors().filter(user=OuterRef("pk")).values("pk"))
        return self.annotate(held_read=rows, held_on=Value(day, output_field=DateField()), second_factors_read=factors)


NOWHERE = "@closed.invalid"
"""Ends the address of an account that was closed: of a domain that can never be, it says nothing of the person."""


READ_WITH_HIM: dict[str, Any] = {}
"""What capabilities above show of whoever is signed in on every page: read in the query that finds him, by name."""


def second_factors() -> "models.QuerySet[Any]":
    """The table of second factors; django-allauth's, which knows our accounts and is loaded after them."""
    rows: models.QuerySet[Any] = apps.get_model("mfa", "Authenticator")._default_manager.get_queryset()
    return rows


@tracked_without("password", "last_login", "email")
class User(AbstractBaseUser):
    """A person with an account; what he may do comes from his designations in force."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    title = models.CharField(_("title and organization"), max_length=300, blank=True, default="")
    language = models.CharField(_("language"), max_length=10, default="en")
    is_active = models.BooleanField(_("may sign in"), default=True)
    is_demonstration = models.BooleanField(_("demonstration account"), default=False, editable=False)
    joined_at = models.DateTimeField(auto_now_add=True)
    email_changed_at = models.DateTimeField(_("e-mail address changed at"), null=True, blank=True, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints: ClassVar = [
            models.CheckConstraint(name="user_email_is_lower_case", condition=Q(email=Lower("email"))),
            models.CheckConstraint(
                name="user_who_may_sign_in_has_an_address",
                condition=Q(is_active=False) | ~Q(email__endswith=NOWHERE),
                violation_error_message=_("This account was closed and has no address any more: give it one first."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def is_closed(self) -> bool:
        """Whether the account was closed for good, and its address with all that signs in taken away."""
        return self.email.endswith(NOWHERE)

    def get_full_name(self) -> str:
        """The name as the person gave it."""
        return self.name

    @cached_property
    def second_factors(self) -> frozenset[int]:
        """The keys of the factors this person has set up: authenticator app, passkeys, recovery codes."""
        read = getattr(self, "second_factors_read", None)
        return frozenset(second_factors().filter(user=self).values_list("pk", flat=True) if read is None else read)

    @property
    def is_staff(self) -> bool:
        """Whether the accounts pages (Django's admin) open for this person."""
        return (
            self.is_active
            and self.designations.in_force_on(timezone.localdate()).filter(role=Administrator.code).exists()
        )

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Django's admin asks this: accounts and their addresses, and nobody's second factor."""
        return self.has_module_perms(perm.partition(".")[0])

    def has_module_perms(self, app_label: str) -> bool:
        """Django's admin asks this before it lists an app."""
        return app_label in ADMINISTERED and self.is_staff


class DesignationQuerySet(models.QuerySet["Designation"]):
    """Designations by date and kind."""

    def in_force_on(self, day: date) -> Self:
        """Those that have begun and not ended on `day`."""
        return self.filter(Q(until_on__isnull=True) | Q(until_on__gte=day), from_on__lte=day)


@tracked
class Designation(models.Model):
    """A person in a role for a respondent from a date, by note verbale; principal or alternate."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="designations", verbose_name=_("person"))
    role = models.CharField(_("role"), max_length=20, choices=role_choices())
    respondent = models.ForeignKey(
        "commitments.Respondent", null=True, blank=True, on_delete=models.PROTECT,
        related_name="designations", verbose_name=_("for"),
    )  # fmt: skip
    is_principal = models.BooleanField(_("principal (otherwise an alternate)"), default=True)
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True)
    note_verbale = models.CharField(_("note verbale (reference and date)"), max_length=200, blank=True, default="")

    objects = DesignationQuerySet.as_manager()

    class Meta:
        verbose_name = _("designation")
        verbose_name_plural = _("designations")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="designation_of_a_state_names_the_state",
                condition=~Q(role__in=STATE_ROLES) | Q(respondent__isnull=False),
            ),
            models.CheckConstraint(
                name="designation_of_the_secretariat_names_no_state",
                condition=~Q(role__in=[c for c in CENTRAL_ROLES if c != "reader"]) | Q(respondent__isnull=True),
            ),
            models.CheckConstraint(
                name="designation_ends_after_it_begins",
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
            ),
            models.UniqueConstraint(
                fields=["user", "role", "respondent"], condition=Q(until_on__isnull=True),
                name="designation_is_held_once", nulls_distinct=False,
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.user} · {self.role}"


@tracked
class SecondFactorRemoval(models.Model):
    """Somebody's second factor was taken from his account because he lost it: by whom, when and why."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("person"))
    kinds = ArrayField(models.CharField(max_length=20), editable=False, verbose_name=_("what was removed"))
    reason = models.TextField(_("reason"), help_text=_("How the loss was made sure of. The person reads it in a mail."))
    removed_by = models.ForeignKey(
        User, null=True, editable=False, on_delete=models.PROTECT, related_name="+", verbose_name=_("removed by")
    )
    removed_at = models.DateTimeField(_("removed at"), editable=False)

    class Meta:
        verbose_name = _("removal of a second factor")
        verbose_name_plural = _("removals of second factors")
        constraints: ClassVar = [
            models.CheckConstraint(name="second_factor_removal_gives_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="second_factor_is_removed_by_somebody_else",
                condition=Q(removed_by__isnull=True) | ~Q(removed_by=F("user")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {', '.join(self.kinds)}"


@tracked
class OrganizationIdentity(models.Model):
    """An account belongs to a person whom an organization signs in: by its own word for him, which never changes."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="identities", verbose_name=_("person"))
    issuer = models.CharField(_("organization's sign-in"), max_length=500)
    subject = models.CharField(_("its word for the person"), max_length=255)
    tied_at = models.DateTimeField(_("tied at"))
    untied_at = models.DateTimeField(_("untied at"), null=True, blank=True)
    untied_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("untied by")
    )
    untied_reason = models.TextField(_("reason"), default="", blank=True, help_text=_("Why it is untied."))

    class Meta:
        verbose_name = _("sign-in by an organization")
        verbose_name_plural = _("sign-ins by organizations")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="organization_identity_is_of_one_account"),
            models.UniqueConstraint(
                fields=["user", "issuer"], condition=Q(untied_at__isnull=True),
                name="account_has_one_identity_at_an_organization",
            ),
            models.CheckConstraint(
                name="organization_identity_is_untied_with_a_reason",
                condition=Q(untied_at__isnull=True, untied_by__isnull=True, untied_reason="")
                | (Q(untied_at__isnull=False) & ~Q(untied_reason="")),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.user} · {self.issuer}"


def actor_for(user: User, *, today: date) -> Actor:
    """The actor a signed-in person is today: his designations in force, the oldest first, then open entries."""
    if not user.is_active:
        return Actor(kind=ActorKind.PERSON, name=user.name, user_id=user.pk)
    held = _held(user, today)
    grants = tuple(Grant(row["role"], row["respondent_id"], as_given(row["given"])) for row in held)
    of_entries = tuple(grant for row in held for grant in entry_grants(row["entered"]))
    return Actor(kind=ActorKind.PERSON, name=user.name, user_id=user.pk, grants=grants + of_entries)


def _held(user: User, today: date) -> list[dict[str, Any]]:
    if getattr(user, "held_on", None) == today:
        return user.held_read  # type: ignore[attr-defined,no-any-return]  # annotated by with_designations_on
    held = user.designations.in_force_on(today).order_by("pk")
    return [dict(row) for row in held.values("role", "respondent_id", given=given(), entered=entered())]
