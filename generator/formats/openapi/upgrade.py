"""Swagger 2.0 in the shape of OpenAPI 3.0, so that everything after has one shape to read.

By the OpenAPI Specification 2.0 and 3.0. What has no counterpart stays where it is as it is.
"""

from collections.abc import Iterator, Mapping, MutableMapping, Sequence

from generator.formats.openapi.grammar import METHODS, Path, walk

Node = dict[str, object]
Origins = MutableMapping[int, Path]

_VALUE = (
    "type", "format", "items", "default", "enum", "maximum", "exclusiveMaximum", "minimum",
    "exclusiveMinimum", "maxLength", "minLength", "pattern", "maxItems", "minItems", "uniqueItems",
    "multipleOf", "x-nullable", "x-enum-varnames", "x-enumNames", "x-enumDescriptions",
    "x-enum-descriptions", "x-contract-status-of-values",
)  # fmt: skip
"""What stands in a parameter or header itself in 2.0, and in its schema from 3.0 on."""

_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
_JSON = ("application/json",)
_REFERENCES = {
    "#/definitions/": "#/components/schemas/",
    "#/responses/": "#/components/responses/",
}
_FLOWS = {"accessCode": "authorizationCode", "application": "clientCredentials"}


def upgraded(document: Node, origins: Origins) -> Node:
    """The same API in the 3.0 shape.

    `origins` gets, for each object that stands elsewhere now, by its `id()`, the path in `document`
    where it stood. Only texts of references and discriminators change within `document`.
    """
    return _Upgrade(document, origins).document()


