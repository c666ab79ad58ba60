"""An answer with what it cites and the treaty facts beside it, as State and paragraph pages show it.

Each is kept by all that it shows: after a change only the changed answer is drawn anew.
"""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.utils.formats import date_format
from django.utils.html import escape, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from commitments.access.audience import Audience
from commitments.submissions.models import CitedRecord
from commitments.submissions.status import AnswersAs, Status
from commitments.web.kept import by_arguments
from commitments.web.markup import sprite


class Said(NamedTuple):
    """What a page shows of an answer itself; its fields are the columns to read, in this order."""

    status: str
    audience: str
    answers_as: str
    planned_on: date | None
    considered_on: date | None
    in_law: bool
    in_practice: bool
    needs_assistance: bool
    language: str
    narrative: str
    considered_outcome: str
    reason: str
    constraints_text: str


@by_arguments
def article(said: Said, cited: str, facts: str, *, title: str, url: str, reference: str = "") -> SafeString:
    """The answer, its heading a link; `reference` is the paragraph's where it is not the page's, and its anchor.

    `cited` is the JSON of what it cites, `facts` are drawn already.
    """
    anchor = f' id="{escape(reference)}"' if reference else ""
    number = f'<bdi class="reference">{escape(reference)}</bdi> ' if reference else ""
    status = _sign("status", f"status-{said.status}", Status(said.status).label)
    lines = "".join((
        f'<article{anchor} class="answer">\n<div class="row spread">',
        f'<h3>{number}<a href="{escape(url)}">{escape(title)}</a></h3> {status}</div>\n',
        f'<p class="row small soft">{_notes(said)}</p>\n',
        _words(said),
        _more(_("What the lists of treaty acts show"), facts),
        _more(_("What the answer cites"), _cited(json.loads(cited))) if cited else "",
        "</article>\n",
    ))  # fmt: skip
    return mark_safe(lines)  # noqa: S308 (each piece is escaped where it is made)


def _sign(name: str, icon: str, word: object) -> str:
    use = f'<use href="{sprite()}#{escape(icon)}"/>'
    shape = f'<svg class="icon" aria-hidden="true" focusable="false">{use}</svg>'
    return f'<span class="{name}">{shape}<span>{escape(word)}</span></span>'


def _notes(said: Said) -> str:
    """What is to be known of the answer in a few words, who may read it last."""
    notes = (
        said.answers_as and _("Answers as: %(capacity)s") % {"capacity": AnswersAs(said.answers_as).label},
        said.planned_on and _("Planned for %(day)s") % {"day": date_format(said.planned_on, "j F Y")},
        said.considered_on and _("Considered on %(day)s") % {"day": date_format(said.considered_on, "j F Y")},
        said.in_law and _("In law"),
        said.in_practice and _("In practice"),
        said.needs_assistance and _("Needs assistance"),
    )
    who = _sign("badge", f"audience-{said.audience}", Audience(said.audience).label)
    return "".join(f"<span>{escape(note)}</span>" for note in notes if note) + who


def _words(said: Said) -> str:
    """What the State wrote, in its language."""
    spoken = f'lang="{escape(said.language)}" dir="auto"'
    named = (
        (_("Outcome"), said.considered_outcome),
        (_("Why it does not apply"), said.reason),
        (_("Constraints"), said.constraints_text),
    )
    narrative = f"<div {spoken}>{linebreaks(said.narrative, autoescape=True)}</div>\n" if said.narrative else ""
    return narrative + "".join(
        f"<p {spoken}><strong>{escape(name)}:</strong> {escape(words)}</p>\n" for name, words in named if words
    )


def _more(summary: str, inside: str) -> str:
    return f'<details class="more"><summary>{escape(summary)}</summary>\n{inside}</details>\n' if inside else ""


def _cited(records: Iterable[dict[str, Any]]) -> str:
    """The actions, the figures and the evidence, each piece of evidence once."""
    of = {kind: [record for record in records if record["kind"] == kind] for kind in CitedRecord.Kind}
    once = {record["evidence"]: record for record in of[CitedRecord.Kind.EVIDENCE]}
    lists = (
        (_("Implementation actions"), _action, of[CitedRecord.Kind.ACTION]),
        (_("Reported figures"), _figure, of[CitedRecord.Kind.FIGURE]),
        (_("Evidence"), _evidence, once.values()),
    )
    return "".join(
        f"<h4>{escape(name)}</h4>\n<ul>{''.join(draw(record['content']) for record in found)}</ul>\n"
        for name, draw, found in lists
        if found
    )


def _action(content: dict[str, Any]) -> str:
    described = f": {escape(content['description'])}" if content.get("description") else ""
    language = escape(content.get("language") or "en")
    return f'<li lang="{language}"><strong>{escape(content.get("title", ""))}</strong>{described}</li>'


def _figure(content: dict[str, Any]) -> str:
    label, value, unit, currency, year, source = (
        escape(content.get(name, "")) for name in ("label", "value", "unit", "currency", "year", "source")
    )
    return f"<li>{label}: {value} {unit}{currency} ({year}{f'; {source}' if source else ''})</li>"


def _evidence(content: dict[str, Any]) -> str:
    named = f" ({escape(content['file_name'])})" if content.get("file_name") else ""
    return f"<li>{escape(content.get('title', ''))}{named}</li>"
