"""An operation with its references followed: what a request must hold, and what it is answered."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.formats.openapi.document.pointers import Place, followed, place, pointer
from generator.formats.openapi.exchanges.media import FORM, bare, is_json, is_text
from generator.formats.openapi.exchanges.wire import is_parameter

_OF_HTTP = frozenset({"accept", "content-type", "authorization"})
"""Headers a parameter cannot be (OpenAPI 3, "Parameter Object")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """One media type of a body. `through` are the places on the way to it."""

    name: str
    media_type: Place
    through: tuple[Place, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One operation. `body` is None where nothing of ours could be sent, or nothing is.

    `answer` is the first success that says what it holds; `status` is the document's word for it.
    """

    path: str
    method: str
    at: Place
    parameters: tuple[Place, ...]
    body: Content | None
    needs_body: bool
    status: str
    answer: Content | None

    @property
    def required(self) -> Iterator[Place]:
        """The parameters that cannot be left out."""
        for parameter in self.parameters:
            if parameter.value["in"] == "path" or parameter.value.get("required") is True:
                yield parameter


def operation_at(document: Mapping[str, Any], path: str, method: str) -> Operation:
    """The operation of a path and a method, which the document has."""
    item = followed(document, place(document, pointer(("paths", path))))
    at = _of_method(item, method)
    body = followed(document, at.at("requestBody"))
    status, answer = _answer(document, at)
    return Operation(
        path=path,
        method=method,
        at=at,
        parameters=tuple(_parameters(document, item, at)),
        body=_content(document, at.at("requestBody"), body),
        needs_body=body.at("required").value is True and bool(body.at("content").value),
        status=status,
        answer=answer,
    )


def _of_method(item: Place, method: str) -> Place:
    """The operation under its method, which may be one that HTTP or OpenAPI does not know."""
    for name, at in item.at("additionalOperations").entries():
        if name.lower() == method:
            return at
    return item.at(method)


def _parameters(document: Mapping[str, Any], item: Place, at: Place) -> Iterator[Place]:
    """Those of the operation and those of its path that it does not replace."""
    found: dict[tuple[str, str], Place] = {}
    for owner in (item, at):
        for said in owner.at("parameters").elements():
            parameter = followed(document, said)
            if is_parameter(parameter.value):
                name, where = parameter.value["name"], parameter.value["in"]
                if where != "header" or name.lower() not in _OF_HTTP:
                    found[where, name] = parameter
    yield from found.values()


def _answer(document: Mapping[str, Any], at: Place) -> tuple[str, Content | None]:
    for status, said in at.at("responses").entries():
        if status.startswith("2"):
            content = _content(document, said, followed(document, said))
            if content is not None:
                return status, content
    return "", None


def _content(document: Mapping[str, Any], said: Place, found: Place) -> Content | None:
    """The media type that a sample is best made of."""
    for wanted in (lambda name: bare(name) == "application/json", is_json, _is_form, is_text):
        for name, at in found.at("content").entries():
            media_type = followed(document, at)
            if wanted(name) and isinstance(media_type.value, dict):
                return Content(
                    name=name, media_type=media_type, through=(said, found, at, media_type)
                )
    return None


def _is_form(name: str) -> bool:
    return bare(name) == FORM
