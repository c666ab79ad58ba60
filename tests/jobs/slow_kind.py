"""Work that takes a while, for a real worker that is killed in the middle of it."""

import time

from commitments.jobs.models import Job
from commitments.jobs.progress import Progress
from commitments.jobs.registry import ResultFile, job_kind

LINES = 30


@job_kind("slow_lines", label="Slow lines")
def slow_lines(job: Job, progress: Progress) -> ResultFile:
    """A line every tenth of a second on the first attempt; at once on the next."""
    path = progress.directory / "lines.txt"
    with path.open("w") as stream:
        for number in range(LINES):
            stream.write(f"{number}\n")
            stream.flush()
            progress(number + 1, LINES, f"{number + 1} of {LINES} lines")
            time.sleep(0.2 if job.attempts == 1 else 0)
    return ResultFile(path, "lines.txt")
