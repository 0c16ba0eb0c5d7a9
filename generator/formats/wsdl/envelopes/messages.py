"""A message of an operation as it is sent: a SOAP envelope, an element alone, or a form."""

from collections.abc import Callable
from dataclasses import dataclass

from generator.formats.wsdl.documents.namespaces import (
    ENCODING_11,
    ENCODING_12,
    ENVELOPE_11,
    ENVELOPE_12,
)
from generator.formats.wsdl.envelopes.draft import Budget, Draft, EndlessError, UnmadeError
from generator.formats.wsdl.envelopes.instances import Instances
from generator.formats.wsdl.envelopes.node import Node
from generator.formats.wsdl.envelopes.places import At, Finder
from generator.formats.wsdl.services.model import (
    Message,
    MessagePart,
    Operation,
    Port,
    Protocol,
)
from generator.model.address import Address
from generator.model.call import MayUse
from generator.syntax.xml import QName


@dataclass(frozen=True, slots=True, eq=False)
class Tried:
    """An element of a message that can be tried: the steps to it.

    `type` is what describes it, where no declaration does.
    """

    path: tuple[int, ...]
    type: QName | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Made:
    """A message, what it uses, and what of it can be tried; `is_encoded`: nothing can."""

    root: Node
    draft: Draft
    tried: tuple[Tried, ...]
    is_encoded: bool = False


class Messages:
    """Makes the messages of operations."""

    def __init__(self, finder: Finder) -> None:
        self._finder = finder
        self._plain = Instances(finder)
        self._encoded = Instances(finder, is_encoded=True)
        self._budget = Budget()

    def drafted(self, make: Callable[[Draft], Made], may_use: MayUse) -> Made | None:
        """What `make` gives; with less in it where that is endless, None where there is nothing."""
        for is_lean in (False, True):
            draft = Draft(may_use, self._budget, is_lean=is_lean)
            try:
                made = make(draft)
                if draft.wants_ids and draft.ids:
                    again = Draft(may_use, self._budget, is_lean=is_lean, last_ids=draft.ids)
                    made = make(again)
            except (EndlessError, RecursionError):
                continue
            except UnmadeError:
                return None
            return made
        return None

    def document(self, name: QName, may_use: MayUse) -> Made | None:
        """An element alone."""
        return self.drafted(
            lambda draft: Made(self._plain.element(name, draft), draft, (Tried(()),)), may_use
        )

    def envelope(
        self,
        port: Port,
        operation: Operation,
        message: Message,
        uses: Callable[[MessagePart], Address | None],
        may_use: MayUse,
    ) -> Made | None:
        """A SOAP envelope. `uses` tells the part of the tree that a piece of the message is."""
        return self.drafted(
            lambda draft: _Envelope(self, port, operation, message, uses, draft).made(), may_use
        )

    def piece(
        self, part: MessagePart, draft: Draft, name: QName | None = None, *, is_literal: bool = True
    ) -> tuple[Node, QName | None]:
        """What stands for a piece of a message, and its type where no element describes it.

        It is called `name`, where that is given.
        """
        instances = self._plain if is_literal else self._encoded
        if part.element is not None and name is None:
            return instances.element(part.element, draft), None
        at = At(None)
        if part.element is not None:
            component = self._finder.registry.find("element", part.element)
            if component is not None:
                at = self._finder.declared(
                    component.node, component.schema, self._finder.places.of(component)
                )
        elif part.type is not None:
            at = self._finder.type(part.type)
        node = instances.typed(name or QName("", part.name), at, draft)
        return node, at.name or QName("", "")


class _Envelope:
    def __init__(
        self,
        messages: Messages,
        port: Port,
        operation: Operation,
        message: Message,
        uses: Callable[[MessagePart], Address | None],
        draft: Draft,
    ) -> None:
        self._messages, self._operation, self._message = messages, operation, message
        self._uses, self._draft = uses, draft
        is_newer = port.protocol is Protocol.SOAP_12
        self._namespace = ENVELOPE_12 if is_newer else ENVELOPE_11
        self._encoding = ENCODING_12 if is_newer else ENCODING_11
        self._tried: list[Tried] = []
        self._is_encoded = message.use == "encoded"

    def made(self) -> Made:
        root = Node(QName(self._namespace, "Envelope"))
        header, body = (Node(QName(self._namespace, name)) for name in ("Header", "Body"))
        for held in self._message.headers:
            self._piece(header, held.part, (0, len(header.content)), is_literal=held.is_literal)
        if header.content:
            root.content.append(header)
        root.content.append(body)
        path = (len(root.content) - 1,)
        if self._operation.style == "rpc":
            self._wrapped(body, path)
        else:
            for part in self._message.parts:
                self._piece(body, part, (*path, len(body.content)), is_literal=not self._is_encoded)
        return Made(root, self._draft, tuple(self._tried), self._is_encoded)

    def _wrapped(self, body: Node, path: tuple[int, ...]) -> None:
        """The pieces inside an element that is called as the operation (WSDL 1.1, section 3.5)."""
        name = self._operation.name
        if self._message.kind == "output":
            name += "Response"
        wrapper = Node(QName(self._message.namespace, name))
        if self._is_encoded:
            style = QName(self._namespace, "encodingStyle")
            wrapper.attributes.append((style, self._encoding))
        for part in self._message.parts:
            at = (*path, 0, len(wrapper.content))
            name_of = QName("", part.name)
            self._piece(wrapper, part, at, name_of, is_literal=not self._is_encoded)
        body.content.append(wrapper)

    def _piece(
        self,
        into: Node,
        part: MessagePart,
        path: tuple[int, ...],
        name: QName | None = None,
        *,
        is_literal: bool,
    ) -> None:
        self._draft.use(self._uses(part))
        node, type_ = self._messages.piece(part, self._draft, name, is_literal=is_literal)
        into.content.append(node)
        if is_literal and (type_ is None or type_.local):
            self._tried.append(Tried(path, type_))
        elif is_literal:
            self._draft.misses(part.name)
