"""The first hour of somebody who is new: what to look at, each with its place, and done as far as the record says."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from commitments.hand_over.people import People
from commitments.submissions.queries import Desk, Place


@dataclass(frozen=True)
class Seen:
    """What the steps are computed from."""

    desk: Desk
    people: People

    @property
    def place(self) -> Place:
        """Respondent, cycle, latest version."""
        return self.desk.place

    @property
    def user_id(self) -> int | None:
        """Whose first hour it is."""
        return self.place.actor.user_id

    @property
    def own(self) -> list[str]:
        """The references to notes verbales by which this person was appointed."""
        return [one.designation.note_verbale for one in self.people.active if one.designation.user_id == self.user_id]


class Step(NamedTuple):
    """One thing to do, where, and whether the record shows that it is done."""

    words: StrOrPromise
    url: Callable[[Seen], str]
    is_done: Callable[[Seen], bool]


def _has_spoken(seen: Seen) -> bool:
    reports = [row.report for row in seen.desk.rows if row.report and row.report.pk]
    return any(seen.user_id in (one.saved_by_id, one.confirmed_by_id) for one in reports)


def _has_contact(seen: Seen) -> bool:
    return bool(seen.place.submission and seen.place.submission.contact_name)


def _has_use(seen: Seen) -> bool:
    return bool(seen.place.submission and seen.place.submission.use_in_report)


def _people(seen: Seen) -> str:
    return f"{reverse('hand_over:people')}?for={seen.place.respondent.code}"


def _desk(seen: Seen) -> str:
    return f"{reverse('submissions:desk')}?for={seen.place.respondent.code}&cycle={seen.place.cycle.slug}"


STEPS: tuple[Step, ...] = (
    Step(_("See that your appointment names its note verbale"), _people, lambda seen: any(seen.own)),
    Step(_("See who else works on the reply; two are needed, so that one can leave"), _people,
         lambda seen: not seen.people.is_one_alone),
    Step(_("Read what is asked, and say a first word: answer one paragraph, or call one answer still true"), _desk,
         _has_spoken),
    Step(_("Look through what was carried over from an earlier cycle"), lambda seen: seen.place.urls["carried"],
         lambda seen: not seen.desk.to_confirm),
    Step(_("Name the contact on the cover"), lambda seen: seen.place.urls["cover"], _has_contact),
    Step(_("Choose how reports may use the reply"), lambda seen: seen.place.urls["cover"], _has_use),
    Step(_("See the whole reply and what keeps it from being sent"), lambda seen: seen.place.urls["review"],
         lambda seen: seen.place.submission is not None and not seen.place.is_open),
)  # fmt: skip


@dataclass(frozen=True)
class Told:
    """A step as the page shows it."""

    words: str
    url: str
    is_done: bool


def first_hour(seen: Seen) -> list[Told]:
    """Every step, for this person."""
    return [Told(str(step.words), step.url(seen), step.is_done(seen)) for step in STEPS]
