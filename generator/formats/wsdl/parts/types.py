"""The type of a value as the neutral model has it, from the names and nodes of a schema."""

from collections.abc import Iterator

from generator.formats.wsdl.components.registry import Registry
from generator.formats.wsdl.components.simple import simple
from generator.formats.wsdl.documents.gather import Schema
from generator.formats.wsdl.documents.namespaces import ENCODING_11, ENCODING_12, WSDL_11, XML, XSD
from generator.formats.wsdl.parts.addresses import Addresses
from generator.model.finding import Finding, Severity
from generator.model.location import Location
from generator.model.types import ListOf, Named, OneOf, Type
from generator.syntax.xml import Element, QName

_PREFIXES = {XSD: "xs:", XML: "xml:", ENCODING_11: "soapenc:", ENCODING_12: "soapenc:"}
_ENCODED = (ENCODING_11, ENCODING_12)
_NAMES = """
anyType anySimpleType anyAtomicType error string boolean decimal float double duration dateTime time
date gYearMonth gYear gMonthDay gDay gMonth hexBinary base64Binary anyURI QName NOTATION
normalizedString token language NMTOKEN NMTOKENS Name NCName ID IDREF IDREFS ENTITY ENTITIES integer
nonPositiveInteger negativeInteger long int short byte nonNegativeInteger unsignedLong unsignedInt
unsignedShort unsignedByte positiveInteger yearMonthDuration dayTimeDuration dateTimeStamp
"""
_BUILT_IN = frozenset(_NAMES.split())
"""The types of XML Schema 1.0 and 1.1 (part 2, section 3)."""
_ARRAY_TYPE = QName(WSDL_11, "arrayType")


class Types:
    """Looks names up. `findings` are names that lead nowhere, each told once."""

    def __init__(self, registry: Registry, addresses: Addresses, lost: set[str]) -> None:
        """`lost` are namespaces that could not be read: nothing more is said of these."""
        self.registry, self.addresses, self.lost = registry, addresses, lost
        self.findings: list[Finding] = []
        self._told: set[tuple[str, QName]] = set()

    def named(self, sort: str, node: Element, written: str, schema: Schema) -> Named:
        """The component that a qualified name in a schema means."""
        name = schema.qname(node, written)
        if name is None:
            self._missing(sort, QName("", written), node, schema.file)
            return Named(name=written, target=None, nullable=False)
        return self.of(sort, name, node, schema.file)

    def of(self, sort: str, name: QName, node: Element, file: str) -> Named:
        """The component of that name, as `node` refers to it."""
        target = self.addresses.find(sort, name)
        if target is None and not self._is_given(sort, name):
            self._missing(sort, name, node, file)
        shown = f"{_PREFIXES.get(name.namespace, '')}{name.local}"
        return Named(name=shown, target=target, nullable=False)

    def _is_given(self, sort: str, name: QName) -> bool:
        """Whether a name need not be in the files: XML Schema has it, or its file was lost."""
        if name.namespace == XSD and sort == "type":
            return name.local in _BUILT_IN
        return name.namespace in _PREFIXES or name.namespace in self.lost

    def of_simple(self, node: Element, schema: Schema) -> Type:
        """What an anonymous or named simple type builds on."""
        told = simple(node, schema)
        if told.items is not None:
            return ListOf(item=self._either(told.items, schema, node), nullable=False)
        if told.members:
            choices = tuple(self._either(member, schema, node) for member in told.members)
            return choices[0] if len(choices) == 1 else OneOf(choices=choices, nullable=False)
        if told.inner is not None:
            return self.of_simple(told.inner, schema)
        name = told.base or QName(XSD, "anySimpleType")
        return self.of("type", name, node, schema.file)

    def _either(self, told: QName | Element, schema: Schema, node: Element) -> Type:
        if isinstance(told, QName):
            return self.of("type", told, node, schema.file)
        return self.of_simple(told, schema)

    def array(self, node: Element, schema: Schema) -> Type | None:
        """What a SOAP-encoded array holds, None for anything else (WSDL 1.1, section 2.2)."""
        for held in _all(node):
            written = held.attributes.get(_ARRAY_TYPE)
            if written is not None:
                name, _, dimensions = written.partition("[")
                item: Type = self.named("type", held, name, schema)
                for _ in range(min(dimensions.count("["), 3) + 1):
                    item = ListOf(item=item, nullable=False)
                return item
        return None

    def is_array(self, base: QName | None) -> bool:
        """Whether a base is the array of SOAP encoding."""
        return base is not None and base.namespace in _ENCODED and base.local == "Array"

    def _missing(self, sort: str, name: QName, node: Element, file: str) -> None:
        if (sort, name) in self._told:
            return
        self._told.add((sort, name))
        self.findings.append(
            Finding(
                rule="wsdl-unknown-name",
                severity=Severity.ERROR,
                location=Location(file=file, line=node.line),
                arguments={"kind": sort, "name": str(name)[:200]},
            )
        )


def _all(node: Element) -> Iterator[Element]:
    for held in node.elements():
        yield held
        yield from _all(held)
