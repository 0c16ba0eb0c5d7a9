"""Services, ports, operations and their messages as parts."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from generator.formats.wsdl.parts.addresses import Addresses
from generator.formats.wsdl.parts.documentation import description
from generator.formats.wsdl.parts.remarks import remarks
from generator.formats.wsdl.parts.types import Types
from generator.formats.wsdl.services.model import (
    Header,
    Message,
    MessagePart,
    Offer,
    Operation,
    Port,
    Service,
    Spot,
)
from generator.model.address import Address
from generator.model.location import Location
from generator.model.part import Annotation, Direction, Part
from generator.model.types import Type, targets


class Operations:
    """Makes the parts of what a spec offers.

    `entries` are the operations, each with its port, as far as they have been made.
    """

    def __init__(self, types: Types, addresses: Addresses) -> None:
        self._types, self._addresses = types, addresses
        self.entries: dict[Address, tuple[Port, Operation]] = {}

    def parts(self, offer: Offer) -> Iterator[Part]:
        """The services with all they hold; port types that no service offers stand alone."""
        for service in offer.services:
            yield self._service(service)
        for port in offer.unbound:
            address = self._addresses.offer(port.interface, port.spots[0].file)
            yield self._port(port, address, address)

    def _service(self, service: Service) -> Part:
        name = service.name.local
        address = self._addresses.offer(service.name, service.spot.file)
        ports = tuple(
            self._port(port, *self._below(address, address, port.name, port.spots[0], "/"))
            for port in service.ports
        )
        return self._part(
            address,
            "service",
            name,
            (service.spot,),
            Direction.BOTH,
            details={"namespace": service.name.namespace},
            children=ports,
        )

    def _below(
        self, holder: str, printed: str, name: str, spot: Spot, sign: str = "."
    ) -> tuple[Address, str]:
        """The address of what `holder` holds, and how it is printed."""
        address = self._addresses.claim(f"{holder}.{name}", spot.file)
        return address, f"{printed}{sign}{address.removeprefix(f'{holder}.')}"

    def _port(self, port: Port, address: Address, printed: str) -> Part:
        operations = tuple(
            self._operation(operation, port, address, printed) for operation in port.operations
        )
        return self._part(
            address,
            port.kind,
            port.name,
            port.spots,
            Direction.BOTH,
            written=printed,
            details={
                "protocol": str(port.protocol),
                "url": port.url,
                "namespace": port.interface.namespace,
                "port_type": port.interface.local,
                "policies": port.policies,
            },
            children=operations,
        )

    def _operation(self, operation: Operation, port: Port, holder: Address, printed: str) -> Part:
        address, printed = self._below(holder, printed, operation.name, operation.spots[0], "/")
        self.entries[address] = port, operation
        names = (operation.name, *((operation.action,) if operation.action else ()))
        uses = {message.use for message in operation.messages if message.use}
        return self._part(
            address,
            "operation",
            operation.name,
            operation.spots,
            Direction.BOTH,
            written=printed,
            aliases=(address, *names),
            details={
                "action": operation.action,
                "style": operation.style,
                "use": ", ".join(sorted(uses)),
                "protocol": str(port.protocol),
                "url": port.url,
                "location": operation.location,
                "verb": operation.verb,
                "namespace": port.interface.namespace,
                "policies": (*port.policies, *operation.policies),
                "port": holder,
            },
            children=tuple(
                self._message(message, address, printed) for message in operation.messages
            ),
        )

    def _message(self, message: Message, holder: Address, printed: str) -> Part:
        step = f"{message.kind}.{message.name}" if message.kind == "fault" else message.kind
        address, printed = self._below(holder, printed, step, message.spots[0])
        side = Direction.INPUT if message.kind == "input" else Direction.OUTPUT
        parts = [
            self._piece(part, address, printed, side, "message part") for part in message.parts
        ]
        headers = [self._header(header, address, printed, side) for header in message.headers]
        return self._part(
            address,
            message.kind,
            message.name,
            message.spots,
            side,
            written=printed,
            details={"use": message.use, "namespace": message.namespace},
            children=(*headers, *parts),
        )

    def _header(self, header: Header, holder: Address, printed: str, side: Direction) -> Part:
        return self._piece(header.part, holder, printed, side, "header")

    def _piece(
        self, part: MessagePart, holder: Address, printed: str, side: Direction, kind: str
    ) -> Part:
        address, printed = self._below(holder, printed, part.name, part.spot)
        type_: Type | None = None
        if part.element is not None:
            type_ = self._types.of("element", part.element, part.spot.node, part.spot.file)
        elif part.type is not None:
            type_ = self._types.of("type", part.type, part.spot.node, part.spot.file)
        return self._part(
            address,
            kind,
            part.name,
            (part.spot,),
            side,
            written=printed,
            type_=type_,
        )

    def _part(
        self,
        address: Address,
        kind: str,
        name: str,
        spots: tuple[Spot, ...],
        side: Direction,
        *,
        written: str | None = None,
        aliases: tuple[str, ...] = (),
        type_: Type | None = None,
        details: Mapping[str, object] = MappingProxyType({}),
        children: tuple[Part, ...] = (),
    ) -> Part:
        """The part that several places describe: the first that says something is quoted first."""
        said = [(text, line, spot) for spot in spots for text, line in [description(spot.node)]]
        spoken = [(text, line, spot) for text, line, spot in said if text]
        first = spoken[0] if spoken else None
        annotations: list[Annotation] = []
        for spot in spots:
            annotations.extend(remarks(spot.node, spot.file))
        return Part(
            address=address,
            kind=kind,
            name=name,
            direction=side,
            location=Location(
                file=spots[0].file, line=spots[0].node.line, column=spots[0].node.column
            ),
            written=written if written != address else None,
            aliases=aliases,
            type=type_,
            refers=targets(type_),
            annotations=tuple(annotations),
            description="\n\n".join(dict.fromkeys(text for text, _, _ in spoken)),
            described_at=None if first is None else Location(file=first[2].file, line=first[1]),
            details=MappingProxyType({**details, "node": spots[0].node}),
            children=children,
        )
