"""Tags as parts that enclose their operations, in the groups and below the parents they have.

By the Tag Object of the OpenAPI Specification 3.0 to 3.2 (`parent`), and `x-tagGroups`, which
several viewers read. An operation with several tags stands under the first, and is listed with all.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from generator.formats.openapi.document.gathered import Origin
from generator.formats.openapi.parts.keywords import annotations
from generator.formats.openapi.parts.places import Register, Spot
from generator.formats.openapi.parts.texts import Texts
from generator.model.address import Address
from generator.model.deprecation import Deprecation
from generator.model.part import Direction, Part

Node = dict[str, object]
_READ_HERE = frozenset(("x-displayName",))
_MOST_LEVELS = 20
"""Tags below each other."""


class Tags:
    """The tags of one document: those it lists, then those that only operations name."""

    def __init__(
        self, root: Node, operations: Sequence[tuple[Node, Spot]], register: Register
    ) -> None:
        self._register = register
        file = register.gathered.file
        self._nodes: dict[str, tuple[Node, Spot]] = {}
        told = root.get("tags")
        for index, tag in enumerate(told) if isinstance(told, list) else ():
            if isinstance(tag, dict) and isinstance(tag.get("name"), str):
                spot = Spot("", Origin(file, (), "")).down("tags", None, {}).down(index, None, {})
                self._nodes.setdefault(tag["name"], (tag, spot))
        for node, spot in operations:
            for index, name in enumerate(_tags_of(node)):
                at_use = spot.down("tags", None, {}).down(index, None, {})
                self._nodes.setdefault(name, ({}, at_use))
        self.addresses: Mapping[str, Address] = {
            name: register.claim(f"tag:{name}", spot) for name, (_, spot) in self._nodes.items()
        }
        """The address of each tag by its name."""
        self._groups = list(_groups(root))
        self._group_addresses = [register.claim(f"group:{name}") for name, _, _ in self._groups]

    def of(self, operation: Node) -> tuple[Address, ...]:
        """The tags of an operation, in its order."""
        return tuple(dict.fromkeys(self.addresses[name] for name in _tags_of(operation)))

    def parts(self, operations: Sequence[Part], texts: Texts) -> tuple[Part, ...]:
        """Groups with their tags, tags with their operations, and operations without a tag."""
        by_tag: dict[Address, list[Part]] = {}
        listed: dict[Address, list[Address]] = {}
        free: list[Part] = []
        for operation in operations:
            tags = operation.details["tags"]
            assert isinstance(tags, tuple)
            (by_tag.setdefault(tags[0], []) if tags else free).append(operation)
            for tag in tags[1:]:
                listed.setdefault(tag, []).append(operation.address)
        made = {
            name: self._part(name, by_tag.get(address, ()), listed.get(address, ()), texts)
            for name, address in self.addresses.items()
        }
        nested = self._nested(made)
        grouped: set[str] = set()
        groups = []
        for (name, tags, index), address in zip(self._groups, self._group_addresses, strict=True):
            inside = [tag for tag in tags if tag in nested and tag not in grouped]
            grouped.update(inside)
            groups.append(self._group(name, address, index, [nested[tag] for tag in inside]))
        rest = [part for name, part in nested.items() if name not in grouped]
        return (*groups, *rest, *free)

    def _part(
        self, name: str, operations: Sequence[Part], others: Sequence[Address], texts: Texts
    ) -> Part:
        node, spot = self._nodes[name]
        description = node.get("description")
        said = description if isinstance(description, str) else ""
        at = self._register.location(spot.down("description", None, {})) if said else None
        title = node.get("summary", node.get("x-displayName", ""))
        details: dict[str, object] = {"others": tuple(others), "node": node}
        texts.documentation(details, node)
        return Part(
            address=self.addresses[name],
            kind="tag",
            name=name,
            direction=Direction.BOTH,
            location=self._register.location(spot),
            title=title if isinstance(title, str) else "",
            annotations=tuple(annotations(node, spot, self._register, _READ_HERE)),
            deprecation=Deprecation(reason="") if node.get("deprecated") is True else None,
            description=said,
            described_at=at,
            links=texts.links(said, at),
            details=MappingProxyType(details),
            children=tuple(operations),
        )

    def _nested(self, made: Mapping[str, Part]) -> dict[str, Part]:
        """The outermost tags, those with a parent inside it."""
        parents = {
            name: parent
            for name, (node, _) in self._nodes.items()
            if isinstance(parent := node.get("parent"), str) and parent in made
        }
        _open_circles(parents)
        inner: dict[str, list[str]] = {}
        for name, parent in parents.items():
            inner.setdefault(parent, []).append(name)

        def whole(name: str) -> Part:
            below = tuple(whole(child) for child in inner.get(name, ()))
            part = made[name]
            return replace(part, children=(*part.children, *below)) if below else part

        return {name: whole(name) for name in made if name not in parents}

    def _group(self, name: str, address: Address, index: int, tags: Sequence[Part]) -> Part:
        top = Spot("", Origin(self._register.gathered.file, (), ""))
        spot = top.down("x-tagGroups", None, {}).down(index, None, {})
        return Part(
            address=address,
            kind="tag group",
            name=name,
            direction=Direction.BOTH,
            location=self._register.location(spot),
            children=tuple(tags),
        )


def _open_circles(parents: dict[str, str]) -> None:
    """Takes away the parents of tags that stand above themselves, or below too many."""
    levels: dict[str, int] = {}
    for name in list(parents):
        chain = [name]
        while (parent := parents.get(chain[-1])) is not None and parent not in levels:
            if parent == name or len(chain) > _MOST_LEVELS:
                del parents[chain[-1]]
                break
            chain.append(parent)
        for tag in reversed(chain):
            level = levels.get(parents.get(tag, ""), 0) + 1
            if level > _MOST_LEVELS:
                del parents[tag]
                level = 1
            levels[tag] = level


def _tags_of(operation: Node) -> list[str]:
    told = operation.get("tags")
    return [tag for tag in told if isinstance(tag, str)] if isinstance(told, list) else []


def _groups(root: Node) -> Iterator[tuple[str, list[str], int]]:
    told = root.get("x-tagGroups")
    for index, group in enumerate(told) if isinstance(told, list) else ():
        if isinstance(group, dict) and isinstance(group.get("name"), str):
            yield group["name"], _tags_of(group), index
