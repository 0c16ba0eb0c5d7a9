"""An example that is not what it says, in the words of the specification it breaks."""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.formats.openapi.document.pointers import pointer

_LONGEST = 240


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """An example that is not what it says, or, if not `tried`, that cannot be tried.

    `path` leads to the example, `inside` from there to what is wrong. `problem` is what the spec
    asks for there: `type: string`.
    """

    path: tuple[str | int, ...]
    problem: str
    inside: tuple[str | int, ...] = ()
    tried: bool = True

    @property
    def said(self) -> str:
        """What is wrong, and where in the example: `/navn: type: string`."""
        return problem(self.inside, self.problem)


def problem(path: Sequence[str | int], asked: str) -> str:
    """A place in a value and what is asked for there."""
    whole = f"{pointer(path)}: {asked}" if path else asked
    return whole if len(whole) <= _LONGEST else whole[: _LONGEST - 1] + "…"
