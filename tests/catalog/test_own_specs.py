"""The repository's own OpenAPI specs are valid, are its own, and show the whole range."""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import openapi_spec_validator
import pytest
import yaml

from generator.catalog.read import read
from tests.conftest import ROOT, shared

SPECS = ROOT / "specs"
FILES = sorted(
    file
    for pattern in ("*/????-??-??/**/*.yaml", "*/????-??-??/**/*.json")
    for file in SPECS.glob(pattern)
)
LINK = re.compile(r"#(operation|tag)/([^)\s\"]+)")
CONTRACT = re.compile(r"#kontrakt-for-apier-")
MARKS = ("x-contract-status", "x-stability-level", "x-stability", "x-beta", "x-badges")
OPERATION = r"(/paths/[^/]+/([a-z]+|additionalOperations/[A-Z]+))"
NAMED = r"/(components/schemas|definitions)/[^/]+"
# Where a mark may stand, as a JSON Pointer.
PLACES = {
    "tag": r"/tags/\d+",
    "path item": r"/paths/[^/]+",
    "operation": OPERATION,
    "operation of its own method": r"/paths/[^/]+/additionalOperations/[^/]+",
    "webhook": r"/webhooks/[^/]+/[a-z]+",
    "parameter": rf"{OPERATION}/parameters/\d+",
    "header of a response": rf"{OPERATION}/responses/[^/]+/headers/[^/]+",
    "request body": rf"{OPERATION}/requestBody",
    "response": rf"{OPERATION}/responses/[^/]+",
    "media type of a request": rf"{OPERATION}/requestBody/content/[^/]+",
    "media type of an answer": rf"{OPERATION}/responses/[^/]+/content/[^/]+",
    "schema": NAMED,
    "property": rf"{NAMED}(/allOf/\d+)?/properties/[^/]+",
    "property of an inline object": r".+/properties/[^/]+/properties/[^/]+",
    "property by pattern": r".+/patternProperties/[^/]+",
    "value of an additional property": r".+/additionalProperties",
    "array item": r".+/items",
    "branch of a choice": r".+/oneOf/\d+",
    "enum value": r".+/x-enumDescriptions/[^/]+",
    "security scheme": r"/(components/securitySchemes|securityDefinitions)/[^/]+",
}
PROMOTED = {
    "operation, beta to production": (
        ("paths", "/personer", "post", "x-contract-status"), "beta", None
    ),
    "property, beta to production": (
        ("components", "schemas", "Eksternresultat", "properties", "nusKode", "x-contract-status"),
        "beta",
        None,
    ),
    "parameter, experimental to beta": (
        ("paths", "/personer", "get", "parameters", "harStudierett", "x-contract-status"),
        "experimental",
        "beta",
    ),
}  # fmt: skip


@cache
def content(file: Path) -> object:
    """What a file holds; a YAML reader reads JSON as well."""
    return yaml.safe_load(file.read_text(encoding="utf-8"))


def document(file: Path) -> Mapping[str, object]:
    found = content(file)
    assert isinstance(found, dict)
    return found


def version(file: Path) -> str | None:
    """The version of OpenAPI a spec is written in; None for a file that only belongs to one."""
    written = document(file).get("openapi") or document(file).get("swagger")
    return None if written is None else ".".join(str(written).split(".")[:2])


ROOTS = [file for file in FILES if version(file) is not None]


def walk(value: object, pointer: str = "") -> Iterator[tuple[str, object]]:
    """Everything below a value, each with its JSON Pointer."""
    yield pointer, value
    members: list[tuple[object, object]] = []
    if isinstance(value, dict):
        members = list(value.items())
    elif isinstance(value, list):
        members = list(enumerate(value))
    for key, member in members:
        step = str(key).replace("~", "~0").replace("/", "~1")
        yield from walk(member, f"{pointer}/{step}")


def is_marked(value: object) -> bool:
    if isinstance(value, dict):
        return any(mark in value for mark in MARKS)
    return isinstance(value, str) and CONTRACT.search(value) is not None


