"""Simple types: what each builds on, and what limits its values (XML Schema part 2)."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.formats.wsdl.components.registry import Registry
from generator.formats.wsdl.documents.gather import Schema
from generator.formats.wsdl.documents.namespaces import XSD
from generator.syntax.xml import Element, QName

_MOST_STEPS = 50


@dataclass(frozen=True, slots=True, eq=False)
class Simple:
    """What an `xs:simpleType`, or the restriction of a simple content, says itself.

    Exactly one of these holds: it restricts `base`, or the anonymous type `inner`; it is a list of
    `items`; it is one of `members`. A member or item is a name or an anonymous type. `facets` are
    name and value as written, but for enumerations; `values` are the nodes of these.
    """

    schema: Schema
    base: QName | None = None
    inner: Element | None = None
    items: "QName | Element | None" = None
    members: tuple["QName | Element", ...] = ()
    facets: tuple[tuple[str, str], ...] = ()
    values: tuple[Element, ...] = ()


def simple(node: Element, schema: Schema) -> Simple:
    """The simple type at an `xs:simpleType`, or at the `xs:restriction` of a simple content."""
    if node.name.local == "restriction":
        return _restriction(node, schema)
    for held in node.elements(XSD):
        match held.name.local:
            case "restriction":
                return _restriction(held, schema)
            case "list":
                return Simple(schema, items=_one(held, "itemType", schema))
            case "union":
                return Simple(schema, members=tuple(_members(held, schema)))
    return Simple(schema, base=QName(XSD, "anySimpleType"))


def chain(node: Element, schema: Schema, registry: Registry) -> Iterator[Simple]:
    """The simple type and those it restricts, nearest first."""
    current = simple(node, schema)
    passed = [node]
    for _ in range(_MOST_STEPS):
        yield current
        if current.inner is not None:
            current = simple(current.inner, current.schema)
            continue
        base = registry.find("type", current.base)
        while base is not None and base.node in passed:  # a redefinition restricts the original
            base = base.original
        if base is None or base.node.name.local != "simpleType":
            return
        passed.append(base.node)
        current = simple(base.node, base.schema)


def _restriction(node: Element, schema: Schema) -> Simple:
    written = node.get("base")
    inner = next((held for held in node.elements(XSD) if held.name.local == "simpleType"), None)
    facets = [
        (held.name.local, held.get("value") or "")
        for held in node.elements(XSD)
        if held.get("value") is not None and held.name.local != "enumeration"
    ]
    return Simple(
        schema,
        base=(schema.qname(node, written) or QName("", written)) if written else None,
        inner=inner,
        facets=tuple(facets),
        values=tuple(held for held in node.elements(XSD) if held.name.local == "enumeration"),
    )


def _one(node: Element, attribute: str, schema: Schema) -> QName | Element:
    written = node.get(attribute)
    if written:
        return schema.qname(node, written) or QName("", written)
    inner = next((held for held in node.elements(XSD) if held.name.local == "simpleType"), None)
    return inner if inner is not None else QName(XSD, "anySimpleType")


def _members(node: Element, schema: Schema) -> Iterator[QName | Element]:
    for written in (node.get("memberTypes") or "").split():
        yield schema.qname(node, written) or QName("", written)
    yield from (held for held in node.elements(XSD) if held.name.local == "simpleType")
