"""An example call of each operation: what it requires, in values that stand for themselves."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from generator.formats.openapi.document.pointers import Place
from generator.formats.openapi.exchanges import wire
from generator.formats.openapi.exchanges.check import Trial
from generator.formats.openapi.exchanges.dialect import Direction
from generator.formats.openapi.exchanges.examples import given
from generator.formats.openapi.exchanges.media import FORM, bare, is_json, is_text
from generator.formats.openapi.exchanges.operation import Content, Operation, operation_at
from generator.formats.openapi.exchanges.schemas import UntriedError
from generator.formats.openapi.exchanges.security import asked
from generator.formats.openapi.exchanges.trial import body_of
from generator.formats.openapi.exchanges.values import Made, Trust, UnmadeError, Values
from generator.formats.openapi.exchanges.view import Views
from generator.formats.openapi.exchanges.whole import Sample
from generator.model.address import Address
from generator.model.call import Call, Excerpt, MayUse, Wanted

_WITHOUT_BODY = frozenset({"get", "head", "delete", "options", "trace"})
_TRUSTS = (Trust.ALL, Trust.LEAVES, Trust.NONE)


class Native(Protocol):
    """What an OpenAPI document is read into.

    `operations` are the entry points with their path as written and their method in lower case,
    `addresses` the parts by the pointers to where they stand.
    """

    @property
    def document(self) -> Mapping[str, Any]: ...

    @property
    def operations(self) -> Mapping[Address, tuple[str, str]]: ...

    @property
    def addresses(self) -> Mapping[str, Address]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """A call that is not checked yet."""

    sample: Sample
    shown: tuple[Excerpt, ...]
    uses: tuple[Address, ...]


def calls(native: object, wanted: Sequence[Wanted]) -> Sequence[Call | None]:
    """The call of the operation each wish is for.

    What is required is given whatever may be used; of everything else only what may. None for
    what is no entry point, for one that may not be used itself, and where no request of ours is
    valid, or none can be written down: one that sends several parts, XML or bytes.
    """
    return [made and made[0] for made in _all(native, wanted)]  # type: ignore[arg-type]  # by the format's contract


def samples(native: Native, wanted: Sequence[Wanted]) -> Sequence[Sample | None]:
    """What `check_samples` can try of the call for each wish."""
    return [made and made[1] for made in _all(native, wanted)]


def _all(native: Native, wanted: Sequence[Wanted]) -> list[tuple[Call, Sample] | None]:
    trial = Trial(native.document)
    views = Views(document=native.document)
    operations = {
        address: operation_at(native.document, *native.operations[address])
        for address in dict.fromkeys(wish.address for wish in wanted)
        if address in native.operations
    }
    for operation in operations.values():
        trial.need(operation)
    trial.read()
    known: dict[tuple[Address, MayUse], tuple[Call, Sample] | None] = {}
    for wish in wanted:
        key = (wish.address, wish.may_use)
        if key not in known:
            known[key] = (
                _Maker(native=native, trial=trial, views=views, may_use=wish.may_use).call(
                    wish.address, operations[wish.address]
                )
                if wish.address in operations and wish.may_use(wish.address)
                else None
            )
    return [known[wish.address, wish.may_use] for wish in wanted]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Maker:
    """Makes the calls that keep to one rule."""

    native: Native
    trial: Trial
    views: Views
    may_use: MayUse

    def call(self, address: Address, operation: Operation) -> tuple[Call, Sample] | None:
        """The call of an operation, with an answer if there is a valid one."""
        for with_body in _bodies(operation):
            for trust in _TRUSTS:
                draft = self._draft(address, operation, trust=trust, with_body=with_body)
                if draft is not None and self.trial.problem(draft.sample, operation) is None:
                    return _call(self.native.document, draft, operation), draft.sample
        return None

    def _draft(
        self, address: Address, operation: Operation, *, trust: Trust, with_body: bool
    ) -> _Draft | None:
        uses: list[Address] = [address]
        sent = []
        for parameter in operation.required:
            made = self._parameter(parameter, trust=trust)
            if made is None:
                return None
            sent.append((parameter, made.value))
            uses += [*self._noted(parameter), *made.uses]
        body, form = None, None
        if with_body and operation.body is not None:
            made = self._content(operation.body, Direction.REQUEST, trust=trust)
            if made is None:
                return None
            body = body_of(operation.body.media_type.value, operation.body.name, made.value)
            if not body:
                return None
            form = made.value if bare(operation.body.name) == FORM else None
            uses += [*self._noted(*operation.body.through), *made.uses]
        sample = replace(_sent(operation, sent, body), form=form)
        return self._with_answer(operation, sample, uses, trust=trust)

    def _with_answer(
        self, operation: Operation, sample: Sample, uses: list[Address], *, trust: Trust
    ) -> _Draft:
        """The draft with an example of the answer, where a valid one can be made."""
        shown = [] if sample.body is None else [Excerpt(id="request", text=sample.body)]
        answer = operation.answer
        if answer is not None:
            uses = [*uses, *filter(self.may_use, self._noted(*answer.through))]
            made = self._content(answer, Direction.RESPONSE, trust=trust)
            text = made and body_of(answer.media_type.value, answer.name, made.value)
            if made and text:
                answered = sample.answered(operation.status, answer.name, text)
                if self.trial.answer_problem(answered, operation) is None:
                    sample = answered
                    shown.append(Excerpt(id="response", text=text))
                    uses += filter(self.may_use, made.uses)
        return _Draft(sample=sample, shown=tuple(shown), uses=tuple(dict.fromkeys(uses)))

    def _parameter(self, parameter: Place, *, trust: Trust) -> Made | None:
        values = self._values(Direction.REQUEST, trust=trust)
        schema = _schema_of(parameter)
        fallback = str(parameter.value["name"])
        if trust is Trust.ALL:
            for example in given(self.native.document, parameter):
                made = values.cut(schema, example.value)
                if self._accepts(Direction.REQUEST, schema, made.value):
                    return made
        try:
            return values.made(schema, fallback)
        except UnmadeError:
            return None

    def _content(self, content: Content, direction: Direction, *, trust: Trust) -> Made | None:
        """A valid value of a body: the document's example as far as it may be used, else ours."""
        schema = content.media_type.at("schema")
        values = self._values(direction, trust=trust)
        if trust is Trust.ALL:
            for example in given(self.native.document, content.media_type):
                if is_json(content.name) or bare(content.name) == FORM:
                    made = values.cut(schema, example.value)
                    if self._accepts(direction, schema, made.value):
                        return made
                elif isinstance(example.value, str):
                    return Made(value=example.value, uses=())
        if schema.value is None:
            return None
        for less in (t for t in _TRUSTS if t <= trust):
            try:
                made = self._values(direction, trust=less).made(schema)
            except UnmadeError:
                continue
            if self._accepts(direction, schema, made.value):
                return made
        return None

    def _values(self, direction: Direction, *, trust: Trust) -> Values:
        return Values(
            views=self.views,
            direction=direction,
            addresses=self.native.addresses,
            may_use=self.may_use,
            trust=trust,
        )

    def _accepts(self, direction: Direction, schema: Place, value: Any) -> bool:
        if schema.value is None:
            return True
        try:
            return self.trial.schemas[direction].accepts(schema.pointer, value)
        except UntriedError:
            return False

    def _noted(self, *places: Place) -> Iterator[Address]:
        for at in places:
            if at.pointer in self.native.addresses:
                yield self.native.addresses[at.pointer]


