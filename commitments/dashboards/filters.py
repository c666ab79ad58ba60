"""Filters kept in the address: read, refused in a sentence when unknown, written back into links."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlencode

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.dashboards.rows import Choice, CycleRow, ParagraphRow, Text, current, cycles_at
from commitments.history.moments import Moment, MomentRefused, moment_asked
from commitments.submissions.status import CAPACITIES, CHOOSABLE, AnswersAs, Status
from commitments.web.filter_forms import FilterForm
from commitments.web.filters import moment_input
from commitments.web.kept import by_arguments

LONGEST = 60
AS_OF = "as_of"


@dataclass(frozen=True)
class Chip:
    """A filter that is set, and the address without it."""

    label: str
    url: str


@dataclass(frozen=True)
class Known:
    """What a page can be filtered by."""

    cycles: Sequence[CycleRow]
    texts: Sequence[Text]
    paragraphs: Sequence[ParagraphRow] = ()
    groups: Sequence[Choice] = ()
    themes: Sequence[Choice] = ()
    states: Sequence[Choice] = ()


@dataclass(frozen=True)
class Filters:
    """What the address asks for; `unknown` is what it names and nobody knows.

    With a `moment`, the record is asked for as it stood then; `absent` says what it did not hold yet.
    """

    cycle: CycleRow | None = None
    text: Text | None = None
    group: Choice | None = None
    theme: Choice | None = None
    paragraph: ParagraphRow | None = None
    state: Choice | None = None
    status: Status | None = None
    capacity: AnswersAs | None = None
    moment: Moment | None = None
    absent: str = ""
    unknown: tuple[str, ...] = ()
    asked_for: Mapping[str, str] = field(default_factory=dict)

    @property
    def only_counted(self) -> bool:
        """Whether paragraphs are left out that enter no total."""
        return self.asked_for.get("counted") == "yes"

    @property
    def at(self) -> datetime | None:
        """The moment of the past that is asked for; None for the present."""
        return self.moment.at if self.moment else None

    @property
    def present_query(self) -> str:
        """The filters as an address's end, at the present."""
        return self.query(**{AS_OF: ""})

    @property
    def as_of_query(self) -> str:
        """The moment alone, for links that carry no other filter; empty for the present."""
        return urlencode({AS_OF: self.moment.text}) if self.moment else ""

    @property
    def and_as_of(self) -> str:
        """The moment behind another filter of a link; empty for the present."""
        return f"&{self.as_of_query}" if self.moment else ""

    @property
    def as_of_tail(self) -> str:
        """The moment as the end of an address that has no query; empty for the present."""
        return f"?{self.as_of_query}" if self.moment else ""

    @property
    def changes_url(self) -> str:
        """What changed in the cycle between the moment and now."""
        if self.moment is None or self.cycle is None:
            return ""
        since = urlencode({"cycle": self.cycle.cycle.slug, "from": self.moment.text})
        return f"{reverse('dashboards:changes')}?{since}"

    def wants(self, row: ParagraphRow) -> bool:
        """Whether the paragraph is in the view."""
        return (
            (self.cycle is None or row.text.pk in self.cycle.instrument_ids)
            and (self.text is None or row.text == self.text)
            and (self.theme is None or self.theme.pk in row.theme_ids)
            and (self.paragraph is None or row.pk == self.paragraph.pk)
            and (row.is_counted or not self.only_counted)
        )

    def query(self, **changes: str) -> str:
        """The filters as an address's end, with changes; an empty change takes one away."""
        values = {**self.asked_for, **changes}
        return _encoded(tuple((key, value) for key, value in values.items() if value))

    def chips(self, path: str) -> list[Chip]:
        """One chip for each filter but the cycle."""
        set_ones: list[tuple[str, str]] = []
        for name, chosen in (("instrument", self.text and self.text.symbol), ("theme", self.theme and self.theme.label),
                             ("group", self.group and self.group.label),
                             ("paragraph", self.paragraph and f"{self.paragraph.reference} {self.paragraph.label}"),
                             ("state", self.state and self.state.label),
                             ("status", self.status and str(self.status.label)),
                             ("answers_as", None if self.capacity is None else str(self.capacity.label)),
                             ("counted", _("Paragraphs in totals") if self.only_counted else None),
                             (AS_OF, self.moment and _("As of %s") % self.moment.text)):  # fmt: skip
            if chosen:
                set_ones.append((name, chosen))
        return [Chip(label, _address(path, self.query(**{name: ""}))) for name, label in set_ones]


@by_arguments
def _encoded(values: tuple[tuple[str, str], ...]) -> str:
    return urlencode(values)


