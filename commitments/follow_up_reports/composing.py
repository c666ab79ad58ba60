"""From the material to the content: chapters, sentences and tables, each figure with its denominator."""

from collections.abc import Callable
from datetime import datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django_stubs_ext import StrOrPromise

from commitments.follow_up_reports.content import Chapter, Citation, Report, Section, Table
from commitments.follow_up_reports.queries import Material
from commitments.instruments.models import Obligation
from commitments.instruments.vocabulary import Reportable
from commitments.rollups.measures import SHARED, StatusCounts
from commitments.submissions.status import Status
from commitments.treaties.queries.parties import TreatyWithParties

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")


def compose(material: Material, *, now: datetime) -> Report:
    """The report on a cycle for one reader, read at `now`."""
    made = [(heading, anchor, section(material)) for heading, anchor, section in CHAPTERS]
    return Report(
        title=_("Follow-up report: %(cycle)s") % {"cycle": material.cycle.name},
        subtitle=_subtitle(material),
        generated_at=now,
        summary=_summary(material),
        chapters=[
            Chapter(ROMAN[place], str(heading), anchor, sections)
            for place, (heading, anchor, sections) in enumerate(made)
        ],
        annexes=[_replies_annex(material)],
    )


def _subtitle(material: Material) -> str:
    symbols = sorted({obligation.instrument.symbol for obligation in material.obligations})
    parts = [", ".join(symbols), material.cycle.body, material.cycle.session_served]
    return " · ".join(part for part in parts if part)


def _summary(material: Material) -> list[str]:
    deadline = date_format(material.cycle.soft_deadline_on, "DATE_FORMAT")
    sentences = [
        _("Replies were requested by %(day)s.") % {"day": deadline},
        material.counts.reply_rate.sentence,
    ]
    if material.late:
        sentences.append(
            ngettext(
                "%(n)d reply was received after the deadline and is included.",
                "%(n)d replies were received after the deadline and are included.",
                material.late,
            )
            % {"n": material.late}
        )
    return [*sentences, *_left_out(material)]


def _left_out(material: Material) -> list[str]:
    said = []
    if material.counts.hidden:
        said.append(_("Reported, and not shown to this reader: %(n)d answers.") % {"n": material.counts.hidden})
    if material.not_used:
        said.append(
            _("Not used in this report, as the States concerned chose: %(n)d answers.") % {"n": material.not_used}
        )
    return said


def _introduction(material: Material) -> list[Section]:
    cycle = material.cycle
    sentences = [
        _("The information was called for by %(note)s.") % {"note": cycle.note_verbale}
        if cycle.note_verbale
        else _("The date of the call for information is %(day)s.")
        % {"day": date_format(cycle.opened_at, "DATE_FORMAT")},
        _("The information provided by Member States has been reproduced as received."),
        ngettext(
            "%(n)d Member State that was asked has not replied.",
            "%(n)d Member States that were asked have not replied.",
            material.counts.reply_rate.silent,
        )
        % {"n": material.counts.reply_rate.silent},
    ]
    return [Section(_("The call for information"), "call", sentences=sentences)]


def _overview(material: Material) -> list[Section]:
    total = material.counts.reply_rate
    rows = [
        [str(group.label), str(rate.replied), str(rate.asked), _percent(rate.fraction.percent)]
        for group in material.groups
        if (rate := material.counts.reply_rate_of(group.pk)).asked
    ]
    table = Table(
        caption=_("Replies received, by regional group"),
        heads=[_("Regional group"), _("Replied"), _("Asked"), _("Per cent of those asked")],
        rows=[*rows, [_("Total"), str(total.replied), str(total.asked), _percent(total.fraction.percent)]],
    )
    tables = [table] if material.sees_groups else []  # by group, a reply can point at one State
    return [Section(_("Replies"), "replies", sentences=[total.sentence], tables=tables)]


def _percent(number: int | None) -> str:
    return "–" if number is None else str(number)


def _information(material: Material) -> list[Section]:
    return [_paragraph(material, obligation) for obligation in material.obligations]


