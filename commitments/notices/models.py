"""Notices, the mails that point to them with what became of each, what a person chose, and a cycle's reminders."""

from datetime import date, datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from commitments.access.actor import Actor
from commitments.access.permissions import Permission
from commitments.history.bases import PublicRecord, Versioned
from commitments.history.tracking import tracked
from commitments.notices.kinds import CHOSEN, Kind, Pace
from commitments.notices.lines import LINES, NO_WORDS


class NoticeQuerySet(models.QuerySet[Any]):
    """Notices, each one person's."""

    def visible_to(self, actor: Actor) -> Self:
        """His own; nobody reads another's inbox."""
        return self.filter(recipient_id=actor.user_id) if actor.user_id else self.none()

    def unread(self) -> Self:
        """Those he has not opened."""
        return self.filter(read_at__isnull=True)


class Notice(PublicRecord):
    """One person is told of one event, once: the record. A mail only points to it."""

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notices", db_index=False
    )
    event = models.ForeignKey("commitments.Event", on_delete=models.PROTECT, related_name="+")
    says = models.CharField(max_length=60)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    words = models.JSONField(default=dict)
    opens = models.CharField(max_length=300)
    happened_at = models.DateTimeField()
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    told_in = models.ForeignKey("Mail", null=True, blank=True, on_delete=models.SET_NULL, related_name="told")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        indexes: ClassVar = [
            models.Index(fields=["recipient"], condition=Q(read_at__isnull=True), name="notice_unread"),
            models.Index(fields=["made_at"], name="notice_by_age"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["recipient", "event"], name="notice_tells_a_person_once_of_an_event"),
            models.CheckConstraint(name="notice_kind_is_known", condition=Q(kind__in=Kind.values)),
            models.CheckConstraint(name="notice_opens_a_page_of_this_site", condition=Q(opens__regex=r"^/([^/\\]|$)")),
        ]

    def __str__(self) -> str:
        return f"{self.recipient_id} {self.says}"

    @property
    def sentence(self) -> str:
        """What happened, in the reader's language."""
        line = LINES.get(self.says)
        try:
            said = {name: _said(name, word) for name, word in self.words.items()}
            return str(line.says) % said if line else str(NO_WORDS)
        except (KeyError, ValueError):
            return str(NO_WORDS)


def _said(name: str, word: str) -> str:
    return date_format(date.fromisoformat(word), "DATE_FORMAT") if name.endswith("_on") else word


class MailQuerySet(models.QuerySet[Any]):
    """Mails of the program to its people."""

    def visible_to(self, actor: Actor) -> Self:
        """Those who look after mails see all; everybody else his own."""
        if actor.may(Permission.MAILS_MANAGE):
            return self.all()
        return self.filter(recipient_id=actor.user_id) if actor.user_id else self.none()

    def waiting(self) -> Self:
        """Those that are still to go."""
        return self.filter(state__in=WAITING)

    def failed(self) -> Self:
        """Those that were given up."""
        return self.filter(state=Mail.State.FAILED)


