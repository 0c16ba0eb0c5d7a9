"""One value put in its place in a request or response, and tried there."""

import json
import re
from typing import Any

from generator.formats.openapi.document.pointers import Place
from generator.formats.openapi.exchanges import stand_ins, wire
from generator.formats.openapi.exchanges.exchange import (
    Request,
    Response,
    request_problem,
    response_problem,
)
from generator.formats.openapi.exchanges.media import FORM, bare, is_json, is_text
from generator.formats.openapi.exchanges.schemas import Schemas

_PLAIN_NAME = re.compile(r"[\w-]+")
_JSON = json.JSONEncoder(ensure_ascii=False)
"""Nobody reads what is only tried, and one line takes a fraction of the time."""
_BETWEEN = {"form": ",", "simple": ",", "pipeDelimited": "|"}


def parameter_problem(schemas: Schemas, at: Place, value: Any) -> str | None:
    """What is wrong with a parameter that has the value. Raises UntriedError."""
    if not wire.is_parameter(at.value):
        return None
    if not travels(at, value):
        return literal_problem(schemas, at, value)
    stand_in = stand_ins.parameter(schemas.document, at, value)
    request = request_of(("get", "/", "/"), [(at.value, value)])
    operation = _operation(schemas, "get", parameters=[stand_in])
    return request_problem(schemas, operation, request)


def header_problem(schemas: Schemas, at: Place, value: Any) -> str | None:
    """What is wrong with a response's header that has the value. Raises UntriedError."""
    if not travels(at, value):
        return literal_problem(schemas, at, value)
    responses = {"200": {"headers": {"x": stand_ins.parameter(schemas.document, at, value)}}}
    operation = _operation(schemas, "get", responses=responses)
    response = Response(
        status_code=200, content_type="", data=None, headers={"x": wire.header(at.value, value)}
    )
    return response_problem(schemas, operation, Request(method="get", path="/"), response)


def body_problem(
    schemas: Schemas, at: Place, media_type: str, value: Any, *, status: str = ""
) -> str | None:
    """What is wrong with a body that has the value; of a response, if there is a status.

    Nothing where openapi-core cannot read the media type, or gets text of which it cannot make what
    the schema describes. Text in place of a JSON body may be the
    body as it is sent. Raises UntriedError.
    """
    if at.at("schema").value is None:
        return None
    if (
        is_text(media_type)
        and stand_ins.schema(schemas.document, at.at("schema")).get("type", "string") != "string"
    ):
        return None
    if bare(media_type) == FORM and isinstance(value, dict):
        return form_problem(schemas, at, media_type, value, status=status)
    sent = _JSON.encode(value) if is_json(media_type) else body_of(at.value, media_type, value)
    if sent is None:
        is_parts = bare(media_type).startswith("multipart/") and isinstance(value, dict)
        return schemas.problem(at.at("schema").pointer, value) if is_parts else None
    content = {media_type: stand_ins.media_type(schemas.document, at)}
    problem = _body_problem(schemas, content, media_type, sent, status)
    if problem is not None and is_json(media_type) and _is_json_text(value):
        return _body_problem(schemas, content, media_type, value, status) and problem
    return problem


def form_problem(
    schemas: Schemas, at: Place, media_type: str, value: dict[str, Any], *, status: str = ""
) -> str | None:
    """What is wrong with a form. Raises UntriedError.

    Its fields are tried by their schema where it cannot be read back as it is sent.
    """
    stand_in = stand_ins.form(schemas.document, at, value)
    if stand_in is None or not value:
        return schemas.problem(at.at("schema").pointer, value)
    sent = wire.form(value, at.at("encoding").value)
    return _body_problem(schemas, {media_type: stand_in}, media_type, sent, status)


def body_of(media_type: Any, name: str, value: Any) -> str | None:
    """A body as it is sent, None where that is not known for the media type."""
    if is_json(name):
        return json.dumps(value, ensure_ascii=False, indent=2)
    if bare(name) == FORM and isinstance(value, dict):
        return wire.form(value, media_type.get("encoding"))
    return value if is_text(name) and isinstance(value, str) and value else None


def request_of(
    operation: tuple[str, str, str],
    given: list[tuple[Any, Any]],
    *,
    content_type: str = "",
    body: str | None = None,
) -> Request:
    """A request to an operation (method, path, path as written) with parameters in place."""
    method, path, pattern = operation
    pairs: list[str] = []
    headers: dict[str, str] = {}
    cookies: list[str] = []
    variables: dict[str, str] = {}
    for parameter, value in given:
        match parameter.get("in"):
            case "query":
                pairs.extend(wire.query(parameter, value))
            case "header":
                headers[parameter["name"]] = wire.header(parameter, value)
            case "cookie":
                cookies.append(wire.cookie(parameter, value))
            case _:
                raw = value if isinstance(value, str) else wire.header(parameter, value)
                variables[parameter["name"]] = raw
    return Request(
        method=method,
        path=path,
        path_pattern=pattern,
        query="&".join(pairs),
        header=headers,
        cookie="; ".join(cookies),
        variables=variables,
        content_type=content_type,
        body=None if body is None else body.encode(errors="replace"),
    )


def travels(at: Place, value: Any) -> bool:
    """Whether openapi-core reads the value back from a request as it was put in.

    It does not for empty text and null, a separator in an element, and the styles it misreads.
    """
    if "content" in at.value or at.at("schema").value is None:
        content = at.value.get("content")
        return isinstance(content, dict) and len(content) == 1 and wire.is_parameter(at.value)
    style, explode = wire.style_of(at.value)
    members = value if isinstance(value, list) else [value]
    if isinstance(value, dict):
        members = [*value, *value.values()]
        if style == "deepObject":
            if not (explode and _PLAIN_NAME.fullmatch(str(at.value.get("name")))):
                return False
            if not all(map(_PLAIN_NAME.fullmatch, value)):
                return False
        elif explode:
            return False
    elif style not in _BETWEEN or (style == "pipeDelimited" and explode):
        return False
    between = "" if explode and isinstance(value, list) else _BETWEEN.get(style, "")
    if not members or any(isinstance(m, dict | list) or m in (None, "") for m in members):
        return False
    if isinstance(value, str):
        return style != "simple" or "," not in value or "in" in at.value
    return not (between and any(between in wire.text(member) for member in members))


def literal_problem(schemas: Schemas, at: Place, value: Any) -> str | None:
    """What the schema of a parameter has against the value itself. Raises UntriedError."""
    schema = at.at("schema")
    return None if schema.value is None else schemas.problem(schema.pointer, value)


def _body_problem(
    schemas: Schemas, content: dict[str, Any], media_type: str, sent: str, status: str
) -> str | None:
    if not status:
        request = request_of(("post", "/", "/"), [], content_type=media_type, body=sent)
        return request_problem(schemas, _operation(schemas, "post", content=content), request)
    operation = _operation(schemas, "get", responses={"200": {"content": content}})
    response = Response(
        status_code=200, content_type=media_type, data=sent.encode(errors="replace")
    )
    return response_problem(schemas, operation, Request(method="get", path="/"), response)


def _operation(schemas: Schemas, method: str, **parts: Any) -> dict[str, Any]:
    version = str(schemas.document.get("openapi"))
    return stand_ins.operation(version=version, path="/", method=method, **parts)


def _is_json_text(value: Any) -> bool:
    if not isinstance(value, str):
        return False
    try:
        json.loads(value)
    except ValueError:
        return False
    return True
