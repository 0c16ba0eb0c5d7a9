"""The parts of one API as columns, small enough for a browser to load and search them all."""

from collections.abc import Iterable, Iterator, Mapping
from enum import IntEnum
from functools import cached_property
from typing import NamedTuple, TypeVar

from generator.model.address import Address
from generator.model.deprecation import Deprecation
from generator.model.part import Part
from generator.model.status import Status
from generator.render.search_shapes import NO_SHAPE, Shape, address, anchor, coordinate, page
from generator.render.shelf import Shelf

_LONGEST_TITLE = 120
_Key = TypeVar("_Key")
_Numbered = list[tuple[int, object]]
_EXACT = ("address", "alias", "anchor", "coordinate", "end", "page")


class Level(IntEnum):
    """Which of equally good hits come first."""

    WHOLE = 0
    """What stands by itself, and what holds entry points."""
    ENTRY = 1
    MEMBER = 2
    """What stands directly in a whole."""
    DEEP = 3


class Table(dict[_Key, int]):
    """Numbers for what many share, given out in the order of asking."""

    def __missing__(self, key: _Key) -> int:
        """A new number."""
        number = self[key] = len(self)
        return number


class Shared:
    """The tables of all APIs. `ends` has one deprecation for each way to end."""

    def __init__(self) -> None:
        self.kinds: Table[str] = Table()
        self.statuses: Table[Status] = Table()
        self.ends: dict[object, Deprecation] = {}

    def end(self, deprecation: Deprecation) -> int:
        """The number of the way in which the deprecated part ends."""
        self.ends.setdefault(deprecation.removal, deprecation)
        return list(self.ends).index(deprecation.removal)


class _Sort(NamedTuple):
    """What a part has in common with many: numbers into tables, and how it lies among others."""

    kind: int
    status: int
    depth: int
    level: Level
    coordinate: int
    address: int
    page: int
    anchor: int


class Columns:
    """The parts of one API as columns.

    `names` holds a name where it comes first, after that its number; `titles` has the numbers of
    the parts that have one, and these in the same way. `sort` says what a part has in common with
    many; of its coordinate, address, page and anchor it has the shapes. What has no shape stands in
    `exact`, by the part's number, as do aliases and when a part goes.
    """

    def __init__(self, shelf: Shelf, shared: Shared) -> None:
        self.shelf, self._shared = shelf, shared
        self._shapes: Table[Shape] = Table({NO_SHAPE: 0})
        self._sorts: Table[_Sort] = Table()
        self._exact: Mapping[str, _Numbered] = {column: [] for column in _EXACT}
        self._titles: list[tuple[int, str]] = []
        self._names: list[str] = []
        self._column: list[int] = []
        self.texts: list[str] = []
        """The description of each part."""
        self._fill()

    def as_data(self) -> Mapping[str, object]:
        """The API as data."""
        titled, titles = zip(*self._titles, strict=True) if self._titles else ((), ())
        return {
            "page": self._overview,
            "language": self.shelf.language,
            "shapes": list(self._shapes),
            "sorts": list(self._sorts),
            "names": list(_once(self._names)),
            "sort": self._column,
            "titles": (titled, list(_once(titles))),
            "exact": self._exact,
        }

    @property
    def _overview(self) -> str:
        return f"{self.shelf.api.id}/index.html"

    def _fill(self) -> None:
        lies: dict[Address, tuple[int, Level]] = {}
        for part, outer in self.shelf.spec.tree.walked:
            depth = lies[outer.address][0] + 1 if outer else 0
            level = self._level(part, lies[outer.address][1] if outer else None)
            lies[part.address] = depth, level
            self._column.append(self._sorts[self._sort(part, outer, depth, level)])
            self._other_names(part)
            self._names.append(part.name)
            self.texts.append(part.description)

    def _level(self, part: Part, outer: Level | None) -> Level:
        if part.address in self._entries:
            return Level.ENTRY
        if outer is None or part.address in self._around_entries:
            return Level.WHOLE
        return Level.MEMBER if outer is Level.WHOLE else Level.DEEP

    @cached_property
    def _entries(self) -> frozenset[Address]:
        return frozenset(self.shelf.spec.tree.entries)

    @cached_property
    def _around_entries(self) -> set[Address]:
        """The parts that hold entry points, however far in these are."""
        found: set[Address] = set()
        for entry in self._entries:
            outer = self.shelf.enclosing.get(entry)
            while outer is not None and outer.address not in found:
                found.add(outer.address)
                outer = self.shelf.enclosing.get(outer.address)
        return found

    def _sort(self, part: Part, outer: Part | None, depth: int, level: Level) -> _Sort:
        if part.deprecation is not None:
            self._note("end", self._shared.end(part.deprecation))
        at_page, at = self.shelf.places[part.address]
        around = self.shelf.places[outer.address][0] if outer else self._overview
        return _Sort(
            self._shared.kinds[self.shelf.kind_text(part)],
            self._shared.statuses[self.shelf.standings[part.address].effective],
            depth,
            level,
            self._shape("coordinate", coordinate(part, outer), part.coordinate),
            self._shape("address", address(part, outer), part.address),
            self._shape("page", page(part, at_page, around), at_page),
            self._shape("anchor", anchor(part, at), at),
        )

    def _shape(self, column: str, shape: Shape | None, exact: str) -> int:
        if shape is None:
            self._note(column, exact)
        return self._shapes[NO_SHAPE if shape is None else shape]

    def _note(self, column: str, value: object) -> None:
        self._exact[column].append((len(self._names), value))

    def _other_names(self, part: Part) -> None:
        """What the part is called besides its name, where a reader would type it otherwise."""
        if part.title and _bare(part.title) != _bare(part.name):
            self._titles.append((len(self._names), _short(part.title)))
        if aliases := [*part.aliases, *self._names_in_use.get(part.address, ())]:
            self._note("alias", aliases)

    @cached_property
    def _names_in_use(self) -> Mapping[Address, Iterable[str]]:
        """The names under which the parts that stand for others know these, unless the same."""
        found: dict[Address, dict[str, None]] = {}
        for part in self.shelf.parts.values():
            stands = self.shelf.stands_for(part)
            if stands is not None and _bare(stands.name) != _bare(part.name):
                found.setdefault(stands.address, {})[part.name] = None
        return found


def _bare(name: str) -> str:
    """The letters and digits of a name, which is how names are compared."""
    return "".join(filter(str.isalnum, name)).casefold()


def _short(title: str) -> str:
    """The first line of a title, and no more than anybody reads as one."""
    line = title.strip().partition("\n")[0].strip()
    return line if len(line) <= _LONGEST_TITLE else f"{line[:_LONGEST_TITLE].rpartition(' ')[0]} …"


def _once(names: Iterable[str]) -> Iterator[str | int]:
    """Each name where it comes first, after that its number among the different ones."""
    seen: dict[str, int] = {}
    for name in names:
        if name in seen:
            yield seen[name]
        else:
            seen[name] = len(seen)
            yield name
