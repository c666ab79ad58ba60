"""The pages about evidence, one file each, and the page of an action, which shows its evidence."""

from commitments.evidence.views.action import action
from commitments.evidence.views.attaching import attach, detach
from commitments.evidence.views.edit import edit
from commitments.evidence.views.evidence import evidence
from commitments.evidence.views.new import new
from commitments.evidence.views.piece import file, piece
from commitments.evidence.views.previews import preview, words
from commitments.evidence.views.story import action_story, story
from commitments.evidence.views.uploads import upload, uploads
from commitments.evidence.views.withdrawal import audience, restore, withdraw

__all__ = [
    "action", "action_story", "attach", "audience", "detach", "edit", "evidence", "file", "new", "piece", "preview",
    "restore", "story", "upload", "uploads", "withdraw", "words",
]  # fmt: skip
