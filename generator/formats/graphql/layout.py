"""Which parts of a schema get pages of their own, and how a type is written."""

from collections.abc import Iterable, Iterator

from generator.formats.graphql.conventions import support
from generator.model.address import Address
from generator.model.part import Part, Tree
from generator.model.section import Section
from generator.model.types import ListOf, Named, Type

_ROOT_SECTIONS = {
    "query": ("queries", "sporringer"),
    "mutation": ("mutations", "mutasjoner"),
    "subscription": ("subscriptions", "abonnementer"),
}


def sections(tree: Tree) -> tuple[Section, ...]:
    """Root fields by operation, then types, then directives; empty sections are left out."""
    roots = {part.details["root"]: part for part in tree.parts if "root" in part.details}
    found = [
        Section(
            id=id_,
            folder=folder,
            parts=tuple(field.address for field in roots[operation].children),
            whole=roots[operation].address,
            opens=True,
        )
        for operation, (id_, folder) in _ROOT_SECTIONS.items()
        if operation in roots
    ]
    types = [part for part in tree.parts if part.kind != "directive" and "root" not in part.details]
    directives = [part for part in tree.parts if part.kind == "directive"]
    apart = support(tree).intersection(part.address for part in types)
    found.append(Section(id="types", folder="typer", parts=_addresses(types), support=apart))
    found.append(Section(id="directives", folder="direktiver", parts=_addresses(directives)))
    return tuple(section for section in found if section.parts)


def notation(type_: Type) -> Iterator[tuple[str, Address | None]]:
    """The type as in SDL: `[Emne!]!`."""
    end = "" if type_.nullable else "!"
    if isinstance(type_, ListOf):
        yield "[", None
        yield from notation(type_.item)
        yield f"]{end}", None
    elif isinstance(type_, Named):
        yield type_.name, type_.target
        if end:
            yield end, None


def _addresses(parts: Iterable[Part]) -> tuple[Address, ...]:
    return tuple(part.address for part in parts)
