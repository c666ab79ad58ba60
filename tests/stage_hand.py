"""Who builds a scene: the program's own work, so that factories write as the runtime role may, past the wall."""

from typing import Any


def builds_the_scene() -> None:
    """Tests build their scene as the program does; whoever is tested enters his own transaction, as a page does."""
    from django.db import DEFAULT_DB_ALIAS
    from django.db.backends.signals import connection_created

    from commitments.web import transactions
    from tests.second_factor import given_at_sign_in

    given_at_sign_in()
    transactions.OUTSIDE = transactions.program_named("stage hand")

    def on_stage(connection: Any, **_: object) -> None:
        if connection.alias == DEFAULT_DB_ALIAS:
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('commitments.actor_kind', %s, false)", [transactions.PROGRAM])

    connection_created.connect(on_stage, weak=False)
