"""Parts, marks and promises in one line each, for the tests of contracts."""

from collections.abc import Iterable
from datetime import date

from generator.catalog.model import Catalog
from generator.catalog.read import read
from generator.contract.promise import Promises
from generator.model.address import Address
from generator.model.deprecation import Deprecation
from generator.model.location import Location
from generator.model.part import Annotation, Direction, Part, Tree
from generator.model.status import Mark, Status
from generator.model.types import ListOf, Named, Type

AS_OF = date(2026, 10, 2)
HERE = Location(file="spec", line=10)
SMALLEST = (
    "catalog:\n  title: API-katalog\napis:\n  - id: fs\n    name: FS\n    status: production\n"
)


def catalog(more: str = "") -> Catalog:
    """The smallest catalogue, and `more` of its file."""
    return read((SMALLEST + more).encode(), "catalog.yaml")


def promises(as_of: date = AS_OF, more: str = "") -> Promises:
    return Promises(catalog(more), as_of)


def status(text: str) -> Status:
    """`beta`, or with a last day of service `retiring 2027-03-31`."""
    id_, _, after = text.partition(" ")
    return Status(id=id_, after=date.fromisoformat(after) if after else None)


def mark(text: str) -> Mark:
    return Mark(status=status(text), recogniser="@feature", location=HERE)


def part(
    address: str,
    *children: Part,
    marked: str = "",
    refers: Iterable[str] = (),
    type_: str = "",
    deprecation: Deprecation | None = None,
    annotations: tuple[Annotation, ...] = (),
    description: str = "",
    described_at: Location | None = None,
    written: str | None = None,
    aliases: tuple[str, ...] = (),
    pointer: str | None = None,
) -> Part:
    """A part; `type_` is the type of its value (`Emne`, `[Emne]`), which it then refers to."""
    name = type_.strip("[]")
    item: Type | None = Named(name=name, target=Address(name), nullable=True) if name else None
    return Part(
        address=Address(address),
        kind="part",
        name=address.removesuffix(":)").replace("(", ".").rpartition(".")[2],
        direction=Direction.OUTPUT,
        location=HERE if pointer is None else Location(file="spec", pointer=pointer),
        written=written,
        aliases=aliases,
        type=ListOf(item=item, nullable=True) if item and type_ != name else item,
        refers=tuple(map(Address, (*refers, *([name] if name else [])))),
        mark=mark(marked) if marked else None,
        deprecation=deprecation,
        annotations=annotations,
        description=description,
        described_at=described_at,
        children=children,
    )


def tree(*parts: Part, entries: Iterable[str] = ()) -> Tree:
    return Tree(parts=parts, entries=tuple(map(Address, entries)))
