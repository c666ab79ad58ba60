"""Markup built of strings is the same as the components give: one look, two ways to make it."""

from typing import Any

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import escape

from commitments.access.models import actor_for
from commitments.submissions import markup
from commitments.submissions.models import ReportingCycle
from commitments.submissions.queries import desk_of, place_for
from commitments.submissions.status import CHOOSABLE, Completeness, Status
from tests.factories import access
from tests.factories import submissions as make


def plain(html: str) -> str:
    """Without what stands between the lines of a template."""
    return "".join(line.strip() for line in html.splitlines())


def component(name: str, **context: Any) -> str:
    return plain(render_to_string(f"components/{name}.html", context))


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
@pytest.mark.parametrize("status", CHOOSABLE)
def test_a_status_and_how_far_it_is_look_as_their_components_do(status: Status, language: str) -> None:
    with translation.override(language):
        for stands in Completeness:
            made = markup._end(status.value, stands)
            said = component("_status", status=status.value, shape_only=False)

            assert made == said + component("_completeness", completeness=stands.value)


@pytest.mark.django_db
def test_an_entry_of_the_desk_is_the_component_and_escapes_what_people_typed(cycle: ReportingCycle) -> None:
    person = access.person("focal_point", "THA")
    person.name = "<b>Somchai & sons</b>"
    person.save()
    actor = actor_for(person, today=make.NOON.date())
    whole = make.submission(of=cycle)
    answer = make.answer(whole, 0, by=actor)
    make.action("THA", answer.obligation)
    asked = desk_of(place_for(actor, "THA", cycle.slug), language="en", with_actions=True).rows
    row, unbegun = asked[:2]
    row.obligation.label_read = "Giving <and> receiving"  # type: ignore[attr-defined]

    made = markup.entries([row])

    assert row.report is not None
    meta = f"{markup.last_change(row, person.name)} · 1 action"
    without_end = component(
        "_item", title=row.obligation.label, url=row.url, reference=row.obligation.reference, meta=meta, level=3
    ).removesuffix("</div>")
    assert made.startswith(f"<li>{without_end}")
    assert made.endswith(f'<div class="end">{markup._end(row.status, row.completeness)}</div></div></li>')
    assert escape(person.name) in made
    assert "Nothing yet" in markup.entries([unbegun])


@pytest.mark.django_db
def test_what_a_save_answers_is_what_the_page_shows_next(cycle: ReportingCycle, sign_in: Any, urls: Any) -> None:
    client = sign_in()
    typed = {"expected": 0, "status": "under_way", "narrative": "Done", "language": "en"}

    saved = client.post(urls(0), typed, headers={"X-Autosave": "1"}).json()

    assert saved["stands"] in client.get(urls(0)).content.decode()
    assert "Answered" in saved["stands"]
