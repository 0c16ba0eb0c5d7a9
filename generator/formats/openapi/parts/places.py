"""Where the builder stands in a document, and the addresses it has given away."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import count
from typing import NamedTuple, TypeVar

from generator.formats.openapi.document.gathered import Gathered, Origin
from generator.formats.openapi.document.pointers import step
from generator.model.address import Address
from generator.model.errors import SpecError
from generator.model.finding import Finding, Severity
from generator.model.location import Location

Made = TypeVar("Made")

MOST_PARTS = 300_000
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")


class Spot(NamedTuple):
    """An object's JSON Pointer in the one document, and where it stands in the files."""

    pointer: str
    origin: Origin

    def down(self, key: str | int, node: object, origins: Mapping[int, Origin]) -> "Spot":
        """The spot of what stands under `key`."""
        said, origin = step(key), origins.get(id(node))
        if origin is None:
            file, path, pointer = self.origin
            origin = Origin(file, (*path, key), pointer + said)
        return Spot(self.pointer + said, origin)


class Register:
    """Gives every part an address of its own, and remembers which object has which."""

    def __init__(self, gathered: Gathered) -> None:
        self.gathered = gathered
        self.by_pointer: dict[str, Address] = {}
        """The address of each object by its JSON Pointer in the one document."""
        self._taken: set[str] = set()
        self._numbers: dict[str, Iterator[int]] = {}

    def claim(self, wished: str, spot: Spot | None = None) -> Address:
        """The address `wished`, with a number where another part has it already.

        Raises SpecError past MOST_PARTS.
        """
        address = wished
        if wished in self._taken:
            numbers = self._numbers.setdefault(wished, count(2))
            address = next(a for n in numbers if (a := f"{wished}~{n}") not in self._taken)
        self._taken.add(address)
        if len(self._taken) > MOST_PARTS:
            raise SpecError(
                [
                    Finding(
                        rule="spec-too-large",
                        severity=Severity.ERROR,
                        location=Location(file=self.gathered.file),
                        arguments={"limit": MOST_PARTS},
                    )
                ]
            )
        if spot is not None:
            self.by_pointer.setdefault(spot.pointer, Address(address))
        return Address(address)

    def location(self, spot: Spot) -> Location:
        """The place in the files."""
        return self.gathered.location(spot.origin)


def by_name(names: Iterable[str], read: Callable[[str], Made]) -> list[Made]:
    """What `read` makes of each name, in their order.

    They are read sorted, so that addresses do not depend on the order in which a file has them.
    """
    names = tuple(names)
    made = {name: read(name) for name in sorted(names)}
    return [made[name] for name in names]


def normalised(path: str) -> str:
    """A path template in which the placeholders' names do not count."""
    return _PLACEHOLDER.sub("{}", path)


def placeholders(path: str) -> list[str]:
    """The names of a path template's placeholders."""
    return [found[1:-1] for found in _PLACEHOLDER.findall(path)]
