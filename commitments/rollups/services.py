"""Folding: the deltas that writers left are added to the counts, now and then, without stopping anybody."""

from django.db import connection, transaction

AT_ONCE = 20_000


def fold() -> int:
    """Add waiting deltas to the counts; returns how many. Safe beside writers, readers and another fold.

    A fold that is killed has changed nothing: it is one transaction, and readers add the deltas anyway.
    """
    folded = 0
    while True:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT fold_rollups(%s)", [AT_ONCE])
            done = int((cursor.fetchone() or [0])[0])
        folded += done
        if done < AT_ONCE:
            return folded
