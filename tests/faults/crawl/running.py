"""Sends the tries one after the other and counts what comes back."""

from collections.abc import Callable

from tests.faults.crawl.tally import Tally
from tests.faults.crawl.targets import Ground
from tests.faults.crawl.tries import Try, tries
from tests.faults.sending import Answer, Stage
from tests.forgetting import forget_what_was_cached

FORGETS_EVERY = 40
"""Rate limits would answer for the pages of sign-in; so often they are forgotten, and so often they are met."""
SIGNS_IN_EVERY = 1000


def run(
    on_stage: Stage, made: Ground, *, seed: int, numbers: range, told: Callable[[Try], object] = lambda _: None
) -> Tally:
    """Every try of these numbers."""
    tally = Tally(made.routes)
    for tried in tries(made, seed=seed, numbers=numbers):
        if tried.number % FORGETS_EVERY == 0:
            forget_what_was_cached()
        if tried.number % SIGNS_IN_EVERY == 0:
            on_stage.sign_in()
        told(tried)
        tally.add(tried, sent(on_stage, tried))
    return tally


def sent(on_stage: Stage, tried: Try) -> Answer:
    """The answer to one."""
    return on_stage.answer(tried.who, tried.method, tried.address, tried.body, tried.kind, **tried.headers)
