"""Of which kind a notice is, and how soon a person wants a mail about it; pure rules."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What a person chooses about, one by one."""

    CALLS = "calls", _("Calls for information")
    REMINDERS = "reminders", _("Reminders of dates")
    REPLY = "reply", _("How the reply of my State moves")
    PARAGRAPHS = "paragraphs", _("Paragraphs given to me, and what ministries send")
    ARRIVALS = "arrivals", _("Replies that States send or take back")
    REVIEW = "review", _("Answers to questions, and closings")
    ASSISTANCE = "assistance", _("Proposals, and assistance asked for and offered")
    PEOPLE = "people", _("Designations")
    REMOVALS = "removals", _("Removals of personal data")
    ACCOUNT = "account", _("My account")


class Pace(models.TextChoices):
    """How soon a mail says that there is something in the inbox."""

    AT_ONCE = "at_once", _("A mail at once")
    WEEKLY = "weekly", _("In one mail a week")
    NONE = "none", _("No mail")


USUAL: dict[Kind, Pace] = {
    Kind.CALLS: Pace.AT_ONCE,
    Kind.REMINDERS: Pace.AT_ONCE,
    Kind.REPLY: Pace.AT_ONCE,
    Kind.PARAGRAPHS: Pace.AT_ONCE,
    Kind.ARRIVALS: Pace.WEEKLY,
    Kind.REVIEW: Pace.AT_ONCE,
    Kind.ASSISTANCE: Pace.WEEKLY,
    Kind.PEOPLE: Pace.WEEKLY,
    Kind.REMOVALS: Pace.AT_ONCE,
    Kind.ACCOUNT: Pace.AT_ONCE,
}
"""What holds until the person chooses."""

CHOSEN: tuple[Kind, ...] = tuple(kind for kind in Kind if kind != Kind.ACCOUNT)
"""What there is a choice about: what happens to his account is always told."""
