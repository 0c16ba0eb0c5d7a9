"""Documents into one valid GraphQLSchema, within limits, and that into parts.

The rules are those of the GraphQL specification, September 2025. graphql-core checks them, except
two whose suggestions take minutes on a large schema with a piece missing: unknown types and orphan
extensions are looked up here, and unknown directives are let be (federation leaves its own out).
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    Source,
    build_ast_schema,
    build_client_schema,
    parse,
    validate_schema,
)
from graphql.language import ast
from graphql.validation import KnownDirectivesRule, KnownTypeNamesRule, PossibleTypeExtensionsRule
from graphql.validation.specified_rules import specified_sdl_rules
from graphql.validation.validate import validate_sdl

from generator.formats import Document, Reading
from generator.formats.graphql.origins import Origins
from generator.formats.graphql.parts import parts
from generator.formats.graphql.references import definitions_for_orphans, unknown_types
from generator.model.errors import SpecError
from generator.model.finding import Finding, Severity
from generator.model.location import Location
from generator.syntax import json
from generator.syntax.collector import no_collection

MAX_CHARACTERS = 32 * 1024 * 1024
MAX_TOKENS = 2_000_000
MAX_COMMENTS = 200_000
MAX_TYPE_DEPTH = 20
_MOST_SHOWN = 5

_LEFT_OUT = (KnownTypeNamesRule, KnownDirectivesRule, PossibleTypeExtensionsRule)
_RULES = tuple(rule for rule in specified_sdl_rules if rule not in _LEFT_OUT)
_DOUBTFUL = re.compile(r"must not be deprecated")
"""What September 2025 forbids and schemas in use do: no reason to show nothing of them."""
_QUERY = re.compile(r"(?:[\s,]|#[^\n]*\n)*(?:\{|(?:query|mutation|subscription|fragment)\b)")


def detects(documents: Sequence[Document]) -> bool:
    """Whether the documents are SDL files or one introspection answer."""
    names = [document.file.lower() for document in documents]
    if all(name.endswith((".graphql", ".graphqls", ".gql")) for name in names):
        return True
    return len(names) == 1 and names[0].endswith(".json") and b'"__schema"' in documents[0].content


def read(documents: Sequence[Document]) -> Reading:
    """The schema as parts. Raises SpecError with one finding per fault, at most five and a rest."""
    with no_collection():
        try:
            if documents[0].file.lower().endswith(".json"):
                schema, origins = _introspected(documents[0])
            else:
                schema, origins = _defined(documents)
            faults = _validated(schema, documents[0].file)
            doubtful = [fault for fault in faults if _DOUBTFUL.search(fault.message)]
            faults = [fault for fault in faults if fault not in doubtful]
        except RecursionError as error:
            raise SpecError([_fault(documents[0].file, "nested-too-deep")]) from error
        if faults:
            raise SpecError(_faults(faults, documents[0].file))
        warnings = _faults(doubtful, documents[0].file, "doubtful-schema", Severity.WARNING)
        native = _taken_as_valid(schema) if doubtful else schema
        return Reading(tree=parts(schema, origins), findings=tuple(warnings), native=native)


def _validated(schema: GraphQLSchema, file: str) -> list[GraphQLError]:
    """The faults of a schema; one from an introspection answer reads its names only now."""
    try:
        return validate_schema(schema)
    except (GraphQLError, TypeError) as error:
        fault = _fault(file, "invalid-schema", problem=_short(str(error)))
        raise SpecError([fault]) from error


def _taken_as_valid(schema: GraphQLSchema) -> GraphQLSchema:
    """The same schema, which graphql-core now validates operations against whatever its doubts."""
    facts = schema.to_kwargs()
    facts["assume_valid"] = True
    return GraphQLSchema(**facts)


def _defined(documents: Sequence[Document]) -> tuple[GraphQLSchema, Origins]:
    definitions = [node for document in documents for node in _parsed(document).definitions]
    definitions = definitions_for_orphans(definitions)
    document = DocumentNode(definitions=tuple(definitions))
    executable = [n for n in definitions if isinstance(n, ast.ExecutableDefinitionNode)]
    if executable:
        raise SpecError([_node_fault("not-a-schema", executable[0], documents[0].file)])
    if missing := unknown_types(definitions):
        raise SpecError(_missing(missing, documents[0].file))
    if faults := validate_sdl(document, rules=_RULES):
        raise SpecError(_faults(faults, documents[0].file))
    return build_ast_schema(document, assume_valid_sdl=True), Origins(documents[0].file)


def _parsed(document: Document) -> DocumentNode:
    try:
        text = document.content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = document.content.count(b"\n", 0, error.start) + 1
        raise SpecError([_fault(document.file, "not-utf-8", line)]) from error
    if query := _QUERY.match(text):
        line = text.count("\n", 0, query.end()) + 1
        raise SpecError([_fault(document.file, "not-a-schema", line)])
    try:
        return parse(
            Source(text, document.file),
            max_lexical_tokens=MAX_TOKENS,
            max_comments=MAX_COMMENTS,
            max_source_length=MAX_CHARACTERS,
        )
    except GraphQLError as error:
        raise SpecError(_faults([error], document.file)) from error


def _introspected(document: Document) -> tuple[GraphQLSchema, Origins]:
    try:
        answer = json.parse(document.content)
    except json.JsonError as error:
        fault = _fault(document.file, "not-json", error.line, problem=error.problem)
        raise SpecError([fault]) from error
    data = answer.get("data", answer) if isinstance(answer, dict) else None
    if not isinstance(data, dict) or not isinstance(data.get("__schema"), dict):
        raise SpecError([_fault(document.file, "no-introspection")])
    _refuse_repeated(data["__schema"], document.file)
    _refuse_odd(data["__schema"], document.file)
    try:
        schema = build_client_schema(data)  # type: ignore[arg-type]  # checked by the builder
    except (GraphQLError, TypeError, KeyError, AttributeError, ValueError) as error:
        fault = _fault(document.file, "invalid-schema", problem=_short(str(error)))
        raise SpecError([fault]) from error
    prefix = "/data/__schema" if data is not answer else "/__schema"
    return schema, Origins(document.file, data["__schema"], prefix)


def _refuse_repeated(schema: dict[str, Any], file: str) -> None:
    seen: set[str] = set()
    types = schema.get("types")
    for type_ in types if isinstance(types, list) else ():
        name = type_.get("name") if isinstance(type_, dict) else None
        if isinstance(name, str) and name in seen:
            raise SpecError([_fault(file, "repeated-type", name=name)])
        seen.add(str(name))


_TEXTS = {"name", "description", "defaultValue", "deprecationReason", "specifiedByURL"}


def _refuse_odd(value: object, file: str) -> None:
    """Refuses what no server answers: text that is none, and types wrapped without end.

    A type reference wraps its item in `ofType`; the standard query asks for nine levels.
    """
    stack: list[tuple[object, int]] = [(value, 0)]
    while stack:
        item, depth = stack.pop()
        if depth > MAX_TYPE_DEPTH:
            raise SpecError([_fault(file, "nested-too-deep")])
        if isinstance(item, dict):
            for key in _TEXTS & item.keys():
                if not isinstance(item[key], str | None):
                    problem = f"{key} is no text: {_short(str(item[key]))}"
                    raise SpecError([_fault(file, "invalid-schema", problem=problem)])
            stack.extend((v, depth + 1 if k == "ofType" else 0) for k, v in item.items())
        elif isinstance(item, list):
            stack.extend((v, 0) for v in item)


def _missing(missing: Sequence[ast.NamedTypeNode], file: str) -> Iterator[Finding]:
    """One finding for each missing type, at its first use; past the first few, one for the rest."""
    first = {node.name.value: node for node in reversed(missing)}
    nodes = [node for node in missing if first[node.name.value] is node]
    for node in nodes[:_MOST_SHOWN]:
        yield _node_fault("unknown-type", node, file, name=node.name.value)
    if len(nodes) > _MOST_SHOWN:
        rest = len(nodes) - _MOST_SHOWN
        yield _node_fault("more-unknown-types", nodes[_MOST_SHOWN], file, n=rest)


def _faults(
    errors: Sequence[GraphQLError],
    file: str,
    rule: str = "invalid-schema",
    severity: Severity = Severity.ERROR,
) -> Iterator[Finding]:
    for error in errors[:_MOST_SHOWN]:
        location = error.locations[0] if error.locations else None
        yield Finding(
            rule=rule,
            severity=severity,
            location=Location(
                file=error.source.name if error.source else file,
                line=location.line if location else None,
                column=location.column if location else None,
            ),
            arguments={"problem": _short(error.message)},
        )
    if len(errors) > _MOST_SHOWN:
        yield Finding(
            rule="more-faults",
            severity=severity,
            location=Location(file=file),
            arguments={"n": len(errors) - _MOST_SHOWN},
        )


def _node_fault(rule: str, node: ast.Node, file: str, **arguments: object) -> Finding:
    line = node.loc.start_token.line if node.loc else None
    return _fault(node.loc.source.name if node.loc else file, rule, line, **arguments)


def _fault(file: str, rule: str, line: int | None = None, **arguments: object) -> Finding:
    location = Location(file=file, line=line)
    return Finding(rule=rule, severity=Severity.ERROR, location=location, arguments=arguments)


def _short(message: str) -> str:
    """Library text for a log: one line, no control characters, at most 200 characters."""
    line = "".join(c if c.isprintable() else " " for c in message)
    return line if len(line) <= 200 else line[:199] + "…"
