"""The repository's own SOAP service is valid, is its own, and its snapshots tell of changes."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import lxml.etree
import pytest
import xmlschema

from tests.conftest import ROOT, shared
from tests.formats.wsdl.recognised import Read, own

SERVICE = ROOT / "specs" / "fsws-bas-soap"
DAYS = sorted(folder.name for folder in SERVICE.iterdir() if folder.is_dir())
WSDL = Path(xmlschema.__file__).parent / "schemas" / "WSDL" / "wsdl.xsd"
READ = {day: Read(own(day)) for day in DAYS}
OLD, NEXT, NEW = (READ[day] for day in DAYS)
FACETS = ("constraints", "facets")


@pytest.mark.parametrize("day", DAYS)
def test_the_files_are_valid(day: str) -> None:
    schema = lxml.etree.XMLSchema(lxml.etree.parse(str(WSDL)))
    for file in (SERVICE / day).glob("*.wsdl"):
        schema.assertValid(lxml.etree.parse(str(file)))
    for file in (SERVICE / day).rglob("*.xsd"):
        xmlschema.XMLSchema(str(file))
        lxml.etree.XMLSchema(lxml.etree.parse(str(file)))


@pytest.mark.parametrize("day", DAYS)
def test_they_are_read_without_a_finding(day: str) -> None:
    assert not READ[day].faults
    assert not READ[day].findings


@pytest.mark.parametrize("day", DAYS)
def test_each_file_says_that_it_is_no_real_contract(day: str) -> None:
    for file in (f for f in (SERVICE / day).rglob("*") if f.is_file()):
        text = " ".join(file.read_text(encoding="utf-8").split())
        assert re.search("kke (er )?kontrakten for det virkelige API-et", text), file


def names(read: Read) -> set[str]:
    return set(read.contracts())


def detail(read: Read, coordinate: str, *keys: str) -> object:
    details = read[coordinate].details
    return next((details[key] for key in keys if key in details), None)


CHANGES: dict[str, Callable[[], bool]] = {
    "operation removed": lambda: (
        {"FswsBas/BasPort/hentStudieprogrammer"} <= names(NEXT) - names(NEW)
    ),
    "element added": lambda: {"Student.studierett.kull"} <= names(NEW) - names(NEXT),
    "enumeration value removed": lambda: {"Persontype.GJEST"} <= names(NEXT) - names(NEW),
    "element required": lambda: (
        (detail(NEXT, "Student.studentnr", "occurs"), detail(NEW, "Student.studentnr", "occurs"))
        == ((0, 1), (1, 1))
    ),
    "facets narrowed": lambda: (
        ("maxLength", "32") in _facets(NEXT) and ("maxLength", "16") in _facets(NEW)
    ),
    "type narrowed": lambda: (
        "xs:string" in str(OLD["Sted.@kode"].type) and "Stedkode" in str(NEXT["Sted.@kode"].type)
    ),
    "deprecated": lambda: (
        NEXT["Person.fnr"].deprecation is None and NEW["Person.fnr"].deprecation is not None
    ),
    "promoted": lambda: (
        OLD.contracts()["FswsBas/BasPort/hentRoller"] == "beta"
        and NEXT.contracts()["FswsBas/BasPort/hentRoller"] == "production"
    ),
}  # fmt: skip


def _facets(read: Read) -> tuple[object, ...]:
    found = detail(read, "Brukernavntekst", *FACETS)
    assert isinstance(found, tuple)
    return found


@pytest.mark.parametrize("change", CHANGES)
def test_the_snapshots_differ_in_ways_that_can_be_told(change: str) -> None:
    assert CHANGES[change]()


def sentences(files: Iterator[Path]) -> set[str]:
    """The sentences of all documentation, without those too short to be anyone's own."""
    found = set()
    for file in files:
        root = lxml.etree.fromstring(file.read_bytes())
        for said in root.iter("{*}documentation"):
            text = " ".join("".join(said.itertext()).casefold().split())
            found |= {s for s in re.split(r"(?<=[.!?])\s+", text) if len(s.split()) > 5}
    return found


def test_no_sentence_is_taken_from_the_real_services() -> None:
    folder = shared("specs/sikt/fsws-studinfo")
    real = sentences(f for f in folder.rglob("*") if f.suffix in (".wsdl", ".xsd"))
    mine = sentences(f for f in SERVICE.rglob("*") if f.suffix in (".wsdl", ".xsd"))
    assert len(mine) > 10
    assert not mine & real
