"""The auditor's pages: who did what and when, without what was written."""

from commitments.auditing.views.downloads import downloads
from commitments.auditing.views.events import events, events_file
from commitments.auditing.views.reads import reads, reads_file
from commitments.auditing.views.seals import seals

__all__ = ["downloads", "events", "events_file", "reads", "reads_file", "seals"]
