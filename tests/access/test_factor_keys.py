"""Secrets of second factors lie encrypted in the database, are read with former keys, and damage is said in words."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.utils import decrypt, encrypt
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from commitments.access.factor_keys import MARK, FactorUnreadable
from tests.factories.access import person
from tests.second_factor import digits_of
from tracker.env import PRODUCTION
from tracker.safety import refuse_unsafe_start

PASSWORD = "a long sentence to sign in"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def at_the_second_step(user):
    user.set_password(PASSWORD)
    user.save()
    client = Client()
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    return client


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def damage(user):
    for factor in Authenticator.objects.filter(user=user):
        factor.data = {name: "encrypted:nonsense" if name in {"secret", "seed"} else kept
                       for name, kept in factor.data.items()}  # fmt: skip
        factor.save()


@pytest.mark.django_db
def test_neither_the_secret_nor_the_seed_stands_in_the_database():
    user = person("focal_point", "THA")

    TOTP.activate(user, SECRET)
    RecoveryCodes.activate(user)

    kept = [factor.data.get("secret") or factor.data["seed"] for factor in Authenticator.objects.filter(user=user)]
    assert len(kept) == 2
    assert all(value.startswith(MARK) and SECRET not in value for value in kept)


def test_what_was_encrypted_is_read_again_and_never_looks_the_same():
    assert decrypt(encrypt(SECRET)) == SECRET
    assert encrypt(SECRET) != encrypt(SECRET)


def test_what_was_kept_in_the_clear_before_is_still_read():
    assert decrypt(SECRET) == SECRET


def test_a_former_key_still_reads_and_an_unknown_one_does_not(settings):
    settings.FACTOR_KEY = "a" * 40
    kept = encrypt(SECRET)

    settings.FACTOR_KEY, settings.FACTOR_KEYS_BEFORE = "b" * 40, ["a" * 40]
    assert decrypt(kept) == SECRET

    settings.FACTOR_KEYS_BEFORE = []
    with pytest.raises(FactorUnreadable):
        decrypt(kept)


def test_without_a_key_of_its_own_the_secret_key_stands_for_it(settings):
    kept = encrypt(SECRET)

    settings.FACTOR_KEY, settings.FACTOR_KEYS_BEFORE = "b" * 40, [settings.SECRET_KEY]

    assert decrypt(kept) == SECRET


@pytest.mark.parametrize("damaged", ["", "nonsense", "ä", "gAAAAABkAAAA"])
def test_a_damaged_value_is_refused(damaged):
    with pytest.raises(FactorUnreadable, match="could not be read"):
        decrypt(MARK + damaged)


@pytest.mark.django_db
def test_digits_of_an_encrypted_secret_sign_in():
    user = person("officer")
    client = at_the_second_step(user)

    client.post("/accounts/2fa/authenticate/", {"code": digits_of(user)})

    assert client.get("/dashboard/").status_code == 200


@pytest.mark.django_db
def test_a_damaged_secret_is_said_in_words_at_sign_in():
    user = person("officer")
    client = at_the_second_step(user)
    damage(user)

    answer = client.post("/accounts/2fa/authenticate/", {"code": "123456"})

    assert answer.status_code == 200
    assert "could not be read" in answer.content.decode()
    assert client.get("/dashboard/").status_code == 302


@pytest.mark.django_db
def test_damaged_recovery_codes_are_refused_in_words_and_the_list_of_factors_opens():
    user = person("officer")
    RecoveryCodes.activate(user)
    client = signed_in(user)
    damage(user)

    codes, factors = client.get("/accounts/2fa/recovery-codes/"), client.get("/accounts/2fa/")

    assert (codes.status_code, factors.status_code) == (403, 200)
    assert "could not be read" in codes.content.decode()


def test_a_short_key_is_refused_in_production(settings):
    settings.DEPLOYMENT, settings.FACTOR_KEY = PRODUCTION, "short"

    with pytest.raises(ImproperlyConfigured, match="Refused: FACTOR_KEY"):
        refuse_unsafe_start()
