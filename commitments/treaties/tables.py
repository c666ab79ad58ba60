"""Bodies of the long tables, joined as escaped strings: a template loop over so many cells is too slow."""

from datetime import date

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from commitments.charts.marks import joined
from commitments.treaties.dates import in_words
from commitments.treaties.measures import Participant
from commitments.treaties.models import Treaty
from commitments.treaties.queries import Matrix, PartiesPage
from commitments.treaties.status import ListedAct, Stand, Standing


def participants_rows(page: PartiesPage, *, member_states: bool, tail: str = "") -> SafeString:
    """One row per participant: its group, how it stood on the day, and its acts until then; `tail` ends addresses."""
    shown = [who for who in page.participants if who.is_member_state == member_states]
    return format_html_join("\n", "{}", ((_participant_row(who, page, tail),) for who in shown if _acts(who, page.day)))


def _participant_row(who: Participant, page: PartiesPage, tail: str) -> SafeString:
    group = page.groups.get(who.group_id) if who.group_id else None
    return format_html(
        '<tr><th scope="row">{}</th><td>{}</td><td>{}</td><td>{}</td></tr>',
        _state_link(who.code, who.name, tail),
        group.label if group else "",
        who.stand_on(page.day).standing.label,
        format_html_join("; ", "{}", ((_act_words(who, act),) for act in _acts(who, page.day))),
    )


def _acts(who: Participant, day: date) -> list[ListedAct]:
    return [act for act in who.acts if act.acted_on <= day]


def _act_words(who: Participant, act: ListedAct) -> str:
    words = {"kind": act.label, "date": in_words(act.acted_on), "bearer": who.bearer_of(act)}
    if who.bearer_of(act) != who.name:
        return _("%(kind)s, %(date)s (by %(bearer)s)") % words
    return _("%(kind)s, %(date)s") % words


def matrix_head(matrix: Matrix, tail: str = "") -> SafeString:
    """Treaties as columns, each with the day it is shown for; `tail` ends addresses."""
    cells = (
        (reverse("treaties:treaty", args=[treaty.key]) + tail, treaty.short_name, _list_words(treaty))
        for treaty in matrix.treaties
    )
    columns = format_html_join("", '<th scope="col"><a href="{}">{}</a><br><small>{}</small></th>', cells)
    return format_html('<tr><th scope="col">{}</th>{}</tr>', _("State"), columns)


def matrix_rows(matrix: Matrix, tail: str = "") -> SafeString:
    """One row per State; every cell says in words what the list shows."""
    words = _Words()
    return format_html_join(
        "\n",
        '<tr><th scope="row">{}</th>{}</tr>',
        (
            (_state_link(state.code, state.short_name, tail), _cells(state.pk, matrix, words))
            for state in matrix.respondents
        ),
    )


def matrix_foot(matrix: Matrix) -> SafeString:
    """How many of the States shown are parties to each treaty, out of how many."""
    shown = len(matrix.respondents)
    counts = (matrix.parties(treaty) for treaty in matrix.treaties)
    cells = (
        (_("no list") if count is None else _("%(count)d of %(shown)d") % {"count": count, "shown": shown},)
        for count in counts
    )
    return format_html('<tr><th scope="row">{}</th>{}</tr>', _("Parties"), format_html_join("", "<td>{}</td>", cells))


class _Words:
    """The cells of the matrix, written once for each standing and year of a page."""

    def __init__(self) -> None:
        self.no_list = format_html('<td class="soft">{}</td>', _("no list"))
        self.not_shown = format_html('<td class="soft">{}</td>', _("not shown"))
        self.written: dict[tuple[Standing, int], SafeString] = {}

    def cell(self, stand: Stand | None, day: date | None) -> SafeString:
        """What the list shows, in words."""
        if day is None:
            return self.no_list
        if stand is None or stand.act is None:
            return self.not_shown
        key = (stand.standing, stand.act.acted_on.year)
        if key not in self.written:
            self.written[key] = format_html("<td>{} {}</td>", stand.standing.label, stand.act.acted_on.year)
        return self.written[key]


def _cells(state_id: int, matrix: Matrix, words: _Words) -> SafeString:
    return joined(
        words.cell(matrix.stands.get((state_id, treaty.pk)), matrix.days[treaty.pk]) for treaty in matrix.treaties
    )


def _state_link(code: str, name: str, tail: str) -> SafeString:
    if not code:
        return format_html("{}", name)
    return format_html('<a href="{}">{}</a>', reverse("treaties:record", args=[code]) + tail, name)


def _list_words(treaty: Treaty) -> str:
    return _("list of %s") % in_words(treaty.list_as_of) if treaty.list_as_of else _("no list held")
