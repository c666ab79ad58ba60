"""The content of an action and of a figure as values, and the rules they keep: pure, without database."""

import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from commitments.implementation.kinds import DATE_FIELDS

CURRENCY = re.compile(r"[A-Z]{3}")
HAPPENED: tuple[str, ...] = ("started_on", "adopted_on", "completed_on")
EAST_OF_US = timedelta(days=1)  # somewhere it is tomorrow already
FIRST_DAY = date(1800, 1, 1)


@dataclass(frozen=True, kw_only=True)
class ActionContent:
    """What a respondent says of one action."""

    kind: str
    title: str
    description: str = ""
    lead_body: str = ""
    partner: str = ""
    law_title: str = ""
    law_number: str = ""
    planned_on: date | None = None
    started_on: date | None = None
    adopted_on: date | None = None
    in_force_on: date | None = None
    completed_on: date | None = None
    amount: Decimal | None = None
    currency: str = ""
    language: str = "en"

    def as_fields(self) -> dict[str, Any]:
        """The values by the names of the table's columns."""
        return asdict(self)


@dataclass(frozen=True, kw_only=True)
class FigureContent:
    """One number: value, unit or currency, year, source, breakdown."""

    label: str
    value: Decimal
    year: int
    unit: str = ""
    currency: str = ""
    source: str = ""
    sex: str = ""
    age_group: str = ""

    def as_fields(self) -> dict[str, Any]:
        """The values by the names of the table's columns."""
        return asdict(self)


ACTION_FIELDS: tuple[str, ...] = tuple(field.name for field in fields(ActionContent))
FIGURE_FIELDS: tuple[str, ...] = tuple(field.name for field in fields(FigureContent))


def broken_rules(content: ActionContent, *, today: date) -> dict[str, str]:
    """The rules an action breaks, by field: empty when it may be written."""
    broken: dict[str, str] = {}
    for rule in (_title_rule, _money_rule, _order_rule):
        broken |= rule(content)
    return broken | _dates_rule(content, today)


def broken_figure_rules(content: FigureContent, *, today: date) -> dict[str, str]:
    """The rules a figure breaks, by field."""
    checks: Mapping[str, tuple[Callable[[], bool], str]] = {
        "label": (lambda: not content.label.strip(), _("Say what is counted.")),
        "value": (lambda: not content.value.is_finite(), _("Write a number.")),
        "unit": (lambda: bool(content.unit and content.currency), _("Give a unit or a currency, not both.")),
        "currency": (lambda: _is_no_currency(content.currency), _currency_words()),
        "year": (lambda: not FIRST_DAY.year <= content.year <= today.year + 1, _("Write a year that has begun.")),
    }
    return {name: words for name, (breaks, words) in checks.items() if breaks()}


def _title_rule(content: ActionContent) -> dict[str, str]:
    return {} if content.title.strip() else {"title": _("Give the action a title.")}


def broken_money(amount: Decimal | None, currency: str) -> dict[str, str]:
    """What is wrong with an amount and its currency, by field."""
    if amount is None:
        return {"amount": _("Write the amount, or leave the currency empty.")} if currency else {}
    if not amount.is_finite() or amount < 0:
        return {"amount": _("Write an amount of zero or more.")}
    if not currency:
        return {"currency": _("Name the currency of the amount with three letters, such as USD.")}
    return {"currency": _currency_words()} if _is_no_currency(currency) else {}


def _money_rule(content: ActionContent) -> dict[str, str]:
    return broken_money(content.amount, content.currency)


def _order_rule(content: ActionContent) -> dict[str, str]:
    if content.started_on and content.completed_on and content.completed_on < content.started_on:
        return {"completed_on": _("It cannot be completed before it started.")}
    return {}


def _dates_rule(content: ActionContent, today: date) -> dict[str, str]:
    broken = {}
    for name in HAPPENED:
        day = getattr(content, name)
        if day is not None and day > today + EAST_OF_US:
            broken[name] = _("This day has not come yet: a day to come belongs under “planned”.")
    for name in DATE_FIELDS:
        day = getattr(content, name)
        if day is not None and day < FIRST_DAY:
            broken[name] = _("This day lies too far back. Please check the year.")
    return broken


def _is_no_currency(code: str) -> bool:
    return bool(code) and CURRENCY.fullmatch(code) is None


def _currency_words() -> str:
    return _("Write the currency with three letters, such as USD.")
