"""What a text that cannot be read is told, with the line where it went wrong."""


class ReadingError(Exception):
    """The file is not an adopted text that can be read; says why, and at which line where there is one."""

    def __init__(self, reason: str, *, line: int | None = None) -> None:
        self.reason, self.line = reason, line
        super().__init__(f"Line {line}: {reason}" if line else reason)
