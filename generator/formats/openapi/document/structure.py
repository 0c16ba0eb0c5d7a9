"""Whether a document has the structure that the OpenAPI Initiative's own schemas ask for."""

import json
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from itertools import chain, islice
from pathlib import Path
from typing import Any, cast

import jsonschema_rs
from jsonschema_rs import ValidationError, ValidationErrorKind

from generator.formats.openapi.document.complaints import Fault, faults_of

MAX_FAULTS = 1_000
_MAX_ERRORS = 3 * MAX_FAULTS
_NEWEST = "3.2"
_DRAFT_4 = {"2.0": "v2.0", "3.0": "v3.0"}
# The schema of the document, the dialect of the Schema Objects in it, the dialect's own vocabulary.
_DRAFT_2020_12 = {
    "3.1": ("v3.1", "oas3.1/metaschema.json", "oas3.1/vocabularies/base"),
    "3.2": ("v3.2", "oas3.2/dialect/2025-09-17.json", "oas3.2/meta/2025-09-17.json"),
}
_DIALECTS = (
    None,
    "https://spec.openapis.org/oas/3.1/dialect/base",
    "https://spec.openapis.org/oas/3.2/dialect/2025-09-17",
)
_WHOLE_DOCUMENT = "urn:document-with-its-schema-objects"


def faults(document: object, version: str) -> list[Fault]:
    """What is wrong with the structure of `document`, in its order, MAX_FAULTS at most.

    `version` is what the document gives as `swagger` or `openapi`; a 3.x that is not known is held
    against the newest that is. Formats are not checked, and no reference is followed.
    """
    minor = ".".join(version.split(".")[:2])
    is_known = minor in _DRAFT_4 or minor in _DRAFT_2020_12
    dialect = document.get("jsonSchemaDialect") if isinstance(document, dict) else None
    validator = _validator(minor if is_known else _NEWEST, is_foreign=dialect not in _DIALECTS)
    errors = list(islice(validator.iter_errors(_plain(document)), _MAX_ERRORS))
    found = set(_faults(errors, document))
    if not is_known:
        found = {fault for fault in found if fault.path != ("openapi",)}
    return sorted(found, key=_Order(document))[:MAX_FAULTS]


def _faults(errors: Sequence[ValidationError], document: object) -> Iterator[Fault]:
    """Without the names that are left over only because what allows them has another fault."""
    places = [tuple(error.instance_path) for error in errors if not _is_left_over(error)]
    troubled = {*places, *(place[:-1] for place in places)}
    for error in errors:
        told = faults_of(error, document)
        if _is_left_over(error) and tuple(error.instance_path) in troubled:
            told = (fault for fault in told if fault.path[-1] not in _known_names())
        yield from told


def _is_left_over(error: ValidationError) -> bool:
    return isinstance(error.kind, ValidationErrorKind.UnevaluatedProperties)


@cache
def _known_names() -> frozenset[str]:
    """What any object of OpenAPI 3.1 or 3.2 may hold."""
    return frozenset(
        name for folder, *_ in _DRAFT_2020_12.values() for name in _names(_document_schema(folder))
    )


def _names(schema: object) -> Iterator[str]:
    match schema:
        case dict():
            properties = schema.get("properties")
            yield from properties if isinstance(properties, dict) else ()
            yield from chain.from_iterable(map(_names, schema.values()))
        case list():
            yield from chain.from_iterable(map(_names, schema))


@cache
def _validator(minor: str, *, is_foreign: bool) -> jsonschema_rs.Validator:
    if minor in _DRAFT_4:
        schema = _document_schema(_DRAFT_4[minor])
        return jsonschema_rs.Draft4Validator(schema, validate_formats=False, offline=True)
    folder, *of_dialect = _DRAFT_2020_12[minor]
    document, (base, vocabulary) = _document_schema(folder), map(_dialect_schema, of_dialect)
    schema = {"$schema": document["$schema"], "$id": _WHOLE_DOCUMENT, "$ref": document["$id"]}
    if not is_foreign:
        schema["$defs"] = {"schema": {"$dynamicAnchor": "meta", "$ref": base["$id"]}}
    return jsonschema_rs.Draft202012Validator(
        schema,
        registry=jsonschema_rs.Registry([(s["$id"], s) for s in (document, base, vocabulary)]),
        validate_formats=False,
        offline=True,
    )


def _document_schema(folder: str) -> dict[str, Any]:
    return _read("openapi_spec_validator", f"resources/schemas/{folder}/schema.json")


def _dialect_schema(name: str) -> dict[str, Any]:
    return _read("openapi_schema_validator", f"schemas/{name}")


def _read(package: str, name: str) -> dict[str, Any]:
    """A file of `package`, without importing it: that takes longer than all the rest."""
    found = find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError(package)
    file = Path(found.submodule_search_locations[0], name)
    return cast(dict[str, Any], json.loads(file.read_text("utf-8")))


def _plain(value: object) -> object:
    """`value` with numbers that the validator knows: it refuses subclasses, and infinity."""
    match value:
        case str():  # most values
            return value
        case dict():
            return {name: _plain(item) for name, item in value.items()}
        case list():
            return [_plain(item) for item in value]
        case float():
            return max(-sys.float_info.max, min(float(value), sys.float_info.max))
        case _:
            return value


class _Order:
    """The order of faults in a document: by what stands first in it, and the outer one first."""

    def __init__(self, document: object) -> None:
        self._document = document
        self._places: dict[int, dict[str, int]] = {}

    def __call__(self, fault: Fault) -> tuple[list[int], str]:
        places, value = [], self._document
        for step in fault.path:
            if isinstance(value, dict) and step in value:
                places.append(self._place(value, str(step)))
                value = value[step]
            elif isinstance(value, list) and isinstance(step, int):
                places.append(step)
                value = value[step]
        return places, fault.problem

    def _place(self, mapping: dict[str, object], name: str) -> int:
        if id(mapping) not in self._places:
            self._places[id(mapping)] = {name: at for at, name in enumerate(mapping)}
        return self._places[id(mapping)][name]
