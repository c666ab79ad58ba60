"""Who else reports is listed, each of its own kind, apart from the States and in no count of theirs."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_observers_organizations_and_the_secretariat_are_listed_apart(client):
    page = client.get(reverse("dashboards:states"))

    others = dict(page.context_data["page"].others)
    assert [one.code for one in others["Non-member observer State"]] == ["VAT", "PSE"]
    assert [one.code for one in others["Secretariat"]] == ["UNODC"]
    assert "European Union" in page.content.decode()


def test_they_are_not_in_a_regional_group(client):
    page = client.get(reverse("dashboards:states"), {"group": "african"})

    assert page.context_data["page"].others == []


@pytest.mark.parametrize("code", ["VAT", "UNODC"])
def test_each_has_its_page(client, code):
    assert client.get(reverse("dashboards:state", args=[code])).status_code == 200
