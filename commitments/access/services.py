"""Verbs of administrators: record a designation, end one, remove a second factor that its person lost."""

from datetime import date, datetime

from allauth.usersessions.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commitments.access.actor import Actor
from commitments.access.mails import tell_of_removed_factor
from commitments.access.models import (
    Designation,
    OrganizationIdentity,
    SecondFactorRemoval,
    User,
    second_factors,
)
from commitments.access.permissions import Permission
from commitments.access.refusals import Refused
from commitments.access.roles import DESIGNATED
from commitments.history.event_names import EventName
from commitments.history.outbox import announce

DESIGNATED_ROLES = frozenset(role.code for role in DESIGNATED)


class DesignationRefused(Exception):
    """Somebody who may not tried to appoint or remove a person, or with words that do not fit."""


class FactorNotRemoved(Refused):
    """Somebody's second factor stays: the text says why."""


class IdentityNotUntied(Refused):
    """An account stays tied to its organization: the text says why."""


@transaction.atomic
def designate(
    user: User, *, role: str, respondent_id: int | None, from_on: date, note_verbale: str = "",
    is_principal: bool = True, by: Actor, now: datetime,
) -> Designation:  # fmt: skip
    """Appoint `user` to `role` for the respondent from `from_on`; administrators and loaders only, nobody himself."""
    _check(by)
    if by.user_id == user.pk:
        raise DesignationRefused(_("Nobody appoints himself: ask another administrator."))
    if user.is_closed:
        raise DesignationRefused(_("This account was closed and has no address any more: give it one first."))
    if role not in DESIGNATED_ROLES:
        raise DesignationRefused(_("Nobody is appointed to “%(role)s”.") % {"role": role})
    held = Designation.objects.filter(user=user, role=role, respondent=respondent_id, until_on=None).first()
    if held:
        return held
    designation = Designation(
        user=user, role=role, respondent_id=respondent_id,
        from_on=from_on, note_verbale=note_verbale, is_principal=is_principal,
    )  # fmt: skip
    try:
        designation.clean_fields(exclude=("user", "respondent"))
    except ValidationError as error:
        raise DesignationRefused(" ".join(error.messages)) from error
    designation.save()
    announce(EventName.DESIGNATION_RECORDED, subject=designation, by=by, now=now)
    return designation


@transaction.atomic
def end_designation(designation: Designation, *, until_on: date, by: Actor, now: datetime) -> None:
    """Let the designation end after `until_on`; the record of it stays."""
    _check(by)
    designation.until_on = until_on
    designation.save(update_fields=["until_on"])
    announce(EventName.DESIGNATION_ENDED, subject=designation, by=by, now=now)


@transaction.atomic
def remove_second_factor(user: User, *, reason: str, by: Actor, now: datetime) -> SecondFactorRemoval:
    """Take from the account every factor its person set up, end all his sessions, and tell him by mail.

    Administrators and the installation's own command only, nobody his own, never without a reason.
    Refuses with FactorNotRemoved.
    """
    _check_removal(user, reason, by)
    User.objects.select_for_update().get(pk=user.pk)
    held = second_factors().filter(user=user)
    kinds = sorted(set(held.values_list("type", flat=True)))
    if not kinds:
        raise FactorNotRemoved(_("%(person)s has no second factor.") % {"person": user.email})
    held.delete()
    removal = SecondFactorRemoval.objects.create(
        user=user, kinds=kinds, reason=reason.strip(), removed_by_id=by.user_id, removed_at=now
    )
    get_adapter().end_sessions(UserSession.objects.filter(user=user))
    announce(EventName.SECOND_FACTOR_REMOVED, subject=removal, by=by, now=now)
    tell_of_removed_factor(removal)
    return removal


@transaction.atomic
def untie(identity: OrganizationIdentity, *, reason: str, by: Actor, now: datetime) -> None:
    """Let the organization sign the person in no more, and end all his sessions. The same person may be tied again.

    Administrators only, never without a reason. Refuses with IdentityNotUntied.
    """
    if not _administers(by):
        raise IdentityNotUntied(_("Only an administrator unties an account."))
    if not reason.strip():
        raise IdentityNotUntied(_("Say why: the person and whoever looks later want to know."))
    held = OrganizationIdentity.objects.select_for_update().get(pk=identity.pk)
    if held.untied_at:
        raise IdentityNotUntied(_("It was untied already."))
    held.untied_at, held.untied_by_id, held.untied_reason = now, by.user_id, reason.strip()
    held.save(update_fields=["untied_at", "untied_by", "untied_reason"])
    get_adapter().end_sessions(UserSession.objects.filter(user=held.user))
    announce(EventName.ORGANIZATION_IDENTITY_UNTIED, subject=held, by=by, now=now)


def _check_removal(user: User, reason: str, by: Actor) -> None:
    if not _administers(by):
        raise FactorNotRemoved(_("Only an administrator removes a second factor."))
    if by.user_id == user.pk:
        raise FactorNotRemoved(_("Nobody removes his own second factor: ask another administrator."))
    if not reason.strip():
        raise FactorNotRemoved(_("Say why: the person and whoever looks later want to know."))


def _administers(by: Actor) -> bool:
    return by.may(Permission.ACCOUNT_MANAGE) or by.may(Permission.REFERENCE_LOAD)


def _check(by: Actor) -> None:
    if not _administers(by):
        raise DesignationRefused(_("Only an administrator appoints people."))
