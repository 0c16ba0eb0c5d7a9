"""Where something stands in a source file."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A place in a source.

    `file` is relative to the catalogue's folder, with forward slashes. `line` and `column` count
    from 1; `line` is None where the syntax has no useful lines. `pointer` is a JSON Pointer
    (RFC 6901) for JSON-shaped sources, else None.
    """

    file: str
    line: int | None = None
    column: int | None = None
    pointer: str | None = None

    def __str__(self) -> str:
        if self.line is not None:
            return f"{self.file}:{self.line}"
        return f"{self.file}#{self.pointer}" if self.pointer else self.file
