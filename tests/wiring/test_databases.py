"""Tests work on a clone, as the role that the program has."""

import pytest
from django.db import DatabaseError, connection


@pytest.mark.django_db
def test_tests_connect_as_the_runtime_role():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")

        assert cursor.fetchone() == ("commitments_app",)


@pytest.mark.django_db
def test_no_query_of_the_runtime_role_is_compiled():
    with connection.cursor() as cursor:
        cursor.execute("SHOW jit")

        assert cursor.fetchone() == ("off",)


@pytest.mark.django_db
def test_the_runtime_role_cannot_make_tables():
    with connection.cursor() as cursor, pytest.raises(DatabaseError, match="permission denied"):
        cursor.execute("CREATE TABLE mine (id int)")


def test_what_one_test_commits_is_its_own(committed_db):
    from django.contrib.sessions.models import Session
    from django.utils import timezone

    Session.objects.create(session_key="kept", expire_date=timezone.now())

    assert connection.settings_dict["NAME"] == committed_db


@pytest.mark.django_db
def test_another_test_does_not_see_it():
    from django.contrib.sessions.models import Session

    assert not Session.objects.filter(session_key="kept").exists()
