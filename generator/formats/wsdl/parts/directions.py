"""Which way each component travels, by the messages it is in."""

from collections.abc import Iterable, Iterator

from generator.formats.wsdl.components.registry import Component, Registry
from generator.formats.wsdl.documents.gather import Schema
from generator.formats.wsdl.documents.namespaces import XSD
from generator.formats.wsdl.services.model import Message, Offer
from generator.model.part import Direction
from generator.syntax.xml import Element, QName

_Key = tuple[str, QName]
_REFERENCES = {
    "type": "type",
    "base": "type",
    "itemType": "type",
    "memberTypes": "type",
}


class Directions:
    """The direction of every component; what no message holds goes both ways."""

    def __init__(self, registry: Registry, offer: Offer) -> None:
        leads = {key: tuple(_leads(c)) for key, c in registry.components.items()}
        for key, component in registry.components.items():
            written = component.node.get("substitutionGroup") if key[0] == "element" else None
            for name in (written or "").split():
                head = component.schema.qname(component.node, name)
                if head is not None and ("element", head) in leads:
                    leads["element", head] = (*leads["element", head], key)
        self._in = _reached(_seeds(offer, is_input=True), leads)
        self._out = _reached(_seeds(offer, is_input=False), leads)

    def of(self, sort: str, name: QName) -> Direction:
        """The direction of one component, seen from the client."""
        key = sort, name
        is_in, is_out = key in self._in, key in self._out
        if is_in is is_out:
            return Direction.BOTH
        return Direction.INPUT if is_in else Direction.OUTPUT


def messages(offer: Offer) -> Iterator[Message]:
    """Every message of every operation."""
    ports = [port for service in offer.services for port in service.ports]
    for port in (*ports, *offer.unbound):
        for operation in port.operations:
            yield from operation.messages


def _seeds(offer: Offer, *, is_input: bool) -> Iterator[_Key]:
    for message in messages(offer):
        if (message.kind == "input") is is_input:
            for part in (*message.parts, *(header.part for header in message.headers)):
                if part.element is not None:
                    yield "element", part.element
                if part.type is not None:
                    yield "type", part.type


def _leads(component: Component) -> Iterator[_Key]:
    """What a component refers to, from anywhere inside it."""
    waiting = [component.node]
    while waiting:
        node = waiting.pop()
        yield from _named(node, component.schema)
        waiting.extend(held for held in node.elements() if held.name.namespace == XSD)


def _named(node: Element, schema: Schema) -> Iterator[_Key]:
    for attribute, sort in _REFERENCES.items():
        for written in (node.get(attribute) or "").split():
            name = schema.qname(node, written)
            if name is not None:
                yield sort, name
    reference, referred = node.get("ref"), _REFERRED.get(node.name.local)
    name = schema.qname(node, reference) if reference else None
    if referred is not None and name is not None:
        yield referred, name


_REFERRED = {
    "element": "element",
    "attribute": "attribute",
    "group": "group",
    "attributeGroup": "attribute group",
}


def _reached(seeds: Iterable[_Key], leads: dict[_Key, tuple[_Key, ...]]) -> set[_Key]:
    reached: set[_Key] = set()
    waiting = list(seeds)
    while waiting:
        key = waiting.pop()
        if key not in reached:
            reached.add(key)
            waiting.extend(leads.get(key, ()))
    return reached
