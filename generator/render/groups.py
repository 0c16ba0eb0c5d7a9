"""The parts of a section by what gathers them, such as operations by tag."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.model.address import Address
from generator.model.part import Part
from generator.model.section import Group, Section
from generator.render.listing import LONGEST
from generator.render.view import FolderView


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupView:
    """One group: what gathers it, its name, how deep it lies (from 0), and the parts in it.

    `count` is the number of parts, those of groups below it included; `mixed` says how they stand
    where they do not all stand as the API does.
    """

    part: Part
    name: str
    anchor: str
    depth: int
    count: Markup
    mixed: Markup
    parts: Sequence[Part]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouped:
    """The groups, those below another after it; `rest` is in none of them.

    `is_long`: the parts of the groups stand on the pages of these alone.
    """

    groups: Sequence[GroupView]
    rest: Sequence[Part]
    is_long: bool


def grouped(view: FolderView, section: Section) -> Grouped:
    """The section's parts in its groups."""
    inside = {address for group in section.groups for address in _members(group)}
    parts = view.shelf.parts
    return Grouped(
        groups=list(_views(view, section.groups, 0)),
        rest=[parts[address] for address in section.parts if address not in inside],
        is_long=len(section.parts) > LONGEST,
    )


def _views(view: FolderView, groups: Iterable[Group], depth: int) -> Iterator[GroupView]:
    parts = view.shelf.parts
    for group in groups:
        whole = parts[group.whole]
        members = [parts[address] for address in dict.fromkeys(_members(group))]
        yield GroupView(
            part=whole,
            name=view.shelf.called(whole),
            anchor=view.shelf.places[whole.address][1],
            depth=depth,
            count=view.count(members),
            mixed=view.mix(whole, members),
            parts=[parts[address] for address in group.parts],
        )
        yield from _views(view, group.groups, depth + 1)


def _members(group: Group) -> Iterator[Address]:
    yield from group.parts
    for inner in group.groups:
        yield from _members(inner)
