"""Envelopes of every operation of the real WSDLs, judged by a validator that the program has not.

Its schemas are built from the files themselves, by a walk of its own with lxml, from this disk
only: what lies elsewhere is not there for it either.
"""

import warnings
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any
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

ARCHIVE = "names typer.xsd where the build puts a copy; the repository has it in another module"
INFORMATION = "names behandlingsinformasjon.xsd, which the dated copy does not hold"
NOTIFICATION = "imports WS-BaseNotification (b-2.xsd) from docs.oasis-open.org"
EVENTS = (
    "imports WS-BaseNotification, WS-Topics and WS-Addressing from docs.oasis-open.org and w3.org"
)
XOP = "imports xop:Include, with which a certificate or backup file is sent, from www.w3.org"
ONVIF = "imports onvif.xsd by its address at www.onvif.org, not as the file"
QUERY = "imports the MPEG Query Format from standards.iso.org"
UNTRIED: Mapping[str, tuple[int, str]] = {
    "wsdl/nav/henvendelse-arkivering-tjenestespesifikasjon/aktivitet/src/main/wsdl/"
    "arkiverHenvendelseBehandling.wsdl": (1, ARCHIVE),
    "wsdl/nav/henvendelse-arkivering-tjenestespesifikasjon/informasjon/src/main/wsdl/"
    "arkivertHenvendelse.wsdl": (2, ARCHIVE),
    "wsdl/onvif/ver10/actionengine.wsdl": (2, NOTIFICATION),
    "wsdl/onvif/ver10/device/wsdl/devicemgmt.wsdl": (3, XOP),
    "wsdl/onvif/ver10/deviceio.wsdl": (3, XOP),
    "wsdl/onvif/ver10/display/display.wsdl": (9, ONVIF),
    "wsdl/onvif/ver10/events/wsdl/bw-2-vs-mod.wsdl": (13, NOTIFICATION),
    "wsdl/onvif/ver10/events/wsdl/event-vs.wsdl": (16, EVENTS),
    "wsdl/onvif/ver10/events/wsdl/event.wsdl": (2, EVENTS),
    "wsdl/onvif/ver10/federatedsearch.wsdl": (3, QUERY),
    "wsdl/onvif/ver10/search.wsdl": (1, NOTIFICATION),
    "wsdl/versions/nav-behandle-henvendelse/2014-07-11/BehandleHenvendelse.wsdl": (1, INFORMATION),
    **{
        f"wsdl/versions/nav-behandle-henvendelse/{day}/BehandleHenvendelse.wsdl": (2, INFORMATION)
        for day in ("2014-08-01", "2014-11-06", "2015-06-05", "2017-10-18")
    },
}
"""Operations that cannot be tried, by file: how many, and why (looked up by hand in the files)."""

UNBOUND = "wsdl/zeep-tests/tests/integration/test_http_post.wsdl"
"""Its bindings name a port type without its prefix: a port type of values that nothing sends."""

OF_TYPES = {("wsdl/zeep-tests/soap_header.wsdl", "body"): f"{XSD}string"}
"""Pieces that no element declares, because the message names a type: the header of an answer."""


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
        for late in held.findall(f"{XSD}import"):
            held.insert(0, late)  # one file has it after an element, where the judge looks over it
        yield etree.tostring(held, encoding="unicode", with_tail=False), file
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
            XMLSchema10(resource, global_maps=maps, validation="lax", build=False, allow="local")
        )
    made[0].maps.build()
    return made[0]


def pieces(text: str) -> list[Any]:
    """What of a message a schema describes: the children of header and body, or all of it."""
    root: Any = etree.fromstring(text.encode())
    if not root.tag.endswith("}Envelope"):
        return [root]
    assert root.tag.removesuffix("Envelope") in SOAP
    return [
        etree.fromstring(etree.tostring(held, encoding="utf-8")) for part in root for held in part
    ]


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(SPECS)))
def test_every_document_literal_envelope_is_valid_for_another_validator(file: Path) -> None:
    name = str(file.relative_to(SPECS))
    judged = [
        (p, c) for p, c in calls(file) if p.details["style"] != "rpc" and not p.details["verb"]
    ]
    if name == UNBOUND:
        assert [call for _, call in judged] == [None]
        return
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
                if (type_ := OF_TYPES.get((name, piece.tag))) is not None:
                    assert schema.maps.types[type_].is_valid(piece.text)
                    continue
                element = schema.maps.elements[piece.tag]
                errors = [error.reason for error in element.iter_errors(piece)]
                assert not errors, f"{part.address} {excerpt.id}: {errors[:3]}\n{excerpt.text}"
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
    assert counted["not tried"] == sum(count for count, _ in UNTRIED.values()) == 64
    assert counted == {"valid": 1064, "not tried": 64, "rpc": 142, "no call": 1}
