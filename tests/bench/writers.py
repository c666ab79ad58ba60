"""One writer in a process of its own: as many transactions as fit into its time, each one round trip."""

import itertools
import time
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier

import psycopg


def write(url: str, transactions: list[str], lasting: float, together: Barrier, told: Connection) -> None:
    """Run the transactions in turn until the time is over; tell how many were committed.

    Each is run once before: the program keeps its connections, and a new one's first statements are planned.
    """
    done = 0
    with psycopg.connect(url, autocommit=True) as connection:
        for transaction in transactions:
            connection.execute(transaction)
        together.wait()
        end = time.perf_counter() + lasting
        for transaction in itertools.cycle(transactions):
            connection.execute(transaction)
            done += 1
            if time.perf_counter() > end:
                break
    told.send(done)
