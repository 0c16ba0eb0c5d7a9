"""WSDL 1.1 into services (W3C Note, 15 March 2001; its SOAP 1.2 binding, 5 April 2006)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.formats.wsdl.documents.gather import Definitions
from generator.formats.wsdl.documents.namespaces import HTTP_11, POLICY, SOAP_11, SOAP_12, WSDL_11
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

_PROTOCOLS = {SOAP_11: Protocol.SOAP_11, SOAP_12: Protocol.SOAP_12, HTTP_11: Protocol.HTTP}
_SOAP = (SOAP_11, SOAP_12)
_DIRECTIONS = ("input", "output")


@dataclass(frozen=True, slots=True, eq=False)
class _Binding:
    spot: Spot
    interface: QName
    protocol: Protocol
    style: str
    verb: str
    operations: Mapping[str, Element]


class Reader:
    """Reads the services of all files; `findings` are names that lead nowhere."""

    def __init__(self, definitions: Iterable[Definitions], lost: set[str]) -> None:
        """`lost` are namespaces that could not be read: nothing more is said of these."""
        self._lost = lost
        self._named: dict[tuple[str, QName], Spot] = {}
        self._services: list[tuple[QName, Spot]] = []
        self.findings: list[Finding] = []
        for held in definitions:
            if held.version == "1.1":
                self._index(held)

    def _index(self, held: Definitions) -> None:
        for node in _wsdl(held.root):
            name = node.get("name")
            if not name:
                continue
            qname, spot = QName(held.namespace, name), Spot(node, held.file)
            if node.name.local == "service":
                self._services.append((qname, spot))
            else:
                self._named.setdefault((node.name.local, qname), spot)

    def offer(self) -> Offer:
        """The services, and the port types that none of them offers."""
        services = tuple(self._service(name, spot) for name, spot in self._services)
        offered = {port.interface for service in services for port in service.ports}
        unbound = [
            self._unbound(name, spot)
            for (kind, name), spot in self._named.items()
            if kind == "portType" and name not in offered
        ]
        return Offer(services=services, unbound=tuple(unbound))

    def _service(self, name: QName, spot: Spot) -> Service:
        found = (self._port(node, spot.file) for node in _wsdl(spot.node, "port"))
        return Service(name=name, spot=spot, ports=tuple(port for port in found if port))

    def _port(self, node: Element, file: str) -> Port | None:
        spot = Spot(node, file)
        binding = self._binding(spot)
        if binding is None:
            return None
        url = next((held.get("location") for held in node.elements() if held.name.local == "address"
                    and held.name.namespace in _PROTOCOLS), None)  # fmt: skip
        described = [spot, binding.spot]
        interface = self._named.get(("portType", binding.interface))
        if interface is not None:
            described.append(interface)
        return Port(
            kind="port",
            name=node.get("name") or "",
            interface=binding.interface,
            spots=tuple(described),
            operations=self._operations(interface, binding),
            protocol=binding.protocol,
            url=(url or "").strip(),
            policies=tuple(_policies(node, binding.spot.node)),
        )

    def _unbound(self, name: QName, spot: Spot) -> Port:
        """A port type alone; with its binding, where it has one."""
        bindings = [
            found
            for (kind, _), held in self._named.items()
            if kind == "binding" and (found := self._bound(held)) and found.interface == name
        ]
        binding = bindings[0] if bindings else None
        return Port(
            kind="port type",
            name=name.local,
            interface=name,
            spots=(spot, binding.spot) if binding else (spot,),
            operations=self._operations(spot, binding),
            protocol=binding.protocol if binding else Protocol.UNBOUND,
            policies=tuple(_policies(binding.spot.node)) if binding else (),
        )

    def _binding(self, port: Spot) -> _Binding | None:
        spot = self._meant("binding", port, "binding")
        return None if spot is None else self._bound(spot)

    def _bound(self, spot: Spot) -> _Binding | None:
        interface = spot.node.qname(spot.node.get("type") or "")
        if interface is None:
            return None
        protocol, style, verb = Protocol.UNBOUND, "", ""
        for held in spot.node.elements():
            if held.name.local == "binding" and held.name.namespace in _PROTOCOLS:
                protocol = _PROTOCOLS[held.name.namespace]
                style, verb = held.get("style") or "document", held.get("verb") or ""
        if protocol is Protocol.HTTP:
            style = ""
        return _Binding(
            spot,
            interface,
            protocol,
            style,
            verb,
            {node.get("name") or "": node for node in _wsdl(spot.node, "operation")},
        )

    def _operations(
        self, interface: Spot | None, binding: _Binding | None
    ) -> tuple[Operation, ...]:
        if interface is None:
            return ()
        return tuple(
            self._operation(node, interface.file, binding)
            for node in _wsdl(interface.node, "operation")
        )

    def _operation(self, node: Element, file: str, binding: _Binding | None) -> Operation:
        name = node.get("name") or ""
        spot = Spot(node, file)
        bound = binding.operations.get(name) if binding else None
        told = _extension(bound, "operation")
        spots = [spot]
        if binding is not None and bound is not None:
            spots.append(Spot(bound, binding.spot.file))
        style = (told.get("style") if told is not None else None) or (
            binding.style if binding else ""
        )
        is_soap = told is not None and told.name.namespace in _SOAP
        return Operation(
            name=name,
            spots=tuple(spots),
            messages=tuple(self._messages(spot, bound, binding)),
            style=style,
            action=(told.get("soapAction") or "") if told is not None and is_soap else None,
            location=(told.get("location") or "") if told is not None and not is_soap else "",
            verb=binding.verb if binding else "",
            policies=tuple(_policies(*(held for held in (bound,) if held is not None))),
        )

    def _messages(
        self, operation: Spot, bound: Element | None, binding: _Binding | None
    ) -> Iterator[Message]:
        for node in _wsdl(operation.node):
            kind = node.name.local
            if kind not in (*_DIRECTIONS, "fault"):
                continue
            found = self._meant("message", Spot(node, operation.file), "message")
            parts = tuple(self._parts(found)) if found is not None else ()
            name = node.get("name") if kind == "fault" else None
            spots = [Spot(node, operation.file)]
            if found is not None:
                spots.append(found)
            inner = _bound_message(bound, kind, name)
            body = _extension(inner, "body", "fault")
            chosen = body.get("parts") if body is not None else None
            headers = tuple(self._headers(inner, binding.spot.file)) if inner and binding else ()
            sent = {header.part.spot.node for header in headers}
            wanted = None if chosen is None else chosen.split()
            yield Message(
                kind=kind,
                name=name or (found.node.get("name") if found is not None else None) or kind,
                spots=tuple(spots),
                parts=tuple(
                    part
                    for part in parts
                    if (part.name in wanted if wanted is not None else part.spot.node not in sent)
                ),
                headers=headers,
                use=(body.get("use") or "literal") if body is not None else "",
                namespace=(body.get("namespace") or "") if body is not None else "",
            )

    def _parts(self, message: Spot) -> Iterator[MessagePart]:
        for node in _wsdl(message.node, "part"):
            element, type_ = node.get("element"), node.get("type")
            yield MessagePart(
                name=node.get("name") or "",
                spot=Spot(node, message.file),
                element=node.qname(element) if element else None,
                type=node.qname(type_) if type_ else None,
            )

    def _headers(self, bound: Element, file: str) -> Iterator[Header]:
        for held in bound.elements():
            if held.name.local != "header" or held.name.namespace not in _SOAP:
                continue
            message = self._meant("message", Spot(held, file), "message")
            for part in self._parts(message) if message is not None else ():
                if part.name == held.get("part"):
                    yield Header(part=part, is_literal=held.get("use") != "encoded")

    def _meant(self, kind: str, spot: Spot, attribute: str) -> Spot | None:
        """What an attribute names; None and a finding where there is no such thing."""
        written = spot.node.get(attribute)
        if not written:
            return None
        name = spot.node.qname(written)
        found = None if name is None else self._named.get((kind, name))
        if found is None and (name is None or name.namespace not in self._lost):
            self.findings.append(
                Finding(
                    rule="wsdl-unknown-name",
                    severity=Severity.ERROR,
                    location=Location(file=spot.file, line=spot.node.line),
                    arguments={"kind": kind, "name": written[:200]},
                )
            )
        return found


def _wsdl(node: Element, name: str | None = None) -> Iterator[Element]:
    return (
        held
        for held in node.elements()
        if held.name.namespace == WSDL_11 and name in (None, held.name.local)
    )


def _extension(node: Element | None, *names: str) -> Element | None:
    """What SOAP or HTTP says inside a part of a binding, in MIME packing too."""
    waiting = list(node.elements()) if node is not None else []
    while waiting:
        held = waiting.pop(0)
        if held.name.local in names and held.name.namespace in _PROTOCOLS:
            return held
        if held.name.local in ("multipartRelated", "part"):
            waiting.extend(held.elements())
    return None


def _bound_message(bound: Element | None, kind: str, name: str | None) -> Element | None:
    if bound is None:
        return None
    return next(
        (held for held in _wsdl(bound, kind) if kind != "fault" or held.get("name") == name),
        None,
    )


def _policies(*nodes: Element) -> Iterator[str]:
    """The names of policies that are applied here (WS-Policy 1.5 Attachment, section 4)."""
    for node in nodes:
        for held in node.elements():
            if held.name.namespace in POLICY:
                yield from _policy_names(held)


def _policy_names(node: Element) -> Iterator[str]:
    if node.name.local == "PolicyReference":
        yield (node.get("URI") or "").removeprefix("#")
        return
    for held in node.elements():
        if held.name.namespace in POLICY:
            yield from _policy_names(held)
        else:
            yield held.name.local
