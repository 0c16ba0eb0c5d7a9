"""A change, and how grave changes are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from generator.model.address import Address
from generator.model.location import Location
from generator.model.part import Direction


class Level(StrEnum):
    """What a change does to a client that was written for the old snapshot.

    BREAKING: some correct client stops working. DANGEROUS: one that expects no more than it saw may
    stop working. UNDECIDABLE: the specs do not tell. COMPATIBLE: none stops working.
    """

    BREAKING = "breaking"
    UNDECIDABLE = "undecidable"
    DANGEROUS = "dangerous"
    COMPATIBLE = "compatible"

    @property
    def rank(self) -> int:
        """The graver, the lower."""
        return list(Level).index(self)


@dataclass(frozen=True, slots=True)
class Grade:
    """How grave a change is to what a client sends, and to what it receives."""

    input: Level
    output: Level

    def of(self, direction: Direction) -> Level:
        """What travels both ways breaks where either way does."""
        match direction:
            case Direction.INPUT:
                return self.input
            case Direction.OUTPUT:
                return self.output
            case _:
                return min(self.input, self.output, key=lambda level: level.rank)


def both(level: Level) -> Grade:
    """The same grade for either direction."""
    return Grade(level, level)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a rule found at one part: its own id, how grave it is, and the holes of its sentence."""

    rule: str
    level: Level
    arguments: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Change:
    """One difference, told at the part that caused it.

    `rule` is a kebab-case id that never changes; the sentence is the text `change.<rule>` with
    `arguments` in its holes. `address` is the part's, in the snapshot that has it: the new one
    where both do, but for a rename. `location` is its place in that snapshot.

    The statuses are ids. `new_status` is None for what is gone; `old_status` of what is new is that
    of the part it came into, None where it came into none. `affected` are the coordinates that
    changed with it, and the entry points that lead to it. `hits` are the ids of the contracts whose
    clients can see it: a client that does not opt in to a part cannot be broken there.
    """

    rule: str
    level: Level
    address: Address
    coordinate: str
    kind: str
    direction: Direction
    location: Location
    old_status: str | None = None
    new_status: str | None = None
    affected: tuple[str, ...] = ()
    hits: tuple[str, ...] = ()
    arguments: Mapping[str, object] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The same for the same change whenever it is computed."""
        detail = "/".join(f"{k}={v}" for k, v in sorted(self.arguments.items()))
        return f"{self.rule}:{self.address}" + (f":{detail}" if detail else "")
