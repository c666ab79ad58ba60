"""An organization signs in its own people, and only those who have an account here; whatever is not as it was asked is refused."""

import time

import pytest
from django.test import Client

from commitments.access.models import OrganizationIdentity, User
from commitments.history.models import Event
from tests.factories.access import designated, person
from tests.factories.submissions import NOON
from tests.organizations.process import ANSWER, Provider, Visitor, configured, free_port
from tests.second_factor import an_app_of, digits_of

pytestmark = pytest.mark.django_db

START = "/accounts/organization/justice/"
ADDRESS = "somebody@justice.example"


@pytest.fixture
def somebody():
    return person("focal_point", "THA", email=ADDRESS)


@pytest.fixture
def client():
    return Client()


def came_back(client, visitor, *, says="yes", onwards=""):
    """As far as the address at which the visitor comes back."""
    led = client.get(START + onwards)
    return visitor.comes_back(led["Location"], says=says)


def sign_in(client, visitor, **how):
    return client.get(came_back(client, visitor, **how), follow=True)


def is_in(client):
    return client.get("/desk/actions/").status_code == 200


def said(answer):
    return " ".join(str(one) for one in answer.context["messages"])


def test_a_person_with_an_account_is_signed_in_and_tied(client, visitor, provider, somebody):
    provider.says("s-1", ADDRESS)

    sign_in(client, visitor)

    tie = OrganizationIdentity.objects.get()
    assert is_in(client)
    assert (tie.user, tie.issuer, tie.subject) == (somebody, provider.issuer, "s-1")
    assert Event.objects.filter(name="organization_identity_tied", subject_id=tie.pk).exists()


def test_a_new_browser_is_told_to_the_person(
    visitor, provider, somebody, mailoutbox, django_capture_on_commit_callbacks
):
    provider.says("s-1", ADDRESS)

    with django_capture_on_commit_callbacks(execute=True):
        sign_in(Client(), visitor)

    assert [mail.to for mail in mailoutbox] == [[ADDRESS]]
    assert "/accounts/sessions/" in mailoutbox[0].body


def test_he_goes_on_to_where_he_wanted(client, visitor, provider, somebody):
    provider.says("s-1", ADDRESS)

    answer = client.get(came_back(client, visitor, onwards="?next=/records/"))

    assert answer["Location"] == "/records/"


def test_a_site_elsewhere_is_no_place_to_go_on_to(client, visitor, provider, somebody):
    provider.says("s-1", ADDRESS)

    answer = client.get(came_back(client, visitor, onwards="?next=https://evil.example/"))

    assert answer["Location"] == "/desk/"


def test_after_the_first_time_the_word_of_the_organization_counts_and_no_address(client, visitor, provider, somebody):
    provider.says("s-1", ADDRESS)
    sign_in(client, visitor)
    other, elsewhere = Client(), Visitor()
    provider.says("s-1", "renamed@justice.example", verified=False)

    sign_in(other, elsewhere)
    elsewhere.close()

    assert other.session["_auth_user_id"] == str(somebody.pk)
    assert OrganizationIdentity.objects.count() == 1


def test_an_address_that_is_not_verified_finds_no_account(client, visitor, provider, somebody):
    provider.says("s-1", ADDRESS, verified=False)

    answer = sign_in(client, visitor)

    assert "did not vouch for your e-mail address" in said(answer)
    assert not is_in(client)
    assert not OrganizationIdentity.objects.exists()


@pytest.mark.parametrize(
    "address", ["officer@un.example", "x@sub.justice.example", "x@justice.example.evil.example", "x@notjustice.example"]
)
def test_people_of_other_domains_are_not_its_own(client, visitor, provider, address):
    person("officer", email=address)
    provider.says("s-1", address)

    answer = sign_in(client, visitor)

    assert "signs in its own people only" in said(answer)
    assert not OrganizationIdentity.objects.exists()


def test_an_account_that_moved_to_another_domain_is_its_own_no_more(client, visitor, provider, somebody):
    provider.says("s-1", ADDRESS)
    sign_in(client, visitor)
    User.objects.filter(pk=somebody.pk).update(email="somebody@un.example")
    other = Client()

    answer = sign_in(other, visitor)

    assert "signs in its own people only" in said(answer)


def test_nobody_gets_an_account_by_it(client, visitor, provider):
    provider.says("s-1", "stranger@justice.example")

    answer = sign_in(client, visitor)

    assert "There is no account for you here" in said(answer)
    assert not User.objects.exists()


