"""Documents and what is read of them in one line each, for the tests of OpenAPI."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from generator.formats import Bundle, Document, Reading, all_formats
from generator.formats.openapi.document.gathered import Gathered
from generator.formats.openapi.document.references import gather
from generator.formats.openapi.native import Native
from generator.formats.openapi.parts.tree import Built, built
from generator.model.finding import Finding
from generator.model.part import Part, walk
from generator.model.types import Type
from generator.syntax import source
from generator.text import Texts
from tests.conftest import ROOT

FORMAT = all_formats()["openapi"]
MAIN = "api/openapi.json"
SENTENCES = Texts("en", [ROOT / "generator/text", ROOT / "generator/formats/openapi/text"])

Node = dict[str, Any]


def document(version: str = "3.1.0", /, **more: object) -> Node:
    word = "swagger" if version == "2.0" else "openapi"
    return {word: version, "info": {"title": "t", "version": "1"}, "paths": {}, **more}


def schemas(version: str = "3.1.0", /, **named: object) -> Node:
    """A document with these component schemas."""
    if version == "2.0":
        return document(version, definitions=named)
    return document(version, components={"schemas": named})


def operation(version: str = "3.1.0", path: str = "/a", **more: object) -> Node:
    """A document with `GET /a`, which holds `more`."""
    return document(version, paths={path: {"get": {"responses": {}, **more}}})


def content(value: object) -> bytes:
    """A file's bytes: text as it is, anything else as JSON with one line for each value."""
    if isinstance(value, bytes):
        return value
    return (value if isinstance(value, str) else json.dumps(value, indent=1)).encode()


def read(main: object, files: Mapping[str, object] | None = None, name: str = MAIN) -> Reading:
    """What is read of the file `name`, beside which the others lie in the same folder tree."""
    held = {file: content(value) for file, value in (files or {}).items()}
    documents = [Document(file=name, content=content(main))]
    assert FORMAT.detects(documents)
    return FORMAT.read(Bundle(documents, held.get))


def stages(main: Node) -> tuple[Gathered, Built]:
    """The stages of reading one file of OpenAPI 3, without the check of its structure."""
    file = Document(file=MAIN, content=content(main))
    parsed = source.parse(file.content)
    assert isinstance(parsed.value, dict)
    gathered = gather({**parsed.value}, MAIN, parsed, lambda *_: None)
    return gathered, built([file], gathered, "OpenAPI", {})


def parts(main: object, files: Mapping[str, object] | None = None) -> dict[str, Part]:
    """Every part by its coordinate."""
    found = [part for part, _ in walk(read(main, files).tree.parts)]
    by_coordinate = {part.coordinate: part for part in found}
    assert len(by_coordinate) == len(found), "two parts with one coordinate"
    return by_coordinate


def findings(main: object, files: Mapping[str, object] | None = None) -> tuple[Finding, ...]:
    """What is doubtful about it, apart from its structure."""
    rules = ("structure-invalid", "more-structure-faults")
    return tuple(f for f in read(main, files).findings if f.rule not in rules)


def native(reading: Reading) -> Native:
    assert isinstance(reading.native, Native)
    return reading.native


def written(type_: Type | None) -> str:
    """A type as readers see it."""
    return "" if type_ is None else "".join(run for run, _ in FORMAT.notation(type_))


def types(main: object, files: Mapping[str, object] | None = None) -> dict[str, str]:
    """The type of every part that has one, by its coordinate."""
    return {name: written(p.type) for name, p in parts(main, files).items() if p.type is not None}


def said(finding: Finding) -> str:
    """The sentence of a finding."""
    return SENTENCES.plain(f"finding.{finding.rule}", **finding.arguments)


def places(found: Iterable[Finding]) -> list[tuple[str, int | None]]:
    """File and line of each."""
    return [(f.location.file, f.location.line) for f in found if f.location is not None]


def line_of(value: object, text: str) -> int:
    """The first line of a file on which a text stands."""
    return content(value).decode().split(text)[0].count("\n") + 1


def at(file: object, pointer: str) -> object:
    """What stands in a file at a JSON Pointer."""
    value: object = source.parse(content(file)).value
    for step in pointer.split("/")[1:]:
        key = step.replace("~1", "/").replace("~0", "~")
        value = value[int(key)] if isinstance(value, list) else value[key]  # type: ignore[index]
    return value
