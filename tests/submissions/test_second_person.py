"""Clearance takes two persons, whatever roles one of them holds."""

import pytest

from commitments.access.models import actor_for
from commitments.submissions import services
from commitments.submissions.models import Submission
from commitments.submissions.refusals import MoveNotAllowed
from tests.factories import access
from tests.factories import submissions as make
from tests.factories.submissions import NOON

pytestmark = pytest.mark.django_db


def test_who_gave_it_to_clearance_does_not_release_it_in_another_role() -> None:
    both = access.person("focal_point", "THA")
    access.designated(both, "clearance", "THA")
    whole, by = make.ready(), actor_for(both, today=NOON.date())
    services.send_to_clearance(whole, by=by, now=NOON)

    with pytest.raises(MoveNotAllowed, match="second person"):
        services.release(whole, by=by, now=NOON)
    services.release(whole, by=access.actor("clearance", "THA"), now=NOON)

    assert Submission.objects.get().cleared_by_id != both.pk
