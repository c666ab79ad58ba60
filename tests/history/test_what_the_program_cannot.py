"""The program's own role finds no way around the triggers that keep history, counts and promises."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from commitments.access.models import Designation
from tests.factories.access import designated, person

pytestmark = pytest.mark.django_db
EVENTS = Designation.pgh_event_model


def as_runtime(statement: str) -> list[Any]:
    """Run SQL by hand as the program's own role."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


def functions_with_the_owners_rights(*, but: str = "") -> list[str]:
    return [
        name
        for (name,) in as_runtime(
            "SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace ORDER BY 1"
        )
        if name != but
    ]


def test_history_is_not_switched_off_by_a_setting():
    row = designated(person(), "reader")
    triggers = as_runtime("SELECT tgname FROM pg_trigger WHERE tgrelid = 'commitments_designation'::regclass")
    named = ",".join(name for (name,) in triggers)

    as_runtime(f"SELECT set_config('pgtrigger.ignore', '{{{named}}}', true)")
    as_runtime(f"UPDATE commitments_designation SET note_verbale = 'unseen' WHERE id = {row.pk}")

    assert EVENTS.objects.filter(pgh_obj_id=row.pk, note_verbale="unseen").exists()


def test_history_is_not_forged_through_a_table_of_ones_own():
    function = as_runtime(
        "SELECT p.proname FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid "
        "WHERE t.tgrelid = 'commitments_designation'::regclass AND p.proname LIKE 'pgtrigger_insert%'"
    )[0][0]

    with pytest.raises(DatabaseError, match="permission denied for function"):
        as_runtime(
            "CREATE TEMPORARY TABLE mine (LIKE commitments_designation); "
            f"CREATE TRIGGER forge AFTER INSERT ON mine REFERENCING NEW TABLE AS new_values "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {function}();"
        )


def test_counts_are_not_forged_through_a_table_of_ones_own():
    with pytest.raises(DatabaseError, match="permission denied for function"):
        as_runtime(
            "CREATE TEMPORARY TABLE mine (LIKE commitments_submission); "
            "CREATE TRIGGER forge AFTER INSERT ON mine REFERENCING NEW TABLE AS new_rows "
            "FOR EACH STATEMENT EXECUTE FUNCTION rollups_of_submissions();"
        )


def test_only_what_reads_for_the_reader_the_fold_and_a_second_persons_removal_run_with_the_owners_rights_at_the_programs_call():
    open_to_it = [
        name
        for name in functions_with_the_owners_rights()
        if as_runtime(
            "SELECT bool_or(has_function_privilege(oid, 'EXECUTE')) FROM pg_proc "
            f"WHERE proname = '{name}' AND pronamespace = 'public'::regnamespace"
        )[0][0]
    ]

    reads_of_the_past = [name for name in open_to_it if name.endswith("_as_of")]
    others = sorted({*open_to_it} - {*reads_of_the_past})
    assert others == [
        "action_is_given", "answers_of_version", "bytes_cited_earlier", "changed_between", "cited_earlier", "cited_files", "cited_of_version",
        "commitments_reportingcycle_versions", "commitments_respondent_versions", "evidence_is_given", "failing_links_of", "fold_rollups", "notices_unread", "paragraphs_given", "read_by_role",
        "recorded_events", "removal_confirm", "replies_entered", "rollups_in_all", "rollups_readable", "search_everything",
    ]  # fmt: skip


def test_every_function_with_the_owners_rights_looks_in_one_schema_only():
    loose = as_runtime(
        "SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace "
        "AND NOT coalesce(proconfig, '{}') @> ARRAY['search_path=public, pg_temp']"
    )

    assert loose == []


def test_the_program_is_never_taken_for_maintenance():
    assert as_runtime("SELECT is_maintenance()") == [(False,)]


@pytest.mark.parametrize(
    "statement",
    ["DELETE FROM commitments_event", "UPDATE commitments_event SET at = now()", "DELETE FROM commitments_user"],
)
def test_what_was_announced_and_who_there_was_stays(statement: str):
    with pytest.raises(DatabaseError, match="permission denied"):
        as_runtime(statement)
