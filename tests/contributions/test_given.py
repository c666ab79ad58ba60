"""A contributor sees and drafts the paragraphs given to him, and no others: by each wall alone, and on every page."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from django.urls import reverse

from commitments.access.acting import acting
from commitments.access.actor import Actor
from commitments.access.models import User, actor_for
from commitments.access.permissions import Permission
from commitments.access.refusals import NotGiven
from commitments.contributions.models import Assignment
from commitments.evidence import services as evidence_services
from commitments.evidence.models import Evidence, EvidenceOfAction
from commitments.evidence.rules import EvidenceContent
from commitments.exports.services import rights_of, still_open_to
from commitments.implementation import services as action_services
from commitments.implementation.models import ActionObligation, ImplementationAction, ReportedFigure
from commitments.jobs.models import Job
from commitments.respondents.models import Respondent
from commitments.submissions import services
from commitments.submissions.models import EvidenceOfReport, ObligationReport, ReportingCycle, Submission
from commitments.web.kept import MARKUP
from tests.factories import access
from tests.factories import evidence as make_evidence
from tests.factories import submissions as make
from tests.factories.implementation import content

pytestmark = pytest.mark.django_db

TODAY = make.NOON.date()
GIVEN, OTHER = 0, 1
TABLES = (
    ObligationReport, ImplementationAction, ActionObligation, ReportedFigure, Evidence, EvidenceOfAction,
    EvidenceOfReport,
)  # fmt: skip
TEXTS = {ObligationReport: "narrative", ImplementationAction: "title", ReportedFigure: "label", Evidence: "title"}


class Scene:
    """A draft with an answer, an action, a figure and evidence on two paragraphs, of which one was given."""

    def __init__(self) -> None:
        self.cycle: ReportingCycle = make.cycle()
        self.asked = make.obligations(self.cycle)
        self.whole: Submission = make.submission(of=self.cycle)
        self.person: User = access.person("contributor", "THA")
        make.given(self.person, self.asked[GIVEN], of=self.cycle)
        for place in (GIVEN, OTHER):
            self._on(place)

    def _on(self, place: int) -> None:
        asked, by = self.asked[place], make.focal_point()
        make.answer(self.whole, place, narrative=f"Answer {place}")
        action = make.action("THA", asked, title=f"Action {place}")
        make.figure("THA", asked, label=f"Figure {place}")
        shown = make_evidence.link(title=f"Of the action {place}", url=f"https://example.org/a{place}")
        EvidenceOfAction.objects.create(evidence=shown, action=action, respondent=action.respondent)
        shows = make_evidence.link(title=f"Of the answer {place}", url=f"https://example.org/r{place}")
        services.attach_evidence(self.whole, asked, shows, by=by, now=make.NOON)

    @property
    def contributor(self) -> Actor:
        """The contributor, with what is given to him now."""
        return actor_for(User.objects.get(pk=self.person.pk), today=TODAY)

    @property
    def client(self) -> Client:
        """The contributor, signed in."""
        client = Client()
        client.force_login(self.person)
        return client


@pytest.fixture
def scene(settings: Any, tmp_path: Any) -> Scene:
    settings.MEDIA_ROOT = str(tmp_path)
    return Scene()


def words(model: type[Any], rows: Any) -> set[str]:
    """What each row is about, by the number its text ends with; of links how many there are."""
    name = TEXTS.get(model)
    return {str(text)[-1] for text in rows.values_list(name, flat=True)} if name else {str(len(rows))}


@pytest.mark.parametrize("model", TABLES)
def test_the_first_wall_shows_what_belongs_to_a_given_paragraph_and_nothing_else(
    scene: Scene, model: type[Any]
) -> None:
    mine, all_of_it = ({"0"}, {"0", "1"}) if model in TEXTS else ({"1"}, {"2"})

    assert words(model, model.objects.visible_to(scene.contributor)) == mine
    assert words(model, model.objects.visible_to(make.focal_point())) == all_of_it


@pytest.mark.parametrize("model", TABLES)
def test_the_second_wall_alone_shows_the_same(scene: Scene, model: type[Any]) -> None:
    with acting(scene.contributor):
        seen = set(model.objects.values_list("pk", flat=True))
    wanted = set(model.objects.visible_to(scene.contributor).values_list("pk", flat=True))

    assert seen == wanted != set()
    with acting(make.focal_point()):
        assert model.objects.count() == 2 * len(wanted)


@pytest.mark.parametrize("model", [ObligationReport, ImplementationAction, ReportedFigure, Evidence])
def test_the_second_wall_lets_nothing_else_be_written(scene: Scene, model: type[Any]) -> None:
    wanted = model.objects.visible_to(scene.contributor).count()

    with acting(scene.contributor), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {model._meta.db_table} SET version = version + 1")
        assert cursor.rowcount == wanted


def test_no_link_of_sql_by_hand_opens_a_strange_action_or_piece(scene: Scene) -> None:
    action = ImplementationAction.objects.get(title="Action 1")
    piece = Evidence.objects.get(title="Of the answer 1")
    report = ObligationReport.objects.get(obligation=scene.asked[GIVEN])
    with acting(scene.contributor):
        for link in (
            ActionObligation(action=action, obligation=scene.asked[GIVEN], respondent_id=action.respondent_id),
            EvidenceOfReport(report=report, evidence=piece, respondent_id=action.respondent_id),
        ):
            with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
                link.save()


def test_the_given_paragraph_is_saved_and_another_is_refused(scene: Scene) -> None:
    by = scene.contributor

    saved = services.save_answer(
        scene.whole, scene.asked[GIVEN], values={"narrative": "Mine"}, expected=1, by=by, now=make.NOON
    )

    assert saved.is_changed
    for refused in (
        lambda: services.save_answer(scene.whole, scene.asked[OTHER], values={"narrative": "x"}, expected=1, by=by,
                                     now=make.NOON),
        lambda: services.begin_answer(scene.whole, scene.asked[2], by=by, now=make.NOON),
        lambda: services.attach_evidence(scene.whole, scene.asked[OTHER], Evidence.objects.get(title="Of the answer 0"),
                                         by=by, now=make.NOON),
        lambda: services.attach_evidence(scene.whole, scene.asked[GIVEN], Evidence.objects.get(title="Of the answer 1"),
                                         by=by, now=make.NOON),
        lambda: services.start_submission(make.cycle(on=scene.asked[0].instrument), scene.whole.respondent, by=by,
                                          now=make.NOON),
    ):  # fmt: skip
        with pytest.raises(NotGiven):
            refused()


def test_what_was_carried_over_is_confirmed_on_the_given_paragraph_alone(scene: Scene) -> None:
    Submission.objects.filter(pk=scene.whole.pk).update(use_in_report="named")
    services.submit(scene.whole, by=make.focal_point(), now=make.NOON)
    later = make.NOON + timedelta(days=365)
    cycle = make.cycle(on=scene.asked[0].instrument, at=later)
    draft = make.submission(of=cycle, at=later)
    make.given(scene.person, scene.asked[GIVEN], of=cycle)
    by, given, other = scene.contributor, scene.asked[GIVEN], scene.asked[OTHER]

    with acting(by):
        with pytest.raises(NotGiven):
            services.confirm(draft, [given, other], by=by, now=later)
        assert services.confirm(draft, [given], by=by, now=later) == 1
        with pytest.raises(NotGiven):
            services.take_confirmation_back(draft, other, by=by)
        services.take_confirmation_back(draft, given, by=by)

    assert draft.reports.awaiting().count() == 2


def test_actions_and_figures_are_recorded_on_the_given_paragraph_alone(scene: Scene) -> None:
    by, state = scene.contributor, Respondent.objects.get(code="THA")
    strange, served = (
        ImplementationAction.objects.get(title="Action 1"),
        ImplementationAction.objects.get(title="Action 0"),
    )
    record = {"by": by, "now": make.NOON, "content": content(title="Mine 0")}

    made = action_services.record_action(state, obligations=[scene.asked[GIVEN]], **record)
    action_services.withdraw_action(served, by=by, now=make.NOON)

    assert made in ImplementationAction.objects.visible_to(by)
    for refused in (
        lambda: action_services.record_action(state, obligations=[scene.asked[OTHER]], **record),
        lambda: action_services.link_obligations(made, obligations=[scene.asked[OTHER]], by=by, now=make.NOON),
        lambda: action_services.unlink_obligation(made, obligation=scene.asked[OTHER], by=by, now=make.NOON),
        lambda: action_services.edit_action(strange, expected=1, **record),
        lambda: action_services.withdraw_action(strange, by=by, now=make.NOON),
        lambda: action_services.record_figures(state, scene.asked[OTHER], by=by, now=make.NOON, rows=[]),
        lambda: evidence_services.withdraw_evidence(Evidence.objects.get(title="Of the action 1"), by=by, now=make.NOON),
        lambda: evidence_services.attach_to_action(
            Evidence.objects.get(title="Of the action 1"), action=made, by=by, now=make.NOON),
    ):  # fmt: skip
        with pytest.raises(NotGiven):
            refused()


def test_what_he_recorded_himself_is_his_whatever_it_serves(scene: Scene) -> None:
    by, state = scene.contributor, Respondent.objects.get(code="THA")
    with acting(by):
        made = action_services.record_action(state, by=by, now=make.NOON, content=content(title="Serves nothing yet"))
        piece = make_evidence.file(by=by)
        evidence_services.attach_to_action(piece, action=made, by=by, now=make.NOON)

        assert made in ImplementationAction.objects.visible_to(by)
        assert piece in Evidence.objects.all()
    assert made not in ImplementationAction.objects.visible_to(make.contributor(scene.asked[OTHER], of=scene.cycle))


def test_an_action_edited_by_a_contributor_keeps_what_else_it_serves(scene: Scene) -> None:
    action = ImplementationAction.objects.get(title="Action 0")
    ActionObligation.objects.create(action=action, obligation=scene.asked[OTHER], respondent_id=action.respondent_id)

    action_services.edit_action(
        action, by=scene.contributor, now=make.NOON, content=content(title="New 0"), expected=1, obligations=[]
    )

    assert [link.obligation for link in action.links.select_related("obligation")] == [scene.asked[OTHER]]


def test_the_same_file_as_another_persons_is_recorded_without_seeing_his(scene: Scene) -> None:
    theirs, by = make_evidence.file(words="same"), scene.contributor

    with acting(by):
        mine = evidence_services.record_file(
            make_evidence.request_of(by=by), content=EvidenceContent(), name="mine.pdf",
            stream=io.BytesIO(make_evidence.pdf("same")),
        )  # fmt: skip
        assert set(Evidence.objects.filter(blob__isnull=False)) == {mine}

    assert mine.blob_id == theirs.blob_id


def test_the_desk_lists_the_given_paragraph_and_its_pages_open_and_no_others(scene: Scene) -> None:
    MARKUP.clear()
    client, slug = scene.client, scene.asked[0].instrument.slug
    pages = {
        place: reverse("submissions:answer", args=["THA", scene.cycle.slug, slug, scene.asked[place].reference])
        for place in (GIVEN, OTHER)
    }
    form = {"expected": 1, "status": "planned", "narrative": "x", "language": "en"}

    desk = client.get("/desk/").content.decode()
    review = client.get(reverse("submissions:review", args=["THA", scene.cycle.slug])).content.decode()

    assert pages[GIVEN] in desk
    assert pages[OTHER] not in desk
    assert "Answer 0" in review
    assert "Answer 1" not in review
    assert "Matter 2" not in review
    assert (client.get(pages[GIVEN]).status_code, client.get(pages[OTHER]).status_code) == (200, 404)
    assert "Of the action 1" not in client.get(pages[GIVEN]).content.decode()
    assert client.post(pages[OTHER], form).status_code == 404
    assert client.post(pages[GIVEN], form).status_code == 302
    assert (client.get(f"{pages[GIVEN]}story/").status_code, client.get(f"{pages[OTHER]}story/").status_code) == (
        200,
        404,
    )


def test_lists_exports_and_search_show_him_no_other_paragraph(scene: Scene) -> None:
    client = scene.client

    pages = [client.get(page).content.decode() for page in ("/desk/actions/", "/desk/evidence/", "/search/?q=Action")]

    assert "Action 0" in pages[0]
    assert "Of the answer 0" in pages[1]
    for page in pages:
        assert "Action 1" not in page
        assert "Of the answer 1" not in page


def test_whoever_also_holds_another_role_reads_the_whole_and_drafts_what_was_given(scene: Scene) -> None:
    access.designated(scene.person, "clearance", "THA")
    by = scene.contributor

    assert ObligationReport.objects.visible_to(by).count() == 2
    assert by.works_on(Permission.ANSWER_DRAFT, scene.whole.respondent_id, scene.asked[GIVEN].pk, scene.cycle.pk)
    with pytest.raises(NotGiven):
        services.save_answer(
            scene.whole, scene.asked[OTHER], values={"narrative": "x"}, expected=1, by=by, now=make.NOON
        )


def test_a_paragraph_of_another_cycle_is_not_given_with_it(scene: Scene) -> None:
    other = make.submission(of=make.cycle(on=scene.asked[0].instrument))
    make.answer(other, GIVEN, narrative="Of the other cycle")

    seen = ObligationReport.objects.visible_to(scene.contributor)

    assert [report.narrative for report in seen] == ["Answer 0"]
    assert other not in Submission.objects.visible_to(scene.contributor)
    with acting(scene.contributor):
        assert other not in Submission.objects.all()


def test_a_file_of_records_made_with_a_paragraph_closes_when_it_is_taken_back(scene: Scene) -> None:
    job = Job(parameters={"rights": rights_of(scene.contributor)})
    make.given(scene.person, scene.asked[2], of=scene.cycle)
    with_more = still_open_to(scene.contributor, job)

    Assignment.objects.filter(obligation=scene.asked[GIVEN]).update(
        taken_back_at=make.NOON, taken_back_by=access.person("focal_point", "THA")
    )

    assert with_more
    assert not still_open_to(scene.contributor, job)


def test_a_contributor_to_whom_nothing_was_given_reads_that_on_his_desk(scene: Scene) -> None:
    client = Client()
    client.force_login(access.person("contributor", "THA"))

    desk = client.get("/desk/").content.decode()

    assert "No paragraph was given to you yet" in desk
    assert "Matter 1" not in desk
