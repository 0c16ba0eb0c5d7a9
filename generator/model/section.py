"""How a format lays its parts out for readers, in no format's words."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from generator.model.address import Address
from generator.model.types import Type

Notation = Callable[[Type], Iterable[tuple[str, Address | None]]]
"""Writes a type as its format does: runs of text, each with the part it names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Parts of a section that readers look for together, under the part that gathers them.

    `parts` stand in the group itself, in their order; `groups` are the groups below it.
    """

    whole: Address
    parts: tuple[Address, ...]
    groups: tuple["Group", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Parts of one sort that each get a page of their own.

    `id` finds the heading (`<format>.section.<id>` in the format's texts); `folder` stands in the
    pages' addresses and never changes. `whole` is the part that holds them all, if one does: the
    section's list is its page. `support` are those of `parts` that only serve others, such as pages
    of results: they are listed apart. `opens`: the parts are where a client enters the API.
    `is_titled`: readers know the parts by their titles. With `groups` the list goes by these, and
    what is in none of them comes last.
    """

    id: str
    folder: str
    parts: tuple[Address, ...]
    whole: Address | None = None
    support: frozenset[Address] = frozenset()
    opens: bool = False
    is_titled: bool = False
    groups: tuple[Group, ...] = ()
