"""What stands where a schema allows any element, and the attributes everybody has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.formats.wsdl.documents.gather import Schema
from generator.formats.wsdl.documents.namespaces import XML
from generator.formats.wsdl.envelopes.draft import Draft, UnmadeError
from generator.formats.wsdl.envelopes.node import Node
from generator.syntax.xml import Element, QName

if TYPE_CHECKING:
    from generator.formats.wsdl.envelopes.instances import Around, Instances

ELSEWHERE = "urn:example"
_MOST_TRIES = 20
_XML = {"lang": "en", "space": "preserve", "base": "https://www.example.org/", "id": "id-xml"}


def element(
    node: Element, schema: Schema, instances: Instances, draft: Draft, around: Around
) -> Node:
    """The smallest element that a wildcard allows.

    Raises UnmadeError where it has to be one that a schema declares, and there is none.
    """
    allowed = (node.get("namespace") or "##any").split()
    if node.get("processContents") in ("lax", "skip"):
        return Node(QName(_namespace(allowed, schema), "element"))
    tried = 0
    for component in instances.finder.registry.of_sort("element"):
        if _is_allowed(component.name.namespace, allowed, schema):
            tried += 1
            made = instances.attempt(
                lambda c=component: instances.element(c.name, draft, around),  # type: ignore[misc]
                draft,
            )
            if made is not None:
                return made
            if tried > _MOST_TRIES:
                break
    raise UnmadeError


def xml_attribute(name: QName) -> str | None:
    """A value of an attribute that XML itself defines, None for any other."""
    return _XML.get(name.local) if name.namespace == XML else None


def _namespace(allowed: list[str], schema: Schema) -> str:
    match allowed[0] if allowed else "##any":
        case "##any" | "##other":
            return ELSEWHERE
        case "##local":
            return ""
        case "##targetNamespace":
            return schema.namespace
        case uri:
            return uri


def _is_allowed(namespace: str, allowed: list[str], schema: Schema) -> bool:
    return any(
        word == "##any"
        or (word == "##other" and namespace not in ("", schema.namespace))
        or (word == "##local" and not namespace)
        or (word == "##targetNamespace" and namespace == schema.namespace)
        or word == namespace
        for word in allowed
    )
