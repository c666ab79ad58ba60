"""`make run` without the data, and with little patience for a job that does not end: other tests see to those."""

import sys

from tracker.embedded import __main__, supervisor

supervisor.bring_up_to_date = lambda *_: None
supervisor.PATIENCE_WITH_A_JOB = 1.0

if __name__ == "__main__":
    sys.exit(__main__.main(["run"]))