class _Upgrade:
    def __init__(self, old: Node, origins: Origins) -> None:
        self._old, self._origins = old, origins
        self._consumes = _texts(old.get("consumes")) or _JSON
        self._produces = _texts(old.get("produces")) or _JSON
        self._shared = _mapping(old.get("parameters"))

    def document(self) -> Node:
        old = self._old
        moved = {
            "swagger", "host", "basePath", "schemes", "consumes", "produces", "paths",
            "definitions", "parameters", "responses", "securityDefinitions",
        }  # fmt: skip
        new: Node = {"openapi": "3.0.3", "servers": list(_servers(old))}
        new.update((key, value) for key, value in old.items() if key not in moved)
        if isinstance(old.get("paths"), dict):
            new["paths"] = {
                path: self._path_item(item, ("paths", path)) if isinstance(item, dict) else item
                for path, item in _mapping(old["paths"]).items()
            }
        new["components"] = self._components()
        self._rewrite_references(new)
        return new

    def _components(self) -> Node:
        parameters: Node = {}
        bodies: Node = {}
        for name, parameter in self._shared.items():
            at = ("parameters", name)
            if not isinstance(parameter, dict) or parameter.get("in") == "formData":
                continue
            if parameter.get("in") == "body":
                bodies[name] = self._body(parameter, at, self._consumes)
            else:
                parameters[name] = self._parameter(parameter, at)
        definitions = _mapping(self._old.get("definitions"))
        for name, schema in definitions.items():
            self._moved(schema, ("definitions", name))
        return {
            "schemas": definitions,
            "parameters": parameters,
            "requestBodies": bodies,
            "responses": {
                name: self._response(response, ("responses", name), self._produces)
                for name, response in _mapping(self._old.get("responses")).items()
            },
            "securitySchemes": {
                name: self._scheme(scheme, ("securityDefinitions", name))
                for name, scheme in _mapping(self._old.get("securityDefinitions")).items()
            },
        }

    def _path_item(self, item: Node, at: Path) -> Node:
        shared = self._parameters(item.get("parameters"), (*at, "parameters"))
        new: Node = {key: value for key, value in item.items() if key != "parameters"}
        kept = [parameter for parameter, where in shared if not _is_body(self._target(parameter))]
        if kept:
            new["parameters"] = [
                self._parameter(parameter, where)
                for parameter, where in shared
                if not _is_body(self._target(parameter))
            ]
        inherited = [pair for pair in shared if _is_body(self._target(pair[0]))]
        for method in METHODS:
            operation = item.get(method)
            if isinstance(operation, dict):
                new[method] = self._operation(operation, (*at, method), inherited)
        return self._moved(new, at)

    def _operation(self, operation: Node, at: Path, inherited: Sequence[tuple[Node, Path]]) -> Node:
        consumes = _texts(operation.get("consumes")) or self._consumes
        produces = _texts(operation.get("produces")) or self._produces
        own = self._parameters(operation.get("parameters"), (*at, "parameters"))
        told = [*inherited, *own]
        new: Node = {}
        for key, value in operation.items():
            if key == "parameters":
                new[key] = [
                    self._parameter(parameter, where)
                    for parameter, where in own
                    if not _is_body(self._target(parameter))
                ]
            elif key == "responses" and isinstance(value, dict):
                new[key] = {
                    code: self._response(response, (*at, key, code), produces)
                    for code, response in value.items()
                }
            elif key not in ("consumes", "produces", "schemes"):
                new[key] = value
        body = self._request_body(told, consumes, at)
        if body is not None:
            new["requestBody"] = body
        return self._moved(new, at)

    def _parameters(self, value: object, at: Path) -> list[tuple[Node, Path]]:
        items = value if isinstance(value, list) else []
        return [(item, (*at, i)) for i, item in enumerate(items) if isinstance(item, dict)]

    def _target(self, parameter: Node) -> Node:
        """The parameter that is meant: its reference followed once."""
        name = str(parameter.get("$ref", "")).removeprefix("#/parameters/")
        found = self._shared.get(name) if "$ref" in parameter else parameter
        return found if isinstance(found, dict) else {}

    def _parameter(self, parameter: Node, at: Path) -> Node:
        if "$ref" in parameter:
            return parameter
        new: Node = {
            key: value
            for key, value in parameter.items()
            if key not in _VALUE and key != "collectionFormat"
        }
        new.update(_style(parameter))
        schema = {key: parameter[key] for key in _VALUE if key in parameter}
        new["schema"] = self._moved(schema, at)
        return self._moved(new, at)

    def _request_body(
        self, parameters: Sequence[tuple[Node, Path]], consumes: Sequence[str], at: Path
    ) -> Node | None:
        for parameter, where in parameters:
            target = self._target(parameter)
            if target.get("in") == "body":
                if "$ref" in parameter:
                    name = str(parameter["$ref"]).removeprefix("#/parameters/")
                    return {"$ref": f"#/components/requestBodies/{name}"}
                return self._body(parameter, where, consumes)
        fields = [
            (self._target(p), ("parameters", str(p["$ref"])[13:]) if "$ref" in p else where)
            for p, where in parameters
            if self._target(p).get("in") == "formData"
        ]
        return self._form(fields, consumes, at) if fields else None

    def _body(self, parameter: Node, at: Path, consumes: Sequence[str]) -> Node:
        kept = {k: v for k, v in parameter.items() if k not in ("name", "in", "schema")}
        schema = parameter.get("schema", {})
        self._moved(schema, (*at, "schema"))
        content = {mime: self._moved({"schema": schema}, at) for mime in consumes}
        return self._moved({**kept, "content": content}, at)

    def _form(self, fields: Sequence[tuple[Node, Path]], consumes: Sequence[str], at: Path) -> Node:
        has_file = any(field.get("type") == "file" for field, _ in fields)
        mimes = [mime for mime in consumes if mime in _FORMS] or [
            _FORMS[1] if has_file else _FORMS[0]
        ]
        properties: Node = {}
        for field, where in fields:
            kept = {k: v for k, v in field.items() if k not in ("name", "in", "required")}
            properties[str(field.get("name", ""))] = self._moved(kept, where)
        schema: Node = {"type": "object", "properties": properties}
        required = [str(field.get("name")) for field, _ in fields if field.get("required") is True]
        if required:
            schema["required"] = required
        self._moved(schema, at)
        content = {mime: self._moved({"schema": schema}, at) for mime in mimes}
        return self._moved({"required": bool(required), "content": content}, at)

    def _response(self, response: object, at: Path, produces: Sequence[str]) -> object:
        if not isinstance(response, dict) or "$ref" in response:
            return response
        new: Node = {
            k: v for k, v in response.items() if k not in ("schema", "examples", "headers")
        }
        if isinstance(response.get("headers"), dict):
            new["headers"] = {
                name: self._parameter(header, (*at, "headers", name))
                for name, header in _mapping(response["headers"]).items()
                if isinstance(header, dict)
            }
        examples = _mapping(response.get("examples"))
        mimes = [] if "schema" not in response and not examples else [*produces]
        content: Node = {}
        for mime in dict.fromkeys([*mimes, *examples]):
            media: Node = {}
            if "schema" in response:
                self._moved(response["schema"], (*at, "schema"))
                media["schema"] = response["schema"]
            if mime in examples:
                media["example"] = examples[mime]
            content[mime] = self._moved(media, at)
        if content:
            new["content"] = content
        return self._moved(new, at)

    def _scheme(self, scheme: object, at: Path) -> object:
        if not isinstance(scheme, dict):
            return scheme
        if scheme.get("type") == "basic":
            new: Node = {**scheme, "type": "http", "scheme": "basic"}
        elif scheme.get("type") == "oauth2":
            flow = str(scheme.get("flow", ""))
            urls = ("authorizationUrl", "tokenUrl", "scopes")
            new = {k: v for k, v in scheme.items() if k not in (*urls, "flow")}
            told = {key: scheme[key] for key in urls if key in scheme}
            new["flows"] = {_FLOWS.get(flow, flow): {"scopes": {}, **told}}
        else:
            new = {**scheme}
        return self._moved(new, at)

    def _moved(self, node: object, at: Path) -> Node:
        """The node itself, after it is noted where it stood."""
        self._origins[id(node)] = at
        return node  # type: ignore[return-value]  # what is no mapping is skipped by every reader

    @staticmethod
    def _rewrite_references(document: Node) -> None:
        for kind, node, _ in walk("document", document):
            target = node.get("$ref")
            if isinstance(target, str):
                node["$ref"] = _renamed(kind, target)
            if kind == "schema":
                _schema_as_in_3(node)


