"""What the database itself refuses of treaties and respondents, whatever writes to it."""

import pytest
from django.db import IntegrityError, transaction

from commitments.respondents.models import Respondent
from commitments.treaties.models import ObligationTreaty, TreatyAct
from tests.factories.respondents import state
from tests.factories.treaties import act, new_treaty

pytestmark = pytest.mark.django_db


def refused_by(constraint: str) -> object:
    return pytest.raises(IntegrityError, match=constraint)


def test_an_act_before_the_adoption_is_refused_by_the_database_too() -> None:
    treaty = new_treaty()

    with pytest.raises(IntegrityError, match="cannot come before the adoption"), transaction.atomic():
        act(treaty, "THA", "signature", "1999-12-31")
    act(treaty, "THA", "signature", "2000-01-01")


def test_one_act_is_held_once_however_the_list_spells_the_participant() -> None:
    treaty = new_treaty()
    act(treaty, "TUR", "signature", "2001-01-01", participant="Turkey")

    with refused_by("treatyact_of_a_respondent_is_held_once"), transaction.atomic():  # type: ignore[attr-defined]
        act(treaty, "TUR", "signature", "2001-01-01", participant="Türkiye")


def test_an_unknown_kind_of_act_is_refused() -> None:
    treaty = new_treaty()

    with refused_by("treatyact_kind_is_known"), transaction.atomic():  # type: ignore[attr-defined]
        act(treaty, "THA", "adhesion", "2001-01-01")


def test_a_list_without_a_source_is_refused() -> None:
    with refused_by("treaty_list_has_date_and_source"), transaction.atomic():  # type: ignore[attr-defined]
        new_treaty(list_source="")


def test_only_a_member_state_has_a_group_and_an_admission() -> None:
    with refused_by("respondent_only_a_member_state"), transaction.atomic():  # type: ignore[attr-defined]
        Respondent.objects.filter(code="EU").update(admitted_on="2000-01-01")
    with refused_by("respondent_only_a_member_state"), transaction.atomic():  # type: ignore[attr-defined]
        Respondent.objects.filter(code="THA").update(regional_group=None)


def test_a_link_without_a_reason_is_refused() -> None:
    link = ObligationTreaty.objects.first()
    assert link

    with refused_by("obligationtreaty_gives_a_reason"), transaction.atomic():  # type: ignore[attr-defined]
        ObligationTreaty.objects.filter(pk=link.pk).update(reason="")


def test_every_written_act_leaves_an_event() -> None:
    treaty = new_treaty()

    written = act(treaty, "THA", "signature", "2001-01-01")

    assert TreatyAct.pgh_event_model.objects.filter(pgh_obj_id=written.pk, pgh_label="insert").count() == 1
    assert state("THA").treaty_acts.filter(pk=written.pk).exists()
