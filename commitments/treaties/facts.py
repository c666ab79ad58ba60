"""What may be said about one participant and one treaty: the sentence, its list and its limit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.respondents.models import Respondent
from commitments.treaties.dates import in_words
from commitments.treaties.models import Treaty
from commitments.treaties.status import ListedAct, Standing, standing_on


@dataclass(frozen=True)
class TreatyFact:
    """How a respondent stands to a treaty as far as the list held shows; nothing is claimed beyond it."""

    treaty: Treaty
    respondent: Respondent
    acts: tuple[ListedAct, ...]
    standing: Standing
    act: ListedAct | None
    day: date | None
    """The day the fact holds for: the one asked for, at the latest that of the list; None without a list."""

    @property
    def kind(self) -> str:
        """The act that counts, in words."""
        return self.act.label if self.act else ""

    @property
    def acted_on(self) -> date | None:
        """The date of the act that counts."""
        return self.act.acted_on if self.act else None

    @property
    def list_as_of(self) -> date | None:
        """The date of the list."""
        return self.treaty.list_as_of

    @property
    def source(self) -> str:
        """Where the list comes from."""
        return self.treaty.source_words

    @property
    def is_party(self) -> bool:
        """Whether the list shows a binding act: what pre-fills “already party”."""
        return self.standing is Standing.PARTY

    @property
    def already_party(self) -> str:
        """What a party may say of itself, with its act and the list; empty where the list shows no binding act."""
        if not self.is_party:
            return ""
        words = _("Already party: %(treaty)s, %(kind)s of %(act_date)s (depositary’s list of %(list)s).") % {
            "treaty": self.treaty.short_name,
            "kind": self.kind,
            "act_date": in_words(self.act.acted_on) if self.act else "",
            "list": in_words(self.treaty.list_as_of) if self.treaty.list_as_of else "",
        }
        return f"{words} {self.succession_note}".strip()

    @property
    def sentence(self) -> str:
        """One sentence for people; never that a State is not a party."""
        before_the_list = self.day is not None and self.day != self.list_as_of
        table = SENTENCES | SENTENCES_ON_A_DAY if before_the_list else SENTENCES
        return str(table[self.standing]) % {
            "day": in_words(self.day) if self.day else "",
            "state": self.respondent.name_in_text,
            "kind": self.kind,
            "act_date": in_words(self.act.acted_on) if self.act else "",
            "list": in_words(self.treaty.list_as_of) if self.treaty.list_as_of else "",
        }

    @property
    def limit(self) -> str:
        """What is not known, in words."""
        if self.treaty.list_as_of is None:
            return ""
        return _("Not known after %s.") % in_words(self.treaty.list_as_of)

    @property
    def bearer(self) -> str:
        """Whose the act was."""
        return self.respondent.bearer_on(self.act.acted_on) if self.act else ""

    @property
    def succession_note(self) -> str:
        """Said where a list shows a predecessor's act under this name."""
        if not self.act or self.bearer == self.respondent.short_name:
            return ""
        words = {"bearer": self.bearer, "state": self.respondent.short_name}
        return _("An act of %(bearer)s, which the list shows under %(state)s.") % words

    @property
    def what_is_open(self) -> str:
        """The step the treaty leaves open to a State whose act the list does not show."""
        if self.standing is Standing.SIGNED:
            return _("Ratification, acceptance or approval is open to a signatory.")
        if self.standing is Standing.NOT_SHOWN and self.day and self.treaty.signature_is_closed_on(self.day):
            return _("Signature has closed; accession is what is open.")
        return ""


SENTENCES: dict[Standing, Promise] = {
    Standing.PARTY: gettext_lazy("Party by %(kind)s of %(act_date)s."),
    Standing.SIGNED: gettext_lazy("Signed on %(act_date)s; our list of %(list)s shows no act by which it is bound."),
    Standing.ENDED: gettext_lazy("Our list of %(list)s shows a denunciation that took effect on %(act_date)s."),
    Standing.NOT_SHOWN: gettext_lazy("Our list of %(list)s does not show an act of %(state)s."),
    Standing.NO_LIST: gettext_lazy("No list is held for this treaty; nothing is said about it."),
}

# Asked for a day before the list's own: what the list shows later is neither told nor denied.
SENTENCES_ON_A_DAY: dict[Standing, Promise] = {
    Standing.SIGNED: gettext_lazy(
        "Signed on %(act_date)s; our list of %(list)s shows no act by which it was bound by %(day)s."
    ),
    Standing.NOT_SHOWN: gettext_lazy("Our list of %(list)s does not show an act of %(state)s by %(day)s."),
}


def fact(treaty: Treaty, respondent: Respondent, acts: Sequence[ListedAct], day: date | None = None) -> TreatyFact:
    """The fact on `day`, or on the date of the list when no day or a later one is asked for."""
    if treaty.list_as_of is None:
        return TreatyFact(treaty, respondent, (), Standing.NO_LIST, None, None)
    until = min(day, treaty.list_as_of) if day else treaty.list_as_of
    stand = standing_on(acts, until)
    shown = tuple(sorted((act for act in acts if act.acted_on <= until), key=lambda act: act.acted_on))
    return TreatyFact(treaty, respondent, shown, stand.standing, stand.act, until)
