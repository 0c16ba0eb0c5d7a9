"""Checks a file against the catalogue's JSON Schema and says what is wrong, and where."""

import difflib
import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib import resources

import jsonschema_rs

from generator.model.finding import Finding, Severity
from generator.model.location import Location
from generator.syntax import yaml

SchemaObject = dict[str, object]


@cache
def schema() -> SchemaObject:
    """The JSON Schema (draft 2020-12) of the catalogue file."""
    content = resources.files(__package__).joinpath("schema.yaml").read_bytes()
    document = yaml.plain(yaml.parse(content))
    assert isinstance(document, dict)
    return document


def schema_json() -> str:
    """The schema as the text of `catalog.schema.json`."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def violations(node: yaml.Node, file: str, *, definition: str | None = None) -> tuple[Finding, ...]:
    """Every way in which `node` breaks the schema, or the named definition of it, by line."""
    validator = _validator(definition)
    found = [
        finding
        for error in validator.iter_errors(yaml.plain(node))
        for finding in _explain(error, node, file)
    ]
    misspelt = {
        (finding.arguments["where"], finding.arguments["hint"])
        for finding in found
        if finding.rule == "unknown-key"
    }
    return tuple(
        finding
        for finding in found
        if finding.rule != "missing-key"
        or (finding.arguments["where"], finding.arguments["key"]) not in misspelt
    )


@cache
def _validator(definition: str | None) -> jsonschema_rs.Draft202012Validator:
    root = schema()
    if definition is not None:
        root = {"$ref": f"#/$defs/{definition}", "$defs": root["$defs"]}
    return jsonschema_rs.Draft202012Validator(root, validate_formats=True)


def _explain(error: jsonschema_rs.ValidationError, node: yaml.Node, file: str) -> Iterator[Finding]:
    path, kind = list(error.instance_path), error.kind
    line = _line(node, path)
    where = ".".join(str(step) for step in path)

    def finding(rule: str, at: int = line, **arguments: object) -> Finding:
        return Finding(
            rule=rule,
            severity=Severity.ERROR,
            location=Location(file=file, line=at),
            arguments={"where": where or "/", **arguments},
        )

    match kind.name:
        case "additionalProperties":
            known = sorted(_mapping(_at(error.schema_path).get("properties")))
            for key in kind.as_dict()["unexpected"]:
                key_line = _line(node, [*path, key])
                yield finding("unknown-key", key_line, key=key, hint=near(key, known))
        case "required":
            yield finding("missing-key", key=kind.as_dict()["property"])
        case "oneOf":
            branch = _closest([list(context) for context in kind.as_dict()["context"]])
            for inner in branch or ():
                yield from _explain(inner, node, file)
            if not branch:
                yield finding(
                    "wrong-value", value=_shown(error.instance), expected=_expected(error)
                )
        case "enum":
            options = [str(option) for option in kind.as_dict()["options"]]
            hint = near(str(error.instance), options)
            yield finding(
                "not-one-of", value=_shown(error.instance), options=", ".join(options), hint=hint
            )
        case "type":
            types = " / ".join(kind.as_dict()["types"])
            yield finding("wrong-type", value=_shown(error.instance), expected=types)
        case "format" | "not":
            yield finding("not-a-day", value=_shown(error.instance))
        case _:
            yield finding("wrong-value", value=_shown(error.instance), expected=_expected(error))


def near(word: str, known: Iterable[str]) -> str:
    """The one of `known` that `word` most likely was meant to be, or ""."""
    return next(iter(difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)), "")


def _shown(value: object) -> str:
    shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return shown if len(shown) <= 60 else shown[:59] + "…"


def _closest(
    branches: Sequence[list[jsonschema_rs.ValidationError]],
) -> list[jsonschema_rs.ValidationError] | None:
    """The errors of the alternative the writer meant: its type fits, and it has fewest errors."""
    fitting = [
        errors
        for errors in branches
        if errors
        and not any(e.kind.name in ("type", "const", "constant") and not _deep(e) for e in errors)
    ]
    return min(fitting, key=_misfit, default=None)


def _misfit(errors: list[jsonschema_rs.ValidationError]) -> tuple[int, int]:
    return sum(error.kind.name == "required" for error in errors), len(errors)


def _deep(error: jsonschema_rs.ValidationError) -> bool:
    return "properties" in [str(step) for step in error.schema_path][-3:]


def _expected(error: jsonschema_rs.ValidationError) -> str:
    rule = _at(error.schema_path)
    return str(rule.get("description") or rule.get("pattern") or error.kind.name)


def _at(schema_path: Sequence[object]) -> SchemaObject:
    """The schema object that holds the keyword at the end of `schema_path`."""
    current: object = schema()
    for step in schema_path[:-1]:
        current = (
            current[int(str(step))]
            if isinstance(current, list)
            else _mapping(current).get(str(step))
        )
    return _mapping(current)


def _mapping(value: object) -> SchemaObject:
    return value if isinstance(value, dict) else {}


def _line(node: yaml.Node, path: Sequence[object]) -> int:
    """The line of the key or item at the end of `path`."""
    line = node.line
    for step in path:
        if isinstance(node, yaml.Entries) and str(step) in node.items:
            line = node.keys[str(step)]
            node = node.items[str(step)]
        elif isinstance(node, yaml.Sequence) and isinstance(step, int):
            node = node.items[step]
            line = node.line
    return line
