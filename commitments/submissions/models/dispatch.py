"""What every entry of a register says: something went to somebody, on a day, by a way, under a reference."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commitments.history.bases import Created, PublicRecord


class Way(models.TextChoices):
    """How it went."""

    HAND = "hand", _("Handed over")
    POUCH = "pouch", _("By diplomatic pouch")
    POST = "post", _("By post")
    EMAIL = "email", _("By e-mail")
    OTHER = "other", _("In another way")


class Dispatch(PublicRecord, Created):
    """An entry of a register; it is never changed."""

    sent_on = models.DateField(_("sent on"))
    way = models.CharField(_("by what way"), max_length=5, choices=Way.choices)
    address = models.CharField(_("address"), max_length=500, blank=True, default="")
    reference = models.CharField(_("reference"), max_length=200, blank=True, default="")

    class Meta:
        abstract = True