def test_a_closed_account_stays_closed(client, visitor, provider):
    person("focal_point", "THA", email=ADDRESS, is_active=False)
    provider.says("s-1", ADDRESS)

    assert "There is no account for you here" in said(sign_in(client, visitor))
    assert not OrganizationIdentity.objects.exists()


def test_whose_designation_has_ended_is_not_let_in(client, visitor, provider):
    designated(person(email=ADDRESS), "focal_point", "THA", until_on="2021-01-01")
    provider.says("s-1", ADDRESS)

    assert "no designation of it is in force" in said(sign_in(client, visitor))


def test_another_person_of_the_organization_does_not_inherit_the_account_with_the_address(
    client, visitor, provider, somebody
):
    OrganizationIdentity.objects.create(user=somebody, issuer=provider.issuer, subject="s-1", tied_at=NOON)
    provider.says("s-2", ADDRESS)

    answer = sign_in(client, visitor)

    assert "do not belong together" in said(answer)
    assert not is_in(client)


def test_a_person_tied_to_another_account_is_refused_also_after_he_was_untied(client, visitor, provider, somebody):
    before = person("focal_point", "KEN", email="before@justice.example")
    OrganizationIdentity.objects.create(
        user=before, issuer=provider.issuer, subject="s-1", tied_at=NOON, untied_at=NOON, untied_reason="Left"
    )
    provider.says("s-1", ADDRESS)

    answer = sign_in(client, visitor)

    assert "do not belong together" in said(answer)
    assert not is_in(client)


def test_who_says_no_there_is_not_signed_in(client, visitor, provider, somebody):
    answer = sign_in(client, visitor, says="no")

    assert "did not sign you in" in said(answer)


@pytest.mark.parametrize("query", ["?code=x&state=guessed", "?code=x", "?error=access_denied", ""])
def test_an_answer_to_no_question_is_refused(client, provider, query):
    answer = client.get(ANSWER + query, follow=True)

    assert "could not be trusted" in said(answer)


def test_an_answer_given_to_another_browser_is_refused(client, visitor, provider, somebody):
    provider.says("s-1", ADDRESS)
    theirs = came_back(Client(), visitor)

    answer = client.get(theirs, follow=True)

    assert "could not be trusted" in said(answer)
    assert not is_in(client)


def test_an_answer_counts_once(client, visitor, provider, somebody):
    provider.says("s-1", ADDRESS)
    address = came_back(client, visitor)
    client.get(address)
    client.post("/accounts/logout/")

    assert "could not be trusted" in said(client.get(address, follow=True))
    assert not is_in(client)


def test_an_answer_of_another_issuer_is_refused(client, visitor, provider, somebody):
    provider.says("s-1", ADDRESS)
    address = came_back(client, visitor).replace("iss=http", "iss=https")

    assert "could not be trusted" in said(client.get(address, follow=True))


SPOILT = {
    "another nonce": {"nonce": "another"},
    "expired": {"exp": int(time.time()) - 600},
    "for another program": {"aud": "another"},
    "given to another program": {"azp": "another"},
    "of another issuer": {"iss": "https://evil.example"},
    "signed in yesterday": {"auth_time": int(time.time()) - 86400},
    "not told when": {"auth_time": None},
    "signed by a foreign key": {"signed": "foreign"},
    "signed with the shared secret": {"signed": "secret"},
    "not signed": {"signed": "none"},
    "another person told": {"told": {"sub": "s-2"}},
}


@pytest.mark.parametrize("how", SPOILT)
def test_a_token_that_is_not_as_it_was_asked_for_signs_nobody_in(client, visitor, provider, somebody, how):
    provider.says("s-1", ADDRESS)
    provider.spoils(**SPOILT[how])

    answer = sign_in(client, visitor)

    assert "could not be trusted" in said(answer)
    assert not is_in(client)
    assert not OrganizationIdentity.objects.exists()


def test_a_token_made_anew_with_nothing_wrong_signs_in(client, visitor, provider, somebody):
    provider.says("s-1", ADDRESS)
    provider.spoils()

    sign_in(client, visitor)

    assert is_in(client)


