"""The pages about actions and figures: what a person types is kept, refusals stand at their fields."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from commitments.implementation.models import ImplementationAction, ReportedFigure
from tests.factories.access import designated, person
from tests.factories.implementation import action

pytestmark = pytest.mark.django_db

TYPED = {"kind": "law", "title": "Law on asset recovery", "language": "en", "obligations": ["A-RES-60-177/D17"]}


def signed_in(role: str | None = "focal_point", code: str | None = "THA") -> Client:
    client = Client()
    client.force_login(person(role, code))
    return client


def at(name: str, record=None, **where):
    return reverse(f"implementation:{name}", kwargs={"public_id": record.public_id} if record else where)


def test_an_action_is_recorded_and_its_page_shown():
    answer = signed_in().post(at("new"), {**TYPED, "request_id": uuid4()}, follow=True)

    made = ImplementationAction.objects.get()
    assert answer.redirect_chain == [(made.get_absolute_url(), 302)]
    assert answer.status_code == 200
    assert "Law on asset recovery" in answer.text
    assert "D17" in answer.text


def test_the_same_form_sent_twice_records_one_action():
    client, sent = signed_in(), {**TYPED, "request_id": uuid4()}

    client.post(at("new"), sent)
    client.post(at("new"), sent)

    assert ImplementationAction.objects.count() == 1


def test_a_refused_form_comes_back_with_everything_typed_and_each_fault_at_its_field_and_at_the_top():
    sent = {**TYPED, "title": "", "amount": "12", "description": "Much text", "started_on": "yesterday"}

    answer = signed_in().post(at("new"), sent)

    assert answer.status_code == 422
    assert answer.text.count('href="#id_title"') == 1
    assert "Write the day as YYYY-MM-DD" in answer.text
    assert "Much text" in answer.text
    assert 'value="A-RES-60-177/D17" id' in answer.text.replace("\n", " ")
    assert not ImplementationAction.objects.exists()


@pytest.mark.parametrize(
    ("fields", "at_field"),
    [
        ({"amount": "1 200 000.50"}, "currency"),
        ({"amount": "10", "currency": "dollars"}, "currency"),
        ({"started_on": "2024-02-02", "completed_on": "2024-02-01"}, "completed_on"),
        ({"amount": "NaN", "currency": "USD"}, "amount"),
        ({"amount": "9" * 400, "currency": "USD"}, "amount"),
        ({"title": "x" * 301}, "title"),
        ({"description": "a\x00b"}, "description"),
        ({"kind": "coup"}, "kind"),
        ({"obligations": ["A-RES-60-177/OP6"]}, "obligations"),
        ({"obligations": ["../../etc/passwd"]}, "obligations"),
        ({"language": "'; DROP TABLE"}, "language"),
    ],
)
def test_bad_input_is_a_clear_message_at_its_field(fields, at_field):
    answer = signed_in().post(at("new"), {**TYPED, **fields})

    assert answer.status_code == 422
    assert at_field in answer.context["form"].errors
    assert not ImplementationAction.objects.exists()


def test_thousands_may_be_typed_with_spaces_and_small_letters_become_a_currency():
    signed_in().post(at("new"), {**TYPED, "amount": "1 200 000.50", "currency": "usd"})

    made = ImplementationAction.objects.get()
    assert (str(made.amount), made.currency) == ("1200000.50", "USD")


def test_marks_that_turn_the_reading_direction_are_left_out_of_a_title():
    signed_in().post(at("new"), {**TYPED, "title": "Law \u202egpj.exe\u202c on\ttrade"})

    assert ImplementationAction.objects.get().title == "Law gpj.exe on trade"


def test_suggestions_come_without_javascript_and_everything_typed_stays():
    sent = {**TYPED, "obligations": [], "title": "Money-laundering law", "suggest": "1"}

    answer = signed_in().post(at("new"), sent)

    assert answer.status_code == 200
    assert "Money-laundering law" in answer.text
    assert answer.context["suggestions"]
    assert not ImplementationAction.objects.exists()


def test_suggestions_come_alone_for_htmx():
    answer = signed_in().post(at("suggestions"), {"title": "Training of prison staff"}, headers={"HX-Request": "true"})

    assert answer.text.lstrip().startswith('<div id="suggestions"')
    assert "<html" not in answer.text


def test_the_later_of_two_editors_sees_both_texts_and_chooses():
    client, made = signed_in(), action()
    client.post(at("edit", made), {**TYPED, "title": "First", "version": 1})

    answer = client.post(at("edit", made), {**TYPED, "title": "Second", "version": 1})

    assert answer.status_code == 409
    assert "First" in answer.text
    assert "Second" in answer.text
    made.refresh_from_db()
    assert made.title == "First"

    client.post(at("edit", made), {**TYPED, "title": "Second", "version": answer.context["form"]["version"].value()})
    made.refresh_from_db()
    assert made.title == "Second"


def test_an_action_of_another_state_does_not_exist():
    made, stranger = action(serves=("D17",)), signed_in(code="KEN")

    for name in ("edit", "withdraw"):
        assert stranger.get(at(name, made)).status_code == 404
    for name in ("edit", "withdraw", "restore", "audience", "link", "unlink"):
        assert stranger.post(at(name, made), {"obligation": "A-RES-60-177/D17"}).status_code == 404
    assert stranger.get(made.get_absolute_url()).status_code == 404
    made.refresh_from_db()
    assert not made.is_withdrawn


@pytest.mark.parametrize(
    ("role", "code"), [("officer", None), ("administrator", None), (None, None), ("reader", "THA")]
)
def test_the_desk_is_closed_to_people_without_a_desk(role, code):
    made = action()

    for address in (at("actions"), at("new"), made.get_absolute_url()):
        assert signed_in(role, code).get(address).status_code == 403
    assert Client().get(at("actions")).status_code == 302


def test_the_mission_reads_and_is_offered_nothing_to_change():
    made, mission = action(), signed_in("mission")

    page = mission.get(made.get_absolute_url())

    assert page.status_code == 200
    assert "/edit/" not in page.text
    assert mission.post(at("edit", made), TYPED).status_code == 403


def test_withdrawing_asks_for_a_reason_and_the_page_offers_to_restore():
    client, made = signed_in(), action()

    page = client.post(at("withdraw", made), {"reason": "Entered twice"}, follow=True)
    assert "Entered twice" in page.text
    assert at("restore", made) in page.text

    client.post(at("restore", made))
    made.refresh_from_db()
    assert not made.is_withdrawn


def test_the_list_is_filtered_by_words_kind_paragraph_and_withdrawal():
    client = signed_in()
    action(title="Alpha", serves=("D17",))
    action(title="Beta", kind="training")

    def titles(query: str) -> set[str]:
        return {each.title for each in client.get(f"{at('actions')}?{query}").context["page"]}

    assert titles("") == {"Alpha", "Beta"}
    assert titles("q=alph") == {"Alpha"}
    assert titles("kind=training") == {"Beta"}
    assert titles("obligation=A-RES-60-177/D17") == {"Alpha"}
    assert titles("state=withdrawn") == set()
    assert titles("kind=nonsense&page=ninety") == {"Alpha", "Beta"}


def test_a_person_with_two_respondents_chooses_and_a_foreign_one_does_not_exist():
    user = person("focal_point", "THA")
    designated(user, "focal_point", "KEN")
    client = Client()
    client.force_login(user)

    client.post(f"{at('new')}?for=KEN", TYPED)

    assert ImplementationAction.objects.get().respondent.code == "KEN"
    assert client.get(f"{at('actions')}?for=USA").status_code == 404
    assert {tab["current"] for tab in client.get(f"{at('actions')}?for=THA").context["tabs"]} == {True, False}


@pytest.mark.parametrize("key", ["a\x00/b", "A-RES-60-177/D99", "/", "x" * 5000, "A-RES-60-177/OP6"])
def test_a_paragraph_that_does_not_exist_or_is_not_asked_is_not_found(key):
    client, made = signed_in(), action()

    assert client.post(at("link", made), {"obligation": key}).status_code == 404
    assert client.post(at("suggestions"), {"title": "law", "obligations": [key]}).status_code == 200
    assert client.get(f"{at('new')}?obligation={key[:50]}").status_code == 200


def test_linking_returns_to_a_page_of_ours_only():
    client, made = signed_in(), action()
    sent = {"obligation": "A-RES-60-177/D17"}

    ours = client.post(at("link", made), {**sent, "next": "/desk/"})
    theirs = client.post(at("unlink", made), {**sent, "next": "https://evil.example/"})

    assert ours["Location"] == "/desk/"
    assert theirs["Location"] == made.get_absolute_url()


@pytest.mark.parametrize("onwards", ["on", "admin:index", "a b/c", "?q=1", "\u202e"])
def test_a_way_back_that_is_no_path_leads_to_the_record(onwards):
    client, made = signed_in(), action()
    sent = {"obligation": "A-RES-60-177/D17", "next": onwards}

    answer = client.post(at("unlink", made), sent)

    assert answer.status_code == 302
    assert answer["Location"] == made.get_absolute_url()


def table(**cells) -> dict[str, str]:
    return {"label": "Requests", "unit": "requests", "rows": "6", "request_id": str(uuid4()), **cells}


def figures_at() -> str:
    return at("figures", slug="A-RES-60-177", reference="D17")


def test_a_table_of_years_is_recorded_and_empty_rows_are_no_zeros():
    cells = {"row0-year": "2019", "row0-value": "5", "row2-year": "2020", "row2-value": "1 234.5"}

    answer = signed_in().post(figures_at(), table(**cells), follow=True)

    assert answer.status_code == 200
    assert [(each.year, float(each.value)) for each in ReportedFigure.objects.order_by("year")] == [
        (2019, 5),
        (2020, 1234.5),
    ]


def test_all_faults_of_a_table_are_named_and_everything_typed_stays():
    cells = {"row0-year": "2019", "row0-value": "five", "row1-year": "twenty", "row1-value": "7", "row2-value": "8"}

    answer = signed_in().post(figures_at(), table(**cells))

    assert answer.status_code == 422
    for words in ("Row 1, Value", "Row 2, Year", "Row 3, Year", 'value="five"', 'value="twenty"'):
        assert words in answer.text
    assert not ReportedFigure.objects.exists()


@pytest.mark.parametrize("cells", [{}, {"row0-year": "2019"}, {"row0-value": "1"}, {"rows": "99999999"}, {"rows": "x"}])
def test_a_table_without_a_whole_row_is_refused(cells):
    assert signed_in().post(figures_at(), table(**cells)).status_code == 422


def test_a_row_that_breaks_a_rule_is_named_by_its_number():
    cells = {"row0-year": "2019", "row0-value": "5", "row3-year": "2019", "row3-value": "6"}

    answer = signed_in().post(figures_at(), table(**cells))

    assert answer.status_code == 422
    assert "Row 4, Year" in answer.text


def test_more_rows_come_without_javascript():
    answer = signed_in().post(figures_at(), table(more="1", **{"row0-year": "2019"}))

    assert len(answer.context["table"].rows) == 12
    assert 'value="2019"' in answer.text


def test_a_figure_is_corrected_withdrawn_and_restored_on_its_pages():
    client = signed_in()
    client.post(figures_at(), table(**{"row0-year": "2019", "row0-value": "5"}))
    made = ReportedFigure.objects.get()
    typed = {"label": "Requests", "unit": "requests", "year": "2018", "value": "6", "version": "1"}

    assert client.get(at("figure", made)).status_code == 200
    client.post(at("figure", made), typed)
    stale = client.post(at("figure", made), {**typed, "value": "7"})
    client.post(at("withdraw_figure", made))
    page = client.get(figures_at())

    made.refresh_from_db()
    assert (made.year, stale.status_code, made.is_withdrawn) == (2018, 409, True)
    assert at("restore_figure", made) in page.text
    assert signed_in(code="KEN").get(at("figure", made)).status_code == 404
