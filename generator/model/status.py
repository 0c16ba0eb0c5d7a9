"""What an owner says of an API or a part, and where that was read."""

from dataclasses import dataclass
from datetime import date

from generator.model.location import Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """A status by its id in the catalogue; `after` is the last day of service of a retiring one."""

    id: str
    after: date | None = None

    def __hash__(self) -> int:
        """By the id alone, which tells nearly all apart: it is asked for many times a part."""
        return hash(self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A status found on a part, and where.

    `recogniser` names what found it (`@feature`, `description`, `side-file`); `overrides` are the
    marks that it outdid.
    """

    status: Status
    recogniser: str
    location: Location
    overrides: tuple["Mark", ...] = ()
