"""The example call of each operation: its envelope, tried against the schemas, and an answer."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator import confinement
from generator.confinement import ConfinementError
from generator.formats.wsdl.components.registry import Component
from generator.formats.wsdl.documents.namespaces import XSD
from generator.formats.wsdl.envelopes import trial, web
from generator.formats.wsdl.envelopes.messages import Made, Messages
from generator.formats.wsdl.envelopes.node import written
from generator.formats.wsdl.envelopes.places import Finder, Places
from generator.formats.wsdl.envelopes.schemas import Pieces, pieces
from generator.formats.wsdl.envelopes.trial import Check, Trial, Verdict
from generator.formats.wsdl.native import Native
from generator.formats.wsdl.services.model import Message, MessagePart, Operation, Port, Protocol
from generator.model.address import Address
from generator.model.call import Call, Excerpt, MayUse, Wanted
from generator.model.finding import Finding, Severity
from generator.model.location import Location
from generator.model.part import Part

BODY_FILE = "request.xml"
"""What a reader saves the envelope as, to send it."""

_SECONDS, _MEGABYTES = 20, 2_048
"""What trying examples may use: ten times what the largest real specs need."""


@dataclass(frozen=True, slots=True, eq=False)
class _Draft:
    """A call that is not tried yet: what is sent, what comes back."""

    call: Call
    request: Made | None = None
    response: Made | None = None


def calls(native: object, wanted: Sequence[Wanted]) -> Sequence[Call | None]:
    """The call for each wish.

    None for what may not be used itself, and where no request can be made or ours is not valid. An
    answer that is not valid is left out. A call with what could not be tried says so in a finding.
    """
    assert isinstance(native, Native)
    maker = _Maker(native)
    known: dict[tuple[Address, MayUse], _Draft | None] = {}
    for wish in wanted:
        key = (wish.address, wish.may_use)
        if key not in known:
            known[key] = maker.draft(*key) if wish.may_use(wish.address) else None
    made = _Tried(native, maker.prefixes, [draft for draft in known.values() if draft])
    finished = {key: made.call(draft) if draft else None for key, draft in known.items()}
    return [finished[wish.address, wish.may_use] for wish in wanted]


class _Maker:
    def __init__(self, native: Native) -> None:
        self._native = native
        places = Places(native.tree)
        self._messages = Messages(Finder(native.registry, places))
        self._elements: Mapping[Address, Component] = {
            address: component
            for component in native.registry.of_sort("element")
            if (address := places.of(component)) is not None
        }
        self.prefixes = _prefixes(native)

    def draft(self, address: Address, may_use: MayUse) -> _Draft | None:
        """The call of an operation, or the example of a global element."""
        found = self._native.operations.get(address)
        if found is not None:
            return self._operation(address, *found, may_use)
        component = self._elements.get(address)
        if component is None:
            return None
        made = self._messages.document(component.name, may_use)
        if made is None:
            return None
        return _Draft(Call(method=None, headers={}, shown=(), uses=(address,)), made)

    def _operation(
        self, address: Address, port: Port, operation: Operation, may_use: MayUse
    ) -> _Draft | None:
        part = self._native.tree.by_address[address]
        request = self._message("input", part, port, operation, may_use)
        response = self._message("output", part, port, operation, may_use)
        call = Call(method=None, headers={}, shown=(), uses=(address,), path=self._path(port))
        if port.protocol is Protocol.HTTP:
            return _web(call, operation, request, response)
        if port.protocol is not Protocol.UNBOUND and request is not None:
            call = replace(call, method="POST", headers=_headers(port, operation))
        has_input = any(message.kind == "input" for message in operation.messages)
        if (has_input and request is None) or (request is None and response is None):
            return None
        return _Draft(call, request, response)

    def _message(
        self, kind: str, holder: Part, port: Port, operation: Operation, may_use: MayUse
    ) -> Made | None:
        message = next((m for m in operation.messages if m.kind == kind), None)
        part = next((c for c in holder.children if c.kind == kind), None)
        if message is None or part is None:
            return None
        inside = {id(child.details["node"]): child.address for child in part.children}

        def uses(piece: MessagePart) -> Address | None:
            return inside.get(id(piece.spot.node))

        made = self._made(port, operation, message, uses, may_use)
        if made is not None:
            made.draft.uses.insert(0, part.address)
        return made

    def _made(
        self,
        port: Port,
        operation: Operation,
        message: Message,
        uses: Callable[[MessagePart], Address | None],
        may_use: MayUse,
    ) -> Made | None:
        if port.protocol in (Protocol.SOAP_11, Protocol.SOAP_12):
            return self._messages.envelope(port, operation, message, uses, may_use)
        if port.protocol is Protocol.HTTP:
            return web.made(self._messages, message, uses, may_use)
        for part in message.parts:
            if part.element is not None:
                made = self._messages.document(part.element, may_use)
                address = uses(part)
                if made is not None and address is not None:
                    made.draft.uses.insert(0, address)
                return made
        return None

    def _path(self, port: Port) -> str:
        """What the port's address has beyond what all ports share."""
        about = self._native.tree.about
        servers = about.servers if about is not None else ()
        shared = servers[0].url if servers else ""
        return port.url.removeprefix(shared) if shared and port.url.startswith(shared) else ""


