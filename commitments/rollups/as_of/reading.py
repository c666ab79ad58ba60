"""The reads of a moment of the past, each as the acting reader may see it: the transaction is his (sql.py)."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from commitments.history.as_of import public_rows, rows_of, stood_at
from commitments.respondents.models import Respondent
from commitments.submissions.models import (
    AskedRespondent,
    CitedRecord,
    ObligationReport,
    ReportingCycle,
    Submission,
)

CountRow = tuple[str, int | None, int | None, str | None, str | None, int]
StandingRow = tuple[int, int, int | None, str]
Some = Collection[int] | None
"""Only these, by their keys; None for all."""
ChangedRow = tuple[int, int, str | None, str | None]


def count_rows(cycle_id: int, at: datetime) -> list[CountRow]:
    """The counts of a cycle: answers he may read, how many are hidden, replies and those asked by group."""
    return _rows("SELECT * FROM counts_as_of(%s, %s)", cycle_id, at)


IN_CAPACITY = """
    SELECT s.* FROM standing_as_of(%s, %s) s
    WHERE (s.respondent_id, s.obligation_id) IN (
      SELECT respondent_id, obligation_id FROM answers_as_of(%s, %s, NULL, NULL) WHERE answers_as = %s
    )
"""


def standing_rows(cycle_id: int, at: datetime, *, answers_as: str | None = None) -> list[StandingRow]:
    """Every answer he may read, or those of a capacity: respondent, paragraph, regional group, status."""
    if answers_as is not None:
        return _rows(IN_CAPACITY, cycle_id, at, cycle_id, at, answers_as)
    return _rows("SELECT * FROM standing_as_of(%s, %s)", cycle_id, at)


def changed_rows(cycle_id: int, since: datetime, until: datetime) -> list[ChangedRow]:
    """The answers of Member States he may read whose status differs: respondent, paragraph, status then and later."""
    return _rows("SELECT * FROM changed_between(%s, %s, %s)", cycle_id, since, until)


def answers(cycle_id: int, at: datetime, *, respondents: Some = None, obligations: Some = None) -> QuerySet[Any]:
    """The answers he may read, of these respondents on these paragraphs, as they read then.

    To be evaluated while he acts.
    """
    parameters = (cycle_id, at, _ids(respondents), _ids(obligations))
    return rows_of(ObligationReport.objects.all(), "answers_as_of(%s, %s, %s, %s)", *parameters)


def cited(cycle_id: int, at: datetime, *, respondents: Some = None, obligations: Some = None) -> QuerySet[Any]:
    """What those answers cite, as frozen when they were sent; to be evaluated while he acts."""
    parameters = (cycle_id, at, _ids(respondents), _ids(obligations))
    return rows_of(CitedRecord.objects.all(), "cited_as_of(%s, %s, %s, %s)", *parameters)


def submissions(at: datetime, *, cycle_id: int | None = None, respondent_id: int | None = None) -> QuerySet[Any]:
    """The versions of replies he may see, as they stood; to be evaluated while he acts."""
    return rows_of(Submission.objects.all(), "submissions_as_of(%s, %s, %s)", at, cycle_id, respondent_id)


def cycles(at: datetime) -> dict[int, ReportingCycle]:
    """The cycles that were on record, as they stood, by their key."""
    return stood_at(ReportingCycle, at)


def asked(at: datetime) -> QuerySet[Any]:
    """Those asked, as the lists stood."""
    return public_rows(AskedRespondent.objects.all(), at)


def groups(at: datetime) -> dict[int, int]:
    """The regional group of each Member State, as it was."""
    return {pk: state.regional_group_id for pk, state in stood_at(Respondent, at).items() if state.regional_group_id}


def _ids(some: Some) -> list[int] | None:
    return None if some is None else sorted(some)


def _rows(statement: str, *parameters: int | datetime | str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())
