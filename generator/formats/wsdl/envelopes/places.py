"""Where a component stands among the parts, and which type a declaration has."""

from dataclasses import dataclass

from generator.formats.wsdl.components.registry import Component, Registry
from generator.formats.wsdl.documents.gather import Schema
from generator.formats.wsdl.documents.namespaces import ENCODING_11, ENCODING_12, XSD
from generator.model.address import Address
from generator.model.part import Tree
from generator.syntax.xml import Element, QName

ANY_TYPE, ANY_SIMPLE_TYPE = QName(XSD, "anyType"), QName(XSD, "anySimpleType")
_MOST_HEADS = 20
_BUILT_IN = (XSD, ENCODING_11, ENCODING_12)


class Places:
    """The addresses of elements of the schemas, by what they stand in."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._top = {id(part.details["node"]): part.address for part in tree.parts}
        self._inside: dict[Address, dict[int, Address]] = {}

    def of(self, component: Component) -> Address | None:
        """The address of a global component."""
        return self._top.get(id(component.node))

    def member(self, holder: Address | None, node: Element) -> Address | None:
        """The address of what stands at `node` in the part `holder`."""
        if holder is None:
            return None
        if holder not in self._inside:
            part = self._tree.by_address.get(holder)
            children = part.children if part is not None else ()
            self._inside[holder] = {id(c.details["node"]): c.address for c in children}
        return self._inside[holder].get(id(node))


@dataclass(frozen=True, slots=True, eq=False)
class At:
    """A type where it stands. `node` is None for one that is built in or not at hand.

    `component` is the global one, None for a type without a name; `holder` is the part that its
    members stand in.
    """

    name: QName | None
    node: Element | None = None
    schema: Schema | None = None
    holder: Address | None = None
    component: Component | None = None

    @property
    def is_complex(self) -> bool:
        """Whether it is a complex type of the schemas."""
        return self.node is not None and self.node.name.local == "complexType"

    @property
    def is_builtin(self) -> bool:
        """Whether XML Schema itself defines it."""
        return self.node is None and self.name is not None and self.name.namespace in _BUILT_IN


class Finder:
    """Finds components, types and what may stand in for them."""

    def __init__(self, registry: Registry, places: Places) -> None:
        self.registry, self.places = registry, places
        self._derived: dict[QName, list[Component]] = {}
        self._members: dict[QName, list[Component]] = {}
        for component in registry.of_sort("type"):
            base = _base(component)
            if base is not None and base != component.name:
                self._derived.setdefault(base, []).append(component)
        for component in registry.of_sort("element"):
            for written in (component.node.get("substitutionGroup") or "").split():
                head = component.schema.qname(component.node, written)
                if head is not None:
                    self._members.setdefault(head, []).append(component)

    def type(self, name: QName | None) -> At:
        """The type of that name."""
        found = self.registry.find("type", name)
        return At(name) if found is None else self.of(found)

    def of(self, component: Component) -> At:
        """A type of the registry."""
        address = self.places.of(component)
        return At(component.name, component.node, component.schema, address, component)

    def declared(self, node: Element, schema: Schema, holder: Address | None) -> At:
        """The type of an element or attribute that is declared at `node`."""
        for _ in range(_MOST_HEADS):
            written = node.get("type")
            if written:
                return self.type(schema.qname(node, written) or QName("", written))
            for held in node.elements():
                if held.name in (QName(XSD, "complexType"), QName(XSD, "simpleType")):
                    return At(None, held, schema, holder)
            heads = (node.get("substitutionGroup") or "").split()
            head = self.registry.find("element", schema.qname(node, heads[0])) if heads else None
            if head is None:
                break
            node, schema, holder = head.node, head.schema, self.places.of(head)
        return At(ANY_TYPE if node.name.local == "element" else ANY_SIMPLE_TYPE)

    def base(self, node: Element, schema: Schema) -> At:
        """The type named as `base` at a derivation."""
        written = node.get("base")
        return self.type(schema.qname(node, written) if written else ANY_TYPE)

    def derived(self, name: QName | None) -> list[Component]:
        """The types that derive from the named one, nearest first."""
        return _reached(name, self._derived)

    def members(self, name: QName) -> list[Component]:
        """The elements that may stand in for the named one, nearest first."""
        return _reached(name, self._members)


def is_true(node: Element, name: str) -> bool:
    """Whether an attribute says yes."""
    return (node.get(name) or "").strip() in ("true", "1")


def derivation(node: Element) -> tuple[Element, Element] | None:
    """The content and the derivation inside a complex type, None where it derives from none."""
    for inner in node.elements():
        if inner.name in (QName(XSD, "complexContent"), QName(XSD, "simpleContent")):
            for held in inner.elements():
                if held.name in (QName(XSD, "extension"), QName(XSD, "restriction")):
                    return inner, held
    return None


def _base(component: Component) -> QName | None:
    found = derivation(component.node) if component.node.name.local == "complexType" else None
    written = found[1].get("base") if found else None
    return component.schema.qname(component.node, written) if written else None


def _reached(name: QName | None, leads: dict[QName, list[Component]]) -> list[Component]:
    found: list[Component] = []
    waiting = list(leads.get(name, ())) if name is not None else []
    seen: set[QName] = set()
    while waiting:
        component = waiting.pop(0)
        if component.name not in seen:
            seen.add(component.name)
            found.append(component)
            waiting.extend(leads.get(component.name, ()))
    return found