@pytest.fixture(scope="module")
def marked() -> dict[str, object]:
    """All that carries a mark, by file and JSON Pointer."""
    return {
        f"{file.name}:{pointer}": value
        for file in FILES
        for pointer, value in walk(content(file))
        if is_marked(value)
    }


def name(file: Path) -> str:
    return str(file.relative_to(SPECS))


@pytest.mark.parametrize("file", ROOTS, ids=name)
def test_a_spec_is_valid_openapi(file: Path) -> None:
    openapi_spec_validator.validate(dict(document(file)), base_uri=file.as_uri())


def test_the_catalogue_holds_every_spec_that_lies_here() -> None:
    catalog = read((ROOT / "catalog.yaml").read_bytes(), "catalog.yaml")
    named = {str(api.spec) for api in catalog.apis if api.spec is not None}
    assert named == {f"specs/{folder.name}" for folder in SPECS.iterdir()}


def test_every_version_of_openapi_is_shown() -> None:
    assert {version(file) for file in ROOTS} == {"2.0", "3.0", "3.1", "3.2"}


@pytest.mark.parametrize("place", PLACES)
def test_a_mark_stands_at_every_kind_of_place(place: str, marked: dict[str, object]) -> None:
    pattern = re.compile(PLACES[place])
    assert [at for at in marked if pattern.fullmatch(at.partition(":")[2])]


@pytest.mark.parametrize("mark", MARKS)
def test_every_way_of_marking_is_shown(mark: str, marked: dict[str, object]) -> None:
    assert [at for at, value in marked.items() if isinstance(value, dict) and mark in value]


@pytest.mark.parametrize("file", ROOTS, ids=name)
def test_a_link_in_a_description_leads_somewhere(file: Path) -> None:
    there = {
        ("operation", value["operationId"])
        for _, value in walk(content(file))
        if isinstance(value, dict) and "operationId" in value
    }
    tags = document(file)["tags"]
    assert isinstance(tags, list)
    there |= {("tag", tag["name"]) for tag in tags}
    links = set(LINK.findall(file.read_text(encoding="utf-8")))
    assert links
    assert links <= there


@pytest.mark.parametrize("file", ROOTS, ids=name)
def test_a_spec_says_that_it_is_no_real_contract(file: Path) -> None:
    text = re.sub(r"\s+(# )?", " ", file.read_text(encoding="utf-8"))
    assert "ikke kontrakten for det virkelige API-et" in text


@pytest.mark.parametrize(("steps", "before", "after"), PROMOTED.values(), ids=PROMOTED)
def test_gemini_s_snapshots_show_promotions(
    steps: tuple[str, ...], before: str | None, after: str | None
) -> None:
    def at(day: str) -> object:
        value: object = content(SPECS / "gemini" / day / "gemini.yaml")
        for step in steps:
            if isinstance(value, list):
                value = next(member for member in value if member.get("name") == step)
            else:
                assert isinstance(value, dict)
                value = value.get(step)
        return value

    assert (at("2025-10-03"), at("2026-10-02")) == (before, after)


def sentences(value: object) -> set[str]:
    """The sentences of all descriptions, without those too short to be anyone's own."""
    texts = (text for at, text in walk(value) if at.endswith(("/description", "/summary")))
    split = (s for t in texts if isinstance(t, str) for s in re.split(r"(?<=[.!?])\s+|\n\n", t))
    return {" ".join(s.casefold().split()) for s in split if len(s.split()) > 5}


def test_no_sentence_is_taken_from_the_real_specs() -> None:
    gemini = yaml.load(
        shared("specs/sikt/gemini/gemini-prod.yaml").read_text("utf-8"), yaml.CSafeLoader
    )
    old = json.loads(
        shared("specs/sikt/fs-api/fs-api-definitions-2019-04-25.json").read_text("utf-8")
    )
    real = sentences(gemini) | sentences(old)
    own = {sentence for file in FILES for sentence in sentences(content(file))}
    assert len(real) > 200
    assert not own & real
