"""The type of a part's value, in no format's notation."""

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


Type = Named | ListOf


def named(type_: Type) -> Named:
    """The innermost named type of `type_`."""
    while isinstance(type_, ListOf):
        type_ = type_.item
    return type_