class Mail(PublicRecord):
    """One mail to one person and what became of it. It is written when it goes: no address and no text stand here."""

    class State(models.TextChoices):
        """Where it is; the last three are ends."""

        TO_SEND = "to_send", _("To send")
        BEING_SENT = "being_sent", _("Being sent")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Failed")
        NOT_NEEDED = "not_needed", _("Not needed")

    class Reason(models.TextChoices):
        """Why it waits or has ended, in words."""

        UNREACHABLE = "unreachable", _("The mail server could not be reached.")
        LATER = "later", _("The mail server asked to try later.")
        REFUSED = "refused", _("The mail server refused it.")
        NO_ADDRESS = "no_address", _("The account has no address any more, or may not sign in.")
        UNCERTAIN = (
            "uncertain",
            _("It was handed to the mail server, and no answer was kept. It may have arrived; it is not sent twice."),
        )
        FAULT = "fault", _("The program could not write it; its log says why.")
        READ = "read", _("The person had read the notice already.")
        UNWANTED = "unwanted", _("The person wants no mail of this kind.")

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    notice = models.OneToOneField(Notice, null=True, blank=True, on_delete=models.CASCADE, related_name="mail")
    week_on = models.DateField(_("digest of the week that began on"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.TO_SEND)
    reason = models.CharField(_("reason"), max_length=12, choices=Reason.choices, blank=True, default="")
    answer = models.TextField(_("the mail server's answer"), blank=True, default="")
    attempts = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, blank=True)
    handed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        indexes: ClassVar = [
            models.Index(fields=["due_at"], condition=Q(state__in=["to_send", "being_sent"]), name="mail_waiting"),
            models.Index(fields=["made_at"], name="mail_by_age"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["recipient", "week_on"], condition=Q(week_on__isnull=False), name="mail_digest_is_one_a_week"
            ),
            models.CheckConstraint(
                name="mail_is_of_one_notice_or_of_a_week",
                condition=Q(notice__isnull=True, week_on__isnull=False) | Q(notice__isnull=False, week_on__isnull=True),
            ),
            models.CheckConstraint(name="mail_state_is_known", condition=Q(state__in=[
                "to_send", "being_sent", "sent", "failed", "not_needed",
            ])),
            models.CheckConstraint(
                name="mail_sent_says_when",
                condition=Q(state="sent", sent_at__isnull=False) | (~Q(state="sent") & Q(sent_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="mail_that_ended_unsent_says_why", condition=~Q(state__in=["failed", "not_needed"]) | ~Q(reason="")
            ),
            models.CheckConstraint(
                name="mail_being_sent_says_since_when", condition=~Q(state="being_sent") | Q(taken_at__isnull=False)
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.public_id} {self.state}"

    @property
    def is_digest(self) -> bool:
        """Whether it is the one mail of a week."""
        return self.week_on is not None

    @property
    def is_failed(self) -> bool:
        """Whether it was given up."""
        return self.state == self.State.FAILED


WAITING: tuple[Mail.State, ...] = (Mail.State.TO_SEND, Mail.State.BEING_SENT)


class MailChoiceQuerySet(models.QuerySet[Any]):
    """What people chose, each for himself."""

    def visible_to(self, actor: Actor) -> Self:
        """His own."""
        return self.filter(user_id=actor.user_id) if actor.user_id else self.none()


class MailChoice(models.Model):
    """How soon a person wants a mail about one kind of notice, where he chose otherwise than is usual."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="mail_choices", db_index=False
    )
    kind = models.CharField(max_length=20, choices=Kind.choices)
    pace = models.CharField(max_length=10, choices=Pace.choices)
    changed_at = models.DateTimeField()

    objects = MailChoiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("choice about mails")
        verbose_name_plural = _("choices about mails")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "kind"], name="mailchoice_is_made_once_for_a_kind"),
            models.CheckConstraint(name="mailchoice_is_about_a_kind_that_is_chosen", condition=Q(kind__in=CHOSEN)),
            models.CheckConstraint(name="mailchoice_pace_is_known", condition=Q(pace__in=Pace.values)),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.kind} {self.pace}"


@tracked
class ReminderPlan(Versioned):
    """On which days those that a cycle asks are reminded, counted from the date asked for; and of which they were."""

    cycle = models.OneToOneField("commitments.ReportingCycle", on_delete=models.CASCADE, related_name="reminder_plan")
    days = ArrayField(models.SmallIntegerField(), default=list, blank=True)
    reminded = ArrayField(models.SmallIntegerField(), default=list, blank=True, editable=False)
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("reminder plan")
        verbose_name_plural = _("reminder plans")

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.days}"


def ended_by(moment: datetime) -> Q:
    """Mails that were made before the moment and wait no more."""
    return Q(made_at__lt=moment) & ~Q(state__in=WAITING)
