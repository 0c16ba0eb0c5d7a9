"""Which parts of an OpenAPI document get pages of their own, and how a type is written."""

from collections.abc import Iterable, Iterator

from generator.model.address import Address
from generator.model.part import Part, Tree
from generator.model.section import Group, Section
from generator.model.types import ListOf, MapOf, Named, OneOf, Type

_GROUPS = ("tag", "tag group")
_SHARED = ("parameter", "header", "request body", "response", "callback")


def sections(tree: Tree) -> tuple[Section, ...]:
    """Operations, webhooks, tags, schemas, other components, and what opens the API."""
    entries = set(tree.entries)
    found: dict[str, list[Address]] = {}
    for part, outer in tree.walked:
        section = _section(part, outer, entries)
        if section is not None:
            found.setdefault(section, []).append(part.address)
    return tuple(
        Section(
            id=id_,
            folder=folder,
            parts=tuple(found[id_]),
            opens=id_ in _OPEN,
            is_titled=id_ in (*_OPEN, "tags"),
            groups=tuple(_groups(tree.parts, set(found[id_]))) if id_ in _OPEN else (),
        )
        for id_, folder in _FOLDERS.items()
        if id_ in found
    )


_FOLDERS = {
    "operations": "operasjoner",
    "webhooks": "webhooks",
    "tags": "tagger",
    "schemas": "skjemaer",
    "shared": "felles",
    "security": "sikkerhet",
}
_OPEN = ("operations", "webhooks")


def _section(part: Part, outer: Part | None, entries: set[Address]) -> str | None:
    if part.address in entries:
        return "webhooks" if part.address.startswith("webhook:") else "operations"
    if outer is not None and outer.kind not in _GROUPS:
        return None
    if part.kind in _GROUPS:
        return "tags"
    if part.kind == "schema":
        return "schemas"
    if part.kind == "security scheme":
        return "security"
    return "shared" if part.kind in _SHARED else None


def _groups(parts: Iterable[Part], members: set[Address]) -> Iterator[Group]:
    """Tags and their groups that hold some of the members, those further out around the others.

    An operation that names several tags is in the group of each.
    """
    for part in parts:
        if part.kind not in _GROUPS:
            continue
        groups = tuple(_groups(part.children, members))
        others = part.details.get("others")
        named = (
            *(c.address for c in part.children),
            *(others if isinstance(others, tuple) else ()),
        )
        own = tuple(address for address in named if address in members)
        if own or groups:
            yield Group(whole=part.address, parts=own, groups=groups)


def notation(type_: Type) -> Iterator[tuple[str, Address | None]]:
    """The type in the notation of JSON Schema's words and of most readers' languages.

    `Person[]`, `{*: integer}`, `A | B`.
    """
    match type_:
        case Named():
            yield type_.name, type_.target
        case ListOf():
            is_several = isinstance(type_.item, OneOf)
            if is_several:
                yield "(", None
            yield from notation(type_.item)
            yield ")[]" if is_several else "[]", None
        case MapOf():
            yield "{*: ", None
            yield from notation(type_.value)
            yield "}", None
        case OneOf():
            for number, choice in enumerate(type_.choices):
                if number:
                    yield " | ", None
                yield from notation(choice)
