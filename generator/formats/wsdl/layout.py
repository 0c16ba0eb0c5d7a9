"""Which parts of a spec get pages of their own, and how a type is written."""

from collections.abc import Iterator

from generator.model.address import Address
from generator.model.part import Tree, walk
from generator.model.section import Group, Section
from generator.model.types import ListOf, MapOf, Named, OneOf, Type

_FOLDERS = {
    "operations": "operasjoner",
    "services": "tjenester",
    "elements": "elementer",
    "types": "typer",
    "groups": "grupper",
}
_OFFERS = ("service", "port", "port type")


def sections(tree: Tree) -> tuple[Section, ...]:
    """Operations by service and port, the services, elements, types, and groups."""
    entries = set(tree.entries)
    found: dict[str, list[Address]] = {}
    for part, outer in walk(tree.parts):
        section = _section(part.kind, is_inside=outer is not None)
        if section is not None:
            found.setdefault(section, []).append(part.address)
    return tuple(
        Section(
            id=id_,
            folder=folder,
            parts=tuple(found[id_]),
            opens=bool(entries.intersection(found[id_])),
            groups=tuple(_groups(tree)) if id_ == "operations" else (),
        )
        for id_, folder in _FOLDERS.items()
        if id_ in found
    )


def _section(kind: str, *, is_inside: bool) -> str | None:
    if kind == "operation":
        return "operations"
    if kind in _OFFERS:
        return "services"
    if is_inside:
        return None
    match kind:
        case "element":
            return "elements"
        case "complex type" | "simple type":
            return "types"
        case _:
            return "groups"


def _groups(tree: Tree) -> Iterator[Group]:
    """Services around their ports, ports around their operations."""
    for part in tree.parts:
        if part.kind == "service":
            ports = tuple(
                Group(whole=port.address, parts=tuple(o.address for o in port.children))
                for port in part.children
            )
            yield Group(whole=part.address, parts=(), groups=ports)
        elif part.kind == "port type":
            yield Group(whole=part.address, parts=tuple(o.address for o in part.children))


def notation(type_: Type) -> Iterator[tuple[str, Address | None]]:
    """The type by its name: `Person`, `xs:string`; with what may be repeated or is one of several.

    `Person*`, `A | B`.
    """
    match type_:
        case Named():
            yield type_.name, type_.target
        case ListOf():
            is_several = isinstance(type_.item, OneOf)
            if is_several:
                yield "(", None
            yield from notation(type_.item)
            yield ")*" if is_several else "*", None
        case MapOf():
            yield from notation(type_.value)
        case OneOf():
            for number, choice in enumerate(type_.choices):
                if number:
                    yield " | ", None
                yield from notation(choice)