def _schema_as_in_3(schema: Node) -> None:
    if isinstance(schema.get("discriminator"), str):
        schema["discriminator"] = {"propertyName": schema["discriminator"]}
    if schema.get("x-nullable") is True:
        schema["nullable"] = True
    if schema.get("type") == "file":
        schema["type"], schema["format"] = "string", "binary"


def _renamed(kind: str, target: str) -> str:
    for old, new in _REFERENCES.items():
        if target.startswith(old):
            return new + target.removeprefix(old)
    if target.startswith("#/parameters/"):
        section = "requestBodies" if kind == "request body" else "parameters"
        return f"#/components/{section}/{target.removeprefix('#/parameters/')}"
    return target


def _servers(old: Node) -> Iterator[Node]:
    host, base = old.get("host"), str(old.get("basePath", ""))
    if not isinstance(host, str):
        if base:
            yield {"url": base}
        return
    for scheme in _texts(old.get("schemes")) or ("https",):
        yield {"url": f"{scheme}://{host}{base}"}


def _style(parameter: Mapping[str, object]) -> Node:
    """How a list is written, by `collectionFormat`; tab-separated values have no counterpart."""
    if parameter.get("type") != "array":
        return {}
    is_query = parameter.get("in") == "query"
    match parameter.get("collectionFormat", "csv"):
        case "multi":
            return {"style": "form", "explode": True}
        case "ssv" if is_query:
            return {"style": "spaceDelimited", "explode": False}
        case "pipes" if is_query:
            return {"style": "pipeDelimited", "explode": False}
        case _:
            return {"style": "form" if is_query else "simple", "explode": False}


def _is_body(parameter: Node) -> bool:
    return parameter.get("in") in ("body", "formData")


def _mapping(value: object) -> Node:
    return value if isinstance(value, dict) else {}


def _texts(value: object) -> tuple[str, ...]:
    return tuple(v for v in value if isinstance(v, str)) if isinstance(value, list) else ()
