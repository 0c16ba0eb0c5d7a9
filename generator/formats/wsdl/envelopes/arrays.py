"""The arrays of SOAP encoding (SOAP 1.1 section 5.4.2, WSDL 1.1 section 2.2)."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.formats.wsdl.documents.namespaces import ENCODING_11, ENCODING_12, WSDL_11, XSD, XSI
from generator.formats.wsdl.envelopes.node import ArrayType, Value
from generator.formats.wsdl.envelopes.places import ANY_TYPE, At, Finder, derivation
from generator.syntax.xml import Element, QName

_MOST_DIMENSIONS = 3
_ARRAY_TYPE = QName(WSDL_11, "arrayType")


@dataclass(frozen=True, slots=True, eq=False)
class Array:
    """An array: `at` is its type, `item` what it holds, `inner` an array that it holds instead.

    `name` is what an item is called, `count` how many there are.
    """

    at: At | None
    item: QName
    name: str = "item"
    inner: "Array | None" = None
    sizes: str = ""
    count: int = 1


def array(at: At, finder: Finder) -> Array | None:
    """The array that a type is, None for any other."""
    if at.node is None:
        return Array(at, ANY_TYPE, count=0) if _is_array(at.name) else None
    found = derivation(at.node)
    if found is None or at.schema is None:
        return None
    base = finder.base(found[1], at.schema)
    if base.node is not None or not _is_array(base.name):
        return None
    items = [h for h in _all(found[1]) if h.name == QName(XSD, "element") and h.get("name")]
    name = (items[0].get("name") if items else None) or "item"
    for held in _all(found[1]):
        written = held.attributes.get(_ARRAY_TYPE)
        if written:
            item, _, sizes = written.partition("[")
            qname = at.schema.qname(held, item)
            return _nested(at, qname or ANY_TYPE, f"[{sizes}", name)
    kind = items[0].get("type") if items else None
    qname = at.schema.qname(items[0], kind) if kind else None
    return Array(at, qname or ANY_TYPE, name)


def attributes(found: Array) -> Iterator[tuple[QName, Value]]:
    """What an array says of itself."""
    encoding = QName(ENCODING_11, "Array")
    yield (
        QName(XSI, "type"),
        found.at.name if found.at is not None and found.at.name is not None else encoding,
    )
    yield QName(ENCODING_11, "arrayType"), ArrayType(found.item, f"{found.sizes}[{found.count}]")


def _nested(at: At | None, item: QName, sizes: str, name: str) -> Array:
    """Arrays in an array, the outermost of which stands last: `int[][2]`."""
    dimensions = min(max(sizes.count("["), 1), _MOST_DIMENSIONS)
    made = Array(None if dimensions > 1 else at, item, name)
    for number in range(1, dimensions):
        holder = at if number == dimensions - 1 else None
        made = Array(holder, item, name, made, "[]" * number)
    return made


def _is_array(name: QName | None) -> bool:
    return (
        name is not None and name.namespace in (ENCODING_11, ENCODING_12) and name.local == "Array"
    )


def _all(node: Element) -> Iterator[Element]:
    for held in node.elements():
        yield held
        yield from _all(held)
