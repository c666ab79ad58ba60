"""The files of treaties loaded together, and what is said about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from commitments.access.actor import Actor
from commitments.respondents.models import Respondent
from commitments.treaties.rows import ActsRead, read_acts, read_links
from commitments.treaties.services import (
    ActsLoaded,
    LinksLoaded,
    TreatiesLoaded,
    load_acts,
    load_links,
    load_treaties,
    what_is_known,
)
from commitments.treaties.treaty_rows import read_treaties


class NoRespondents(Exception):
    """Acts cannot be given to States before the States are loaded; nothing was written."""

    def __init__(self) -> None:
        super().__init__(_("No Member States are held: run load_respondents first."))


@dataclass(frozen=True)
class LoadedFromFiles:
    """The outcome of loading treaties, acts and links from three files."""

    treaties: TreatiesLoaded
    read: ActsRead
    acts: ActsLoaded
    links: LinksLoaded
    ragged_links: tuple[str, ...]

    def refusal_lines(self) -> Iterator[str]:
        """One line per refused row."""
        for refusal in self.read.refusals:
            yield _("Refused act, %s.") % refusal
        for words in (*self.ragged_links, *self.links.refusals):
            yield _("Refused link, %s.") % words

    def summary_lines(self) -> Iterator[str]:
        """What was read, written and refused, with how many of each."""
        treaties, acts, links = self.treaties, self.acts, self.links
        yield (
            f"Treaties: {treaties.created} new, {treaties.changed} changed, {treaties.unchanged} as they were; "
            f"{treaties.without_list} without a list."
        )
        yield (
            f"Acts: {self.read.total} rows read, {acts.added} added, {acts.held} held already, "
            f"{len(self.read.refusals)} refused."
        )
        for fault, count in sorted(self.read.faults.items()):
            yield f"  refused, {fault}: {count}"
        for kind, count in acts.by_kind.most_common():
            yield f"  {kind}: {count}"
        others = ", ".join(f"{name} {count}" for name, count in sorted(acts.other_participants.items()))
        yield f"Participants that are not Member States: {others or 'none'}."
        if acts.missing:
            yield f"Held, but not shown by this file: {acts.missing} acts. They stay."
        yield f"Links to paragraphs: {links.added} new, {links.held} held already, {len(links.refusals)} refused."


@transaction.atomic
def load_from_files(*, acts: Path, treaties: Path, links: Path, by: Actor) -> LoadedFromFiles:
    """Load the three files in one transaction. Raises SheetRefused, TreatiesRefused or NoRespondents."""
    if not Respondent.objects.member_states().exists():
        raise NoRespondents
    treaties_loaded = load_treaties(read_treaties(treaties), by=by)
    read = read_acts(acts, known=what_is_known())
    link_rows, ragged = read_links(links)
    return LoadedFromFiles(
        treaties=treaties_loaded,
        read=read,
        acts=load_acts(read, by=by),
        links=load_links(link_rows, by=by),
        ragged_links=tuple(ragged),
    )