def test_a_provider_that_is_down_is_said_and_the_password_still_works(client, settings, somebody):
    settings.SIGN_IN_PROVIDERS = [configured(f"http://127.0.0.1:{free_port()}")]
    somebody.set_password("a long sentence to sign in")
    somebody.save()

    answer = client.get(START, follow=True)
    client.post("/accounts/login/", {"login": ADDRESS, "password": "a long sentence to sign in"})

    assert "Ministry of Justice did not answer" in said(answer)
    assert is_in(client)


def test_one_that_goes_down_on_the_way_is_said(client, visitor, settings, somebody):
    brief = Provider("http://testserver")
    settings.SIGN_IN_PROVIDERS = [brief.configured()]
    brief.says("s-1", ADDRESS)
    address = came_back(client, visitor)
    brief.stop()

    answer = client.get(address, follow=True)

    assert "Ministry of Justice did not answer" in said(answer)
    assert not is_in(client)


def test_a_provider_that_gives_itself_out_as_another_is_not_asked(client, provider, settings):
    settings.SIGN_IN_PROVIDERS = [provider.configured(issuer=provider.issuer.replace("127.0.0.1", "localhost"))]

    assert "did not answer" in said(client.get(START, follow=True))


def test_every_question_carries_a_state_a_nonce_and_a_proof_of_who_asked(client, provider):
    address = client.get(START)["Location"]

    assert {"state", "nonce", "code_challenge", "code_challenge_method", "max_age"} <= {
        part.partition("=")[0] for part in address.partition("?")[2].split("&")
    }
    assert "code_challenge_method=S256" in address


def test_it_is_asked_so_often_and_no_more(client, provider):
    asked = [client.get(START).status_code for _ in range(31)]

    assert asked == [302] * 30 + [429]


def test_a_role_that_needs_a_second_step_gives_it_here(client, visitor, provider):
    user = person("officer", email=ADDRESS)
    provider.says("s-1", ADDRESS, amr=["pwd", "mfa"])

    led = client.get(came_back(client, visitor))["Location"]
    client.post(led, {"code": digits_of(user)})

    assert led == "/accounts/2fa/authenticate/"
    assert client.get("/dashboard/").status_code == 200


def test_a_role_that_needs_one_and_has_none_opens_nothing(client, visitor, provider):
    person("officer", email=ADDRESS, app=False)
    provider.says("s-1", ADDRESS, amr=["mfa"], acr="two")

    sign_in(client, visitor)

    assert client.get("/dashboard/")["Location"] == "/accounts/2fa/"


@pytest.mark.parametrize("words", [{"amr": ["pwd", "mfa"]}, {"acr": "two"}])
@pytest.mark.parametrize("app", [True, False])
def test_one_given_there_counts_where_the_configuration_says_so(visitor, provider, settings, words, app):
    client = Client()
    settings.SIGN_IN_PROVIDERS = [provider.configured(second_factor={"amr": ["mfa"], "acr": ["two"]})]
    person("officer", email=ADDRESS, app=app)
    provider.says("s-1", ADDRESS, **words)

    sign_in(client, visitor)
    opened = client.get("/dashboard/").status_code
    settings.SIGN_IN_PROVIDERS = [provider.configured()]

    assert opened == 200
    assert client.get("/dashboard/").status_code == 302


@pytest.mark.parametrize("words", [{}, {"amr": ["pwd"]}, {"acr": "one"}])
def test_one_that_was_not_given_there_is_asked_for_here(client, visitor, provider, settings, words):
    settings.SIGN_IN_PROVIDERS = [provider.configured(second_factor={"amr": ["mfa"], "acr": ["two"]})]
    an_app_of(person("focal_point", "THA", email=ADDRESS))
    provider.says("s-1", ADDRESS, **words)

    answer = client.get(came_back(client, visitor))

    assert answer["Location"] == "/accounts/2fa/authenticate/"
    assert not is_in(client)


def test_without_a_configuration_nothing_is_seen_and_nothing_answers(client):
    assert "organization" not in client.get("/accounts/login/").content.decode()
    assert [client.get(address).status_code for address in (START, ANSWER)] == [404, 404]


def test_the_page_where_one_signs_in_names_each_organization(client, provider):
    body = client.get("/accounts/login/?next=/records/").content.decode()

    assert f'href="{START}?next=%2Frecords%2F"' in body
    assert "Ministry of Justice" in body


@pytest.mark.parametrize("address", ["/accounts/3rdparty/", "/accounts/3rdparty/signup/", "/accounts/social/signup/"])
def test_the_librarys_own_ways_are_shut(client, provider, address):
    assert client.get(address).status_code == 404
