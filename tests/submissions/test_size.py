"""Pages of the desk ask the database as often for many paragraphs as for few."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import submissions as make

pytestmark = pytest.mark.django_db


def queries(client: Any, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize(
    ("page", "most"), [("/desk/", 10), ("{place}review/", 15), ("{place}", 8), ("{place}{instrument}/D1/", 14)]
)
def test_queries_do_not_grow_with_the_text_and_the_record(sign_in: Any, page: str, most: int) -> None:
    counts = []
    for size, state in ((2, "THA"), (12, "KEN")):
        cycle = make.cycle(state, on=make.instrument(asked=size))
        whole = make.submission(state, of=cycle)
        for place, obligation in enumerate(make.obligations(cycle)[:size]):
            make.answer(whole, place)
            make.action(state, obligation)
            make.figure(state, obligation)
        address = page.format(place=f"/desk/{state}/{cycle.slug}/", instrument=cycle.instruments.get().slug)
        counts.append(queries(sign_in("focal_point", state), address))

    assert counts[0] == counts[1]
    assert counts[1] <= most