def _bodies(operation: Operation) -> Iterable[bool]:
    """With its body, and without where it may be left out."""
    if operation.needs_body:
        return () if operation.body is None else (True,)
    if operation.body is None or operation.method in _WITHOUT_BODY:
        return (False,)
    return (True, False)


def _schema_of(parameter: Place) -> Place:
    for _, media_type in parameter.at("content").entries():
        return media_type.at("schema")
    return parameter.at("schema")


def _sent(operation: Operation, given: list[tuple[Place, Any]], body: str | None) -> Sample:
    path = operation.path
    pairs: list[str] = []
    headers: dict[str, str] = {}
    cookies: list[str] = []
    for parameter, value in given:
        match parameter.value["in"]:
            case "path":
                name = "{" + parameter.value["name"] + "}"
                path = path.replace(name, wire.path(parameter.value, value))
            case "query":
                pairs.extend(wire.query(parameter.value, value))
            case "header":
                headers[parameter.value["name"]] = wire.header(parameter.value, value)
            case "cookie":
                cookies.append(wire.cookie(parameter.value, value))
    if cookies:
        headers["Cookie"] = "; ".join(cookies)
    if operation.answer is not None and "*" not in operation.answer.name:
        headers["Accept"] = operation.answer.name
    content_type = ""
    if body is not None and operation.body is not None:
        content_type = _sent_as(operation.body.name)
        headers["Content-Type"] = content_type
    return Sample(
        template=operation.path,
        method=operation.method,
        path="?".join((path, "&".join(pairs))) if pairs else path,
        given=tuple((parameter.pointer, value) for parameter, value in given),
        headers=headers,
        content_type=content_type,
        body=body,
    )


def _sent_as(name: str) -> str:
    """The media type a body is sent as, where the document names a range."""
    if "*" not in name:
        return name
    return "text/plain" if is_text(name) else "application/json"


def _call(document: Mapping[str, Any], draft: _Draft, operation: Operation) -> Call:
    needs = asked(document, operation.at.value)
    return Call(
        method=operation.method.upper(),
        headers=draft.sample.headers,
        path=draft.sample.path,
        body=draft.sample.body,
        shown=draft.shown,
        uses=draft.uses,
        secrets=needs.secrets,
        login=needs.login,
    )
