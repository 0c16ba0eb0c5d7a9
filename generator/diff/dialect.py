"""What a format tells the differ about itself, as data, and the few rules of its own."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from generator.diff.change import Found, Grade, Level, both
from generator.model.part import Direction, Part
from generator.model.types import Named

_B, _D, _S = Level.BREAKING, Level.DANGEROUS, Level.COMPATIBLE


_BREAKS, _IS_SAFE, _MUST_BE_SENT = both(_B), both(_S), Grade(_B, _S)


class Tightens(StrEnum):
    """Which way a limit on a value becomes tighter.

    EITHER: nobody can tell from the
    two values. ANYHOW: whatever it becomes allows none of what it allowed.
    """

    RAISED = "raised"
    LOWERED = "lowered"
    EITHER = "either"
    ANYHOW = "anyhow"


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """How grave it is that a part of some kind comes or goes.

    The grades for optional parts hold for those that a message may be without.
    """

    removed: Grade = _BREAKS
    removed_optional: Grade = _BREAKS
    added: Grade = _IS_SAFE
    added_required: Grade = _MUST_BE_SENT


VALUE = Coming(removed=Grade(_B, _S), removed_optional=Grade(_B, _S), added=Grade(_S, _D))
"""One of the values that something may have."""

Check = Callable[[Part, Part], Iterable[Found]]
"""What a rule finds at one part of two snapshots; it forms no sentence and knows no contract."""


def _by_kind(part: Part) -> str:
    return part.kind


def _by_type(part: Part) -> bool:
    return part.type is not None and part.type.nullable


def _never(old: Named, new: Named) -> bool:
    del old, new
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """A format's own ways.

    `coming` by what a part counts as, which is its kind where `counts_as` says nothing else;
    `values` are the kinds that are one of the values something may have. `limits` by the name of
    the limit. `widens` tells whether every value of one named type
    is one of another. `names_travel` where a client knows types by their names; else two that hold
    the same are the same, and of the kinds `nameless` nobody outside the spec knows the name.
    """

    coming: Mapping[str, Coming] = field(default_factory=dict)
    limits: Mapping[str, Tightens] = field(default_factory=dict)
    widens: Callable[[Named, Named], bool] = _never
    names_travel: bool = True
    nameless: frozenset[str] = frozenset()
    values: frozenset[str] = frozenset()
    counts_as: Callable[[Part], str] = _by_kind
    is_nullable: Callable[[Part], bool] = _by_type
    checks: tuple[Check, ...] = ()

    def coming_of(self, part: Part) -> Coming:
        """How grave it is that this part comes or goes."""
        return self.coming.get(self.counts_as(part), _ANY)

    def removed(self, part: Part) -> Level:
        """How grave it is that the part is gone."""
        coming = self.coming_of(part)
        grade = coming.removed if part.required else coming.removed_optional
        return grade.of(part.direction)

    def added(self, part: Part) -> Level:
        """How grave it is that the part is new."""
        coming = self.coming_of(part)
        grade = coming.added_required if part.required else coming.added
        return grade.of(part.direction)


_ANY = Coming()


def found(rule: str, grade: Grade, direction: Direction, **arguments: object) -> Found:
    """A finding graded by the direction of the part."""
    return Found(rule=rule, level=grade.of(direction), arguments=arguments)
