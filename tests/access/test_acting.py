"""One transaction carries one actor; nothing of him is left behind for the next."""

import pytest
from django.db import connection

from commitments.access.acting import AlreadyActing, acting
from commitments.access.actor import program
from tests.factories.access import actor

pytestmark = pytest.mark.django_db


def setting(name: str) -> str:
    """What the transaction carries under `name`."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting(%s, true), '')", [name])
        return str(cursor.fetchone()[0])


def test_the_transaction_carries_who_acts_and_for_whom():
    somebody = actor("focal_point", "THA")

    with acting(somebody):
        carried = setting("commitments.respondents"), setting("commitments.user_id")

    assert carried == (f"{{{next(iter(somebody.respondent_ids))}}}", str(somebody.user_id))


def test_a_second_actor_inside_the_first_ones_transaction_is_refused():
    with acting(program("one")), pytest.raises(AlreadyActing), acting(program("other")):
        pass


def test_the_same_actor_may_enter_again():
    one = program("one")

    with acting(one), acting(one):
        assert setting("commitments.actor_kind") == "program"
