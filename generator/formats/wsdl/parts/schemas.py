"""The components of the schemas as parts, each with what is inside it."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from generator.formats.wsdl.components.content import (
    Content,
    Particle,
    Use,
    content,
    group_particles,
    group_uses,
)
from generator.formats.wsdl.components.registry import Component, Registry
from generator.formats.wsdl.components.simple import simple
from generator.formats.wsdl.documents.gather import Schema
from generator.formats.wsdl.documents.namespaces import XSD
from generator.formats.wsdl.parts.addresses import Addresses
from generator.formats.wsdl.parts.directions import Directions
from generator.formats.wsdl.parts.documentation import description
from generator.formats.wsdl.parts.remarks import remarks
from generator.formats.wsdl.parts.types import Types
from generator.model.address import Address
from generator.model.location import Location
from generator.model.part import Annotation, Direction, Part
from generator.model.types import ListOf, Named, Type, targets
from generator.syntax.xml import Element, QName

_KINDS = {
    "element": "element",
    "attribute": "attribute",
    "group": "group",
    "attribute group": "attribute group",
}
_GROUPS = {"group": "group", "attributeGroup": "attribute group"}
_ANYTHING = QName(XSD, "anyType")


class Schemas:
    """Makes the parts of one spec's schemas."""

    def __init__(
        self, registry: Registry, types: Types, addresses: Addresses, directions: Directions
    ) -> None:
        self._registry, self._types = registry, types
        self._addresses, self._directions = addresses, directions
        self._substitutes = _substitutes(registry)

    def parts(self) -> Iterator[Part]:
        """Every global component, in the order of the files."""
        for component in self._registry.components.values():
            yield self._global(component)

    def _global(self, component: Component) -> Part:
        address = self._addresses.find(component.sort, component.name)
        assert address is not None  # every component of the registry has one
        side = self._directions.of(component.sort, component.name)
        printed = self._addresses.written(address)
        made = _Made(component.node, component.schema, address, side, printed or address)
        match component.sort:
            case "element":
                self._value(made, component.node)
                self._substitution(made, component)
            case "attribute":
                self._value(made, component.node)
            case "group":
                self._particles(made, group_particles(component, self._registry))
            case "attribute group":
                self._uses(made, group_uses(component, self._registry))
            case _:
                self._type(made, component.node, component)
        self._groups(component)
        kind = _KINDS.get(component.sort) or (
            "simple type" if component.node.name.local == "simpleType" else "complex type"
        )
        made.details["namespace"] = component.name.namespace
        return self._part(
            made,
            kind,
            component.name.local,
            aliases=tuple(dict.fromkeys((component.name.local, str(component.name)))),
        )

    def _groups(self, component: Component) -> None:
        """A finding for each group it refers to that is not there."""
        waiting = [component.node]
        while waiting:
            node = waiting.pop()
            waiting.extend(node.elements(XSD))
            written, sort = node.get("ref"), _GROUPS.get(node.name.local)
            if written and sort:
                self._types.named(sort, node, written, component.schema)

    def _substitution(self, made: "_Made", component: Component) -> None:
        """What an element may stand in for, and what may stand in for it."""
        node, schema = component.node, component.schema
        heads = [
            self._types.named("element", node, written, schema)
            for written in (node.get("substitutionGroup") or "").split()
        ]
        if heads:
            made.details["stands_for"] = tuple(h.target for h in heads if h.target is not None)
            made.refers.extend(target for head in heads if (target := head.target) is not None)
        members = tuple(
            address
            for name in self._substitutes.get(component.name, ())
            if (address := self._addresses.find("element", name)) is not None
        )
        if members:
            made.details["substitutes"] = members
            made.refers.extend(members)

    def _value(self, made: "_Made", node: Element) -> None:
        """The type of an element or attribute: named, inside it, or anything."""
        schema = made.schema
        written = node.get("type")
        if written:
            made.type = self._types.named("type", node, written, schema)
        else:
            inner = next(
                (h for h in node.elements(XSD) if h.name.local in ("complexType", "simpleType")),
                None,
            )
            if inner is not None:
                self._type(made, inner, None)
            elif not node.get("substitutionGroup"):
                anything = "anyType" if node.name.local == "element" else "anySimpleType"
                made.type = Named(name=f"xs:{anything}", target=None, nullable=False)
        for fact in ("default", "fixed"):
            if node.get(fact) is not None:
                made.default = node.get(fact)
                made.details[fact] = node.get(fact)
        for fact in ("nillable", "abstract"):
            if node.get(fact) in ("true", "1"):
                made.details[fact] = True

    def _type(self, made: "_Made", node: Element, component: Component | None) -> None:
        """A type that stands here, named or not."""
        if node.name.local == "simpleType":
            self._simple(made, node, component)
            return
        told = content(node, made.schema, self._registry)
        for fact in ("abstract", "mixed"):
            if node.get(fact) in ("true", "1"):
                made.details[fact] = True
        if told.base is not None:
            self._derived(made, told, node, component)
        self._particles(made, told.particles)
        self._uses(made, told.uses)

    def _derived(
        self, made: "_Made", told: Content, node: Element, component: Component | None
    ) -> None:
        assert told.base is not None
        if self._types.is_array(told.base):
            made.type = self._types.array(node, made.schema) or made.type
            return
        original = component.original if component is not None else None
        if original is not None and told.base == original.name:
            if told.derivation == "extension":  # it begins with what was there before
                before = content(original.node, original.schema, self._registry)
                self._particles(made, before.particles)
                self._uses(made, before.uses)
            return
        base = self._types.of("type", told.base, node, made.schema.file)
        made.details["derivation"] = told.derivation
        if told.is_simple:
            made.type = base
        elif base.target is not None and told.base != _ANYTHING:
            made.details["base"] = base.target
            if told.derivation == "extension":
                made.details["extends"] = (base.target,)
            made.refers.append(base.target)
        if told.restriction is not None:
            self._limits(made, told.restriction)

    def _simple(self, made: "_Made", node: Element, component: Component | None) -> None:
        original = component.original if component is not None else None
        if original is not None and simple(node, made.schema).base == original.name:
            self._limits(made, node)
            made.type = self._types.of_simple(original.node, original.schema)
            return
        made.type = self._types.of_simple(node, made.schema)
        self._limits(made, node)

    def _limits(self, made: "_Made", node: Element) -> None:
        """What limits a value: facets and values, those of anonymous types inside included.

        Of a list or a union these are types of its own, whose values its reader has to know.
        """
        told = simple(node, made.schema)
        facets, values = list(told.facets), told.values
        while told.inner is not None:
            told = simple(told.inner, made.schema)
            facets.extend(f for f in told.facets if f[0] not in dict(facets))
            values = values or told.values
        if facets:
            made.details["constraints"] = tuple(facets)
        for value in values:
            made.children.append(self._enumerated(made, value))
        if not values:
            for held in (told.items, *told.members):
                if isinstance(held, Element):
                    self._values_inside(made, held)

    def _values_inside(self, made: "_Made", node: Element) -> None:
        told = simple(node, made.schema)
        for value in told.values:
            made.children.append(self._enumerated(made, value))
        if not told.values:
            for held in (told.inner, told.items, *told.members):
                if isinstance(held, Element):
                    self._values_inside(made, held)

    def _enumerated(self, made: "_Made", node: Element) -> Part:
        value = node.get("value") or ""
        return self._part(self._below(made, value, node, made.schema), "enumeration value", value)

    def _particles(self, made: "_Made", particles: Iterable[Particle]) -> None:
        for particle in particles:
            made.children.append(self._particle(made, particle))

    def _particle(self, holder: "_Made", particle: Particle) -> Part:
        node, schema = particle.node, particle.schema
        reference = node.get("ref")
        name = "*" if particle.is_any else node.get("name") or ""
        referred = None
        if reference:
            referred = self._types.named("element", node, reference, schema)
            name = reference.rpartition(":")[2]
        made = self._below(holder, name, node, schema)
        if particle.is_any:
            made.details["wildcard"] = _wildcard(node)
        elif referred is not None:
            made.type = referred
            made.details["is_reference"] = True
        else:
            self._value(made, node)
        made.details["occurs"] = (particle.lowest, particle.highest)
        if particle.choices:
            made.details["choices"] = particle.choices
            made.details["choice_occurs"] = particle.choice_occurs
            made.details["chosen"] = particle.chosen
        if particle.highest is None or particle.highest > 1:
            is_empty = made.type is None
            made.type = None if is_empty else ListOf(item=made.type, nullable=False)  # type: ignore[arg-type]
        return self._part(
            made,
            "wildcard" if particle.is_any else "element",
            name,
            required=particle.lowest > 0,
        )

    def _uses(self, made: "_Made", uses: Iterable[Use]) -> None:
        for use in uses:
            made.children.append(self._use(made, use))

    def _use(self, holder: "_Made", use: Use) -> Part:
        node, schema = use.node, use.schema
        reference = node.get("ref")
        name = "*" if use.is_any else node.get("name") or (reference or "").rpartition(":")[2]
        made = self._below(holder, f"@{name}", node, schema)
        if use.is_any:
            made.details["wildcard"] = _wildcard(node)
        elif reference:
            made.type = self._types.named("attribute", node, reference, schema)
            made.details["is_reference"] = True
        else:
            self._value(made, node)
        return self._part(
            made,
            "attribute wildcard" if use.is_any else "attribute",
            name,
            required=use.is_required,
        )

    def _below(self, holder: "_Made", step: str, node: Element, schema: Schema) -> "_Made":
        """What `holder` holds, with its address; printed as its holder is, with the step to it."""
        address = self._addresses.claim(f"{holder.address}.{step}", schema.file)
        printed = f"{holder.printed}{address.removeprefix(holder.address)}"
        return _Made(node, schema, address, holder.side, printed)

    def _part(
        self,
        made: "_Made",
        kind: str,
        name: str,
        *,
        aliases: tuple[str, ...] = (),
        required: bool = False,
    ) -> Part:
        text, line = description(made.node)
        details: Mapping[str, object] = MappingProxyType({**made.details, "node": made.node})
        return Part(
            address=made.address,
            kind=kind,
            name=name,
            direction=made.side,
            location=made.schema.location(made.node),
            written=made.printed if made.printed != made.address else None,
            aliases=aliases,
            type=made.type,
            required=required,
            default=made.default,
            refers=tuple(dict.fromkeys((*made.refers, *targets(made.type)))),
            annotations=(*made.annotations, *remarks(made.node, made.schema.file)),
            description=text,
            described_at=None if line is None else Location(file=made.schema.file, line=line),
            details=details,
            children=tuple(made.children),
        )


class _Made:
    """What is known of a part while it is made."""

    def __init__(
        self, node: Element, schema: Schema, address: Address, side: Direction, printed: str
    ) -> None:
        self.node, self.schema, self.address, self.side = node, schema, address, side
        self.printed = printed
        self.type: Type | None = None
        self.default: str | None = None
        self.refers: list[Address] = []
        self.children: list[Part] = []
        self.annotations: list[Annotation] = []
        self.details: dict[str, object] = {}


def _substitutes(registry: Registry) -> Mapping[QName, tuple[QName, ...]]:
    """The elements that may stand in for each element."""
    found: dict[QName, tuple[QName, ...]] = {}
    for component in registry.of_sort("element"):
        for written in (component.node.get("substitutionGroup") or "").split():
            head = component.schema.qname(component.node, written)
            if head is not None:
                found[head] = (*found.get(head, ()), component.name)
    return found


def _wildcard(node: Element) -> tuple[str, str]:
    """Which namespaces a wildcard allows, and how strictly what stands there is checked."""
    return node.get("namespace") or "##any", node.get("processContents") or "strict"
