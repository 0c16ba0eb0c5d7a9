"""A sample tried as a whole: the request that is sent, to the operation as the document has it."""

from collections.abc import Mapping
from typing import Any, Protocol
from urllib.parse import unquote

from generator.formats.openapi import stand_ins, wire
from generator.formats.openapi.exchange import Request, Response, request_problem, response_problem
from generator.formats.openapi.operation import Content, Operation
from generator.formats.openapi.schemas import Schemas
from generator.formats.openapi.trial import form_problem, literal_problem, travels


class Sent(Protocol):
    """A request as it is sent, and its answer."""

    @property
    def template(self) -> str: ...
    @property
    def method(self) -> str: ...
    @property
    def path(self) -> str: ...
    @property
    def given(self) -> tuple[tuple[str, Any], ...]: ...
    @property
    def headers(self) -> Mapping[str, str]: ...
    @property
    def content_type(self) -> str: ...
    @property
    def body(self) -> str | None: ...
    @property
    def form(self) -> Any: ...
    @property
    def status(self) -> str: ...
    @property
    def answer_type(self) -> str: ...
    @property
    def answer(self) -> str: ...


def sample_problem(
    schemas: Schemas, operation: Operation, sample: Sent, proven: set[tuple[str, str]]
) -> str | None:
    """What is wrong with the request. Raises UntriedError.

    openapi-core reads the parameters it can read back; the others are tried by their schema. A
    parameter that is `proven` with the same value is not tried again.
    """
    given = dict(sample.given)
    stand_in, tried = [], set()
    for parameter in operation.parameters:
        if parameter.pointer not in given:
            if parameter in operation.required:
                return f"required: {parameter.value['name']}"
            continue
        value = given[parameter.pointer]
        pair = (parameter.pointer, repr(value))
        if pair in proven:
            continue
        tried.add(pair)
        if travels(parameter, value):
            stand_in.append(stand_ins.parameter(schemas.document, parameter, value))
        elif problem := literal_problem(schemas, parameter, value):
            return problem
    variables = _variables(sample.template, sample.path.partition("?")[0], operation, given)
    if variables is None:
        return "paths"
    content = None
    if operation.body is not None and isinstance(sample.form, dict):
        if problem := form_problem(
            schemas, operation.body.media_type, operation.body.name, sample.form
        ):
            return problem
    elif operation.body is not None:
        content = _content(schemas, operation.body)
    document = stand_ins.operation(
        version=str(schemas.document.get("openapi")),
        path=sample.template,
        method=sample.method,
        parameters=stand_in,
        content=content,
        required=operation.needs_body,
    )
    problem = request_problem(schemas, document, _request(sample, variables))
    if problem is None:
        proven |= tried
    return problem


def _request(sample: Sent, variables: Mapping[str, str]) -> Request:
    path, _, query = sample.path.partition("?")
    return Request(
        method=sample.method,
        path=unquote(path),
        path_pattern=None if _is_found(sample.template, path) else sample.template,
        query=query,
        header={k: v for k, v in sample.headers.items() if k != "Cookie"},
        cookie=sample.headers.get("Cookie", ""),
        variables=variables,
        content_type=sample.content_type,
        body=None if sample.body is None else sample.body.encode(errors="replace"),
    )


def answer_problem(schemas: Schemas, operation: Operation, sample: Sent) -> str | None:
    """What is wrong with the answer. Raises UntriedError."""
    assert operation.answer is not None
    document = stand_ins.operation(
        version=str(schemas.document.get("openapi")),
        path="/",
        method=sample.method,
        responses={operation.status: {"content": _content(schemas, operation.answer)}},
    )
    status = sample.status[:3]
    response = Response(
        status_code=int(status) if status.isdecimal() else 200,
        content_type=sample.answer_type,
        data=sample.answer.encode(errors="replace"),
    )
    request = Request(method=sample.method, path="/")
    return response_problem(schemas, document, request, response)


def _content(schemas: Schemas, content: Content) -> dict[str, Any]:
    return {content.name: stand_ins.media_type(schemas.document, content.media_type)}


def _variables(
    template: str, path: str, operation: Operation, given: Mapping[str, Any]
) -> dict[str, str] | None:
    """What stands in a path for each placeholder, decoded; None where they do not meet.

    Segment by segment, and no pattern is run. Where a segment has several placeholders, what was
    given for them must make it.
    """
    written, sent = template.split("/"), path.split("/")
    if len(written) != len(sent):
        return None
    found: dict[str, str] = {}
    values = {
        parameter.value["name"]: wire.path(parameter.value, given[parameter.pointer])
        for parameter in operation.parameters
        if parameter.value["in"] == "path" and parameter.pointer in given
    }
    for said, text in zip(written, sent, strict=True):
        before, opened, rest = said.partition("{")
        name, _, after = rest.partition("}")
        if not opened:
            if said != text:
                return None
        elif "{" in after:
            for name, value in values.items():
                if f"{{{name}}}" in said:
                    said = said.replace(f"{{{name}}}", value)
                    found[name] = unquote(value)
            if said != text:
                return None
        elif not (text.startswith(before) and text.endswith(after)):
            return None
        else:
            found[name] = unquote(text[len(before) : len(text) - len(after)])
    return found


def _is_found(template: str, path: str) -> bool:
    """Whether openapi-core can find the operation by the path itself, in linear time."""
    return "%2F" not in path and all(said.count("{") <= 1 for said in template.split("/"))