def _web(
    call: Call, operation: Operation, request: Made | None, response: Made | None
) -> _Draft | None:
    """The call of an operation that HTTP alone carries; a form is no document to be tried."""
    sent = web.sent(call.path, operation, request)
    if sent is None:
        return None
    if response is not None and not response.tried:
        response = None  # values alone: nothing says how they are written
    call = replace(call, **sent)
    if request is None or request.tried:
        return _Draft(call, request, response)
    shown = (Excerpt(id="request", text=call.body),) if call.body else ()
    return _Draft(
        replace(call, uses=(*call.uses, *request.draft.uses), shown=shown), None, response
    )


class _Tried:
    """Drafts as calls, after all of them have been tried at once."""

    def __init__(
        self, native: Native, prefixes: Mapping[str, str], drafts: Sequence[_Draft]
    ) -> None:
        self._native, self._prefixes = native, prefixes
        messages = [m for d in drafts for m in (d.request, d.response) if m is not None]
        self._texts = {id(made): written(made.root, prefixes) for made in messages}
        self._verdicts = self._tried(messages)
        untried = [v for m in messages if (v := self._verdicts[id(m)]).problem is None]
        untried = [v for v in untried if v.reason]
        self._finding = self._untried(len(untried), untried[0].reason) if untried else None

    def call(self, draft: _Draft) -> Call | None:
        """The call, with as much of the draft as is not known to be wrong."""
        call, shown, uses = draft.call, list(draft.call.shown), list(draft.call.uses)
        is_doubtful = False
        is_document = call.method is None and draft.response is None
        for made, id_ in ((draft.request, "request"), (draft.response, "response")):
            verdict = self._verdicts[id(made)] if made is not None else None
            if made is None or verdict is None:
                continue
            if verdict.problem:
                if id_ == "request":
                    return None
                continue
            is_doubtful = is_doubtful or bool(verdict.problem is None and verdict.reason)
            uses += made.draft.uses
            text = self._texts[id(made)]
            is_alone = is_document and self._native.operations.get(draft.call.uses[0]) is None
            shown.append(Excerpt(id="document" if is_alone else id_, text=text))
            if id_ == "request" and call.method is not None and call.method != "GET":
                call = replace(call, body=text, body_file=BODY_FILE)
        if not shown and call.method is None:
            return None
        return replace(
            call,
            shown=tuple(shown),
            uses=tuple(dict.fromkeys(uses)),
            findings=(self._finding,) if is_doubtful and self._finding is not None else (),
        )

    def _tried(self, messages: Sequence[Made]) -> Mapping[int, Verdict]:
        used = [c for made in messages if not made.is_encoded for c in made.draft.components]
        known = pieces(self._native.registry, dict.fromkeys(used))
        verdicts: dict[int, Verdict] = {}
        trials: list[tuple[Made, Trial]] = []
        for made in messages:
            checks = None if made.is_encoded else list(_checks(made, known))
            if made.is_encoded or not made.tried:
                verdicts[id(made)] = Verdict(None)
            elif not checks or len(checks) < len(made.tried) or made.draft.doubt:
                verdicts[id(made)] = Verdict(None, made.draft.doubt or known.missing or "?")
            else:
                trials.append((made, Trial(self._texts[id(made)], tuple(checks))))
        found = _run(known, [wanted for _, wanted in trials]) if trials else []
        for (made, _), verdict in zip(trials, found, strict=True):
            verdicts[id(made)] = verdict
        return verdicts

    def _untried(self, count: int, reason: str) -> Finding:
        held = self._native.gathered
        file = held.definitions[0].file if held.definitions else held.schemas[-1].file
        return Finding(
            rule="envelopes-untried",
            severity=Severity.NOTE,
            location=Location(file=file),
            arguments={"n": count, "problem": reason},
        )


def _run(known: Pieces, trials: Sequence[Trial]) -> Sequence[Verdict]:
    try:
        return confinement.run(
            trial.tried, known.pieces, tuple(trials), seconds=_SECONDS, megabytes=_MEGABYTES
        )
    except ConfinementError as error:
        return [Verdict(None, f"{error.kind} {error.detail}".strip()) for _ in trials]


def _checks(made: Made, known: Pieces) -> Iterator[Check]:
    """What of a message can be tried with the pieces there are."""
    keys = [(component.sort, component.name) for component in made.draft.components]
    if not all(key in known.number_of for key in keys):
        return
    needs = tuple(dict.fromkeys(known.number_of[key] for key in keys))
    for tried in made.tried:
        if tried.type is None:
            yield Check(tried.path, needs)
        elif tried.type.namespace == XSD or ("type", tried.type) in known.number_of:
            yield Check(tried.path, needs, (tried.type.namespace, tried.type.local))


def _headers(port: Port, operation: Operation) -> Mapping[str, str]:
    """SOAP 1.1 section 6.1.1, SOAP 1.2 part 2 section 7.1.4 (RFC 3902)."""
    action = (operation.action or "").replace("\\", "\\\\").replace('"', '\\"')
    if port.protocol is Protocol.SOAP_11:
        return {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": f'"{action}"'}
    named = f'; action="{action}"' if action else ""
    return {"Content-Type": f"application/soap+xml; charset=utf-8{named}"}


def _prefixes(native: Native) -> Mapping[str, str]:
    """The prefix that the files themselves use for each namespace."""
    found: dict[str, str] = {}
    held = native.gathered
    for root in (*(d.root for d in held.definitions), *(s.root for s in held.schemas)):
        for prefix, uri in root.bindings.items():
            if prefix:
                found.setdefault(uri, prefix)
    return found