def _paragraph(material: Material, obligation: Obligation) -> Section:
    counts = StatusCounts(
        about=_("paragraph %(reference)s") % {"reference": obligation.reference},
        counts=material.statuses.get(obligation.pk, {}),
        is_shared=obligation.reportable == Reportable.YES and not obligation.answers_as,
        sees_all=material.sees_all,
    )
    named = material.named.get(obligation.pk, ())
    sentences = [counts.sentence]
    if unnamed := material.not_named.get(obligation.pk, 0):
        sentences.append(
            ngettext(
                "%(n)d answer is counted without the name of the State.",
                "%(n)d answers are counted without the names of the States.",
                unnamed,
            )
            % {"n": unnamed}
        )
    slug = obligation.instrument.slug
    return Section(
        heading=obligation.label,
        anchor=f"{slug}-{obligation.reference}",
        reference=obligation.reference,
        url=reverse("dashboards:paragraph", args=[slug, obligation.reference]),
        sentences=sentences,
        tables=[_status_table(counts)] if counts.received else [],
        citations=[Citation(s.state, s.code, str(s.status.value), s.text, s.language) for s in named if s.text],
    )


def _status_table(counts: StatusCounts) -> Table:
    rows = [
        [
            str(status.label),
            str(counts.counts[status]),
            _percent(counts.share(status).percent) if counts.is_shared else "–",
        ]
        for status in SHARED
        if counts.counts.get(status)
    ]
    if counts.not_applicable:
        rows.append([str(Status.NOT_APPLICABLE.label), str(counts.not_applicable), "–"])
    return Table(
        caption=_("Answers on %(about)s") % {"about": counts.about},
        heads=[_("Status as reported"), _("Member States"), _("Per cent")],
        rows=rows,
        note=_("Per cent of %(number)d %(words)s.") % {"number": counts.applicable, "words": counts.denominator}
        if counts.is_shared
        else "",
    )


def _treaties(material: Material) -> list[Section]:
    rows = [[str(row.treaty.short_name), *_parties(row)] for row in material.treaties]
    table = Table(
        caption=_("Parties to the treaties named, by the lists held"),
        heads=[_("Treaty"), _("Parties"), _("Date of the list")],
        rows=rows,
        note=_("After the date of its list nothing is known of a treaty here; a treaty without a list is not counted."),
    )
    return [Section(_("Participation in treaties"), "treaties", tables=[table])]


def _parties(row: TreatyWithParties) -> list[str]:
    if row.treaty.list_as_of is None or row.parties is None:
        return [_("no list held"), "–"]
    return [str(row.parties.total), date_format(row.treaty.list_as_of, "DATE_FORMAT")]


def _replies_annex(material: Material) -> Section:
    heading = _("Replies received")
    if not material.replies:
        return Section(heading, "annex-replies", sentences=[_("No information was received that may be named here.")])
    rows = [[reply.state, reply.received_on, _remark(reply.is_late, reply.is_nil)] for reply in material.replies]
    table = Table(
        caption=_("States that replied, in English alphabetical order"),
        heads=[_("State"), _("Received"), _("Remark")],
        rows=rows,
        note=_(
            "States whose reply is not to be named, or not to this reader, are counted in the summary and not listed."
        ),
    )
    return Section(heading, "annex-replies", tables=[table])


def _remark(is_late: bool, is_nil: bool) -> str:  # noqa: FBT001 - two flags of one row
    said = [_("received after the deadline")] if is_late else []
    return ", ".join([*said, _("nil reply")] if is_nil else said)


Maker = Callable[[Material], list[Section]]
CHAPTERS: tuple[tuple[StrOrPromise, str, Maker], ...] = (
    (gettext_lazy("Introduction"), "introduction", _introduction),
    (gettext_lazy("Overview of replies"), "overview", _overview),
    (gettext_lazy("Information received from Member States"), "information", _information),
    (gettext_lazy("Status of treaties"), "status-of-treaties", _treaties),
)
