"""Parties over time as a chart with its table and sentence, until the day that is known and no further."""

from django.utils.translation import gettext as _

from commitments.charts.steps import Event, Line, Steps
from commitments.treaties.queries import PartiesPage


def parties_chart(page: PartiesPage) -> Steps | None:
    """The chart of a treaty's parties; None where the day asked for leaves no time to draw."""
    treaty = page.treaty
    since = min(filter(None, (treaty.opened_on, treaty.adopted_on)))
    if page.day <= since:
        return None
    members = Line("member-states", _("Member States"), tuple((c.day, c.member_states) for c in page.over_time))
    total = Line("all", _("All parties"), tuple((c.day, c.total) for c in page.over_time))
    events = []
    if treaty.entry_into_force_on:
        events.append(Event(treaty.entry_into_force_on, _("Entry into force")))
    return Steps(
        key=f"parties-{treaty.key}",
        title=_("Parties over time"),
        lines=(total, members) if page.parties.others else (total,),
        since=since,
        until=page.day,
        counted=_("parties"),
        events=tuple(events),
        note=treaty.source_words,
    )
