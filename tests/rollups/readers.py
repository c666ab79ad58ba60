"""Who reads counts in tests, by a name; made when asked for, as a database must be there."""

from collections.abc import Callable

from commitments.access.actor import Actor, anonymous
from tests.factories.access import actor

READERS: dict[str, Callable[[], Actor]] = {
    "nobody": anonymous,
    "officer": lambda: actor("officer"),
    "reader of all": lambda: actor("reader"),
    "reader of Kenya": lambda: actor("reader", "KEN"),
    "own State": lambda: actor("focal_point", "THA"),
    "another State": lambda: actor("focal_point", "JPN"),
    "administrator": lambda: actor("administrator"),
}
