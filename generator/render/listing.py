"""Long lists in alphabetical order, on one page or, past a length, on one page a letter."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from generator.text import Texts, sort_key

Item = TypeVar("Item")

LONGEST = 400
_ASCII = {"æ": "ae", "ø": "oe", "å": "aa"}
_SORTED_AS = {"ä": "æ", "ö": "ø"}
OTHER = "0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf(Generic[Item]):
    """One page of a list. `letter` is None on the first page, which holds all if it is short."""

    path: str
    letter: str | None
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing(Generic[Item]):
    """A list over its pages; `letters` are those after the first page, with their sizes."""

    leaves: tuple[Leaf[Item], ...]
    total: int

    @property
    def letters(self) -> Iterator[tuple[str, str, int]]:
        """Letter, path and number of entries of each page after the first."""
        return (
            (leaf.letter, leaf.path, len(leaf.items))
            for leaf in self.leaves
            if leaf.letter is not None
        )


def listing(
    items: Iterable[Item], name: Callable[[Item], str], first: str, stem: str
) -> Listing[Item]:
    """`items` by `name` over `first` or, if there are many, over pages whose paths begin `stem`."""
    ordered = sorted(items, key=lambda item: (sort_key(_letters(name(item))), name(item)))
    if len(ordered) <= LONGEST:
        leaf = Leaf(path=first, letter=None, items=tuple(ordered))
        return Listing(leaves=(leaf,), total=len(ordered))
    by_letter: dict[str, list[Item]] = {}
    for item in ordered:
        by_letter.setdefault(_letter(name(item)), []).append(item)
    leaves = (
        Leaf(path=f"{stem}{_ASCII.get(letter, letter)}.html", letter=letter, items=tuple(found))
        for letter, found in by_letter.items()
    )
    whole: Leaf[Item] = Leaf(path=first, letter=None, items=())
    return Listing(leaves=(whole, *leaves), total=len(ordered))


def label(letter: str, texts: Texts) -> str:
    """The letter as a heading."""
    return texts.plain("section.other_letters") if letter == OTHER else letter.upper()


def _letters(name: str) -> str:
    return name.lstrip("@_")


def _letter(name: str) -> str:
    first = _letters(name)[:1].casefold()
    first = _SORTED_AS.get(first, first)
    if first in _ASCII:
        return first
    plain = unicodedata.normalize("NFKD", first)[:1]
    return plain if plain.isascii() and plain.isalpha() else OTHER
