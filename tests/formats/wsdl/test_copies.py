"""A published copy of a WSDL or schema says of each part what its page says, and no more."""

import io
import re
from pathlib import Path

import lxml.etree
import pytest
import xmlschema
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import shared
from tests.formats.wsdl.recognised import Published, Read, own

DAYS = ("2021-09-01", "2023-09-01", "2024-09-02")
XSD = """<?xml version="1.0" encoding="UTF-8"?>
<xs:schema targetNamespace="urn:x" xmlns="urn:x" xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <!-- <xs:element name="ikke"/> & <xs:element -->
  <xs:element name="svar" type='Svar'/>
  <xs:complexType name="Svar"  >
    <xs:sequence>
      <xs:element name="navn" type="xs:string"
                  minOccurs="0" />
      <xs:group ref="Felles"/>
    </xs:sequence>
    <xs:attribute name="id"/>
  </xs:complexType>
  <xs:complexType name="Annet">
    <xs:annotation><xs:documentation><![CDATA[<xs:element>]]></xs:documentation></xs:annotation>
    <xs:group ref="Felles"/>
  </xs:complexType>
  <xs:group name="Felles">
    <xs:choice>
      <xs:element name="a" type="xs:int"/>
      <xs:element name="b">
        <xs:simpleType>
          <xs:restriction base="xs:string">
            <xs:enumeration value="&gt;"/>
            <xs:enumeration value='"'/>
          </xs:restriction>
        </xs:simpleType>
      </xs:element>
    </xs:choice>
  </xs:group>
</xs:schema>
"""
LEVELS = st.sampled_from(["production", "beta", "experimental"])
NEW_STATUS = re.compile(
    r' contract:contract-status="\w+"| xmlns:contract="urn:apikatalog:contract"'
)


def assert_is_same(made: Published) -> None:
    """Who reads the copy finds the contracts that were computed."""
    again = made.again() if made.marked else Read(made.files, with_own_alone=True)
    assert again.contracts() == made.read.contracts()
    assert not again.findings


def copied(side: dict[str, str]) -> str:
    return Published({"x.xsd": XSD}, side).marked["x.xsd"].decode()


@pytest.mark.parametrize("day", DAYS)
def test_our_own_service_is_the_same_in_its_copy(day: str) -> None:
    made = Published(own(day))
    assert set(made.read.contracts().values()) == {"production", "beta", "experimental"}
    assert_is_same(made)


@pytest.mark.parametrize("day", DAYS)
def test_a_copy_is_valid(day: str, tmp_path: Path) -> None:
    made = Published(own(day), {"*": "beta", "hentPerson*": "production", "*.tekst": "beta"})
    schema = Path(xmlschema.__file__).parent / "schemas" / "WSDL" / "wsdl.xsd"
    wsdl = lxml.etree.XMLSchema(lxml.etree.parse(str(schema)))
    for name, content in made.marked.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
        if name.endswith(".wsdl"):
            wsdl.assertValid(lxml.etree.parse(io.BytesIO(content)))
    xmlschema.XMLSchema(str(tmp_path / "skjema" / "meldinger.xsd"))
    lxml.etree.XMLSchema(lxml.etree.parse(str(tmp_path / "skjema" / "meldinger.xsd")))


NAMES = sorted(Read(own("2023-09-01")).contracts())
SCHEMA_NAMES = sorted(Read({"x.xsd": XSD}).contracts())


@settings(max_examples=25)
@given(st.dictionaries(st.sampled_from(NAMES), LEVELS, min_size=1, max_size=12))
def test_any_choice_of_marks_on_a_service_is_told(side: dict[str, str]) -> None:
    assert_is_same(Published(own("2023-09-01"), side))


@settings(max_examples=100)
@given(st.dictionaries(st.sampled_from(SCHEMA_NAMES), LEVELS, min_size=1, max_size=8))
def test_any_choice_of_marks_on_a_schema_is_told(side: dict[str, str]) -> None:
    assert_is_same(Published({"x.xsd": XSD}, side))


def test_a_copy_differs_by_attributes_alone() -> None:
    text = copied({"Svar.navn": "beta", "Svar.@id": "experimental", "*.b.>": "beta"})
    assert NEW_STATUS.sub("", text) == XSD
    assert 'minOccurs="0" contract:contract-status="beta" />' in text
    assert '<xs:attribute name="id" contract:contract-status="experimental"/>' in text
    assert '<xs:enumeration value="&gt;" contract:contract-status="beta"/>' in text


def test_what_wsdl_gives_no_attribute_has_an_element_after_its_documentation() -> None:
    side = {"FswsBas/BasPort/hentPerson": "beta", "FswsBas/BasPort12/hentPerson": "beta"}
    made = Published(own("2024-09-02"), side)
    text = made.marked["grensesnitt.wsdl"].decode()
    assert text.count("kontrakt:contract-status>beta<") == 1
    after = text.partition("løpenummeret eller brukernavnet.</wsdl:documentation>\n")[2]
    assert after.startswith(
        "      <kontrakt:contract-status>beta</kontrakt:contract-status>\n      <wsdl:input"
    )


