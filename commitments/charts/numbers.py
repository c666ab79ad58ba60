"""Numbers and dates as the reader's language writes them."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from commitments.web.kept import by_arguments

_GROUPED_FROM = 1_000


def count(number: int) -> str:
    """A whole number, grouped where the language groups."""
    if 0 <= number < _GROUPED_FROM:
        return str(number)
    return str(number_format(number, decimal_pos=0, use_l10n=True, force_grouping=True))


@by_arguments
def share(part: int, whole: int) -> str:
    """A part in hundredths of a whole, without decimals; a dash where there is no whole, never a zero."""
    if whole <= 0:
        return "–"
    hundredths = (200 * part + whole) // (2 * whole)
    if hundredths == 0 and part:
        return _("under 1\u00a0%%") % ()
    return _("%(number)s\u00a0%%") % {"number": count(hundredths)}


def day(moment: date) -> str:
    """A date in words."""
    return str(date_format(moment, "DATE_FORMAT", use_l10n=True))


def nice_steps(highest: int, *, wanted: int = 4) -> list[int]:
    """Round values from zero to at least the highest, about as many as wanted, for the lines of a grid."""
    rough = max(1, -(-max(1, highest) // wanted))
    power = 10 ** (len(str(rough)) - 1)
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough)
    return list(range(0, max(1, highest) + step, step))
