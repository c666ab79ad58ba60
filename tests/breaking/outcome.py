"""What came of one fault: every promise with its count."""

from dataclasses import dataclass, field


@dataclass
class Outcome:
    """What one fault did: all of it counted."""

    tries: int
    acknowledged: int
    lost: int
    doubled: int
    half_files: int
    rollups_recount: bool
    history_verifies: bool
    wrong: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    skipped: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether every promise held."""
        none_broken = not (self.lost or self.doubled or self.half_files or self.wrong)
        return bool(self.skipped) or (none_broken and self.rollups_recount and self.history_verifies)


def skipped(reason: str) -> Outcome:
    """Nothing could be tried, and why."""
    return Outcome(0, 0, 0, 0, 0, rollups_recount=True, history_verifies=True, skipped=reason)