def test_an_operation_that_two_ports_share_is_told_of_by_its_name_where_they_differ() -> None:
    made = Published(own("2024-09-02"), {"FswsBas/BasPort12/hentPerson": "beta"})
    text = made.marked["fsws-bas.wsdl"].decode()
    part = 'part="FswsBas/BasPort12/hentPerson" status="beta"'
    assert text.count(f"<kontrakt:contract-status-of-part {part}/>") == 1
    assert made.marked["grensesnitt.wsdl"] == own("2024-09-02")["grensesnitt.wsdl"]
    assert_is_same(made)


def test_a_member_of_a_group_is_told_of_by_its_name_where_types_differ() -> None:
    text = copied({"Annet.a": "beta"})
    told = '<contract:contract-status-of-part part="Annet.a" status="beta"/>'
    assert f"<xs:annotation><xs:appinfo>{told}</xs:appinfo></xs:annotation>" in text
    assert "contract:contract-status=" not in text


def test_marks_of_ours_that_say_otherwise_give_way_and_those_that_agree_stay() -> None:
    files = own("2024-09-02")
    side = {"Sted.besoksadresse": "experimental", "Navn.@sprak.se": "experimental"}
    made = Published(files, side)
    text = made.marked["skjema/organisasjon.xsd"].decode()
    before = files["skjema/organisasjon.xsd"].decode()
    assert before.count("beta") == 2
    reached = ' kontrakt:contract-status="experimental"'  # what only such an element leads to
    assert text.count(f'<xs:complexType name="Adresse"{reached}>') == 1
    text = text.replace(f'"Adresse"{reached}', '"Adresse"')
    assert text.replace("experimental", "beta") == before
    assert made.marked["skjema/person.xsd"].count(b'ALUMN" kontrakt:contract-status="exp') == 1
    assert_is_same(made)


def test_a_copy_needs_no_other_copy() -> None:
    side = {"Svar.navn": "beta", "Annet.a": "beta", "Svar.a": "experimental"}
    first = Published({"x.xsd": XSD}, side)
    second = Published(first.marked)
    assert second.read.contracts() == first.read.contracts()
    assert not second.marked


def test_what_the_copy_says_can_be_overruled_again() -> None:
    first = Published({"x.xsd": XSD}, {"Svar.navn": "beta", "Annet.a": "beta"})
    second = Published(first.marked, {"Svar.navn": "experimental", "Annet.a": "experimental"})
    assert b"beta" not in second.marked["x.xsd"]
    assert_is_same(second)


def test_where_nothing_deviates_there_is_no_copy() -> None:
    assert not Published({"x.xsd": XSD}).marked


def test_a_prefix_that_means_something_else_is_left_to_it() -> None:
    text = XSD.replace('<xs:attribute name="id"/>', '<xs:attribute name="id" xmlns:contract="u"/>')
    made = Published({"x.xsd": text}, {"Svar.@id": "beta"})
    assert b'contract2:contract-status="beta"' in made.marked["x.xsd"]
    assert_is_same(made)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "iso-8859-1"])
def test_a_copy_keeps_the_encoding_of_its_file(encoding: str) -> None:
    name = encoding.removesuffix("-sig")
    text = XSD.replace('encoding="UTF-8"', f'encoding="{name}"').replace("navn", "språk")
    content = text.encode(encoding)
    made = Published({"x.xsd": content}, {"Svar.språk": "beta"})
    told = made.marked["x.xsd"].decode(encoding)
    assert 'name="språk"' in told
    assert NEW_STATUS.sub("", told) == text
    assert_is_same(made)


def test_a_last_day_is_told_as_the_first_without_a_promise() -> None:
    text = copied({"Svar.navn": "retiring 2027-12-31", "Svar.@id": "beta"})
    assert 'minOccurs="0" contract:sunset="2028-01-01" />' in text
    part = Read({"x.xsd": text})["Svar.navn"]
    assert part.deprecation is not None
    assert str(part.deprecation.removal and part.deprecation.removal.day) == "2028-01-01"


REAL = (
    "sikt/fsws-studinfo/fsws-proxy-2013-08-12",
    "norway/skatteetaten-freg",
)


@pytest.mark.real
@pytest.mark.parametrize("folder", REAL)
def test_copies_of_real_specs_say_what_was_computed(folder: str) -> None:
    found = sorted(shared(f"specs/{folder}").rglob("*"))
    files = {f.name: f.read_bytes() for f in found if f.suffix in (".wsdl", ".xsd")}
    contracts = Read(files).contracts()
    levels = ("beta", "experimental", "production")
    side = {c: levels[n % 3] for n, c in enumerate(contracts) if n % 7 == 0}
    made = Published(files, side)
    assert sum(c != "production" for c in made.read.contracts().values()) > len(contracts) / 10
    assert made.again().contracts() == made.read.contracts()
    for name, content in made.marked.items():
        left = iter(content)
        assert all(byte in left for byte in files[name]), "what was there is gone"
