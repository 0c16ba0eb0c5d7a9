"""Which branch of a schema was meant, where a value fits none of several.

A validator says of a value that may be a schema or a reference only that it is neither. The branch
that was meant is found here, and what counts is what is wrong by that one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from jsonschema_rs import ValidationError, ValidationErrorKind

Path = tuple[str | int, ...]
Branch = Sequence[ValidationError]

_KIND = ValidationErrorKind
# Values of these names say which branch was meant: where one differs, that branch was not.
_TELLING = {"in": 3, "type": 2, "flow": 2, "scheme": 2}
_ANOTHER_SHAPE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """An error without branches; `instead` holds what other branches would have allowed."""

    error: ValidationError
    instead: tuple[ValidationError, ...] = ()

    @property
    def place(self) -> Path:
        """The path to what the error complains of."""
        return tuple(self.error.instance_path)


def leaves(errors: Branch) -> list[Leaf]:
    """What is wrong by the branches that were meant, without what follows from something else."""
    found = list(chain.from_iterable(map(_leaves_of, errors)))
    typed = {leaf.place for leaf in found if isinstance(leaf.error.kind, _KIND.Type)}
    return [leaf for leaf in found if not _is_implied(leaf, found, typed)]


def _leaves_of(error: ValidationError) -> list[Leaf]:
    match error.kind:
        case _KIND.AnyOf(context) | _KIND.OneOfNotValid(context):
            branches = [leaves(branch) for branch in _possible(context, error.instance)]
            together = _same_everywhere(branches)
            depth = len(error.instance_path)
            return together or min(branches, key=lambda branch: _distance(branch, depth))
        case _:
            return [Leaf(error=error)]


def _is_implied(leaf: Leaf, found: list[Leaf], typed: set[Path]) -> bool:
    """Whether another leaf says why already."""
    match leaf.error.kind:
        case _KIND.Enum() | _KIND.Constant() | _KIND.Pattern():
            return leaf.place in typed
        case _KIND.OneOfMultipleValid():
            return len(found) > 1
        case _:
            return False


def _possible(branches: Sequence[Branch], instance: object) -> Sequence[Branch]:
    """Only the reference where there is a `$ref`, only the others where there is none."""
    has_reference = isinstance(instance, dict) and "$ref" in instance
    wrong = _unexpects_reference if has_reference else _misses_reference
    return [branch for branch in branches if not any(map(wrong, branch))] or branches


def _misses_reference(error: ValidationError) -> bool:
    return isinstance(error.kind, _KIND.Required) and error.kind.property == "$ref"


def _unexpects_reference(error: ValidationError) -> bool:
    match error.kind:
        case _KIND.AdditionalProperties(names) | _KIND.UnevaluatedProperties(names):
            return "$ref" in names
        case _:
            return False


def _same_everywhere(branches: Sequence[list[Leaf]]) -> list[Leaf]:
    """One leaf where every branch asks for another type, value or name at the same place."""
    first, *rest = branches
    for leaf in first if rest else ():
        alike = [_alike(leaf, others) for others in rest]
        if all(alike) and _stands_for_all(leaf, branches):
            instead = [e for other in alike if other for e in (other.error, *other.instead)]
            return [Leaf(error=leaf.error, instead=(*leaf.instead, *instead))]
    return []


def _alike(leaf: Leaf, others: Iterable[Leaf]) -> Leaf | None:
    same = (o for o in others if type(o.error.kind) is type(leaf.error.kind))
    return next((o for o in same if o.place == leaf.place), None)


def _stands_for_all(leaf: Leaf, branches: Sequence[list[Leaf]]) -> bool:
    match leaf.error.kind:
        case _KIND.Type() | _KIND.Enum():
            return True
        case _KIND.Required():
            return all(len(branch) == 1 for branch in branches)
        case _:
            return False


def _distance(branch: list[Leaf], depth: int) -> tuple[int, int, int]:
    """How far a value at `depth` is from what `branch` asks for: the nearest one was meant."""
    return (
        sum(_weight(leaf, depth) for leaf in branch),
        sum(len(leaf.place) <= depth + 1 for leaf in branch),
        -max((len(leaf.place) for leaf in branch), default=0),
    )


def _weight(leaf: Leaf, depth: int) -> int:
    place = leaf.place
    match leaf.error.kind:
        case _KIND.Type() if len(place) == depth:
            return _ANOTHER_SHAPE
        case _KIND.Enum() | _KIND.Constant() if len(place) == depth + 1:
            return _TELLING.get(str(place[-1]), 0)
        case _:
            return 0
