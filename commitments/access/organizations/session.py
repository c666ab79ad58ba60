"""What a session keeps of an organization's word: which one, when the person showed it who he is, and how."""

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from django.http import HttpRequest

from commitments.access.models import User
from commitments.access.organizations.asking import Answer
from commitments.access.organizations.known import METHOD, Organization, named


def record(request: HttpRequest, user: User, answer: Answer, organization: Organization) -> None:
    """Keep it. When he showed it there counts, not when he came back: signed in there this morning is not fresh."""
    record_authentication(
        request, user, METHOD, provider=organization.id, uid=answer.subject, at=answer.shown_at,
        reauthenticated=True, second_step=organization.shows_second_step(answer.claims),
    )  # fmt: skip


def came_by(request: HttpRequest, user: User) -> Organization | None:
    """The organization that signed the person in here, while it is configured."""
    records = get_authentication_records(request, user)
    return next(filter(None, (named(one.get("provider")) for one in records if one.get("method") == METHOD)), None)
