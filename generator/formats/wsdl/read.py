"""The files of a spec into parts."""

import re
from collections.abc import Iterator, Sequence

from generator.formats import Bundle, Document, Reading
from generator.formats.wsdl.components.registry import Registry, registry
from generator.formats.wsdl.documents.gather import Gathered, gather
from generator.formats.wsdl.native import Native
from generator.formats.wsdl.parts.addresses import Addresses
from generator.formats.wsdl.parts.directions import Directions
from generator.formats.wsdl.parts.documentation import description
from generator.formats.wsdl.parts.operations import Operations
from generator.formats.wsdl.parts.schemas import Schemas
from generator.formats.wsdl.parts.told import with_told
from generator.formats.wsdl.parts.types import Types
from generator.formats.wsdl.services import wsdl11, wsdl20
from generator.formats.wsdl.services.model import Offer
from generator.model.about import About, Link
from generator.model.address import Address
from generator.model.finding import Finding, Severity
from generator.model.part import Part, Tree

_ROOT = re.compile(rb"<(?:[\w.-]+:)?(?:definitions|description|schema)\b")
_NAMESPACE = re.compile(
    rb"http://(?:schemas\.xmlsoap\.org/wsdl/|www\.w3\.org/(?:ns/wsdl|2001/XMLSchema))"
)
_BEGINNING = 20_000


def detects(documents: Sequence[Document]) -> bool:
    """Whether one of the documents begins as a WSDL or a schema does."""
    return any(_is_ours(document.content[:_BEGINNING]) for document in documents)


def _is_ours(beginning: bytes) -> bool:
    text = beginning.replace(b"\0", b"")  # UTF-16
    is_xml = text.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<")
    return is_xml and bool(_ROOT.search(text)) and bool(_NAMESPACE.search(text))


def read(bundle: Bundle) -> Reading:
    """The spec as parts. Raises SpecError where nothing can be made of it."""
    gathered = gather(bundle)
    components = registry(gathered)
    offer, unknown = _offer(gathered)
    addresses = Addresses(components, offer.names())
    types = Types(components, addresses, gathered.lost)
    operations = Operations(types, addresses)
    offered = tuple(operations.parts(offer))
    schemas = Schemas(components, types, addresses, Directions(components, offer))
    defined = tuple(schemas.parts())
    entries = tuple(operations.entries) or _openings(defined)
    parts = with_told((*offered, *defined), gathered)
    tree = Tree(parts=parts, entries=entries, about=_about(gathered, offer))
    return Reading(
        tree=tree,
        findings=(
            *gathered.findings,
            *unknown,
            *types.findings,
            *_again(components),
        ),
        native=Native(
            gathered=gathered, registry=components, tree=tree, operations=operations.entries
        ),
    )


def _offer(gathered: Gathered) -> tuple[Offer, Sequence[Finding]]:
    """The services of both versions of WSDL, and the names in them that lead nowhere."""
    older = wsdl11.Reader(gathered.definitions, gathered.lost)
    newer = wsdl20.Reader(gathered.definitions, gathered.lost)
    first, second = older.offer(), newer.offer()
    offer = Offer(
        services=(*first.services, *second.services), unbound=(*first.unbound, *second.unbound)
    )
    return offer, (*older.findings, *newer.findings)


def _openings(parts: Sequence[Part]) -> tuple[Address, ...]:
    """Where a document begins that no service sends: with an element, else anywhere."""
    elements = tuple(part.address for part in parts if part.kind == "element")
    return elements or tuple(part.address for part in parts)


def _again(components: Registry) -> Iterator[Finding]:
    for component in components.again:
        yield Finding(
            rule="xsd-defined-again",
            severity=Severity.WARNING,
            location=component.schema.location(component.node),
            arguments={"kind": component.sort, "name": str(component.name)[:200]},
        )


def _about(gathered: Gathered, offer: Offer) -> About:
    if not gathered.definitions:
        first = gathered.schemas[-1].root
        return About(
            notation="XML Schema",
            version=first.get("version") or "",
            description=description(first)[0],
        )
    main = gathered.definitions[0]
    said = (description(held.root)[0] for held in gathered.definitions)
    urls = [port.url for service in offer.services for port in service.ports if port.url]
    return About(
        notation=f"WSDL {main.version}",
        title=main.root.get("name") or "",
        description="\n\n".join(dict.fromkeys(text for text in said if text)),
        servers=(Link(url=common(urls)),) if urls else (),
    )


def common(urls: Sequence[str]) -> str:
    """What addresses share from the left, whole steps of the path only; one is all its own."""
    if len(set(urls)) == 1:
        return urls[0]
    pieces = [url.split("/") for url in urls]
    shared = []
    for step in zip(*pieces, strict=False):
        if len(set(step)) > 1:
            break
        shared.append(step[0])
    return "/".join(shared) if len(shared) > 2 else urls[0]
