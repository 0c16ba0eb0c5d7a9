"""Every global component of the schemas by its sort and qualified name."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.formats.wsdl.documents.gather import Gathered, Schema
from generator.formats.wsdl.documents.namespaces import XSD
from generator.model.errors import SpecError
from generator.model.finding import Finding, Severity
from generator.syntax.xml import Element, QName

MAX_COMPONENTS = 300_000

_SORTS = {
    "element": "element",
    "complexType": "type",
    "simpleType": "type",
    "attribute": "attribute",
    "group": "group",
    "attributeGroup": "attribute group",
}
"""The symbol space of each kind of component (XML Schema part 1, section 2.5)."""


@dataclass(frozen=True, slots=True, eq=False)
class Component:
    """A global component. `original` is the one it redefines, by its own name."""

    sort: str
    name: QName
    node: Element
    schema: Schema
    original: "Component | None" = None


@dataclass(frozen=True, slots=True)
class Registry:
    """The components of a spec, in the order of its files. `again` are later ones of one name."""

    components: dict[tuple[str, QName], Component] = field(default_factory=dict)
    again: list[Component] = field(default_factory=list)

    def find(self, sort: str, name: QName | None) -> Component | None:
        """The component of that sort and name."""
        return None if name is None else self.components.get((sort, name))

    def of_sort(self, sort: str) -> Iterator[Component]:
        """All components of one sort."""
        return (c for c in self.components.values() if c.sort == sort)


def registry(gathered: Gathered) -> Registry:
    """The components of all schemas; of several of one name the first is the one meant."""
    found = Registry()
    for schema in gathered.schemas:
        for component in _components(schema, schema.root):
            key = (component.sort, component.name)
            if key in found.components:
                found.again.append(component)
            elif len(found.components) >= MAX_COMPONENTS:
                raise SpecError([_too_many(component)])
            else:
                found.components[key] = component
    for change in gathered.redefinitions:
        for component in _components(change.schema, change.node):
            key = (component.sort, component.name)
            is_redefined = change.node.name.local == "redefine"
            original = found.components.get(key) if is_redefined else None
            found.components[key] = Component(
                component.sort, component.name, component.node, component.schema, original
            )
    return found


def _too_many(component: Component) -> Finding:
    return Finding(
        rule="spec-too-large",
        severity=Severity.ERROR,
        location=component.schema.location(component.node),
        arguments={"limit": MAX_COMPONENTS},
    )


def _components(schema: Schema, around: Element) -> Iterator[Component]:
    for node in around.elements():
        sort = _SORTS.get(node.name.local) if node.name.namespace == XSD else None
        name = node.get("name")
        if sort is not None and name:
            yield Component(sort, QName(schema.namespace, name), node, schema)
