"""WSDL 2.0 into services, as far as it is simple (W3C Recommendation, 26 June 2007).

Interfaces with what they extend, operations whose messages are elements, and the bindings to SOAP
and HTTP of part 2. An interface is what WSDL 1.1 calls a port type, an endpoint what it calls a
port.
"""

from collections.abc import Iterable, Iterator

from generator.formats.wsdl.documents.gather import Definitions
from generator.formats.wsdl.documents.namespaces import HTTP_20, SOAP_20, WSDL_20
from generator.formats.wsdl.services.model import (
    Header,
    Message,
    MessagePart,
    Offer,
    Operation,
    Port,
    Protocol,
    Service,
    Spot,
)
from generator.model.finding import Finding, Severity
from generator.model.location import Location
from generator.syntax.xml import Element, QName

_KINDS = ("interface", "binding")
_MESSAGES = {"input": "input", "output": "output", "infault": "fault", "outfault": "fault"}
_NO_ELEMENT = ("#none", "#any", "#other")
_BODY = "body"
"""What the one part of a message is called; WSDL 2.0 has no name for it."""


class Reader:
    """Reads the services of all files; `findings` are names that lead nowhere."""

    def __init__(self, definitions: Iterable[Definitions], lost: set[str]) -> None:
        """`lost` are namespaces that could not be read: nothing more is said of these."""
        self._lost = lost
        self._named: dict[tuple[str, QName], Spot] = {}
        self._faults: dict[QName, Spot] = {}
        self._services: list[tuple[QName, Spot]] = []
        self._offered: dict[tuple[Element, Element | None], tuple[Operation, ...]] = {}
        self._told: set[tuple[Element, str]] = set()
        self.findings: list[Finding] = []
        for held in definitions:
            if held.version == "2.0":
                self._index(held)

    def _index(self, held: Definitions) -> None:
        for node in _wsdl(held.root):
            name, spot = QName(held.namespace, node.get("name") or ""), Spot(node, held.file)
            if node.name.local == "service":
                self._services.append((name, spot))
            elif node.name.local in _KINDS:
                self._named.setdefault((node.name.local, name), spot)
            for fault in _wsdl(node, "fault") if node.name.local == "interface" else ():
                qname = QName(held.namespace, fault.get("name") or "")
                self._faults.setdefault(qname, Spot(fault, held.file))

    def offer(self) -> Offer:
        """The services, and the interfaces that none of them offers."""
        services = tuple(self._service(name, spot) for name, spot in self._services)
        offered = {port.interface for service in services for port in service.ports}
        extended = {
            name
            for (kind, _), spot in self._named.items()
            if kind == "interface"
            for name, _ in self._extended(spot)
        }
        unbound = [
            Port(
                kind="port type",
                name=name.local,
                interface=name,
                spots=(spot,),
                operations=self._operations(spot, None),
            )
            for (kind, name), spot in self._named.items()
            if kind == "interface" and name not in offered and name not in extended
        ]
        return Offer(services=services, unbound=tuple(unbound))

    def _service(self, name: QName, spot: Spot) -> Service:
        interface = self._meant("interface", spot, "interface")
        ports = (
            self._port(node, spot, interface) for node in _wsdl(spot.node, "endpoint") if interface
        )
        return Service(name=name, spot=spot, ports=tuple(ports) if interface else ())

    def _port(self, node: Element, service: Spot, interface: Spot) -> Port:
        spot = Spot(node, service.file)
        binding = self._meant("binding", spot, "binding")
        return Port(
            kind="port",
            name=node.get("name") or "",
            interface=service.node.qname(service.node.get("interface") or "") or QName("", ""),
            spots=(spot, binding, interface) if binding else (spot, interface),
            operations=self._operations(interface, binding),
            protocol=_protocol(binding.node) if binding else Protocol.UNBOUND,
            url=(node.get("address") or "").strip(),
        )

    def _extended(self, interface: Spot) -> Iterator[tuple[QName, Spot]]:
        """The interfaces it extends, directly and through others, each once."""
        waiting, passed = [interface], {interface.node}
        while waiting:
            current = waiting.pop(0)
            for written in (current.node.get("extends") or "").split():
                name = current.node.qname(written)
                found = None if name is None else self._named.get(("interface", name))
                if name is None or found is None:
                    self._unknown(current, "interface", written, name)
                elif found.node not in passed:
                    passed.add(found.node)
                    waiting.append(found)
                    yield name, found

    def _operations(self, interface: Spot, binding: Spot | None) -> tuple[Operation, ...]:
        """Its own, then those of what it extends; the same for all endpoints of one binding."""
        key = interface.node, binding.node if binding is not None else None
        if key not in self._offered:
            own = (interface, *(spot for _, spot in self._extended(interface)))
            bound = _bound(binding)
            self._offered[key] = tuple(
                self._operation(Spot(node, spot.file), binding, bound.get(node.get("name") or ""))
                for spot in own
                for node in _wsdl(spot.node, "operation")
            )
        return self._offered[key]

    def _operation(self, spot: Spot, binding: Spot | None, bound: Element | None) -> Operation:
        protocol = _protocol(binding.node) if binding else Protocol.UNBOUND
        is_soap = protocol in (Protocol.SOAP_11, Protocol.SOAP_12)
        spots = (spot, Spot(bound, binding.file)) if binding and bound else (spot,)
        method = _said(bound, HTTP_20, "method") or _said(
            binding.node if binding else None, HTTP_20, "methodDefault"
        )
        return Operation(
            name=spot.node.get("name") or "",
            spots=spots,
            messages=tuple(self._messages(spot, bound, binding)),
            style="document" if is_soap else "",
            action=(_said(bound, SOAP_20, "action") or "") if is_soap else None,
            location=(_said(bound, HTTP_20, "location") or "") if not is_soap else "",
            verb=(method or "") if protocol is Protocol.HTTP else "",
        )

    def _messages(
        self, operation: Spot, bound: Element | None, binding: Spot | None
    ) -> Iterator[Message]:
        use = "literal" if binding is not None else ""
        for node in _wsdl(operation.node):
            kind = _MESSAGES.get(node.name.local)
            if kind is None:
                continue
            spot = Spot(node, operation.file)
            if kind == "fault":
                name, spots = self._fault(spot)
            else:
                name, spots = node.get("messageLabel") or kind, (spot,)
            headers = self._headers(node, bound, binding)
            yield Message(
                kind=kind,
                name=name,
                spots=spots,
                parts=tuple(self._parts(spots[-1])),
                headers=tuple(headers),
                use=use,
            )

    def _fault(self, spot: Spot) -> tuple[str, tuple[Spot, ...]]:
        """The name of a fault that is referred to, and what describes it."""
        written = spot.node.get("ref") or ""
        name = spot.node.qname(written)
        found = None if name is None else self._faults.get(name)
        if found is None:
            self._unknown(spot, "fault", written, name)
        return written.rpartition(":")[2], (spot,) if found is None else (spot, found)

    def _parts(self, spot: Spot) -> Iterator[MessagePart]:
        written = spot.node.get("element")
        if written and written.strip() not in _NO_ELEMENT:
            name = spot.node.qname(written)
            if name is None:
                self._unknown(spot, "element", written, None)
            yield MessagePart(name=_BODY, spot=spot, element=name)

    def _headers(
        self, message: Element, bound: Element | None, binding: Spot | None
    ) -> Iterator[Header]:
        """The header blocks that a binding names for a message (part 2, section 5.10)."""
        if bound is None or binding is None:
            return
        for node in _wsdl(bound, message.name.local):
            for held in node.elements():
                written = held.get("element")
                if held.name == QName(SOAP_20, "header") and written:
                    spot = Spot(held, binding.file)
                    name = held.qname(written)
                    if name is None:
                        self._unknown(spot, "element", written, None)
                    local = written.rpartition(":")[2]
                    yield Header(part=MessagePart(name=local, spot=spot, element=name))

    def _meant(self, kind: str, spot: Spot, attribute: str) -> Spot | None:
        """What an attribute names; None and a finding where there is no such thing."""
        written = spot.node.get(attribute)
        if not written:
            return None
        name = spot.node.qname(written)
        found = None if name is None else self._named.get((kind, name))
        if found is None:
            self._unknown(spot, kind, written, name)
        return found

    def _unknown(self, spot: Spot, kind: str, written: str, name: QName | None) -> None:
        """A finding, once for each place; none where the namespace could not be read."""
        is_lost = name is not None and name.namespace in self._lost
        if is_lost or (spot.node, written) in self._told:
            return
        self._told.add((spot.node, written))
        self.findings.append(
            Finding(
                rule="wsdl-unknown-name",
                severity=Severity.ERROR,
                location=Location(file=spot.file, line=spot.node.line),
                arguments={"kind": kind, "name": written[:200]},
            )
        )


def _protocol(binding: Element) -> Protocol:
    match binding.get("type"):
        case str(told) if told.strip() == HTTP_20:
            return Protocol.HTTP
        case str(told) if told.strip() == SOAP_20:
            version = _said(binding, SOAP_20, "version") or "1.2"
            return Protocol.SOAP_11 if version == "1.1" else Protocol.SOAP_12
        case _:
            return Protocol.UNBOUND


def _bound(binding: Spot | None) -> dict[str, Element]:
    """What a binding says of operations, by their local name."""
    if binding is None:
        return {}
    return {
        (node.get("ref") or "").rpartition(":")[2]: node
        for node in _wsdl(binding.node, "operation")
    }


def _said(node: Element | None, namespace: str, name: str) -> str | None:
    return None if node is None else node.attributes.get(QName(namespace, name))


def _wsdl(node: Element, name: str | None = None) -> Iterator[Element]:
    return (
        held
        for held in node.elements()
        if held.name.namespace == WSDL_20 and name in (None, held.name.local)
    )
