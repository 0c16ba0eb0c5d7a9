"""What may be found at a part that is in both snapshots, in any format."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from generator.diff.change import Found, Grade, Level, both
from generator.diff.dialect import Dialect, Tightens, found
from generator.diff.types import Difference, difference
from generator.model.deprecation import Deprecation, Removal
from generator.model.part import Part
from generator.model.types import Named, Type

_B, _D, _S, _U = Level.BREAKING, Level.DANGEROUS, Level.COMPATIBLE, Level.UNDECIDABLE

SameName = Callable[[Named, Named], bool]


def of_value(old: Part, new: Part, dialect: Dialect, same_name: SameName) -> Iterator[Found]:
    """Kind, type, whether it must be there, default and limits."""
    if old.kind != new.kind:
        yield Found(rule="kind-changed", level=_B, arguments={"old": old.kind, "new": new.kind})
        return
    yield from _required(old, new)
    yield from _type(old, new, dialect, same_name)
    yield from _default(old, new)
    yield from _limits(old, new, dialect)
    yield from _values(old, new, dialect)
    for check in dialect.checks:
        yield from check(old, new)


def _required(old: Part, new: Part) -> Iterator[Found]:
    if old.required and not new.required:
        yield found("became-optional", Grade(_S, _B), new.direction)
    elif new.required and not old.required:
        yield found("became-required", Grade(_B, _S), new.direction)


def _type(old: Part, new: Part, dialect: Dialect, same_name: SameName) -> Iterator[Found]:
    was_nullable, is_nullable = dialect.is_nullable(old), dialect.is_nullable(new)
    told: dict[str, object] = {"old": old.type or "", "new": new.type or ""}
    if is_nullable and not was_nullable:
        yield found("became-nullable", Grade(_S, _B), new.direction, **told)
    elif was_nullable and not is_nullable and old.required == new.required:
        yield found("became-not-nullable", Grade(_B, _S), new.direction, **told)
    if old.type is None or new.type is None:
        return
    match difference(_plain(old.type), _plain(new.type), same_name, dialect.widens):
        case Difference.WIDER:
            yield found("type-widened", Grade(_S, _B), new.direction, **told)
        case Difference.NARROWER:
            yield found("type-narrowed", Grade(_B, _S), new.direction, **told)
        case Difference.OTHER:
            yield found("type-changed", both(_B), new.direction, **told)


def _plain(type_: Type) -> Type:
    """The type without whether it may be null."""
    return replace(type_, nullable=False)


def _default(old: Part, new: Part) -> Iterator[Found]:
    if old.default != new.default and old.required == new.required:
        rule = (
            "default-added" if old.default is None
            else "default-removed" if new.default is None
            else "default-changed"
        )  # fmt: skip
        told = {"old": old.default or "", "new": new.default or ""}
        yield found(rule, Grade(_D, _S), new.direction, **told)


def limits_of(part: Part) -> Mapping[str, str]:
    """What limits the values of a part, by name: its detail `constraints`, in any format."""
    told = part.details.get("constraints")
    return dict(told) if isinstance(told, tuple) else {}


def _limits(old: Part, new: Part, dialect: Dialect) -> Iterator[Found]:
    before, after = limits_of(old), limits_of(new)
    for name in dict.fromkeys((*before, *after)):
        one, other = before.get(name), after.get(name)
        if one == other:
            continue
        told = {"limit": name, "old": one or "", "new": other or ""}
        match _tightened(dialect.limits.get(name, Tightens.EITHER), one, other):
            case True:
                yield found("limit-tightened", Grade(_B, _S), new.direction, **told)
            case False:
                yield found("limit-loosened", Grade(_S, _D), new.direction, **told)
            case _:
                yield found("limit-changed", both(_U), new.direction, **told)


def _values(old: Part, new: Part, dialect: Dialect) -> Iterator[Found]:
    """That any value would do before, or does now; each value is told where there were others."""
    had, has = (any(c.kind in dialect.values for c in part.children) for part in (old, new))
    if has and not had:
        yield found("values-listed", Grade(_B, _S), new.direction)
    elif had and not has:
        yield found("values-not-listed", Grade(_S, _D), new.direction)


def _tightened(way: Tightens, old: str | None, new: str | None) -> bool | None:
    """Whether the limit is tighter now, None where nobody can tell."""
    if old is None or new is None:
        return old is None
    if way is Tightens.EITHER:
        return None
    if way is Tightens.ANYHOW:
        return True
    try:
        is_raised = float(new) > float(old)
    except ValueError:
        return None
    return is_raised is (way is Tightens.RAISED)


def of_end(old: Part, new: Part, day: date | None) -> Iterator[Found]:
    """What is said of the part's end; `day` is the new snapshot's."""
    before, after = old.deprecation, new.deprecation
    if before is None and after is None:
        return
    if after is None:
        yield Found(rule="undeprecated", level=_S)
    elif before is None:
        yield Found(rule="deprecated", level=_S, arguments={"reason": after.reason})
    else:
        yield from _moved(before, after)
    removal = after.removal if after is not None else None
    if removal is not None and day is not None and removal.has_passed(day):
        if before is None or before.removal != removal:
            return
        yield Found(rule="removal-overdue", level=_S, arguments={"removal": removal})


def _moved(before: Deprecation, after: Deprecation) -> Iterator[Found]:
    one, other = before.removal, after.removal
    if one != other:
        yield Found(rule=_move(one, other), level=_S, arguments={"old": one, "new": other})
    if before.replacement != after.replacement:
        told = {"old": ", ".join(before.replacement), "new": ", ".join(after.replacement)}
        yield Found(rule="replacement-changed", level=_S, arguments=told)
    elif one == other and before.reason != after.reason:
        told = {"old": before.reason, "new": after.reason}
        yield Found(rule="deprecation-reason-changed", level=_S, arguments=told)


def _move(one: Removal | None, other: Removal | None) -> str:
    if one is None:
        return "removal-date-set"
    if other is None:
        return "removal-date-withdrawn"
    if one.day is not None and other.day is not None and one.day != other.day:
        is_earlier = other.day < one.day
        return "removal-date-moved-earlier" if is_earlier else "removal-date-moved-later"
    return "removal-date-changed"


def of_words(old: Part, new: Part) -> Iterator[Found]:
    """What is said of the part in words."""
    if old.description != new.description or old.title != new.title:
        yield Found(rule="documentation-changed", level=_S)
