"""Whose account it is that an organization means: by its word for the person, and the first time by his address."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from commitments.access.actor import program
from commitments.access.models import OrganizationIdentity, User
from commitments.access.organizations.asking import Answer
from commitments.access.organizations.known import Organization
from commitments.access.organizations.refusals import (
    AddressNotVerified,
    NotDesignated,
    NotItsOwn,
    TiedElsewhere,
)
from commitments.history.event_names import EventName
from commitments.history.outbox import announce
from commitments.web.transactions import as_program

SIGNING_IN = "sign-in by an organization"


def person_of(answer: Answer, organization: Organization, *, now: datetime) -> User:
    """The account of the person, tied from now on where it was not. Makes none. Refuses with SignInRefused."""
    known = _tied().filter(issuer=organization.issuer, subject=answer.subject).select_related("user").first()
    user = known.user if known else _by_address(answer, organization)
    if not organization.speaks_for(user.email):
        raise NotItsOwn(organization)
    if not user.is_active or not user.designations.in_force_on(timezone.localdate(now)).exists():
        raise NotDesignated
    if not known:
        _tie(user, organization, answer.subject, now)
    return user


def is_tied(user: User, answer: Answer, organization: Organization) -> bool:
    """Whether it is this very person of whom the organization speaks."""
    return _tied().filter(user=user, issuer=organization.issuer, subject=answer.subject).exists()


def _tied() -> QuerySet[OrganizationIdentity]:
    return OrganizationIdentity.objects.filter(untied_at__isnull=True)


def _by_address(answer: Answer, organization: Organization) -> User:
    if not answer.verified_email:
        raise AddressNotVerified(organization)
    if not organization.speaks_for(answer.verified_email):
        raise NotItsOwn(organization)
    user = User.objects.select_for_update().filter(email=answer.verified_email).first()
    if user is None:
        raise NotDesignated
    return user


@as_program(SIGNING_IN)
def _tie(user: User, organization: Organization, subject: str, now: datetime) -> None:
    """Neither was ever tied to another: a person stays who he was, also where he was untied."""
    others = (Q(subject=subject) & ~Q(user=user)) | (Q(user=user, untied_at__isnull=True) & ~Q(subject=subject))
    if OrganizationIdentity.objects.filter(others, issuer=organization.issuer).exists():
        raise TiedElsewhere(organization)
    identity, _is_new = OrganizationIdentity.objects.update_or_create(
        issuer=organization.issuer, subject=subject, user=user,
        defaults={"tied_at": now, "untied_at": None, "untied_by": None, "untied_reason": ""},
    )  # fmt: skip
    announce(EventName.ORGANIZATION_IDENTITY_TIED, subject=identity, by=program(SIGNING_IN), now=now)
