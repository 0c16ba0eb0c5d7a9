"""Requests and responses as openapi-core judges them, with schemas of ours behind it."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, unquote

from jsonschema_path import SchemaPath
from jsonschema_path.paths import SPEC_SEPARATOR
from openapi_core import (
    V30RequestValidator,
    V30ResponseValidator,
    V31RequestValidator,
    V31ResponseValidator,
    V32RequestValidator,
    V32ResponseValidator,
)
from openapi_core.casting.schemas import oas30_types_caster, oas31_types_caster, oas32_types_caster
from openapi_core.casting.schemas.exceptions import CastError
from openapi_core.casting.schemas.factories import SchemaCastersFactory
from openapi_core.datatypes import RequestParameters
from openapi_core.deserializing.media_types.exceptions import MediaTypeDeserializeError
from openapi_core.templating.datatypes import TemplateResult
from openapi_core.templating.media_types.exceptions import MediaTypeNotFound
from openapi_core.templating.paths.datatypes import PathOperationServer
from openapi_core.templating.paths.exceptions import PathError
from openapi_core.templating.paths.finders import APICallPathFinder
from openapi_core.templating.responses.exceptions import ResponseFinderError
from openapi_core.validation.request.exceptions import (
    MissingRequiredParameter,
    MissingRequiredRequestBody,
)
from openapi_core.validation.response.exceptions import MissingData, MissingRequiredHeader
from openapi_core.validation.schemas.exceptions import InvalidSchemaValue
from openapi_core.validation.schemas.factories import SchemaValidatorsFactory
from openapi_core.validation.schemas.validators import SchemaValidator
from pathable.accessors import LookupAccessor
from werkzeug.datastructures import Headers, ImmutableMultiDict

from generator.formats.openapi.exchanges.media import RANGES, is_json, is_text
from generator.formats.openapi.exchanges.schemas import Schemas
from generator.formats.openapi.exchanges.stand_ins import AT

_HOST = "http://localhost"


@dataclass(slots=True, kw_only=True)
class Request:
    """One request, in the form that openapi-core asks for."""

    method: str
    path: str
    path_pattern: str | None = None
    query: str = ""
    header: Mapping[str, str] = field(default_factory=dict)
    cookie: str = ""
    variables: Mapping[str, str] = field(default_factory=dict)
    content_type: str = ""
    body: bytes | None = None
    host_url: str = _HOST
    parameters: RequestParameters = field(init=False)

    def __post_init__(self) -> None:
        """Reads the parameters as a server does."""
        cookies = (pair.partition("=") for pair in self.cookie.split("; ") if pair)
        self.parameters = RequestParameters(
            query=ImmutableMultiDict(parse_qsl(self.query, keep_blank_values=True)),
            header=Headers(self.header),
            cookie=ImmutableMultiDict((unquote(name), unquote(text)) for name, _, text in cookies),
            path=dict(self.variables),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """One response, in the form that openapi-core asks for."""

    status_code: int
    content_type: str
    data: bytes | None
    headers: Mapping[str, str] = field(default_factory=dict)


def request_problem(schemas: Schemas, operation: Mapping[str, Any], request: Request) -> str | None:
    """What openapi-core has against a request to an operation of stand-ins. Raises UntriedError."""
    validator = _kind(schemas).request(
        _spec(operation),
        schema_validators_factory=(factory := _Factory(schemas)),
        schema_casters_factory=SchemaCastersFactory(factory, _kind(schemas).types),
        extra_media_type_deserializers=_readers(request.content_type),
        path_finder_cls=_finder(request.path),
    )
    return _first(validator.iter_errors(request))


def response_problem(
    schemas: Schemas, operation: Mapping[str, Any], request: Request, response: Response
) -> str | None:
    """What openapi-core has against the response to a request. Raises UntriedError."""
    validator = _kind(schemas).response(
        _spec(operation),
        schema_validators_factory=(factory := _Factory(schemas)),
        schema_casters_factory=SchemaCastersFactory(factory, _kind(schemas).types),
        extra_media_type_deserializers=_readers(response.content_type),
        path_finder_cls=_finder(request.path),
    )
    return _first(validator.iter_errors(request, response))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    request: Any
    response: Any
    types: Any


_KINDS = {
    "3.0": _Kind(
        request=V30RequestValidator, response=V30ResponseValidator, types=oas30_types_caster
    ),
    "3.1": _Kind(
        request=V31RequestValidator, response=V31ResponseValidator, types=oas31_types_caster
    ),
    "3.2": _Kind(
        request=V32RequestValidator, response=V32ResponseValidator, types=oas32_types_caster
    ),
}


def _kind(schemas: Schemas) -> _Kind:
    return _KINDS.get(str(schemas.document.get("openapi"))[:3], _KINDS["3.2"])


class _Factory(SchemaValidatorsFactory):
    """Gives openapi-core validators that know where a schema stands in the whole document."""

    def __init__(self, schemas: Schemas) -> None:
        self.schemas = schemas

    def create(self, spec: SchemaPath, schema: SchemaPath, *_: Any, **__: Any) -> SchemaValidator:
        del spec
        return _Tried(schema, self.schemas)


class _OnlyOperation(APICallPathFinder):
    """Finds the one operation there is, where the path is not what is tried."""

    def find(self, method: str, name: str) -> PathOperationServer:
        del name
        path = self.spec / "paths" / "/"
        root = TemplateResult("/", {})
        return PathOperationServer(path, path / method, self.spec, root, root)


def _finder(path: str) -> type[APICallPathFinder]:
    return _OnlyOperation if path == "/" else APICallPathFinder


class _Tried(SchemaValidator):
    def __init__(self, schema: SchemaPath, schemas: Schemas) -> None:
        self.schema = schema
        self.schemas = schemas

    def validate(self, value: Any) -> None:
        problem = self.schemas.problem((self.schema / AT).read_str(), value)
        if problem is not None:
            raise InvalidSchemaValue(value, "", schema_errors=[problem])  # type: ignore[list-item]  # ours, not jsonschema's

    def evolve(self, schema: SchemaPath) -> "_Tried":
        return _Tried(schema, self.schemas)


def _spec(operation: Mapping[str, Any]) -> SchemaPath:
    return SchemaPath(_AsItIs(dict(operation)), separator=SPEC_SEPARATOR)


class _AsItIs(LookupAccessor):
    """Reads stand-ins as they are: they refer to nothing, and nothing is looked for elsewhere.

    The library's own accessor asks at each step whether there is a reference to follow, and whether
    a value has members at all, which takes longer than the rest of a trial.
    """

    @classmethod
    def _get_subnode(cls, node: Any, part: Any) -> Any:
        if not isinstance(node, dict | list):
            raise KeyError(part)
        try:
            return node[part]
        except (LookupError, TypeError) as error:
            raise KeyError(part) from error


def _readers(content_type: str) -> dict[str, Callable[..., Any]]:
    """Readers for media types whose suffix alone says that they are JSON or text."""
    name = content_type.partition(";")[0].strip().lower()
    if is_json(name):
        return dict.fromkeys((name, *RANGES), _json)
    return {name: _text} if is_text(name) else {}


def _json(value: bytes, **_: str) -> Any:
    return json.loads(value)


def _text(value: bytes, **_: str) -> str:
    return value.decode(errors="replace")


def _first(errors: Iterator[Exception]) -> str | None:
    error = next(errors, None)
    return None if error is None else _said(error)


def _said(error: BaseException) -> str:
    """The problem in the specification's words; the library's own text may quote the value."""
    cause: BaseException | None = error
    while cause is not None:
        match cause:
            case InvalidSchemaValue():
                return str(next(iter(cause.schema_errors)))
            case CastError():
                return f"type: {cause.type}"
            case MediaTypeNotFound() | MediaTypeDeserializeError():
                return f"content: {cause.mimetype}"
            case MissingRequiredParameter():
                return f"required: {cause.name}"
            case MissingRequiredHeader():
                return f"required: {cause.name}"
            case MissingRequiredRequestBody() | MissingData():
                return "required: true"
            case ResponseFinderError():
                return "responses"
            case PathError():
                return "paths"
        cause = cause.__cause__ or cause.__context__
    return "style"
