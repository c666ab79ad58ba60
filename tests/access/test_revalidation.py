"""A page asked for again: 304 while nothing changed for this reader, and never another reader's page."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from commitments.access import revalidation
from commitments.access.models import Designation, User
from commitments.instruments.models import ObligationWording
from commitments.respondents.models import Respondent
from commitments.submissions import services
from commitments.treaties.models import Treaty
from tests.factories import submissions as make
from tests.factories.access import designated, person
from tests.second_factor import an_app_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_kept():
    revalidation.PAGES.clear()


@pytest.fixture
def cycle():
    return make.cycle("THA", "KEN", "BRA")


@pytest.fixture
def sent(cycle):
    whole = make.ready("THA", of=cycle)
    whole.reports.update(audience="public")
    return services.submit(whole, by=make.focal_point("THA"), now=make.NOON)


@pytest.fixture
def pages(cycle, sent):
    text = cycle.instruments.get().slug
    place = f"?cycle={cycle.slug}"
    return [
        f"/{place}",
        f"/states/THA/{place}",
        f"/texts/{text}/{place}",
        f"/texts/{text}/D1/{place}",
        f"/records/{place}",
    ]


def signed_in(role="officer", state=None):
    client = Client()
    client.force_login(person(role, state))
    client.get("/")  # from here on there is a token
    return client


def again(client, page, tag, **headers):
    return client.get(page, headers={"if-none-match": tag, **headers})


def tags(client, pages):
    return {page: client.get(page).headers["ETag"] for page in pages}


def test_nothing_changed_and_nothing_is_sent(pages):
    for client in (Client(), signed_in(), signed_in("focal_point", "KEN")):
        for page, tag in tags(client, pages).items():
            response = again(client, page, tag)

            assert (response.status_code, response.content) == (304, b"")
            assert response.headers["ETag"] == tag
            assert "Cookie" in response.headers["Vary"]


def test_a_tag_made_weak_or_listed_among_others_still_fits(pages):
    client = signed_in()
    tag = client.get(pages[0]).headers["ETag"]

    assert tag.startswith("W/")
    assert again(client, pages[0], f'"other", {tag}').status_code == 304


def change_audience(sent):
    services.set_audience(list(sent.reports.all()), "secretariat", by=make.focal_point("THA"), now=make.NOON)


def change_words(sent):
    ObligationWording.objects.filter(obligation=sent.reports.get().obligation).update(label="Other words")


CHANGES = {
    "an audience is narrowed": change_audience,
    "another State replies": lambda sent: make.sent("KEN", of=sent.cycle),
    "another State sends a nil reply": lambda sent: services.submit_nil(
        make.submission("BRA", of=sent.cycle), by=make.focal_point("BRA"), now=make.NOON
    ),
    "a label changes": change_words,
    "a cycle is opened": lambda _sent: make.cycle("THA"),
    "a State is renamed": lambda _sent: Respondent.objects.filter(code="THA").update(short_name="Siam"),
    "a list of a treaty is newer": lambda _sent: Treaty.objects.filter(key="uncac").update(list_as_of="2026-01-01"),
    "SQL by hand": lambda sent: sent.reports.update(withdrawn_at=make.NOON, withdrawn_by=person(), withdrawn_reason="x"),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_seen_at_the_next_request_by_everyone(change, sent, pages):
    readers = [Client(), signed_in(), signed_in("focal_point", "KEN")]
    before = [tags(reader, pages) for reader in readers]

    CHANGES[change](sent)

    for reader, known in zip(readers, before, strict=True):
        for page, tag in known.items():
            response = again(reader, page, tag)
            assert response.status_code == 200, (change, page)
            assert response.headers["ETag"] != tag


def test_an_answer_that_is_closed_to_the_public_is_gone_from_the_page_at_once(sent, pages):
    client = Client()
    assert b"Text on D1" in client.get(pages[1]).content

    change_audience(sent)

    assert b"Text on D1" not in client.get(pages[1]).content


def test_a_cited_action_that_is_closed_is_gone_from_the_page_at_once(cycle):
    act = make.action("THA", make.obligations(cycle)[0], title="Open Act", audience="public")
    whole = make.ready("THA", of=cycle)
    whole.reports.update(audience="public")
    services.submit(whole, by=make.focal_point("THA"), now=make.NOON)
    client, page = Client(), f"/states/THA/?cycle={cycle.slug}"
    assert b"Open Act" in client.get(page).content

    type(act).objects.filter(pk=act.pk).update(audience="secretariat")

    assert b"Open Act" not in client.get(page).content


def test_a_draft_changes_nothing_for_others_and_the_desk_of_its_own_people(cycle, sent, pages):
    other, own = signed_in("focal_point", "BRA"), signed_in("focal_point", "KEN")
    public, desk = tags(other, pages), tags(own, ["/desk/"])

    make.answer(make.submission("KEN", of=cycle))

    assert {again(other, page, tag).status_code for page, tag in public.items()} == {304}
    assert again(own, "/desk/", desk["/desk/"]).status_code == 200


@pytest.mark.parametrize("other", [("administrator", None), ("focal_point", "BRA"), ("officer", None), None])
def test_the_tag_of_one_reader_opens_nothing_to_another(other, pages):
    tag = signed_in("officer").get("/dashboard/").headers["ETag"]
    stranger = signed_in(*other) if other else Client()

    status = again(stranger, "/dashboard/", tag).status_code

    assert status == {None: 302, ("officer", None): 200}.get(other, 403)


def test_another_language_another_day_and_the_end_of_a_designation_are_another_page(pages, monkeypatch):
    client = signed_in("focal_point", "KEN")
    tag = client.get(pages[0]).headers["ETag"]

    assert again(client, pages[0], tag, **{"accept-language": "ar"}).status_code == 200
    Designation.objects.update(until_on=timezone.localdate() - timedelta(days=1))
    assert again(client, pages[0], tag).status_code == 200


def test_after_signing_out_the_tag_is_worth_nothing(pages):
    client = signed_in()
    tag = client.get(pages[0]).headers["ETag"]
    client.logout()

    assert again(client, pages[0], tag).status_code == 200


def test_a_page_with_a_message_is_shown_and_bears_no_tag(pages, cycle):
    client = signed_in("focal_point", "KEN")
    tag = client.get("/desk/").headers["ETag"]
    client.post(f"/desk/KEN/{cycle.slug}/clearance/")

    response = again(client, "/desk/", tag)

    assert response.status_code == 200
    assert b"Nothing was begun yet." in response.content
    assert "ETag" not in response.headers
    assert again(client, "/desk/", client.get("/desk/").headers["ETag"]).status_code == 304


def test_the_page_of_somebody_who_is_not_signed_in_is_asked_for_again_by_every_cache(pages):
    assert Client().get(pages[0]).headers["Cache-Control"] == "no-cache"
    assert signed_in().get(pages[0]).headers["Cache-Control"] == "private, no-cache"


READERS = [None, ("focal_point", "KEN"), ("focal_point", "THA"), ("officer", None), ("administrator", None)]


def bodies(pages, *, kept):
    """What each reader gets, one after the other from the same store, or each from an empty one."""
    found = {}
    for reader in READERS:
        client = signed_in(*reader) if reader else Client()
        for page in pages:
            if not kept:
                revalidation.PAGES.clear()
            client.get(page)
            content = client.get(page).content.decode()
            found[reader, page] = content.split("<main", 1)[1].split("</main>")[0]
    return found


def test_readers_of_different_scope_never_share_what_is_kept(cycle, pages):
    whole = make.ready("KEN", of=cycle)
    whole.reports.update(audience="own_state", narrative="For our own eyes")
    services.submit(whole, by=make.focal_point("KEN"), now=make.NOON)
    pages.append(f"/states/KEN/?cycle={cycle.slug}")

    shared, alone = bodies(pages, kept=True), bodies(pages, kept=False)

    assert shared == alone
    assert {reader for (reader, _page), body in shared.items() if "For our own eyes" in body} == {
        ("focal_point", "KEN")
    }


def test_what_is_kept_holds_no_name_and_no_token_and_each_gets_his_own(pages):
    first, second = signed_in(), signed_in()
    revalidation.PAGES.clear()
    names = list(User.objects.order_by("-pk").values_list("name", flat=True)[:2])
    contents = [client.get(page).content.decode() for client in (first, second) for page in pages]

    kept = "".join(str(getattr(piece, "plain", piece)) for pieces, *_ in values() for piece in pieces)
    assert len(revalidation.PAGES) == len(pages)
    assert "csrfmiddlewaretoken" not in kept
    assert not any(name in kept for name in names)
    assert all(names[1] in content and "x-csrftoken" in content for content in contents[: len(pages)])
    assert all(names[0] in content and names[1] not in content for content in contents[len(pages) :])


def values():
    return [value for value, _weight in revalidation.PAGES._values.values()]


def test_a_second_role_is_another_scope():
    user = person("focal_point", "KEN")
    an_app_of(user)
    client = Client()
    client.force_login(user)
    client.get("/")
    tag = client.get("/states/").headers["ETag"]

    designated(user, "officer")

    assert again(client, "/states/", tag).status_code == 200
