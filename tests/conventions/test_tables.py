"""What no linter knows of the tables: names of times, dates and people, names of constraints, the glossary, who may see."""

import re

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, models

from commitments.access.audience import Audience
from tracker.env import ROOT

LONGEST_NAME = 63
MODELS = [model for model in apps.get_app_config("commitments").get_models() if not hasattr(model, "pgh_tracked_model")]
"""Our own tables; the history's tables follow theirs."""
SAID_OTHERWISE = {
    "User.last_login": "Django's own",
    "InstallationMark.at": "the mark is nothing but a moment",
    "Event.at": "an event is nothing but a moment",
    "Reply.extended_until": "until when, as the file of records heads it: the day stands in the extension as until_on",
    "ReportingCycle.period_from": "the two ends of the period covered read as a pair",
    "ReportingCycle.period_until": "the two ends of the period covered read as a pair",
    "Submission.period_from": "the two ends of the period covered read as a pair",
    "Submission.period_until": "the two ends of the period covered read as a pair",
}
NOT_A_DOER = {
    "Designation.user": "the person who is designated",
    "OrganizationIdentity.user": "the person whom the organization signs in",
    "SecondFactorRemoval.user": "the person whose factor it was",
    "Notice.recipient": "the person who is told",
    "Mail.recipient": "the person it goes to",
    "MailChoice.user": "the person who chose",
    "Job.owner": "the person the job belongs to",
    "Upload.owner": "the person the upload belongs to",
    "Event.actor_user": "the person as the actor of the event",
}
ACTOR_INDEPENDENT = {
    "Reply": "a view that applies the reader's rights itself",
    "AskedRespondent": "who is asked is public",
    "CycleInstrument": "what a cycle asks is public",
    "FormerName": "reference data, public",
    "ObligationAddressee": "the text's own words, public",
    "RespondentName": "reference data, public",
    "Respondent": "reference data, public",
    "TreatyAct": "public record of the United Nations",
    "RollupDelta": "read only by the counts' functions, which apply the reader's rights",
    "Rollup": "read only by the counts' functions, which apply the reader's rights",
    "RollupVersion": "a counter without content",
    "Designation": "read by the account pages only",
    "OrganizationIdentity": "read while signing in and by the account pages",
    "SecondFactorRemoval": "read by the account pages only",
    "EvidenceBlob": "reached only through its evidence",
}
REPEATED_INDEXES = """
    SELECT c.relname || ': ' || i.indexrelid::regclass FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
    WHERE c.relrowsecurity AND NOT i.indisunique AND i.indpred IS NULL
      AND i.indexprs IS NULL AND EXISTS (
        SELECT FROM pg_index longer
        WHERE longer.indrelid = i.indrelid AND longer.indpred IS NULL AND longer.indnkeyatts > i.indnkeyatts
          AND (longer.indkey::int2[])[0:i.indnkeyatts - 1] = (i.indkey::int2[])[0:i.indnkeyatts - 1])
"""


def fields(*kinds: type[models.Field]) -> list[tuple[str, str, models.Field]]:
    """Table and field of these kinds, exactly."""
    return [
        (f"{model.__name__}.{field.name}", field.name, field)
        for model in MODELS
        for field in model._meta.local_concrete_fields
        if type(field) in kinds
    ]


def test_a_moment_ends_in_at():
    wrong = [
        place
        for place, name, _ in fields(models.DateTimeField)
        if not name.endswith("_at") and place not in SAID_OTHERWISE
    ]

    assert wrong == []


def test_a_day_ends_in_on():
    wrong = [
        place for place, name, _ in fields(models.DateField)
        if not re.search(r"(_on|_as_of|^list_as_of)$", name) and place not in SAID_OTHERWISE
    ]  # fmt: skip

    assert wrong == []


def test_a_person_who_did_something_ends_in_by():
    wrong = [
        place for place, name, field in fields(models.ForeignKey)
        if field.related_model._meta.label == settings.AUTH_USER_MODEL and not name.endswith("_by") and place not in NOT_A_DOER
    ]  # fmt: skip

    assert wrong == []


def test_every_name_of_a_constraint_and_an_index_fits_and_is_held_whole():
    names = [c.name for model in apps.get_models() for c in (*model._meta.constraints, *model._meta.indexes)]

    assert [name for name in names if len(name.encode()) > LONGEST_NAME] == []


@pytest.mark.django_db
def test_every_named_constraint_is_in_the_database():
    tables = {
        m._meta.db_table: {c.name for c in (*m._meta.constraints, *m._meta.indexes)} for m in MODELS if m._meta.managed
    }
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname FROM pg_constraint UNION SELECT indexname FROM pg_indexes UNION SELECT tgname FROM pg_trigger"
        )
        held = {row[0] for row in cursor.fetchall()}

    assert {name for names in tables.values() for name in names} - held == set()


def test_every_table_is_in_the_glossary():
    glossary = (ROOT / "docs/glossary.md").read_text().lower()
    names = {model.__name__: re.sub(r"(?<=[a-z])(?=[A-Z])", " ", model.__name__).lower() for model in MODELS}

    missing = sorted(name for name, words in names.items() if not re.search(rf"\b{words}s?\b", glossary))

    assert missing == []


def test_every_table_with_an_owner_or_an_audience_says_who_may_see_it():
    owners = {"respondent", "owner", "audience", "user", "participant"}
    silent = [
        model.__name__
        for model in MODELS
        if owners & {field.name for field in model._meta.get_fields()}
        and not hasattr(model._default_manager, "visible_to")
        and model.__name__ not in ACTOR_INDEPENDENT
    ]

    assert silent == []


def test_an_audience_begins_with_the_secretariat_and_nobody_beyond():
    chosen = {
        place: field.default
        for place, name, field in fields(models.CharField)
        if name == "audience" and field.has_default() and field.default
    }

    assert set(chosen.values()) == {Audience.SECRETARIAT}
    assert {"ObligationReport.audience", "ImplementationAction.audience", "Evidence.audience"} <= set(chosen)


def test_what_is_allowed_otherwise_still_exists():
    known = {model.__name__ for model in MODELS} | {
        f"{m.__name__}.{f.name}" for m in MODELS for f in m._meta.get_fields()
    }

    assert {*SAID_OTHERWISE, *NOT_A_DOER, *ACTOR_INDEPENDENT} - known == set()


@pytest.mark.django_db
def test_tables_that_are_changed_in_place_leave_room_as_the_page_on_growth_says():
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname, reloptions FROM pg_class WHERE relkind = 'r' AND reloptions IS NOT NULL")
        stored = {table.removeprefix("commitments_"): set(options) for table, options in cursor.fetchall()}

    assert stored["obligationreport"] == {"fillfactor=80"}
    assert stored["rollupversion"] == {"fillfactor=85"}
    assert {"autovacuum_vacuum_scale_factor=0", "autovacuum_vacuum_threshold=2000"} <= stored["rollupdelta"]


@pytest.mark.django_db
def test_no_table_that_people_write_keeps_an_index_which_is_the_beginning_of_another():
    with connection.cursor() as cursor:
        cursor.execute(REPEATED_INDEXES)
        repeated = cursor.fetchall()

    assert repeated == []
