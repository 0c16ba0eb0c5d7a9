"""WSDL 1.1 into services (W3C Note, 15 March 2001; its SOAP 1.2 binding, 5 April 2006)."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    operations: Mapping[str, Sequence[Element]]

    def operation(self, node: Element) -> Element | None:
        """What it says of an operation; of overloaded ones that with the same messages' names."""
        of_name = self.operations.get(node.get("name") or "", ())
        alike = (held for held in of_name if _messages_named(held) == _messages_named(node))
        return next(alike, of_name[0] if of_name else None)


class Reader:
    """Reads the services of all files; `findings` are names that lead nowhere."""

    def __init__(self, definitions: Iterable[Definitions], lost: set[str]) -> None:
        """`lost` are namespaces that could not be read: nothing more is said of these."""
        self._lost = lost
        self._named: dict[tuple[str, QName], Spot] = {}
        self._services: list[tuple[QName, Spot]] = []
        self._bindings: dict[Element, _Binding | None] = {}
        self._offered: dict[tuple[QName, Element | None], tuple[Operation, ...]] = {}
        self._pieces: dict[Element, tuple[MessagePart, ...]] = {}
        self._told: set[tuple[Element, str]] = set()
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
        bindings = self._by_interface()
        unbound = [
            self._unbound(name, spot, bindings.get(name))
            for (kind, name), spot in self._named.items()
            if kind == "portType" and name not in offered
        ]
        return Offer(services=services, unbound=tuple(unbound))

    def _by_interface(self) -> Mapping[QName, _Binding]:
        """The first binding of each port type."""
        found: dict[QName, _Binding] = {}
        for (kind, _), spot in self._named.items():
            bound = self._bound(spot) if kind == "binding" else None
            if bound is not None:
                found.setdefault(bound.interface, bound)
        return found

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
            operations=self._operations(binding.interface, interface, binding),
            protocol=binding.protocol,
            url=(url or "").strip(),
            policies=tuple(_policies(node, binding.spot.node)),
        )

    def _unbound(self, name: QName, spot: Spot, binding: _Binding | None) -> Port:
        """A port type alone; with its binding, where it has one."""
        return Port(
            kind="port type",
            name=name.local,
            interface=name,
            spots=(spot, binding.spot) if binding else (spot,),
            operations=self._operations(name, spot, binding),
            protocol=binding.protocol if binding else Protocol.UNBOUND,
            policies=tuple(_policies(binding.spot.node)) if binding else (),
        )

    def _binding(self, port: Spot) -> _Binding | None:
        spot = self._meant("binding", port, "binding")
        return None if spot is None else self._bound(spot)

    def _bound(self, spot: Spot) -> _Binding | None:
        if spot.node not in self._bindings:
            self._bindings[spot.node] = self._told_by(spot)
        return self._bindings[spot.node]

    def _told_by(self, spot: Spot) -> _Binding | None:
        self._meant("portType", spot, "type")  # a finding where there is none
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
        operations: dict[str, list[Element]] = {}
        for node in _wsdl(spot.node, "operation"):
            operations.setdefault(node.get("name") or "", []).append(node)
        return _Binding(spot, interface, protocol, style, verb, operations)

    def _operations(
        self, name: QName, interface: Spot | None, binding: _Binding | None
    ) -> tuple[Operation, ...]:
        """Those of a port type as a binding has them; the same for all ports of one binding."""
        if interface is None:
            return ()
        key = name, binding.spot.node if binding is not None else None
        if key not in self._offered:
            self._offered[key] = tuple(
                self._operation(node, interface.file, binding)
                for node in _wsdl(interface.node, "operation")
            )
        return self._offered[key]

    def _operation(self, node: Element, file: str, binding: _Binding | None) -> Operation:
        name = node.get("name") or ""
        spot = Spot(node, file)
        bound = binding.operation(node) if binding else None
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
            parts = self._parts(found) if found is not None else ()
            name = node.get("name") if kind == "fault" else None
            spots = [Spot(node, operation.file)]
            if found is not None:
                spots.append(found)
            inner = _bound_message(bound, kind, name)
            body = _extension(inner, "body", "fault")
            chosen = body.get("parts") if body is not None else None
            headers = tuple(self._headers(inner, binding.spot.file)) if inner and binding else ()
            sent = {header.part.spot.node for header in headers}
            wanted = None if chosen is None else set(chosen.split())
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

    def _parts(self, message: Spot) -> tuple[MessagePart, ...]:
        """The parts of a message; the same objects, whoever asks."""
        if message.node not in self._pieces:
            self._pieces[message.node] = tuple(
                MessagePart(
                    name=node.get("name") or "",
                    spot=Spot(node, message.file),
                    element=self._name(node, "element", message.file),
                    type=self._name(node, "type", message.file),
                )
                for node in _wsdl(message.node, "part")
            )
        return self._pieces[message.node]

    def _name(self, node: Element, attribute: str, file: str) -> QName | None:
        """The name an attribute holds; a finding where its prefix is not declared."""
        written = node.get(attribute)
        name = node.qname(written) if written else None
        if written and name is None:
            self._unknown(Spot(node, file), attribute, written)
        return name

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
            self._unknown(spot, kind, written)
        return found

    def _unknown(self, spot: Spot, kind: str, written: str) -> None:
        """A finding, once for each place."""
        if (spot.node, kind) in self._told:
            return
        self._told.add((spot.node, kind))
        self.findings.append(
            Finding(
                rule="wsdl-unknown-name",
                severity=Severity.ERROR,
                location=Location(file=spot.file, line=spot.node.line),
                arguments={"kind": kind, "name": written[:200]},
            )
        )


def _wsdl(node: Element, name: str | None = None) -> Iterator[Element]:
    return (
        held
        for held in node.elements()
        if held.name.namespace == WSDL_11 and name in (None, held.name.local)
    )


def _extension(node: Element | None, *names: str) -> Element | None:
    """What SOAP or HTTP says inside a part of a binding, in MIME packing too."""
    waiting = deque(node.elements() if node is not None else ())
    while waiting:
        held = waiting.popleft()
        if held.name.local in names and held.name.namespace in _PROTOCOLS:
            return held
        if held.name.local in ("multipartRelated", "part"):
            waiting.extend(held.elements())
    return None


def _messages_named(node: Element) -> tuple[str | None, ...]:
    """How the input and the output of an operation are called (WSDL 1.1, section 2.5)."""
    return tuple(
        next((held.get("name") for held in _wsdl(node, kind)), None) for kind in _DIRECTIONS
    )


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
        for name, value in node.attributes.items():
            if name.namespace in POLICY and name.local == "PolicyURIs":
                yield from (written.removeprefix("#") for written in value.split())
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
