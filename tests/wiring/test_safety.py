"""Production refuses to start with a default secret, debug on, or a database that held demonstration data."""

import os
import subprocess

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from commitments.web.models import InstallationMark
from tracker.embedded.layout import manage
from tracker.env import INSECURE_SECRET, PRODUCTION
from tracker.safety import refuse_unsafe_start, unsafe_settings

LONG_SECRET = "long-enough-and-only-ours-0123456789-abcdefgh"


@pytest.fixture
def production(settings):
    settings.DEPLOYMENT, settings.SECRET_KEY, settings.DEBUG = PRODUCTION, LONG_SECRET, False
    return settings


@pytest.mark.django_db
def test_a_careful_production_starts(production):
    refuse_unsafe_start()


@pytest.mark.parametrize("secret", [INSECURE_SECRET, "short"])
def test_a_default_or_short_secret_is_refused(production, secret):
    production.SECRET_KEY = secret

    with pytest.raises(ImproperlyConfigured, match="Refused: SECRET_KEY"):
        refuse_unsafe_start()


@pytest.mark.parametrize("key", ["", "short", "n" * 43 + "!", "y" * 86])
def test_production_without_a_key_for_seals_is_refused(production, key):
    production.SEALING_KEY = key

    with pytest.raises(ImproperlyConfigured, match="Refused: SEALING_KEY must be 32 random bytes"):
        refuse_unsafe_start()


def test_debug_in_production_is_refused(production):
    production.DEBUG = True

    with pytest.raises(ImproperlyConfigured, match="Refused: DEBUG"):
        refuse_unsafe_start()


@pytest.mark.parametrize("name", ["owner", "maintenance"])
def test_one_database_role_for_two_kinds_of_work_is_refused_in_production(production, monkeypatch, name):
    monkeypatch.setitem(production.DATABASES[name], "USER", production.DATABASES["default"]["USER"])

    with pytest.raises(ImproperlyConfigured, match="three different roles"):
        refuse_unsafe_start()


@pytest.mark.django_db
def test_a_database_that_ever_held_demonstration_data_is_refused(production):
    InstallationMark.objects.create(kind=InstallationMark.Kind.DEMONSTRATION_LOADED, at=timezone.now())

    with pytest.raises(ImproperlyConfigured, match="Refused: this database"):
        refuse_unsafe_start()


def test_other_deployments_may_have_debug(production):
    production.DEPLOYMENT, production.DEBUG = "development", True

    assert unsafe_settings() == []


def test_every_command_stops_on_an_unsafe_production():
    environment = {**os.environ, "DEPLOYMENT": "production", "SECRET_KEY": "", "DEBUG": "no"}

    ended = subprocess.run(manage("check"), env=environment, capture_output=True, text=True, check=False)

    assert ended.returncode == 1
    assert "Refused: SECRET_KEY is the default" in ended.stderr


@pytest.mark.django_db
def test_the_web_does_not_start_in_an_unsafe_production():
    environment = {**os.environ, "DEPLOYMENT": "production", "SECRET_KEY": "", "DEBUG": "no"}

    ended = subprocess.run(
        [manage()[0], "-c", "import tracker.wsgi"], env=environment, capture_output=True, text=True, check=False
    )

    assert ended.returncode == 1
    assert "Refused: SECRET_KEY is the default" in ended.stderr
