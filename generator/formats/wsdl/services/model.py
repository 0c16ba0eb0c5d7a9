"""Services as both versions of WSDL tell them."""

from dataclasses import dataclass
from enum import StrEnum

from generator.syntax.xml import Element, QName


class Protocol(StrEnum):
    """What a port speaks. UNBOUND: nothing is said of it."""

    SOAP_11 = "SOAP 1.1"
    SOAP_12 = "SOAP 1.2"
    HTTP = "HTTP"
    UNBOUND = ""


@dataclass(frozen=True, slots=True, eq=False)
class Spot:
    """An element of a WSDL file."""

    node: Element
    file: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MessagePart:
    """A piece of a message: an element, or a value of a type. Both None where neither is told."""

    name: str
    spot: Spot
    element: QName | None = None
    type: QName | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Header:
    """A SOAP header: the part of a message that is sent in it."""

    part: MessagePart
    is_literal: bool = True


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Message:
    """What an operation takes, answers, or answers when it fails.

    `kind` is "input", "output" or "fault". `name` is the fault's own; of others that of the
    message. `spots` are what describes it, nearest first. `parts` are those in the body; `use` is
    "literal", "encoded" or "" where nothing is bound, `namespace` that of the wrapper that
    rpc style has.
    """

    kind: str
    name: str
    spots: tuple[Spot, ...]
    parts: tuple[MessagePart, ...] = ()
    headers: tuple[Header, ...] = ()
    use: str = ""
    namespace: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Operation:
    """One operation of a port. `style` is "document" or "rpc", "" where it is not bound to SOAP.

    `spots` are what describes it: its declaration first, then its binding. `action` is the
    SOAPAction, None where the binding has none; `location` the path of an HTTP binding, `verb` its
    method. `policies` are the names of the policies that hold for it.
    """

    name: str
    spots: tuple[Spot, ...]
    messages: tuple[Message, ...]
    style: str = ""
    action: str | None = None
    location: str = ""
    verb: str = ""
    policies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Port:
    """Where operations are to be had; `url` is "" where nothing is said of it.

    `kind` is "port", or "port type" for operations that no service offers. `interface` names the
    port type; `spots` are what describes it: the port, its binding and its port type, as far as
    there are any.
    """

    kind: str
    name: str
    interface: QName
    spots: tuple[Spot, ...]
    operations: tuple[Operation, ...]
    protocol: Protocol = Protocol.UNBOUND
    url: str = ""
    policies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Service:
    """A service with its ports."""

    name: QName
    spot: Spot
    ports: tuple[Port, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Offer:
    """All services of a spec, and the port types that none of them offers."""

    services: tuple[Service, ...] = ()
    unbound: tuple[Port, ...] = ()

    def names(self) -> tuple[QName, ...]:
        """Of the services, and of the port types that none offers."""
        return (*(s.name for s in self.services), *(port.interface for port in self.unbound))
