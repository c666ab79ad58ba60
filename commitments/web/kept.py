"""What this process keeps of its work: bounded, the least used goes first, and never anything of a person.

What is kept carries in its key all that it was made of; nothing is ever taken back, an old key is
simply not asked for again.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from threading import Lock
from typing import Any, Generic, ParamSpec, TypeVar

from django.utils.translation import get_language

from commitments.web import versions
from commitments.web.printed import Printed

P = ParamSpec("P")
R = TypeVar("R")
V = TypeVar("V")


class Store(Generic[V]):
    """Values by key, together no heavier than `most`; safe among threads."""

    def __init__(self, most: int) -> None:
        self.most, self.weight = most, 0
        self._values: OrderedDict[Hashable, tuple[V, int]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> V | None:
        """What is kept under the key, now the last to go."""
        with self._lock:
            found = self._values.get(key)
            if found is None:
                return None
            self._values.move_to_end(key)
            return found[0]

    def put(self, key: Hashable, value: V, weight: int = 1) -> None:
        """Keep it; what is heavier than everything together is not kept."""
        if weight > self.most:
            return
        with self._lock:
            before = self._values.pop(key, None)
            self.weight += weight - (before[1] if before else 0)
            self._values[key] = (value, weight)
            while self.weight > self.most:
                self.weight -= self._values.popitem(last=False)[1][1]

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._values.clear()
            self.weight = 0

    def __len__(self) -> int:
        return len(self._values)


REFERENCE: Store[Any] = Store(2_000)
SMALL, A_MEMBER = 1_000, 300
"""What a piece that is no text is taken to weigh, and each member of one that has several."""
MARKUP: Store[Any] = Store(32 * 1024 * 1024)


def by_reference(make: Callable[P, R]) -> Callable[P, R]:
    """Keep what the function reads of reference data until any of it changes, per language and arguments.

    Its result is shared: nobody changes it. Where reference data may be written it is read anew.
    """

    @wraps(make)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        now = versions.REFERENCE.get()
        if now is None:
            return make(*args, **kwargs)
        key = (make.__module__, make.__qualname__, now, get_language(), args, tuple(kwargs.items()))
        found = REFERENCE.get(key)
        if found is None:
            found = make(*args, **kwargs)
            REFERENCE.put(key, found)
        return found

    return wrapper


def writes_no_reference(view: Callable[P, R]) -> Callable[P, R]:
    """Let a view that writes records, and no reference data, use what is kept of the latter.

    The version read when the request began holds for it: what others commit meanwhile counts for the next
    request. A view that wrote reference data would keep under the old version what may never be committed.
    """

    @wraps(view)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        token = versions.REFERENCE.set(args[0].reference_version)  # type: ignore[attr-defined]
        try:
            return view(*args, **kwargs)
        finally:
            versions.REFERENCE.reset(token)

    return wrapper


def by_arguments(make: Callable[P, R]) -> Callable[P, R]:
    """Keep what a pure function makes of its arguments, per language: they are all it depends on.

    So after a change only what changed is made anew, and nothing reaches a reader that his own page would not hold.
    """

    @wraps(make)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        key = (make.__module__, make.__qualname__, get_language(), args, tuple(kwargs.items()))
        found = MARKUP.get(key)
        if found is None:
            found = make(*args, **kwargs)
            MARKUP.put(key, found, _weight(found))
        return found

    return wrapper


def _weight(found: object) -> int:
    if isinstance(found, Printed):
        return 2 * len(found)  # the words it was printed of stand in its key
    if isinstance(found, str):
        return len(found)
    return max(SMALL, len(found) * A_MEMBER) if isinstance(found, tuple) else SMALL
