"""Requests against offers: how many of each stand, by region and by paragraph. Counts, and no shares."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.utils.translation import gettext as _

from commitments.access.actor import Actor
from commitments.assistance.kinds import KINDS, OFFERS, REQUESTS, PaperKind
from commitments.implementation.queries import key_of
from commitments.instruments.models import Obligation
from commitments.respondents.groups import GROUP_NAMES

Named = list[tuple[int, str | None, int | None]]
"""Each paper with its region, once for each paragraph it names."""
NO_REGION = "none"


@dataclass(frozen=True)
class Balance:
    """One line: how many ask, how many offer, and the query that opens these records."""

    label: str
    requests: int
    offers: int
    query: str


def region_named(code: str) -> str:
    """The region's name, or nothing for all of them."""
    return str(GROUP_NAMES.get(code, ""))


def requests_against_offers(actor: Actor, region: str, *, language: str) -> tuple[list[Balance], list[Balance]]:
    """By region, and by paragraph within one region or all; one query for each side, and one for the paragraphs."""
    asked, offered = (_named_by(KINDS[slug], actor) for slug in (REQUESTS, OFFERS))
    return _by_region(asked, offered), _by_paragraph(_within(asked, region), _within(offered, region), region, language)


def _by_region(asked: Named, offered: Named) -> list[Balance]:
    """Each region in its order, and last those that name none: an offer for every region, a respondent of no group."""
    counted = [Counter({pk: region for pk, region, _paragraph in side}.values()) for side in (asked, offered)]
    lines = [_line(str(name), *(side[code] for side in counted), region=code) for code, name in GROUP_NAMES.items()]
    return [*lines, _line(_("No region named"), *(side[None] + side[""] for side in counted), region=NO_REGION)]


def _by_paragraph(asked: Named, offered: Named, region: str, language: str) -> list[Balance]:
    """Each paragraph that a request or an offer names, in the order of the texts."""
    requests, offers = (Counter(paragraph for _pk, _region, paragraph in side) for side in (asked, offered))
    named = Obligation.objects.filter(pk__in=[pk for pk in {*requests, *offers} if pk]).select_related("instrument")
    return [
        _line(f"{one.reference} {one.label}", requests[one.pk], offers[one.pk], region=region, paragraph=key_of(one))
        for one in named.in_text_order().with_labels(language)
    ]


def narrowed(found: Any, kind: PaperKind, wanted: Mapping[str, str]) -> Any:
    """Those of a region and on a paragraph, where the address names one."""
    region, paragraph = wanted.get("region", ""), wanted.get("paragraph", "")
    if region:
        found = found.filter(**{kind.region: region}) if region in GROUP_NAMES else found.exclude(_in_a_region(kind))
    if "/" in paragraph:
        slug, _slash, reference = paragraph.rpartition("/")
        found = found.filter(links__obligation__instrument__slug=slug, links__obligation__reference=reference)
    return found


def _named_by(kind: PaperKind, actor: Actor) -> Named:
    found = kind.papers.visible_to(actor).sent()
    return list(found.values_list("pk", kind.region, "links__obligation_id"))


def _within(named: Named, region: str) -> Named:
    wanted = {None, ""} if region == NO_REGION else {region}
    return [row for row in named if row[1] in wanted] if region else named


def _in_a_region(kind: PaperKind) -> Q:
    return Q(**{f"{kind.region}__in": list(GROUP_NAMES)})


def _line(label: str, requests: int, offers: int, **query: str) -> Balance:
    return Balance(label, requests, offers, urlencode({name: value for name, value in query.items() if value}))
