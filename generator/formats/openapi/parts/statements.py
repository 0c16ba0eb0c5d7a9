"""What a schema says of its own part: words, marks, limits, enum values, a discriminator."""

from generator.formats.openapi.parts.directions import component
from generator.formats.openapi.parts.keywords import Node, annotations, as_json, constraints
from generator.formats.openapi.parts.places import Spot
from generator.formats.openapi.parts.shape import Shape
from generator.formats.openapi.parts.shared import Shared
from generator.formats.openapi.parts.told import OF_PROPERTIES, OF_VALUES, told_of
from generator.model.address import Address
from generator.model.part import Direction, Part

_ENUM_NAMES = ("x-enum-varnames", "x-enumNames", "x-enum-names")
_ENUM_TEXTS = ("x-enumDescriptions", "x-enum-descriptions")
_READ_HERE = {*_ENUM_NAMES, *_ENUM_TEXTS, "x-nullable", OF_VALUES, OF_PROPERTIES}


def say(shared: Shared, shape: Shape, node: Node, spot: Spot) -> None:
    """What is said in words, in marks and in limits."""
    description = node.get("description")
    if isinstance(description, str) and description.strip():
        shape.descriptions.append(description)
        if shape.described_at is None:
            shape.described_at = shared.register.location(shared.down(spot, node, "description")[1])
    title = node.get("title")
    if isinstance(title, str) and not shape.title:
        shape.title = title
    shape.is_deprecated |= node.get("deprecated") is True
    shape.is_nullable |= node.get("nullable") is True
    if "default" in node and shape.default is None:
        shape.default = as_json(node["default"])
    shape.annotations.extend(annotations(node, spot, shared.register, _READ_HERE))
    shape.constraints.extend(constraints(node))
    for key in ("readOnly", "writeOnly"):
        if node.get(key) is True:
            shape.details[key] = True
    if node.get("additionalProperties") is False or node.get("unevaluatedProperties") is False:
        shape.details["closed"] = True
    if isinstance(node.get("xml"), dict):
        shape.details["xml"] = as_json(node["xml"])
    shared.texts.documentation(shape.details, node)
    if "example" in node or "examples" in node:
        examples = shared.texts.examples(node, spot)
        held = shape.details.get("examples", ())
        shape.details["examples"] = (*held, *examples)  # type: ignore[misc]  # set here only


def enum(shared: Shared, shape: Shape, node: Node, spot: Spot, base: str, side: Direction) -> None:
    """The enum values as parts, with the names and texts that extensions give them."""
    values = node.get("enum")
    if not isinstance(values, list):
        return
    names = next((node[k] for k in _ENUM_NAMES if isinstance(node.get(k), list)), [])
    texts = next((node[k] for k in _ENUM_TEXTS if k in node), None)
    known: set[str] = set()
    for index, value in enumerate(values):
        shape.is_nullable |= value is None
        text = value if isinstance(value, str) else as_json(value)
        if (exact := as_json(value)) in known:
            continue
        known.add(exact)
        at = shared.down(spot, node, "enum", index)[1]
        title = names[index] if isinstance(names, list) and index < len(names) else ""
        said = _said_of(texts, text, index)
        shape.children.append(
            Part(
                address=shared.register.claim(f"{base}.{text}", at),
                kind="enum value",
                name=text,
                direction=side,
                location=shared.register.location(at),
                title=str(title) if str(title) != text else "",
                annotations=told_of(node, spot, shared.register, OF_VALUES, text),
                description=said,
                described_at=shared.register.location(at) if said else None,
                links=shared.texts.links(said, None),
            )
        )


def discriminator(shared: Shared, shape: Shape, node: Node) -> None:
    """Which value of which property chooses which schema."""
    told = node.get("discriminator")
    if not isinstance(told, dict):
        return
    mapping = told.get("mapping")
    values = []
    for value, name in mapping.items() if isinstance(mapping, dict) else ():
        values.append((value, _mapped(shared, shape, str(name)), str(name)))
    shape.details["discriminator"] = (str(told.get("propertyName", "")), tuple(values))
    otherwise = told.get("defaultMapping")
    if isinstance(otherwise, str):
        shape.details["default_mapping"] = (_mapped(shared, shape, otherwise), otherwise)


def _mapped(shared: Shared, shape: Shape, name: str) -> Address | None:
    """The schema that a discriminator names, by its name or by a reference to it."""
    target = shared.names.get(name) or shared.names.get((component(name) or ("", ""))[1])
    if target is not None:
        shape.refers.append(target)
    return target


def _said_of(texts: object, value: str, index: int) -> str:
    if isinstance(texts, dict):
        said = texts.get(value, "")
    else:
        said = texts[index] if isinstance(texts, list) and index < len(texts) else ""
    return said if isinstance(said, str) else ""
