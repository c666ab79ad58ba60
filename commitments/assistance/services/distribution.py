"""The register of whom a document went to that a paragraph asks the secretariat to distribute."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from commitments.access.actor import Actor
from commitments.access.refusals import NotAllowed
from commitments.assistance.models import Distribution, RecipientKind
from commitments.assistance.queries import secretariats_of
from commitments.instruments.models import Obligation
from commitments.respondents.models import Respondent, RespondentKind
from commitments.submissions.services.dispatches import DispatchRefused, Sent

KINDS = {
    RespondentKind.MEMBER_STATE: RecipientKind.STATE,
    RespondentKind.OBSERVER_STATE: RecipientKind.STATE,
    RespondentKind.INTERGOVERNMENTAL_ORGANIZATION: RecipientKind.INTERGOVERNMENTAL,
}
"""What the respondents are to which something is distributed; the secretariat itself is none."""


@dataclass(frozen=True)
class Recipient:
    """One to whom it went: a respondent, or an organization by its name."""

    kind: RecipientKind
    respondent: Respondent | None = None
    name: str = ""

    @classmethod
    def of(cls, respondent: Respondent) -> "Recipient":
        """A respondent as a recipient. Refuses with DispatchRefused one to whom nothing is distributed."""
        kind = KINDS.get(RespondentKind(respondent.kind))
        if kind is None:
            raise DispatchRefused("respondents", _("Nothing is distributed to %s.") % respondent.short_name)
        return cls(kind, respondent)

    @property
    def key(self) -> tuple[int | None, str]:
        """Who it is, as the table knows it."""
        return self.respondent.pk if self.respondent else None, self.name


@transaction.atomic
def enter_distribution(
    obligation: Obligation, document: str, sent: Sent, *, recipients: Sequence[Recipient], request_id: UUID | None,
    by: Actor, now: datetime,
) -> int:  # fmt: skip
    """Enter that the document went to these; what stands already is not entered again. Returns how many were.

    Refuses with NotAllowed whoever does not speak for a secretariat, and with DispatchRefused where nobody is
    named or a day lies in the future.
    """
    speaks_for = list(secretariats_of(by))
    if not speaks_for:
        raise NotAllowed
    if not recipients:
        raise DispatchRefused("respondents", _("Name at least one State or organization."))
    sent.refuse_to_come(now)
    said = {
        "obligation_id": obligation.pk, "document": document, "sent_on": sent.on, "way": sent.way,
        "reference": sent.reference,
    }  # fmt: skip
    there = set(Distribution.objects.filter(**said).values_list("recipient_id", "name"))
    new = {one.key: one for one in recipients if one.key not in there}
    request = request_id or uuid4()
    entries = [
        Distribution(
            **said, respondent_id=speaks_for[0], kind=one.kind, recipient=one.respondent, name=one.name,
            address=sent.address, created_at=now, created_by_id=by.user_id, request_id=uuid5(request, repr(one.key)),
        )
        for one in new.values()
    ]  # fmt: skip
    Distribution.objects.bulk_create(entries, ignore_conflicts=True)
    return len(entries)
