"""Envelopes of every operation of the real WSDLs, judged by a validator that the program has not.

Its schemas are built from the files themselves, by a walk of its own with lxml, from this disk
only: what lies elsewhere is not there for it either.
"""

import warnings
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml import etree
from xmlschema import XMLResource, XMLSchema10

from generator.formats import Bundle, Document, all_formats
from generator.model.address import Address
from generator.model.call import Call, Wanted
from generator.model.errors import SpecError
from generator.model.part import Part
from tests.conftest import SHARED, shared

pytestmark = pytest.mark.real

SPECS = SHARED / "specs"
FORMAT = all_formats()["wsdl"]
WSDL, XSD = "{http://schemas.xmlsoap.org/wsdl/}", "{http://www.w3.org/2001/XMLSchema}"
SOAP = (
    "{http://schemas.xmlsoap.org/soap/envelope/}",
    "{http://www.w3.org/2003/05/soap-envelope}",
)
FILES = sorted(chain(SPECS.glob("wsdl/**/*.wsdl"), SPECS.glob("sikt/fsws-studinfo/**/*.wsdl")))

ARCHIVE = "no file of the bundle defines the archive's types, only an element of each"
ADDRESSING = "imports WS-Addressing from www.w3.org"
NOTIFICATION = "imports WS-Notification (b-2.xsd) from docs.oasis-open.org"
XOP = "imports XOP from www.w3.org"
INFORMATION = "imports behandlingsinformasjon.xsd, which is not in the repository it came from"
UNTRIED = {}
"""Operations that cannot be tried, by file: how many, and why (looked up by hand in the files)."""


def bundle_of(file: Path) -> Path:
    """The folder that a file's imports may lead to: its repository, or its dated version."""
    steps = file.relative_to(SPECS).parts
    if steps[:2] == ("wsdl", "nav"):
        return SPECS.joinpath(*steps[:3])
    if steps[:2] == ("wsdl", "versions"):
        return SPECS.joinpath(*steps[:4]) if len(steps) > 4 else file.parent
    return SPECS.joinpath(*steps[:2]) if steps[0] == "wsdl" else file.parent


@cache
def calls(file: Path) -> list[tuple[Part, Call | None]]:
    """The operations of a WSDL, each with its call."""
    folder = bundle_of(file)

    def find(path: str) -> bytes | None:
        found = SPECS / path
        return found.read_bytes() if folder in found.parents and found.is_file() else None

    name = str(file.relative_to(SPECS))
    try:
        reading = FORMAT.read(Bundle([Document(file=name, content=file.read_bytes())], find))
    except SpecError:
        return []
    operations = [a for a in reading.tree.entries if reading.tree.by_address[a].kind == "operation"]
    wanted = [Wanted(address=address, may_use=anything) for address in operations]
    made = FORMAT.calls(reading.native, wanted)
    parts = [reading.tree.by_address[address] for address in operations]
    return list(zip(parts, made, strict=True))


def anything(address: Address) -> bool:
    return bool(address)


def schemas(file: Path, seen: set[Path]) -> Iterator[tuple[str, Path]]:
    """The schemas inside a WSDL and those it imports from the disk, each with its folder."""
    if file in seen or not file.is_file():
        return
    seen.add(file)
    root = etree.parse(str(file)).getroot()
    if root.tag == f"{XSD}schema":
        yield file.read_text(encoding="utf-8-sig"), file
        return
    for held in root.iter(f"{XSD}schema"):
        yield etree.tostring(held, encoding="unicode"), file
    for held in root.iter(f"{WSDL}import"):
        location = held.get("location") or ""
        if ":" not in location:
            yield from schemas((file.parent / unquote(location)).resolve(), seen)


def validator(file: Path) -> XMLSchema10:
    """All of them as one schema, by the library that judges; lax where something is not there."""
    made: list[XMLSchema10] = []
    for text, at in schemas(file, set()):
        resource = XMLResource(text, base_url=str(at.parent), allow="local")
        maps = made[0].maps if made else None
        made.append(
            XMLSchema10(
                resource, global_maps=maps, validation="lax", build=False, allow="local"
            )
        )
    made[0].maps.build()
    return made[0]


def pieces(text: str) -> list[etree._Element]:
    """What of a message a schema describes: the children of header and body, or all of it."""
    root = etree.fromstring(text.encode())
    if not root.tag.endswith("}Envelope"):
        return [root]
    assert root.tag.removesuffix("Envelope") in SOAP
    return [etree.fromstring(etree.tostring(held, encoding="utf-8")) for part in root for held in part]


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(SPECS)))
def test_every_document_literal_envelope_is_valid_for_another_validator(file: Path) -> None:
    judged = [(p, c) for p, c in calls(file) if p.details["style"] != "rpc" and p.details["verb"] == ""]
    if not judged:
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of imports that lead elsewhere
        schema = validator(file)
    untried = 0
    for part, call in judged:
        assert call is not None, part.address
        if call.findings:
            untried += 1
            continue
        wanted = {c.kind for c in part.children if c.kind in ("input", "output")}
        assert {excerpt.id for excerpt in call.shown} == {
            {"input": "request", "output": "response"}[kind] for kind in wanted
        }, part.address
        for excerpt in call.shown:
            for piece in pieces(excerpt.text):
                element = schema.maps.elements[piece.tag]
                errors = [error.reason for error in element.iter_errors(piece)]
                assert not errors, f"{part.address} {excerpt.id}: {errors[:3]}\n{excerpt.text}"
    name = str(file.relative_to(SPECS))
    assert untried == UNTRIED.get(name, (0, ""))[0], name


def test_how_many_operations_have_a_valid_envelope() -> None:
    shared("specs/wsdl")
    counted = Counter(
        "rpc" if part.details["style"] == "rpc"
        else "no call" if call is None
        else "not tried" if call.findings
        else "valid"
        for file in FILES
        for part, call in calls(file)
    )  # fmt: skip
    print(dict(counted))
    assert counted["not tried"] == sum(count for count, _ in UNTRIED.values())
