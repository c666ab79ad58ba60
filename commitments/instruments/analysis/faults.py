"""What is wrong with an analysis: every fault with its line, collected before anything is refused."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _


@dataclass(frozen=True, order=True)
class Fault:
    """One thing that is wrong, at a line of the file."""

    line: int
    message: str

    def __str__(self) -> str:
        return f"Line {self.line}: {self.message}"


class AnalysisRefused(Exception):
    """The analysis does not fit the text; nothing of it is used. Carries every fault."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        head = _("The analysis is refused; faults: %(count)s.") % {"count": len(faults)}
        super().__init__("\n".join([head, *map(str, faults)]))


@dataclass
class Faults:
    """Collects faults while the whole file is gone through."""

    found: list[Fault] = field(default_factory=list)

    def add(self, line: int, message: str, /, **names: object) -> None:
        """Note a fault at a line."""
        self.found.append(Fault(line, message % names if names else message))

    def refuse_if_any(self) -> None:
        """Refuse with AnalysisRefused when something was noted."""
        if self.found:
            raise AnalysisRefused(tuple(sorted(set(self.found))))
