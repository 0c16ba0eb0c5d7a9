"""A part's end: announced in its spec, in words that were read."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from generator.model.address import Address


class Sense(StrEnum):
    """How a removal's day or version is meant.

    AFTER: that is the last day of service. THROUGH: the same, said as "available until and
    including". EARLIEST: served until that day or version begins, and perhaps longer.
    """

    AFTER = "after"
    THROUGH = "through"
    EARLIEST = "earliest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """When a part goes: exactly one of `day` (a calendar day, Europe/Oslo) and `version`."""

    sense: Sense
    day: date | None = None
    version: str | None = None

    def has_passed(self, as_of: date) -> bool:
        """Whether the last day of service lies before `as_of`; never true of a version."""
        if self.day is None:
            return False
        return self.day <= as_of if self.sense is Sense.EARLIEST else self.day < as_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Deprecation:
    """`reason` is the source's own wording; the rest is what was understood of it.

    `since` is the day the spec says it was deprecated. `replacement` are addresses that exist,
    `unresolved` the names given as replacement that do not, or were not looked up yet.
    """

    reason: str
    since: date | None = None
    removal: Removal | None = None
    replacement: tuple[Address, ...] = ()
    unresolved: tuple[str, ...] = ()
