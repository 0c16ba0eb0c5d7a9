"""Messages of HTTP bindings without SOAP (WSDL 1.1, sections 4 and 5)."""

from collections.abc import Callable
from typing import TypedDict
from urllib.parse import quote, quote_plus

from generator.formats.wsdl.documents.namespaces import HTTP_11
from generator.formats.wsdl.envelopes.draft import Draft
from generator.formats.wsdl.envelopes.messages import Made, Messages, Tried
from generator.formats.wsdl.envelopes.node import Node
from generator.formats.wsdl.services.model import Message, MessagePart, Operation
from generator.model.address import Address
from generator.model.call import MayUse
from generator.syntax.xml import Element, QName

_FORM = "application/x-www-form-urlencoded"


class Sent(TypedDict):
    """What of a call the binding decides."""

    method: str
    path: str
    headers: dict[str, str]
    body: str | None


def made(
    messages: Messages,
    message: Message,
    uses: Callable[[MessagePart], Address | None],
    may_use: MayUse,
) -> Made | None:
    """The message: its only element; else an element around its pieces, none tried."""

    def make(draft: Draft) -> Made:
        elements = [part for part in message.parts if part.element is not None]
        if len(elements) == 1 and len(message.parts) == 1:
            draft.use(uses(elements[0]))
            node, _ = messages.piece(elements[0], draft)
            return Made(node, draft, (Tried(()),))
        around = Node(QName("", "form"))
        for part in message.parts:
            draft.use(uses(part))
            node, _ = messages.piece(part, draft, QName("", part.name))
            around.content.append(node)
        return Made(around, draft, ())

    return messages.drafted(make, may_use)


def sent(path: str, operation: Operation, request: Made | None) -> Sent | None:
    """How the binding sends the message, at a path below the port's.

    None where it cannot be written down.
    """
    method = (operation.verb or "GET").upper()
    if operation.location:
        path = f"{path.rstrip('/')}/{operation.location.lstrip('/')}"
    if request is None:
        return Sent(method=method, path=path, headers={}, body=None)
    if request.tried:
        headers = {"Content-Type": "text/xml; charset=utf-8"}
        return Sent(method=method, path=path, headers=headers, body="")
    pairs = [(held.name.local, held.text) for held in request.root.content]
    if not all(isinstance(value, str) for _, value in pairs):
        return None
    if _says(operation, HTTP_11, "urlReplacement"):
        for name, value in pairs:
            path = path.replace(f"({name})", quote(str(value), safe=""))
        return Sent(method=method, path=path, headers={}, body=None)
    form = "&".join(f"{quote_plus(name)}={quote_plus(str(value))}" for name, value in pairs)
    if method == "GET":
        return Sent(method=method, path=f"{path}?{form}" if form else path, headers={}, body=None)
    return Sent(method=method, path=path, headers={"Content-Type": _FORM}, body=form)


def _says(operation: Operation, namespace: str, name: str) -> bool:
    """Whether the binding of the input holds such an element."""
    return any(held.name == QName(namespace, name) for spot in operation.spots[1:]
               for held in _inputs(spot.node))  # fmt: skip


def _inputs(node: Element) -> list[Element]:
    return [
        held
        for inner in node.elements()
        if inner.name.local == "input"
        for held in inner.elements()
    ]
