"""The JSON Schema for editors is the one the program checks with, and describes every key."""

import json
from collections.abc import Iterator

import jsonschema_rs
import pytest

from generator.syntax import yaml
from tests.conftest import ROOT, Apikatalog

COMMITTED = ROOT / "catalog.schema.json"
SCHEMA: dict[str, object] = json.loads(COMMITTED.read_text(encoding="utf-8"))
Place = tuple[str, ...]


def objects(value: object, place: Place = ()) -> Iterator[tuple[Place, dict[str, object]]]:
    """Every object of the schema that lists properties, and where it stands."""
    if isinstance(value, dict):
        if isinstance(value.get("properties"), dict):
            yield place, value
        for key, inner in value.items():
            yield from objects(inner, (*place, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from objects(inner, (*place, str(number)))


def properties() -> Iterator[tuple[Place, dict[str, object]]]:
    for place, object_ in objects(SCHEMA):
        listed = object_["properties"]
        assert isinstance(listed, dict)
        for key, rule in listed.items():
            yield (*place, key), rule


def referred(rule: dict[str, object]) -> dict[str, object]:
    found: object = SCHEMA
    for step in str(rule["$ref"]).removeprefix("#/").split("/"):
        assert isinstance(found, dict)
        found = found[step]
    assert isinstance(found, dict)
    return found


def test_the_committed_schema_is_what_the_command_prints(apikatalog: Apikatalog) -> None:
    printed = apikatalog("schema")
    assert printed.returncode == 0, printed.stderr
    assert printed.stdout == COMMITTED.read_text(encoding="utf-8"), "apikatalog schema > it"


def test_the_schema_is_a_valid_schema_of_its_draft() -> None:
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema_rs.meta.validate(SCHEMA)


def test_every_key_is_described() -> None:
    """In its own place, or where it refers to."""
    bare = [
        ".".join(place)
        for place, rule in properties()
        if "description" not in rule and ("$ref" not in rule or "description" not in referred(rule))
    ]
    assert bare == []


def test_no_object_takes_keys_it_does_not_list() -> None:
    strict = {place: rule.get("additionalProperties") is False for place, rule in objects(SCHEMA)}
    assert {(), ("properties", "catalog"), ("$defs", "api")} <= set(strict)
    assert [place for place, is_strict in strict.items() if not is_strict] == []


@pytest.mark.parametrize(
    ("change", "fits"),
    [
        ({}, True),
        ({"status": {"status": "retiring", "after": "2025-03-31"}}, True),
        ({"name": {"nb": "Ett", "en": "One"}}, True),
        ({"name": {"no": "Ett"}}, False),
        ({"status": {"status": "retiring", "after": "2025-02-30"}}, False),
        ({"documentation": "javascript:alert(1)"}, False),
        ({"id": "FS"}, False),
        ({"id": "a" * 60}, True),
        ({"id": "a" * 61}, False),
        ({"colour": "red"}, False),
    ],
    ids=str,
)
def test_the_schema_tells_what_fits(change: dict[str, object], *, fits: bool) -> None:
    api = {"id": "fs", "name": "FS", "status": "production", **change}
    document = {"catalog": {"title": "T"}, "apis": [api]}
    validator = jsonschema_rs.Draft202012Validator(SCHEMA, validate_formats=True)
    assert validator.is_valid(document) is fits


def test_the_repositorys_own_catalogue_fits_and_tells_editors_its_schema() -> None:
    content = (ROOT / "catalog.yaml").read_bytes()
    first = content.decode().splitlines()[0]
    assert first == f"# yaml-language-server: $schema={COMMITTED.name}"
    jsonschema_rs.Draft202012Validator(SCHEMA, validate_formats=True).validate(
        yaml.plain(yaml.parse(content))
    )
