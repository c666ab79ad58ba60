"""Verbs on designations: record one, end one. Accounts come with them."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commitments.access.actor import Actor
from commitments.access.models import Designation, User
from commitments.access.permissions import Permission
from commitments.access.roles import DESIGNATED
from commitments.history.event_names import EventName
from commitments.history.outbox import announce

DESIGNATED_ROLES = frozenset(role.code for role in DESIGNATED)


class DesignationRefused(Exception):
    """Somebody who may not tried to appoint or remove a person, or with words that do not fit."""


@transaction.atomic
def designate(
    user: User, *, role: str, respondent_id: int | None, from_on: date, note_verbale: str = "",
    is_principal: bool = True, by: Actor, now: datetime,
) -> Designation:  # fmt: skip
    """Appoint `user` to `role` for the respondent from `from_on`; administrators and loaders only, nobody himself."""
    _check(by)
    if by.user_id == user.pk:
        raise DesignationRefused(_("Nobody appoints himself: ask another administrator."))
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


def _check(by: Actor) -> None:
    if not (by.may(Permission.ACCOUNT_MANAGE) or by.may(Permission.REFERENCE_LOAD)):
        raise DesignationRefused(_("Only an administrator appoints people."))
