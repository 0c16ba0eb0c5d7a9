"""The type of a part's value, in no format's notation."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.model.address import Address


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A type by name; `target` is None where no part of the spec defines it (built-in scalars)."""

    name: str
    target: Address | None
    nullable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ListOf:
    """A list of something."""

    item: "Type"
    nullable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MapOf:
    """Something under each of any number of keys."""

    value: "Type"
    nullable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OneOf:
    """One of several types."""

    choices: tuple["Type", ...]
    nullable: bool


Type = Named | ListOf | MapOf | OneOf


def named(type_: Type) -> Named | None:
    """The innermost named type of `type_`, None where there is more than one."""
    found = tuple(_names(type_))
    return found[0] if len(found) == 1 else None


def targets(type_: Type | None) -> tuple[Address, ...]:
    """The parts that define the types named in `type_`, in the order in which it is written."""
    if type_ is None:
        return ()
    if isinstance(type_, Named):
        return () if type_.target is None else (type_.target,)
    return tuple(name.target for name in _names(type_) if name.target is not None)


def _names(type_: Type) -> Iterator[Named]:
    match type_:
        case Named():
            yield type_
        case ListOf():
            yield from _names(type_.item)
        case MapOf():
            yield from _names(type_.value)
        case OneOf():
            for choice in type_.choices:
                yield from _names(choice)
