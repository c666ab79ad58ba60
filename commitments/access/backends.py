"""How a session finds its person: the account with its designations in force today, in one query."""

from allauth.account.auth_backends import AuthenticationBackend
from django.utils import timezone

from commitments.access.models import READ_WITH_HIM, User


class DesignatedPeople(AuthenticationBackend):  # type: ignore[misc]  # allauth is not typed
    """Sign-in by e-mail address as allauth checks it; what a person may do is read again at every request."""

    def get_user(self, user_id: int) -> User | None:
        """The account of a session with what it may do today; none if it may no longer sign in."""
        people = User.objects.with_designations_on(timezone.localdate()).annotate(**READ_WITH_HIM)
        user = people.filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None
