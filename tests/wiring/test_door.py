"""The port that is taken before the web starts: who comes meanwhile waits there, and is not turned away."""

import socket
from contextlib import ExitStack

from tracker.embedded.supervisor import listening
from tracker.env import Environment

AT_ONCE = 50


def test_many_who_come_before_the_web_answers_wait_at_the_door():
    with ExitStack() as open_lines, listening(Environment({"PORT": "0"})) as door:
        address = door.getsockname()
        for _ in range(AT_ONCE):
            open_lines.enter_context(socket.create_connection(address, timeout=5))
        door.settimeout(5)

        arrived = [open_lines.enter_context(door.accept()[0]) for _ in range(AT_ONCE)]

    assert len(arrived) == AT_ONCE
