"""What an object tells of the status of parts in it, by their names, in maps.

Some parts have no object of their own that could say it: an enum value; a property that is a
Reference Object, beside whose `$ref` nothing is read (OpenAPI Specification 2.0 and 3.0); one of
several parts that are one object, such as the uses of a shared response.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from generator.formats.openapi.parts.places import Register, Spot
from generator.model.part import Annotation, Part

STATUS = "x-contract-status"
OF_VALUES = f"{STATUS}-of-values"
"""In a schema, by the value as text."""
OF_PROPERTIES = f"{STATUS}-of-properties"
"""In a schema, by the property's name."""
OF_PARTS = f"{STATUS}-of-parts"
"""In an operation, by what follows the operation in the coordinate; in a document, by all of it."""

Node = Mapping[str, object]


def told_of(
    node: Node, spot: Spot, register: Register, key: str, name: str
) -> tuple[Annotation, ...]:
    """What the map under `key` says of the part with that name."""
    told = node.get(key)
    if not isinstance(told, dict) or name not in told:
        return ()
    origins = register.gathered.origins
    at = spot.down(key, told, origins).down(name, told[name], origins)
    return (Annotation(name=STATUS, values={"": told[name]}, location=register.location(at)),)


def with_told(
    parts: Sequence[Part], prefix: str, node: Node, spot: Spot, register: Register
) -> tuple[Part, ...]:
    """The parts with what `OF_PARTS` says of them; it counts, and not what they say themselves."""
    if OF_PARTS not in node:
        return tuple(parts)
    marked = []
    for part in parts:
        name = part.coordinate.removeprefix(prefix).strip()
        told = told_of(node, spot, register, OF_PARTS, name)
        kept = tuple(a for a in part.annotations if not told or a.name != STATUS)
        children = with_told(part.children, prefix, node, spot, register)
        marked.append(replace(part, annotations=(*kept, *told), children=children))
    return tuple(marked)
