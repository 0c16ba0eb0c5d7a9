"""Says how far a long command has come: a bar on a terminal, plain lines otherwise."""

import sys
import time
from types import TracebackType

_SILENT_FOR = 1.0
_SECONDS_BETWEEN_LINES = 5.0
_WIDTH = 30


class Progress:
    """Called with what is being done, and how much of how much; quiet for the first second."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet
        self._is_terminal = sys.stderr.isatty()
        self._next = time.monotonic() + _SILENT_FOR
        self._has_bar = False

    def __enter__(self) -> "Progress":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Takes the bar away, so that what follows starts on a clean line."""
        if self._has_bar:
            sys.stderr.write("\r\x1b[2K")

    def __call__(self, doing: str, done: int, total: int) -> None:
        """Shows the state, not more often than a reader can follow."""
        now = time.monotonic()
        if self._quiet or now < self._next:
            return
        if self._is_terminal:
            filled = _WIDTH * min(done, total) // max(total, 1)
            bar = "█" * filled + "░" * (_WIDTH - filled)
            sys.stderr.write(f"\r\x1b[2K{bar} {doing} {done}/{total}")
            sys.stderr.flush()
            self._has_bar = True
            self._next = now + 0.1
        else:
            sys.stderr.write(f"{doing} {done}/{total}\n")
            self._next = now + _SECONDS_BETWEEN_LINES