def _address(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path


def read(asked: Mapping[str, str], known: Known, allowed: Sequence[str]) -> Filters:
    """The filters of an address among those a page allows. Nothing in an address is an error of the program."""
    given = {name: str(asked.get(name, "")).strip()[:LONGEST] for name in (*allowed, AS_OF)}
    unknown: list[str] = []
    moment = _moment(given[AS_OF], unknown)
    on_record = known.cycles if moment is None else cycles_at(known.cycles, moment.at)

    def find(name: str, among: Mapping[str, object]) -> object:
        if not given.get(name):
            return None
        if given[name] not in among:
            unknown.append(_unknown_words(name, given[name]))
        return among.get(given[name])

    find("counted", {"yes": True})
    cycle = find("cycle", {row.cycle.slug: row for row in known.cycles})
    text = find("instrument", {row.slug: row for row in known.texts})
    chosen = {
        "text": text,
        "group": find("group", {row.code: row for row in known.groups}),
        "theme": find("theme", {row.code: row for row in known.themes}),
        "state": find("state", {row.code: row for row in known.states}),
        "status": find("status", {status.value: status for status in CHOOSABLE}),
        "capacity": find("answers_as", CAPACITIES),
        "paragraph": find("paragraph", _by_reference(known.paragraphs, text)),
    }
    if cycle is not None:
        cycle = next((row for row in on_record if row.cycle.pk == cycle.cycle.pk), None)  # type: ignore[attr-defined]
    elif not given.get("cycle"):
        cycle = current(on_record, text)  # type: ignore[arg-type]
    kept = {name: value for name, value in given.items() if value}
    absent = _absent(moment, named=bool(given.get("cycle"))) if moment and cycle is None and not unknown else ""
    return Filters(
        cycle=cycle,
        moment=moment,
        absent=absent,
        unknown=tuple(unknown),
        asked_for=kept,
        **chosen,  # type: ignore[arg-type]
    )


def _moment(text: str, unknown: list[str]) -> Moment | None:
    try:
        return moment_asked(text, now=timezone.now())
    except MomentRefused as refused:
        unknown.append(str(refused))
        return None


def _absent(moment: Moment, *, named: bool) -> str:
    if named:
        words = _("The record as it stood on %s does not know this reporting cycle; it was recorded later.")
    else:
        words = _("The record as it stood on %s holds no reporting cycle; nothing is said of that moment.")
    return words % moment.words


def read_cycle(asked: Mapping[str, str], cycles: Sequence[CycleRow], text: Text | None = None) -> tuple[Filters, Known]:
    """The cycle an address asks for among those on this text; the page's own choice where it asks for none."""
    known = Known([row for row in cycles if text is None or text.pk in row.instrument_ids], ())
    return read(asked, known, ("cycle",)), known


def _by_reference(rows: Sequence[ParagraphRow], text: object) -> dict[str, ParagraphRow]:
    """By reference; without a text in the address a reference means the first text that has it."""
    found: dict[str, ParagraphRow] = {}
    for row in rows:
        if text is None or row.text == text:
            found.setdefault(row.reference, row)
    return found


def _unknown_words(name: str, value: str) -> str:
    kinds = {
        "cycle": _("The address names a reporting cycle that is not known: %s."),
        "instrument": _("The address names a text that is not known: %s."),
        "group": _("The address names a regional group that is not known: %s."),
        "theme": _("The address names a theme that is not known: %s."),
        "paragraph": _("The address names a paragraph that is not known: %s."),
        "state": _("The address names a State that is not known: %s."),
        "status": _("The address names a status that is not known: %s."),
        "answers_as": _("The address names a capacity that is not known: %s."),
        "counted": _("The address asks for paragraphs in a way that is not known: %s."),
    }
    return kinds[name] % value


def form_for(filters: Filters, known: Known, allowed: Sequence[str]) -> FilterForm:
    """The filters as fields, one for each that offers a choice."""
    everything = ("", _("all"))
    choices: dict[str, tuple[str, list[tuple[str, str]]]] = {
        "cycle": (_("Reporting cycle"), [(row.cycle.slug, row.cycle.name) for row in known.cycles]),
        "instrument": (_("Text"), [everything, *((row.slug, row.symbol) for row in known.texts)]),
        "theme": (_("Theme"), [everything, *((row.code, row.label) for row in known.themes)]),
        "group": (_("Regional group"), [everything, *((row.code, row.label) for row in known.groups)]),
        "paragraph": (
            _("Paragraph"),
            [everything, *((row.reference, f"{row.reference} {row.label}") for row in known.paragraphs)],
        ),
        "state": (_("State"), [everything, *((row.code, row.label) for row in known.states)]),
        "status": (_("Status"), [everything, *((status.value, str(status.label)) for status in CHOOSABLE)]),
        "answers_as": (_("Answers as"), [everything, *((code, str(a.label)) for code, a in CAPACITIES.items())]),
    }  # fmt: skip
    shown = [name for name in allowed if len(choices[name][1]) > (1 if name == "cycle" else 2)]
    form = FilterForm(initial={**filters.asked_for, "cycle": filters.cycle.cycle.slug if filters.cycle else ""})
    for name in shown:
        label, options = choices[name]
        form.fields[name] = forms.ChoiceField(label=label, choices=options, required=False)
    if known.cycles:
        asked = moment_input(filters.asked_for.get(AS_OF, ""), timezone.localdate())
        form.fields[AS_OF] = forms.CharField(label=_("As of"), required=False, widget=asked)
    return form
