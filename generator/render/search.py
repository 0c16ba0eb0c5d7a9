"""What a reader searches: every part by name, every description, and the words of each hit.

All of it becomes scripts that assign data. Names and descriptions come from the specs and are the
same in every language; the words around them are not.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from markupsafe import Markup

from generator.catalog.model import NO_CONTRACT
from generator.contract.promise import Promises
from generator.model.address import Address
from generator.model.deprecation import Deprecation
from generator.model.part import Part, walk
from generator.model.status import Status
from generator.render.prose import prose
from generator.render.script import assigning
from generator.render.shelf import Shelf
from generator.render.words import Words

FOLDER = "assets/search"
SYMBOLS, TEXTS = f"{FOLDER}/symbols.js", f"{FOLDER}/texts.js"

_NAME, _AROUND = "*", "~"
_Key = TypeVar("_Key")
_Numbered = list[tuple[int, object]]


def words_file(language: str) -> str:
    """Where the words of a language lie, from the site's root."""
    return f"{FOLDER}/words-{language}.js"


class Index:
    """Every part of some APIs, in their order; tables hold what many parts share."""

    def __init__(self, shelves: Iterable[Shelf], promises: Promises) -> None:
        """`shelves` are those of any one language."""
        self._promises = promises
        self._shared = _Shared()
        self._columns = [_Columns(shelf, self._shared) for shelf in shelves]

    def symbols(self) -> bytes:
        """The parts in the order of the specs; `contracts` says under which each status is."""
        order = self._contracts()
        contracts = [order.index(self._promises.contract_id(s)) for s in self._shared.statuses]
        apis = [columns.as_data() for columns in self._columns]
        return assigning("katalogSymbols", {"apis": apis, "contracts": contracts})

    def texts(self) -> bytes:
        """The descriptions by language, each once, with the numbers of the parts that have it."""
        found: dict[str, dict[str, list[int]]] = {}
        number = 0
        for columns in self._columns:
            texts = found.setdefault(columns.shelf.language, {})
            for description in columns.texts:
                if description:
                    texts.setdefault(_plain(description), []).append(number)
                number += 1
        rows = {
            language: [[text, *numbers] for text, numbers in texts.items() if text]
            for language, texts in found.items()
        }
        return assigning("katalogTexts", rows)

    def words(self, words: Words) -> bytes:
        """What hits say in one language, by the numbers in `symbols`; and the box's own texts."""
        shared = self._shared
        said = {
            "apis": [words.api_name(columns.shelf.api) for columns in self._columns],
            "contracts": [self._contract(id_, words) for id_ in self._contracts()],
            "ends": [_end(deprecation, words) for deprecation in shared.ends.values()],
            "kinds": [words.text.plain(key) for key in shared.kinds],
            "say": words.text.section("search"),
            "statuses": [(words.look(s), words.status(s).striptags()) for s in shared.statuses],
        }
        return assigning("katalogWords", said)

    def _contracts(self) -> Sequence[str]:
        """Every contract, the strongest first."""
        return [*self._promises.catalog.contracts, NO_CONTRACT]

    def _contract(self, id_: str, words: Words) -> tuple[str, str]:
        """The look and the word of a contract."""
        status = self._promises.status_of(id_)
        return words.look(status) if status else "other", words.contract(id_)


class _Table(Generic[_Key]):
    """Numbers for what many share, given out in the order of asking."""

    def __init__(self, *first: _Key) -> None:
        self._numbers = {key: number for number, key in enumerate(first)}

    def number(self, key: _Key) -> int:
        return self._numbers.setdefault(key, len(self._numbers))

    def __iter__(self) -> Iterator[_Key]:
        return iter(self._numbers)


class _Shared:
    """The tables of all APIs. `ends` has one deprecation for each way to end."""

    def __init__(self) -> None:
        self.kinds: _Table[str] = _Table()
        self.statuses: _Table[Status] = _Table()
        self.ends: dict[object, Deprecation] = {}

    def end(self, deprecation: Deprecation) -> int:
        self.ends.setdefault(deprecation.removal, deprecation)
        return list(self.ends).index(deprecation.removal)


