"""A workbook comes back: it is read, looked at and kept as what it says; no answer is touched."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import IO
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from commitments.access.actor import Actor
from commitments.access.permissions import Permission
from commitments.access.refusals import demand
from commitments.files.naming import safe_name
from commitments.implementation.services.common import make_once
from commitments.instruments.queries import askings_of
from commitments.respondents.models import Respondent
from commitments.submissions.models import ReportingCycle
from commitments.submissions.queries.scope import Place, asked_at_place
from commitments.submissions.refusals import AnswersAreFrozen
from commitments.workbooks.asked import digest_of
from commitments.workbooks.faults import Fault, WorkbookRefused
from commitments.workbooks.grids import Grid, grids_of
from commitments.workbooks.models import ReturnedWorkbook
from commitments.workbooks.stamp import NoStamp, OtherForm, Stamp, stamp_in
from commitments.workbooks.understanding import Understood, understood

MOST_WAITING = 20


@dataclass(frozen=True)
class Sent:
    """A file as it came."""

    stream: IO[bytes]
    name: str
    size: int


@transaction.atomic
def receive(place: Place, sent: Sent, *, request_id: UUID | None, by: Actor, now: datetime) -> ReturnedWorkbook:
    """Keep what the file says beside what it began with; the same request again gives the same one.

    Refuses with NotAllowed, with AnswersAreFrozen where the reply is no draft, and with WorkbookRefused.
    """
    demand(by, Permission.ANSWER_DRAFT, place.respondent.pk)
    _check(place, by)
    grids = grids_of(sent.stream, name=safe_name(sent.name), size=sent.size)
    stamp = _stamp_of(grids)
    _check_place(stamp, place)
    found = understood(grids, stamp)
    _blame_changed_texts(found, place)

    def keep() -> ReturnedWorkbook:
        return ReturnedWorkbook.objects.create(
            respondent=place.respondent, cycle=place.cycle, file_name=safe_name(sent.name), language=stamp.language,
            made_at=stamp.made_at, number=stamp.number, changes=[asdict(each) for each in found.changes],
            faults=[asdict(each) for each in found.faults], created_at=now, created_by_id=by.user_id,
            request_id=request_id,
        )  # fmt: skip

    return make_once(ReturnedWorkbook, by=by, request_id=request_id, make=keep)[0]


def _check(place: Place, by: Actor) -> None:
    if not place.is_open:
        raise AnswersAreFrozen(_("The reply is no draft now: its answers do not change, and no file is taken in."))
    if ReturnedWorkbook.objects.visible_to(by).count() >= MOST_WAITING:
        raise WorkbookRefused(_("Too many of your files wait to be taken over. Take them over or throw them away."))


def _stamp_of(grids: list[Grid]) -> Stamp:
    try:
        return stamp_in(text for grid in grids for text in grid.texts())
    except NoStamp as none:
        raise WorkbookRefused(
            _("This file was not made by this program, or the part that the program wrote for itself (on the sheet "
              "“About this file”) was changed or taken away. Download the workbook again and fill that one in.")
        ) from none  # fmt: skip
    except OtherForm as other:
        raise WorkbookRefused(
            _("The file has an older form of the workbook. Download the workbook again and copy your answers into it.")
        ) from other


def _check_place(stamp: Stamp, place: Place) -> None:
    if stamp.state != place.respondent.code:
        other = Respondent.objects.filter(code=stamp.state).first()
        names = {"theirs": other.short_name if other else stamp.state, "yours": place.respondent.short_name}
        raise WorkbookRefused(_("This is the workbook of %(theirs)s, and this desk is that of %(yours)s.") % names)
    if stamp.cycle != place.cycle.slug:
        cycle = ReportingCycle.objects.filter(slug=stamp.cycle).first()
        words = _("This workbook is for another cycle: %(theirs)s. Here answers are given for: %(ours)s.")
        raise WorkbookRefused(words % {"theirs": cycle.name if cycle else stamp.cycle, "ours": place.cycle.name})


def _blame_changed_texts(found: Understood, place: Place) -> None:
    """Paragraphs whose words are no longer those that stood in the file."""
    language = found.stamp.language
    asked = asked_at_place(place, language)
    askings = askings_of(asked, language)
    now = {(one.instrument.slug, one.reference): digest_of(askings[one.pk]) for one in asked}
    for row in found.stamp.rows:
        if now.get((row.instrument, row.reference), row.asks) != row.asks:
            found.blame(Fault("asks", row.sheet, "", {"found": row.key}))
