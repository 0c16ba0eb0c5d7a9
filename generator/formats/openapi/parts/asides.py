"""Schemas that a schema holds beside its own shape: its conditions, and its definitions."""

from collections.abc import Callable

from generator.formats.openapi.parts.keywords import CONDITIONS, Node, as_json, is_structured, keys
from generator.formats.openapi.parts.places import Spot
from generator.formats.openapi.parts.shape import Shape
from generator.formats.openapi.parts.shared import Shared
from generator.model.part import Direction
from generator.model.types import targets

_CONDITIONAL = frozenset(CONDITIONS)

Read = Callable[[object, Spot, str, Direction], Shape]
"""What the schema at a place says, with what begins the addresses of what it holds."""


def conditions(
    shared: Shared, read: Read, shape: Shape, node: Node, spot: Spot, base: str, side: Direction
) -> None:
    """The conditions as details, and those that hold parts as parts too."""
    if _CONDITIONAL.isdisjoint(node):
        return
    told = []
    for key in CONDITIONS:
        value = node.get(key)
        if value is None or isinstance(value, bool):
            continue
        told.append((key, as_json(value)))
        inner = [(key,)] if key != "dependentSchemas" else [(key, n) for n in keys(node, key)]
        for steps in inner if key != "dependentRequired" else ():
            held, at = shared.down(spot, node, *steps)
            if not isinstance(held, dict):
                continue
            label = " ".join(steps)
            if not is_structured(held) and "enum" not in held:
                shape.refers.extend(targets(read(held, at, f"{base}<{label}>", side).type))
                continue
            address = shared.register.claim(f"{base}<{label}>", at)
            sub = read(held, at, address, side)
            shape.children.append(
                shared.part(address, "condition", label, at, sub, side, held, type_=None)
            )
    if told:
        held_already = shape.details.get("conditions", ())
        shape.details["conditions"] = (*held_already, *told)  # type: ignore[misc]  # set here only


def definitions(
    shared: Shared, read: Read, shape: Shape, node: Node, spot: Spot, base: str, side: Direction
) -> None:
    """The schemas that are defined here, as parts."""
    for key in ("$defs", "definitions"):
        for name in keys(node, key):
            inner, at = shared.down(spot, node, key, name)
            address = shared.register.claim(f"{base}.{key}.{name}", at)
            sub = read(inner, at, address, side)
            is_whole = any(child.kind == "property" for child in sub.children)
            shape.children.append(
                shared.part(
                    address,
                    "schema",
                    name,
                    at,
                    sub,
                    side,
                    inner,
                    type_=None if is_whole else sub.type,
                )
            )
