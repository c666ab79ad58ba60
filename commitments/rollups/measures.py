"""One definition of each measure, pure: the two fractions of design.md rule 2, with their words.

A share never stands over all States asked, silence is no status, and a reader's numbers are made of
the answers he may read; the rest is one number.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commitments.submissions.status import CHOOSABLE, Status

SHARED: tuple[Status, ...] = tuple(status for status in CHOOSABLE if status is not Status.NOT_APPLICABLE)
"""The statuses that stand in a share; "not applicable" leaves its denominator."""

HUNDREDTHS = 100


@dataclass(frozen=True)
class Fraction:
    """A part of a whole; without a whole there is no share, and never a zero instead."""

    part: int
    whole: int

    @property
    def percent(self) -> int | None:
        """Rounded hundredths, halves upwards; None without a whole."""
        return (2 * HUNDREDTHS * self.part + self.whole) // (2 * self.whole) if self.whole else None

    @property
    def thousandths(self) -> int:
        """For drawing."""
        return 1000 * self.part // self.whole if self.whole else 0


@dataclass(frozen=True)
class ReplyRate:
    """Respondents that answered, of those asked in that cycle: the first fraction."""

    replied: int
    asked: int
    nil: int = 0

    @property
    def fraction(self) -> Fraction:
        """Replied of asked."""
        return Fraction(self.replied, self.asked)

    @property
    def silent(self) -> int:
        """How many were asked and did not reply; they are counted and never named."""
        return max(0, self.asked - self.replied)

    @property
    def sentence(self) -> str:
        """The fraction with its denominator, silence called what it is."""
        if not self.asked:
            return _("Nobody was asked in this cycle.")
        if not self.replied:
            return _("None of the %(asked)d Member States asked has replied so far.") % {"asked": self.asked}
        words = ngettext(
            "Of the %(asked)d Member States asked, %(replied)d replied (%(percent)s per cent).",
            "Of the %(asked)d Member States asked, %(replied)d replied (%(percent)s per cent).",
            self.replied,
        )
        return words % {"asked": self.asked, "replied": self.replied, "percent": self.fraction.percent}


@dataclass(frozen=True)
class StatusCounts:
    """Answers by status that one reader may see, on one paragraph or on several: the second fraction.

    `about` says what they are answers on ("paragraph 17", "Terrorism"); `paragraphs` how many that is.
    Over several paragraphs the whole is answers, not States. `is_shared` is false where the text asks
    givers and receivers different things: then numbers are shown and no shares.
    """

    about: str
    counts: Mapping[Status, int] = field(default_factory=dict)
    paragraphs: int = 1
    is_shared: bool = True
    sees_all: bool = True

    @property
    def received(self) -> int:
        """Every answer with a status."""
        return sum(self.counts.get(status, 0) for status in CHOOSABLE)

    @property
    def not_applicable(self) -> int:
        """Answers that the paragraph does not apply."""
        return self.counts.get(Status.NOT_APPLICABLE, 0)

    @property
    def applicable(self) -> int:
        """The denominator of each share."""
        return self.received - self.not_applicable

    def share(self, status: Status) -> Fraction:
        """Answers with the status, of those received less "not applicable"; refuses a status without a share."""
        if status not in SHARED:
            raise ValueError(f"{status} stands in no share")
        return Fraction(self.counts.get(status, 0), self.applicable)

    @property
    def denominator(self) -> str:
        """What stands under each share, in words."""
        words = {"number": self.applicable, "about": self.about}
        if self.paragraphs > 1:
            return _("answers received on %(about)s, less “not applicable”") % words
        if self.sees_all:
            return _("Member States that provided information on %(about)s, less “not applicable”") % words
        return _("Member States whose information on %(about)s you may read, less “not applicable”") % words

    @property
    def sentence(self) -> str:
        """The source sentence: all that was received first, "not applicable" apart, then each status that occurs."""
        if not self.received:
            return self._none()
        said = [self._said(status) for status in SHARED if self.counts.get(status)]
        if self.not_applicable:
            words = {"number": self.not_applicable, "other": self.applicable}
            apart = _("%(number)d answered “not applicable”") % words
            if said:
                said[0] = _("of the other %(other)d, ") % words + said[0]
            said.insert(0, apart)
        return f"{self._whole()}, {'; '.join(said)}."

    def _none(self) -> str:
        if self.sees_all:
            return _("No information was received on %(about)s.") % {"about": self.about}
        return _("There is no information on %(about)s that you may read.") % {"about": self.about}

    def _whole(self) -> str:
        words = {"number": self.received, "about": self.about}
        if self.paragraphs > 1:
            named = ngettext(
                "Of the %(number)d answer received on %(about)s",
                "Of the %(number)d answers received on %(about)s",
                self.received,
            )
        elif self.sees_all:
            named = ngettext(
                "Of the %(number)d Member State that provided information on %(about)s",
                "Of the %(number)d Member States that provided information on %(about)s",
                self.received,
            )
        else:
            named = ngettext(
                "Of the %(number)d Member State whose information on %(about)s you may read",
                "Of the %(number)d Member States whose information on %(about)s you may read",
                self.received,
            )
        return named % words

    def _said(self, status: Status) -> str:
        words = {"count": self.counts[status], "status": status.label, "percent": self.share(status).percent}
        if not self.is_shared:
            return _("%(count)d reported “%(status)s”") % words
        return _("%(count)d reported “%(status)s” (%(percent)s per cent)") % words


@dataclass(frozen=True)
class Segment:
    """One status of a bar: the figures a chart draws and a table prints, from one place."""

    status: Status
    count: int
    percent: int | None
    start: int
    width: int
    url: str = ""


def segments(counts: StatusCounts, urls: Mapping[Status, str] | None = None) -> tuple[Segment, ...]:
    """Every status in its order; "not applicable" last, without a share and without a width."""
    placed, before = [], 0
    for status in SHARED:
        number = counts.counts.get(status, 0)
        end = Fraction(before + number, counts.applicable).thousandths
        start = Fraction(before, counts.applicable).thousandths
        percent = counts.share(status).percent if counts.is_shared else None
        placed.append(Segment(status, number, percent, start, end - start, (urls or {}).get(status, "")))
        before += number
    last = Status.NOT_APPLICABLE
    placed.append(Segment(last, counts.not_applicable, None, 1000, 0, (urls or {}).get(last, "")))
    return tuple(placed)


def summed(about: str, several: Iterable[StatusCounts], *, sees_all: bool) -> StatusCounts:
    """Answers on several paragraphs together; the caller leaves optional paragraphs out."""
    total: Counter[Status] = Counter()
    number, shared = 0, True
    for counts in several:
        total.update(counts.counts)
        number += 1
    return StatusCounts(about, dict(total), paragraphs=max(2, number), is_shared=shared, sees_all=sees_all)
