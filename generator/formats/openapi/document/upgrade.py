"""Swagger 2.0 in the shape of OpenAPI 3.0, so that everything after has one shape to read.

By the OpenAPI Specification 2.0 and 3.0. What has no counterpart stays where it is as it is.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from generator.formats.openapi.document.gathered import Gathered, Origin
from generator.formats.openapi.document.grammar import METHODS, Path, walk
from generator.formats.openapi.document.pointers import local, path_of

Node = dict[str, object]

_VALUE = (
    "type", "format", "items", "default", "enum", "maximum", "exclusiveMaximum", "minimum",
    "exclusiveMinimum", "maxLength", "minLength", "pattern", "maxItems", "minItems", "uniqueItems",
    "multipleOf", "x-nullable", "x-enum-varnames", "x-enumNames", "x-enumDescriptions",
    "x-enum-descriptions", "x-contract-status-of-values",
)  # fmt: skip
"""What stands in a parameter or header itself in 2.0, and in its schema from 3.0 on."""

_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
_JSON = ("application/json",)
_OF_FIELD = ("name", "in", "required", "collectionFormat", "allowEmptyValue")
"""What a form parameter says that a property does not."""
_FLOWS = {"accessCode": "authorizationCode", "application": "clientCredentials"}


def upgraded(old: Gathered) -> Gathered:
    """The same API in the 3.0 shape; where its objects stand in the files stays as it was."""
    return _Upgrade(old).gathered()


class _Upgrade:
    def __init__(self, old: Gathered) -> None:
        self._gathered, self._old = old, old.root
        self._origins = dict(old.origins)
        self._top = Origin(old.file, (), "")
        self._consumes = _texts(self._old.get("consumes")) or _JSON
        self._produces = _texts(self._old.get("produces")) or _JSON
        self._new_places: dict[tuple[str, Path], Path] = {}

    def gathered(self) -> Gathered:
        root = self._document()
        return replace(
            self._gathered,
            root=root,
            origins=self._origins,
            references=tuple(self._rewritten(root)),
        )

    def _document(self) -> Node:
        old = self._old
        moved = {
            "swagger", "host", "basePath", "schemes", "consumes", "produces", "paths",
            "definitions", "parameters", "responses", "securityDefinitions", "x-path-items",
        }  # fmt: skip
        new: Node = {"openapi": "3.0.3", "servers": list(_servers(old))}
        new.update((key, value) for key, value in old.items() if key not in moved)
        if isinstance(old.get("paths"), dict):
            new["paths"] = {
                path: self._path_item(item, at) if isinstance(item, dict) else item
                for path, item, at in self._entries("paths")
            }
        new["components"] = self._components()
        return new

    def _entries(self, key: str) -> Iterator[tuple[str, object, Origin]]:
        """What the document has under `key`, each with its origin."""
        for name, node in _mapping(self._old.get(key)).items():
            yield name, node, self._under(self._top.down(key), name, node)

    def _under(self, at: Origin, key: str | int, node: object) -> Origin:
        return self._origins.get(id(node)) or at.down(key)

    def _components(self) -> Node:
        parameters: Node = {}
        bodies: Node = {}
        for name, parameter, at in self._entries("parameters"):
            target = self._target(parameter)
            if not isinstance(parameter, dict) or target.get("in") == "formData":
                continue
            if target.get("in") != "body":
                parameters[name] = self._parameter(parameter, at)
            elif "$ref" in parameter:
                bodies[name] = self._moved({"$ref": parameter["$ref"]}, at)
            else:
                bodies[name] = self._body(parameter, at, self._consumes)
        for _, schema, at in self._entries("definitions"):
            if isinstance(schema, dict):
                self._moved(schema, at)
        return {
            "schemas": _mapping(self._old.get("definitions")),
            "parameters": parameters,
            "requestBodies": bodies,
            "responses": {
                name: self._response(response, at, self._produces)
                for name, response, at in self._entries("responses")
            },
            "securitySchemes": {
                name: self._scheme(scheme, at)
                for name, scheme, at in self._entries("securityDefinitions")
            },
        }

    def _path_item(self, item: Node, at: Origin) -> Node:
        shared = self._parameters(item, at)
        new: Node = {key: value for key, value in item.items() if key != "parameters"}
        if kept := [self._parameter(p, where) for p, where in shared if not self._is_body(p)]:
            new["parameters"] = kept
        inherited = [pair for pair in shared if self._is_body(pair[0])]
        for method in METHODS:
            operation = item.get(method)
            if isinstance(operation, dict):
                under = self._under(at, method, operation)
                new[method] = self._operation(operation, under, inherited)
        return self._moved(new, at)

    def _operation(
        self, operation: Node, at: Origin, inherited: Sequence[tuple[Node, Origin]]
    ) -> Node:
        consumes = _texts(operation.get("consumes")) or self._consumes
        produces = _texts(operation.get("produces")) or self._produces
        own = self._parameters(operation, at)
        new: Node = {}
        for key, value in operation.items():
            if key == "parameters":
                new[key] = [self._parameter(p, where) for p, where in own if not self._is_body(p)]
            elif key == "responses" and isinstance(value, dict):
                all_at = self._under(at, key, value)
                new[key] = {
                    code: self._response(response, self._under(all_at, code, response), produces)
                    for code, response in value.items()
                }
            elif key not in ("consumes", "produces", "schemes"):
                new[key] = value
        body = self._request_body([*own, *inherited], consumes, at)
        if body is not None:
            new["requestBody"] = body
        return self._moved(new, at)

    def _parameters(self, holder: Node, at: Origin) -> list[tuple[Node, Origin]]:
        value = holder.get("parameters")
        items = value if isinstance(value, list) else []
        all_at = self._under(at, "parameters", value)
        return [
            (item, self._under(all_at, i, item))
            for i, item in enumerate(items)
            if isinstance(item, dict)
        ]

    def _is_body(self, parameter: Node) -> bool:
        return self._target(parameter).get("in") in ("body", "formData")

    def _target(self, parameter: object) -> Node:
        """The object that is meant: what its references lead to."""
        return self._target_at(_mapping(parameter), self._top)[0]

    def _target_at(self, node: Node, at: Origin) -> tuple[Node, Origin]:
        """The same with where it stands; circles were refused before."""
        while isinstance(node.get("$ref"), str):
            path, target = self._gathered.target(str(node["$ref"]))
            node, at = _mapping(target), self._gathered.origin(path)
        return node, at

    def _parameter(self, parameter: Node, at: Origin) -> Node:
        if "$ref" in parameter:
            return self._moved({**parameter}, at)
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
        self, parameters: Sequence[tuple[Node, Origin]], consumes: Sequence[str], at: Origin
    ) -> Node | None:
        """The body that body or form parameters make; the operation's own stand first."""
        fields: dict[object, tuple[Node, Origin]] = {}
        for parameter, where in parameters:
            target, target_at = self._target_at(parameter, where)
            if target.get("in") == "body":
                if "$ref" in parameter and consumes == self._consumes:
                    return self._moved({"$ref": parameter["$ref"]}, where)
                return self._body(target, target_at, consumes)
            if target.get("in") == "formData":
                fields.setdefault(str(target.get("name")), (target, target_at))
        return self._form(tuple(fields.values()), consumes, at) if fields else None

    def _body(self, parameter: Node, at: Origin, consumes: Sequence[str]) -> Node:
        kept = {k: v for k, v in parameter.items() if k not in ("name", "in", "schema")}
        schema = self._schema(parameter.get("schema", {}), at)
        content = {mime: self._moved({"schema": schema}, at) for mime in consumes}
        return self._moved({**kept, "content": content}, at)

    def _schema(self, schema: object, at: Origin) -> object:
        """The schema of a body or response."""
        if isinstance(schema, dict):
            self._moved(schema, self._under(at, "schema", schema))
        return schema

    def _form(
        self, fields: Sequence[tuple[Node, Origin]], consumes: Sequence[str], at: Origin
    ) -> Node:
        has_file = any(field.get("type") == "file" for field, _ in fields)
        mimes = [mime for mime in consumes if mime in _FORMS] or [
            _FORMS[1] if has_file else _FORMS[0]
        ]
        properties: Node = {}
        for field, where in fields:
            kept = {k: v for k, v in field.items() if k not in _OF_FIELD}
            properties[str(field.get("name", ""))] = self._moved(kept, where)
        schema: Node = {"type": "object", "properties": properties}
        required = [str(field.get("name")) for field, _ in fields if field.get("required") is True]
        if required:
            schema["required"] = required
        self._moved(schema, at)
        content = {mime: self._moved({"schema": schema}, at) for mime in mimes}
        return self._moved({"required": bool(required), "content": content}, at)

    def _response(self, response: object, at: Origin, produces: Sequence[str]) -> object:
        if not isinstance(response, dict):
            return response
        if "$ref" in response:
            if produces == self._produces:
                return self._moved({**response}, at)
            target, at = self._target_at(response, at)
        else:
            target = response
        return self._response_itself(target, at, produces)

    def _response_itself(self, response: Node, at: Origin, produces: Sequence[str]) -> Node:
        new: Node = {
            k: v for k, v in response.items() if k not in ("schema", "examples", "headers")
        }
        if isinstance(response.get("headers"), dict):
            all_at = self._under(at, "headers", response["headers"])
            new["headers"] = {
                name: self._parameter(header, self._under(all_at, name, header))
                for name, header in _mapping(response["headers"]).items()
                if isinstance(header, dict)
            }
        content = self._content(response, at, produces)
        if content:
            new["content"] = content
        return self._moved(new, at)

    def _content(self, response: Node, at: Origin, produces: Sequence[str]) -> Node:
        examples = _mapping(response.get("examples"))
        mimes = [] if "schema" not in response and not examples else [*produces]
        content: Node = {}
        for mime in dict.fromkeys([*mimes, *examples]):
            media: Node = {}
            if "schema" in response:
                media["schema"] = self._schema(response["schema"], at)
            if mime in examples:
                media["example"] = examples[mime]
            content[mime] = self._moved(media, at)
        return content

    def _scheme(self, scheme: object, at: Origin) -> object:
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

    def _moved(self, node: Node, at: Origin) -> Node:
        """The node itself, after it is noted where it stands in the files."""
        self._origins[id(node)] = at
        return node

    def _rewritten(self, root: Node) -> Iterator[tuple[Path, str]]:
        """Each reference in `root`, after all lead to where things stand now."""
        objects = tuple(walk("document", root))
        rewritten: set[int] = set()
        for kind, node, path in objects:
            is_first = id(node) not in rewritten
            rewritten.add(id(node))
            for field in ("$ref", "$dynamicRef"):
                target = node.get(field)
                if isinstance(target, str) and (field == "$ref" or kind == "schema"):
                    if is_first:
                        node[field] = self._renamed(kind, target, objects)
                    yield path, str(node[field])
            if kind == "schema" and is_first:
                _schema_as_in_3(node)

    def _renamed(self, kind: str, target: str, objects: Sequence[tuple[str, Node, Path]]) -> str:
        path = path_of(target)
        if path[:1] == ("definitions",):
            return local(("components", "schemas", *path[1:]))
        if len(path) == 2 and path[0] in ("parameters", "responses"):
            section = "requestBodies" if kind == "request body" else path[0]
            return local(("components", section, path[1]))
        return self._moved_reference(path, objects) or target

    def _moved_reference(self, path: Path, objects: Sequence[tuple[str, Node, Path]]) -> str | None:
        """Where what stood inside of something stands now."""
        if not self._new_places:
            for _, node, place in objects:
                if (origin := self._origins.get(id(node))) is not None:
                    self._new_places.setdefault((origin.file, origin.path), place)
        for number in range(len(path), 0, -1):
            origin = self._gathered.origin(path[:number])
            place_now = self._new_places.get((origin.file, origin.path))
            if place_now is not None:
                return local((*place_now, *path[number:]))
        return None


def _schema_as_in_3(schema: Node) -> None:
    if isinstance(schema.get("discriminator"), str):
        schema["discriminator"] = {"propertyName": schema["discriminator"]}
    if schema.get("x-nullable") is True:
        schema["nullable"] = True
    if schema.get("type") == "file":
        schema["type"], schema["format"] = "string", "binary"


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


def _mapping(value: object) -> Node:
    return value if isinstance(value, dict) else {}


def _texts(value: object) -> tuple[str, ...]:
    return tuple(v for v in value if isinstance(v, str)) if isinstance(value, list) else ()
