"""What an actor may do comes from his designations in force and from nothing else."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from commitments.access.actor import Actor, ActorKind, Grant, anonymous, program
from commitments.access.audience import Audience, narrower
from commitments.access.models import actor_for
from commitments.access.permissions import Permission
from commitments.access.roles import ALL, DESIGNATED
from commitments.respondents.models import Respondent
from tests.factories.access import designated, person

pytestmark = pytest.mark.django_db
TODAY = date(2026, 1, 1)


def respondent_id(code: str) -> int:
    """The key of a State."""
    return Respondent.objects.get(code=code).pk


def test_a_focal_point_may_submit_for_the_own_state_and_for_no_other():
    actor = actor_for(person("focal_point", "THA"), today=TODAY)

    assert actor.may(Permission.SUBMISSION_SUBMIT, respondent_id("THA"))
    assert not actor.may(Permission.SUBMISSION_SUBMIT, respondent_id("KEN"))


def test_a_contributor_drafts_and_does_not_submit():
    actor = actor_for(person("contributor", "THA"), today=TODAY)

    assert actor.may(Permission.ANSWER_DRAFT, respondent_id("THA"))
    assert not actor.may(Permission.SUBMISSION_SUBMIT, respondent_id("THA"))


def test_rights_of_one_state_do_not_mix_with_rights_of_another():
    user = person("focal_point", "THA")
    designated(user, "contributor", "KEN")

    actor = actor_for(user, today=TODAY)

    assert actor.own_respondents_with(Permission.SUBMISSION_SUBMIT) == {respondent_id("THA")}
    assert actor.own_respondents_with(Permission.ANSWER_DRAFT) == {respondent_id("THA"), respondent_id("KEN")}


def test_a_designation_that_ended_gives_no_right():
    user = person()
    designated(user, "officer", until_on=date(2025, 12, 31))

    actor = actor_for(user, today=TODAY)

    assert actor.grants == ()
    assert actor.audiences == (Audience.PUBLIC,)


def test_a_designation_that_has_not_begun_gives_no_right():
    user = person()
    designated(user, "officer", from_on=date(2026, 1, 2))

    assert actor_for(user, today=TODAY).grants == ()


def test_a_closed_account_has_no_right_even_with_a_designation():
    user = person("officer", is_active=False)

    assert not actor_for(user, today=TODAY).may(Permission.SUBMISSION_READ)


def test_a_reader_of_named_states_is_not_the_secretariat():
    actor = actor_for(person("reader", "KEN"), today=TODAY)

    assert actor.read_respondent_ids == {respondent_id("KEN")}
    assert not actor.is_secretariat
    assert actor.audiences == (Audience.PUBLIC,)


def test_a_reader_of_all_states_reaches_what_is_shown_to_the_secretariat():
    actor = actor_for(person("reader"), today=TODAY)

    assert actor.is_secretariat
    assert Audience.SECRETARIAT in actor.audiences
    assert Audience.OWN_STATE not in actor.audiences


def test_an_administrator_manages_accounts_and_reads_what_the_public_reads():
    actor = actor_for(person("administrator"), today=TODAY)

    assert actor.may(Permission.ACCOUNT_MANAGE)
    assert actor.audiences == (Audience.PUBLIC,)
    assert {p for p in Permission if actor.may(p)} == {
        Permission.ACCOUNT_MANAGE, Permission.RECORD_AUDIT, Permission.REMOVALS_READ, Permission.MAILS_MANAGE,
    }  # fmt: skip


def test_nobody_in_particular_may_do_nothing():
    assert not any(anonymous().may(permission) for permission in Permission)


def test_a_program_reads_no_draft_and_submits_nothing():
    loader = program("load_instrument")

    assert loader.may(Permission.REFERENCE_LOAD)
    assert not loader.may(Permission.SUBMISSION_SUBMIT)
    assert loader.respondent_ids == frozenset()


def test_no_role_but_those_of_a_state_and_of_an_open_entry_may_write_or_submit_answers():
    writing = {Permission.ANSWER_DRAFT, Permission.ACTION_RECORD, Permission.SUBMISSION_SUBMIT}

    writers = {role.code for role in ALL if role.permissions & writing}

    assert writers == {"focal_point", "contributor", "mission", "enters_reply", "checks_entry"}
    assert not {role.code for role in DESIGNATED} & {"enters_reply", "checks_entry"}


def test_every_role_says_in_plain_words_what_it_is():
    assert all(str(role.label) and str(role.description).endswith(".") for role in ALL)
    assert len({role.code for role in DESIGNATED}) == len(DESIGNATED)


def test_a_state_role_without_a_state_is_refused_by_the_database():
    user = person()

    with pytest.raises(IntegrityError, match="designation_of_a_state_names_the_state"), transaction.atomic():
        designated(user, "focal_point")


def test_an_officer_for_one_state_is_refused_by_the_database():
    user = person()

    with pytest.raises(IntegrityError, match="designation_of_the_secretariat_names_no_state"), transaction.atomic():
        designated(user, "officer", "THA")


def test_the_narrower_audience_wins():
    assert narrower(Audience.PUBLIC, Audience.SECRETARIAT) is Audience.SECRETARIAT


def test_an_actor_cannot_be_changed():
    actor = Actor(kind=ActorKind.PERSON, name="x", user_id=1, grants=(Grant("reader"),))

    with pytest.raises(AttributeError):
        actor.grants = ()  # type: ignore[misc]
