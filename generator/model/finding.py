"""What is wrong, where, and how grave: facts only, the sentence is made in `report`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from generator.model.location import Location


class Severity(StrEnum):
    """How grave a finding is; the order of `rank` decides what `--fail-on` catches."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """0 for a note, 2 for an error."""
        return {"note": 0, "warning": 1, "error": 2}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing found.

    `rule` is a kebab-case id that never changes; the sentence is the text `finding.<rule>` with
    `arguments` in its holes. `api` is the API's id, `coordinate` the part's; both None where the
    finding is about the catalogue itself.
    """

    rule: str
    severity: Severity
    location: Location | None = None
    api: str | None = None
    coordinate: str | None = None
    arguments: Mapping[str, object] = field(default_factory=dict)
