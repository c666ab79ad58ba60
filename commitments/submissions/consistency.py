"""Whether an answer holds together: rules that say what they found, to who reads it and to who will send it.

They speak of the information and keep nothing from being sent.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from django.utils.translation import gettext as _

from commitments.implementation.kinds import DATE_FIELDS, ActionKind
from commitments.submissions.status import Status
from commitments.treaties.dates import in_words
from commitments.treaties.facts import TreatyFact

DONE = frozenset({Status.SUBSTANTIALLY_IMPLEMENTED, Status.IMPLEMENTED_AND_MAINTAINED})
BEGUN = DONE | {Status.UNDER_WAY}
HAPPENED = tuple(name for name in DATE_FIELDS if name != "planned_on")
LONGEST_TITLE = 80


@dataclass(frozen=True)
class Said:
    """One answer with what it cites, as it was frozen or would be; `on` is the day it is looked at."""

    status: str
    on: date
    narrative: str = ""
    planned_on: date | None = None
    considered_on: date | None = None
    actions: Sequence[Mapping[str, Any]] = ()
    figures: Sequence[Mapping[str, Any]] = ()
    evidence: Sequence[Mapping[str, Any]] = ()
    facts: Sequence[TreatyFact] = ()
    failing: Mapping[str, date] = field(default_factory=dict)
    """Since when the link of a piece of evidence (by its address) cannot be opened."""

    @property
    def status_words(self) -> str:
        """The status as the State chose it."""
        return str(Status(self.status).label)


def done_without_action(said: Said) -> Iterator[str]:
    """Implemented, and nothing that was done is named."""
    if said.status in DONE and not said.actions:
        yield _("The status is “%(status)s”, and no action is named.") % {"status": said.status_words}


def done_without_evidence(said: Said) -> Iterator[str]:
    """Implemented, and nothing shows it."""
    if said.status in DONE and not said.evidence:
        yield _("The status is “%(status)s”, and nothing that shows it is attached.") % {"status": said.status_words}


def status_without_words(said: Said) -> Iterator[str]:
    """A status alone."""
    if said.status in BEGUN and not said.narrative.strip():
        yield _("The status is “%(status)s”, and the answer says nothing in words.") % {"status": said.status_words}


def nothing_done_with_actions(said: Said) -> Iterator[str]:
    """No action yet, and actions serve the paragraph."""
    if said.status == Status.NO_ACTION_YET and said.actions:
        yield _("The status is “%(status)s”, and actions are named: %(titles)s.") % {
            "status": said.status_words, "titles": "; ".join(_title(action) for action in said.actions),
        }  # fmt: skip


def plan_has_passed(said: Said) -> Iterator[str]:
    """Planned for a day that is over."""
    if said.status == Status.PLANNED and said.planned_on and said.planned_on < said.on:
        yield _("It is planned for %(day)s, which has passed.") % {"day": in_words(said.planned_on)}


def day_in_the_future(said: Said) -> Iterator[str]:
    """Something that is said to have happened on a day to come."""
    if said.considered_on and said.considered_on > said.on:
        yield _("It was considered on %(day)s, which lies in the future.") % {"day": in_words(said.considered_on)}
    dated = [(action, _day(action.get(name))) for action in said.actions for name in HAPPENED]
    dated += [(piece, _day(piece.get("dated_on"))) for piece in said.evidence]
    for record, day in dated:
        if day and day > said.on:
            yield _("“%(title)s” bears the date %(day)s, which lies in the future.") % {
                "title": _title(record), "day": in_words(day),
            }  # fmt: skip


def year_in_the_future(said: Said) -> Iterator[str]:
    """A figure of a year to come."""
    for figure in said.figures:
        if int(figure.get("year") or 0) > said.on.year:
            yield _("The figure “%(label)s” is of %(year)s, which lies in the future.") % {
                "label": figure.get("label", ""), "year": figure["year"],
            }  # fmt: skip


def act_not_on_the_list(said: Said) -> Iterator[str]:
    """A treaty act is claimed that the list of its date does not show (design.md rule 4)."""
    for fact in said.facts:
        if fact.list_as_of and not fact.is_party and _claims(said, fact):
            yield _("%(treaty)s: our list of %(day)s does not show this act.") % {
                "treaty": fact.treaty.short_name, "day": in_words(fact.list_as_of),
            }  # fmt: skip


def link_does_not_open(said: Said) -> Iterator[str]:
    """Evidence that cannot be opened."""
    for piece in said.evidence:
        if since := said.failing.get(str(piece.get("public_id"))):
            yield _("“%(title)s” cannot be opened since %(day)s.") % {"title": _title(piece), "day": in_words(since)}


RULES: tuple[Callable[[Said], Iterable[str]], ...] = (
    done_without_action, done_without_evidence, status_without_words, nothing_done_with_actions, plan_has_passed,
    day_in_the_future, year_in_the_future, act_not_on_the_list, link_does_not_open,
)  # fmt: skip


def remarks(said: Said) -> list[str]:
    """All that the rules find, each as a sentence that says why."""
    if said.status == Status.NOT_REPORTED:
        return []
    return list(dict.fromkeys(words for rule in RULES for words in rule(said)))


class Cites(Protocol):
    """What an answer cites, frozen or about to be."""

    @property
    def actions(self) -> Sequence[Any]:
        """Its actions."""

    @property
    def figures(self) -> Sequence[Any]:
        """Its figures."""

    @property
    def evidence(self) -> Sequence[Any]:
        """Its evidence."""


def said_of(report: Any, cites: Cites, facts: Sequence[TreatyFact], broken: Mapping[int, date], *, on: date) -> Said:
    """An answer with the records that it cites; `broken` says which evidence does not open."""
    return Said(
        status=report.status, on=on, narrative=report.narrative, planned_on=report.planned_on,
        considered_on=report.considered_on, facts=facts, actions=[record.content for record in cites.actions],
        figures=[record.content for record in cites.figures], evidence=[record.content for record in cites.evidence],
        failing={
            str(record.content.get("public_id")): broken[record.evidence_id]
            for record in cites.evidence if record.evidence_id in broken
        },
    )  # fmt: skip


def _claims(said: Said, fact: TreatyFact) -> bool:
    """An action of the kind treaty act that names the treaty, or stands where no other treaty is."""
    acts = [action for action in said.actions if action.get("kind") == ActionKind.TREATY_ACT]
    names = [name.casefold() for name in (fact.treaty.short_name, fact.treaty.formal_title) if name]
    return bool(acts) and (len(said.facts) == 1 or any(
        name in f"{act.get('title', '')} {act.get('description', '')}".casefold() for act in acts for name in names
    ))  # fmt: skip


def _title(record: Mapping[str, Any]) -> str:
    words = str(record.get("title", ""))
    return words if len(words) <= LONGEST_TITLE else f"{words[:LONGEST_TITLE]}…"


def _day(text: Any) -> date | None:
    try:
        return date.fromisoformat(str(text)) if text else None
    except ValueError:
        return None