@dataclass(frozen=True, slots=True)
class _Sort:
    """What a part has in common with many: numbers into tables, and how deep it lies."""

    kind: int
    status: int
    coordinate: int
    page: int
    depth: int
    is_entry: bool


class _Columns:
    """The parts of one API as columns.

    `names` holds a name where it comes first, after that its number. Coordinates and pages are
    patterns, `*` for the part's name and `~` for what is around it: the coordinate of the enclosing
    part, or its page. What fits no pattern stands in a list of its own, by the part's number.
    """

    def __init__(self, shelf: Shelf, shared: _Shared) -> None:
        self.shelf, self._shared = shelf, shared
        self._reached = frozenset(shelf.spec.tree.entries)
        self._coordinates, self._pages = _Table(_NAME), _Table(_AROUND)
        self._sorts: _Table[_Sort] = _Table()
        self._exact: Mapping[str, _Numbered] = {
            "anchor": [], "coordinate": [], "end": [], "page": []
        }  # fmt: skip
        self._names: list[str] = []
        self._column: list[int] = []
        self.texts: list[str] = []
        self._fill()

    def as_data(self) -> Mapping[str, object]:
        """The API as data."""
        sorts = [
            (s.kind, s.status, s.coordinate, s.page, s.depth, int(s.is_entry)) for s in self._sorts
        ]
        return {
            "page": self._overview,
            "coordinates": list(self._coordinates),
            "pages": list(self._pages),
            "sorts": sorts,
            "names": list(_once(self._names)),
            "sort": self._column,
            "exact": self._exact,
        }

    @property
    def _overview(self) -> str:
        return f"{self.shelf.api.id}/index.html"

    def _fill(self) -> None:
        depths: dict[Address, int] = {}
        for part, outer in walk(self.shelf.spec.tree.parts):
            depth = depths[part.address] = depths[outer.address] + 1 if outer else 0
            self._column.append(self._sorts.number(self._sort(part, outer, depth)))
            self._names.append(part.name)
            self.texts.append(part.description)

    def _sort(self, part: Part, outer: Part | None, depth: int) -> _Sort:
        number, anchor = len(self._names), self.shelf.places[part.address][1]
        if anchor != part.coordinate:
            self._exact["anchor"].append((number, anchor))
        if part.deprecation is not None:
            self._exact["end"].append((number, self._shared.end(part.deprecation)))
        return _Sort(
            self._shared.kinds.number(self.shelf.kind_text(part)),
            self._shared.statuses.number(self.shelf.standings[part.address].effective),
            self._coordinate(part, outer),
            self._page(part, outer),
            depth,
            part.address in self._reached,
        )

    def _coordinate(self, part: Part, outer: Part | None) -> int:
        around = outer.coordinate if outer else ""
        rest = part.coordinate.removeprefix(around)
        before, found, after = rest.partition(part.name or rest)
        is_plain = part.name and found and not {_NAME, _AROUND} & {*before, *after}
        if is_plain and part.coordinate.startswith(around):
            start = _AROUND if around else ""
            return self._coordinates.number(f"{start}{before}{_NAME}{after}")
        self._exact["coordinate"].append((len(self._names), part.coordinate))
        return 0

    def _page(self, part: Part, outer: Part | None) -> int:
        page = self.shelf.places[part.address][0]
        if page == (self.shelf.places[outer.address][0] if outer else self._overview):
            return 0
        folder, _, file = page.rpartition("/")
        if file == f"{part.name}.html":
            return self._pages.number(f"{folder}/{_NAME}.html")
        self._exact["page"].append((len(self._names), page))
        return 0


def _once(names: Iterable[str]) -> Iterator[str | int]:
    """Each name where it comes first, after that its number among the different ones."""
    seen: dict[str, int] = {}
    for name in names:
        if name in seen:
            yield seen[name]
        else:
            seen[name] = len(seen)
            yield name


def _end(deprecation: Deprecation, words: Words) -> str:
    """When a deprecated part goes, in one line."""
    said = words.removal(deprecation).striptags()
    passed = words.text.plain("deprecation.passed")
    return f"{said}. {passed}" if words.has_passed(deprecation) else said


@lru_cache(maxsize=20_000)
def _plain(text: str) -> str:
    """The text as a reader sees it, without its markup."""
    return Markup(prose(text).replace("><", "> <")).striptags()
