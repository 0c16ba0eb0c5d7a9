"""A sample tried as a whole: the request that is sent, to the operation as the document has it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import unquote

from generator.formats.openapi.exchanges import stand_ins, wire
from generator.formats.openapi.exchanges.exchange import (
    Request,
    Response,
    request_problem,
    response_problem,
)
from generator.formats.openapi.exchanges.operation import Content, Operation
from generator.formats.openapi.exchanges.schemas import Schemas
from generator.formats.openapi.exchanges.trial import form_problem, literal_problem, travels


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A request as it is sent, and an answer to it.

    `given` are the values of the parameters by the pointers to these, `form` the fields of a body
    that is a form. `status` is empty where
    there is no answer.
    """

    template: str
    method: str
    path: str
    given: tuple[tuple[str, Any], ...]
    headers: Mapping[str, str]
    content_type: str = ""
    body: str | None = None
    form: Any = None
    status: str = ""
    answer_type: str = ""
    answer: str = ""

    def answered(self, status: str, media_type: str, text: str) -> "Sample":
        """The same request with an answer."""
        return replace(self, status=status, answer_type=media_type, answer=text)


def sample_problem(
    schemas: Schemas, operation: Operation, sample: Sample, proven: set[tuple[str, str]]
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


def _request(sample: Sample, variables: Mapping[str, str]) -> Request:
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


def answer_problem(schemas: Schemas, operation: Operation, sample: Sample) -> str | None:
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
