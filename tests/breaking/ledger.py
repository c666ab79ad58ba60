"""What people were told: each thing acknowledged by its words, what was refused, and what nobody may be told."""

import threading
from collections import Counter, defaultdict
from dataclasses import dataclass, field

ANSWER, EVIDENCE, FILE, SENDING, EXPORT = "answer", "evidence", "file", "sending", "export"


@dataclass
class Ledger:
    """Kept by the people who save, read by the recount."""

    tries: int = 0
    acknowledged: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    refused: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def tried(self) -> None:
        """Somebody begins to save something; asked again, it is the same try."""
        with self.lock:
            self.tries += 1

    def told(self, kind: str, words: str) -> None:
        """Somebody was told that it is kept."""
        with self.lock:
            self.acknowledged[kind].append(words)

    def was_refused(self, words: str) -> None:
        """Somebody was told in a sentence that it is not kept."""
        with self.lock:
            self.refused[words] += 1

    def asked_again(self, reason: str) -> None:
        """No answer came, or one that says nothing: the same is sent once more."""
        with self.lock:
            self.reasons[reason] += 1

    @property
    def again(self) -> int:
        """How often something was sent once more."""
        return self.reasons.total()

    def went_wrong(self, words: str) -> None:
        """Something that may not happen whatever breaks."""
        with self.lock:
            self.wrong.append(words)

    @property
    def number_acknowledged(self) -> int:
        """All together."""
        return sum(map(len, self.acknowledged.values()))
