"""The pages of a WSDL or a schema as a reader gets them."""

import tempfile
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest

from generator import pipeline
from generator.render.page import Page
from generator.workspace import Workspace

HEAD = '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:k="urn:k">'
CATALOG = """
catalog: {title: Katalog}
apis: [{id: rom, name: Rom, status: production, spec: rom.xml}]
"""
ENVIRONMENTS = CATALOG.replace(
    "spec: rom.xml", 'spec: rom.xml, environments: [{name: Test, url: "https://t.example/ws/"}]'
)
ELEMENT = '<xs:element name="rom"><xs:complexType>{}</xs:complexType></xs:element>'


class Site:
    """The pages of one spec."""

    def __init__(self, spec: str, *, catalog: str = CATALOG, language: str = "nb") -> None:
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "catalog.yaml").write_text(catalog, encoding="utf-8")
            Path(folder, "rom.xml").write_text(spec, encoding="utf-8")
            edition = pipeline.read(Workspace(Path(folder, "catalog.yaml")), date(2026, 5, 1))
            said = pipeline.words(edition, language)
            shelves = pipeline.shelves(edition, pipeline.specs(edition), said)
            self.pages: dict[str, Page] = {
                page.path.removeprefix("rom/"): page
                for page in pipeline.pages(edition, shelves, said)
            }

    def main(self, path: str) -> Element:
        found: Element = html5lib.parse(self.pages[path].html, namespaceHTMLElements=False)
        return found

    def members(self, path: str) -> list[str]:
        """What is said of each member on a page, what stands inside it included."""
        return [words(item) for item in self.main(path).findall(".//ul[@class='members']/li")]


def schema(*held: str) -> str:
    return f"{HEAD}{''.join(held)}</xs:schema>"


def words(element: Element | None) -> str:
    assert element is not None
    return " ".join("".join(element.itertext()).split())


def fact(page: Element, name: str) -> list[str]:
    """What stands under a name in a list of facts."""
    found: list[str] = []
    for facts in page.iter("dl"):
        current = ""
        for item in facts:
            current = words(item) if item.tag == "dt" else current
            if item.tag == "dd" and current == name:
                found.append(words(item))
    return found


def service(*ports: tuple[str, str], action: str = 'soapAction=""', style: str = "document") -> str:
    """A WSDL with one operation that takes two numbers and answers nothing."""
    offered = "".join(
        f'<w:port name="{name}" binding="t:B"><s:address location="{url}"/></w:port>'
        for name, url in ports
    )
    return f"""<w:definitions targetNamespace="urn:t" xmlns:t="urn:t"
      xmlns:w="http://schemas.xmlsoap.org/wsdl/" xmlns:s="http://schemas.xmlsoap.org/wsdl/soap/"
      xmlns:xs="http://www.w3.org/2001/XMLSchema">
      <w:message name="M"><w:part name="a" type="xs:int"/><w:part name="b" type="xs:int"/>
      </w:message>
      <w:portType name="P"><w:operation name="legg"><w:input message="t:M"/></w:operation>
      </w:portType>
      <w:binding name="B" type="t:P">
        <s:binding transport="http://schemas.xmlsoap.org/soap/http" style="{style}"/>
        <w:operation name="legg"><s:operation {action}/>
          <w:input><s:body use="encoded" namespace="urn:rpc"/></w:input></w:operation>
      </w:binding>
      <w:service name="S">{offered}</w:service></w:definitions>"""


PORTS = (("Nord", "http://x/lager/nord"), ("Sor", "http://x/lager/sor"))
LEGG = "operasjoner/S.Nord.legg.html"


def test_what_the_port_has_beyond_the_shared_address_comes_after_that_of_the_environment() -> None:
    page = Site(service(*PORTS), catalog=ENVIRONMENTS).main(LEGG)
    assert fact(page, "Endepunkt") == ["Test: https://t.example/ws/nord"]


def test_without_environments_the_endpoint_is_the_ports_own() -> None:
    assert fact(Site(service(*PORTS)).main(LEGG), "Endepunkt") == ["http://x/lager/nord"]


@pytest.mark.parametrize(
    ("action", "said"), [('soapAction=""', ['"" tom']), ('soapAction="urn:a"', ["urn:a"])]
)
def test_an_action_is_shown_also_where_it_is_empty(action: str, said: list[str]) -> None:
    assert fact(Site(service(*PORTS, action=action)).main(LEGG), "SOAPAction") == said


def test_the_style_and_the_wrappers_namespace_of_rpc() -> None:
    page = Site(service(*PORTS, style="rpc")).main(LEGG)
    assert fact(page, "Stil og koding") == ["rpc/encoded"]
    assert fact(page, "Navnerom") == ["urn:t", "urn:rpc"]


def test_an_operation_without_an_answer_says_so() -> None:
    page = Site(service(*PORTS)).main(LEGG)
    assert "Operasjonen har ikke noe svar." in words(page)
    assert "a xs:int del av melding" in words(page)


def test_members_stand_in_the_order_of_the_document_whatever_is_required() -> None:
    inside = (
        '<xs:sequence><xs:element name="b" type="xs:int" minOccurs="0"/><xs:any maxOccurs="2"/>'
        '<xs:element name="a" type="xs:int" maxOccurs="unbounded"/></xs:sequence>'
        '<xs:attribute name="c"/><xs:attribute name="d" use="required"/>'
    )
    members = Site(schema(ELEMENT.format(inside))).members("elementer/rom.html")
    assert [member.split(" Produksjon")[0] for member in members] == [
        "b xs:int 0..1",
        "* plass til andre elementer 1..2 påkrevd",
        "a xs:int 1..* påkrevd",
        "@d xs:anySimpleType påkrevd",
        "@c xs:anySimpleType",
    ]


CHOICE = '<xs:choice {}><xs:element name="a"/>{}</xs:choice>'
OTHER = '<xs:sequence><xs:element name="b"/><xs:element name="c" minOccurs="0"/></xs:sequence>'


@pytest.mark.parametrize(
    ("how_often", "said"),
    [
        ("", "Ett av disse:"),
        ('minOccurs="0"', "Høyst ett av disse:"),
        ('maxOccurs="unbounded"', "Disse, i hvilken som helst rekkefølge:"),
    ],
)
def test_a_choice_says_how_many_of_its_branches_there_are(how_often: str, said: str) -> None:
    inside = CHOICE.format(how_often, OTHER)
    choice = Site(schema(ELEMENT.format(inside))).members("elementer/rom.html")[0]
    assert choice.startswith(said)


def test_what_belongs_together_in_a_choice_stands_together_with_how_often_it_then_occurs() -> None:
    inside = CHOICE.format("", OTHER)
    members = Site(schema(ELEMENT.format(inside))).members("elementer/rom.html")
    (together,) = (m for m in members if m.startswith("disse sammen:"))
    assert together.replace(" Produksjon (som API-et)", "") == (
        "disse sammen: b xs:anyType c xs:anyType 0..1"
    )


def test_limits_of_a_named_type_are_said_where_it_is_used_the_nearest_first() -> None:
    held = (
        '<xs:simpleType name="Nr"><xs:restriction base="Tekst"><xs:length value="2"/>'
        '<xs:pattern value="[0-9]{2}"/></xs:restriction></xs:simpleType>'
        '<xs:simpleType name="Tekst"><xs:restriction base="xs:string"><xs:maxLength value="9"/>'
        "</xs:restriction></xs:simpleType>"
        '<xs:complexType name="Rom"><xs:sequence><xs:element name="nr" type="Nr"/>'
        "</xs:sequence></xs:complexType>"
    )
    page = Site(schema(held)).main("typer/Rom.html")
    limits = page.find(".//p[@class='limits']")
    assert limits is not None
    assert [words(span) for span in limits] == [
        "nøyaktig 2 tegn",
        "følger mønsteret [0-9]{2}",
        "høyst 9 tegn",
    ]


def test_values_of_a_named_type_are_said_where_it_is_used_with_the_mark_of_one_that_differs() -> (
    None
):
    held = (
        '<xs:simpleType name="Farge"><xs:restriction base="xs:string">'
        '<xs:enumeration value="rod"/><xs:enumeration value="bla"><xs:annotation><xs:appinfo>'
        "<k:contract-status>beta</k:contract-status></xs:appinfo></xs:annotation></xs:enumeration>"
        "</xs:restriction></xs:simpleType>"
        '<xs:element name="farge" type="Farge"/>'
    )
    page = Site(schema(held)).main("elementer/farge.html")
    assert "Verdier: rod, bla Kontrakt: Beta" in words(page)


BASE = (
    '<xs:complexType name="A" abstract="true"><xs:sequence><xs:element name="a" type="xs:int"/>'
    "</xs:sequence></xs:complexType>"
)
DERIVED = (
    '<xs:complexType name="B"><xs:complexContent><xs:extension base="A"><xs:sequence>'
    '<xs:element name="b" type="xs:int"/></xs:sequence></xs:extension></xs:complexContent>'
    "</xs:complexType>"
)


def test_inherited_members_come_before_a_types_own() -> None:
    site = Site(schema(BASE, DERIVED))
    assert [m.split()[0] for m in site.members("typer/B.html")] == ["a", "b"]
    assert "Arvet fra A:" in words(site.main("typer/B.html"))
    assert fact(site.main("typer/A.html"), "Typer som bygger på den") == ["B"]


@pytest.mark.parametrize("how", ["extension", "restriction"])
def test_a_type_that_only_derives_is_not_the_type_it_derives_from(how: str) -> None:
    derived = (
        f'<xs:complexType name="B"><xs:complexContent><xs:{how} base="A"/></xs:complexContent>'
        "</xs:complexType>"
    )
    page = Site(schema(BASE, derived)).main("typer/B.html")
    inherited = ["a"] if how == "extension" else []
    names = [words(link) for link in page.iter("a") if words(link) == "a"]
    assert names == inherited
    assert "xsi:type" not in words(page)


def test_a_member_of_an_abstract_type_names_the_types_it_must_have() -> None:
    site = Site(schema(BASE, DERIVED, '<xs:element name="rom" type="A"/>'))
    assert "Må være av en av disse typene (xsi:type): B" in words(site.main("elementer/rom.html"))


def test_a_reference_to_an_abstract_element_names_what_must_stand_there() -> None:
    held = (
        '<xs:element name="merke" type="xs:string" abstract="true"/>'
        '<xs:element name="kode" substitutionGroup="merke"/>'
        '<xs:complexType name="T"><xs:sequence><xs:element ref="merke"/></xs:sequence>'
        "</xs:complexType>"
    )
    site = Site(schema(held))
    assert site.members("typer/T.html")[0].startswith("merke merke xs:string påkrevd")
    assert "Her må det stå: kode" in words(site.main("typer/T.html"))
    assert fact(site.main("elementer/kode.html"), "Kan stå i stedet for") == ["merke"]


def test_elements_that_stand_in_for_each_other_in_a_circle_end() -> None:
    held = "".join(
        f'<xs:element name="{a}" substitutionGroup="{b}"/>' for a, b in ("ab", "bc", "ca")
    )
    assert "elementer/a.html" in Site(schema(held)).pages


def test_what_holds_itself_is_told_once_and_then_led_to() -> None:
    held = (
        '<xs:complexType name="Gren"><xs:sequence><xs:element name="navn" type="xs:string"/>'
        '<xs:element name="gren" type="Gren" minOccurs="0"/></xs:sequence></xs:complexType>'
        '<xs:element name="tre" type="Gren"/>'
    )
    members = Site(schema(held)).members("elementer/tre.html")
    assert [m.split()[0] for m in members] == ["navn", "gren"]
    assert members[1].endswith("Innholdet står lenger opp: Gren.")


def deep(levels: int, wide: int) -> str:
    types = [
        f'<xs:complexType name="T{n}"><xs:sequence>'
        + "".join(f'<xs:element name="e{n}_{i}" type="T{n + 1}"/>' for i in range(wide))
        + "</xs:sequence></xs:complexType>"
        for n in range(levels)
    ]
    return schema(
        *types,
        f'<xs:simpleType name="T{levels}"><xs:restriction base="xs:int"/></xs:simpleType>',
        '<xs:element name="rom" type="T0"/>',
    )


def test_a_definition_goes_three_levels_deep_and_a_level_of_one_does_not_count() -> None:
    page = "elementer/rom.html"
    assert {m.split()[0][:2] for m in Site(deep(6, 2)).members(page)} == {"e0", "e1", "e2"}
    assert {m.split()[0][:2] for m in Site(deep(5, 1)).members(page)} == {
        "e0", "e1", "e2", "e3", "e4",
    }  # fmt: skip


def test_a_page_stays_small_by_going_less_deep() -> None:
    html = Site(deep(3, 90)).pages["elementer/rom.html"].html
    assert len(html) < 200_000
    assert "e0_89" in html


def test_the_parts_of_a_definition_that_differ_are_counted() -> None:
    inside = (
        '<xs:sequence><xs:element name="a"/><xs:element name="b"><xs:annotation><xs:appinfo>'
        "<k:contract-status>beta</k:contract-status></xs:appinfo></xs:annotation></xs:element>"
        "</xs:sequence>"
    )
    held = f'<xs:complexType name="T">{inside}</xs:complexType><xs:element name="rom" type="T"/>'
    page = Site(schema(held)).main("elementer/rom.html")
    assert "1 av 2 deler i innholdet er ikke i produksjon." in words(page)


def test_schemas_alone_say_that_they_are_and_open_with_their_elements() -> None:
    site = Site(schema(ELEMENT.format("")))
    assert "XML Schema" in words(site.main("index.html"))
    assert words(next(site.main("elementer/rom.html").iter("h1"))) == "rom element"


@pytest.mark.parametrize(("language", "said"), [("nn", "Innhald"), ("en", "Contents")])
def test_pages_speak_the_language_of_the_site(language: str, said: str) -> None:
    inside = '<xs:sequence><xs:element name="a" type="xs:int"/></xs:sequence>'
    page = Site(schema(ELEMENT.format(inside)), language=language).main("elementer/rom.html")
    assert said in [words(heading).split(" (")[0] for heading in page.iter("h2")]


def test_hostile_text_stays_text() -> None:
    inside = (
        '<xs:sequence><xs:element name="a" default="&lt;script&gt;x"/></xs:sequence>'
        '<xs:attribute name="b" fixed="&quot;&gt;&lt;img src=x onerror=y&gt;"/>'
    )
    page = Site(schema(ELEMENT.format(inside))).main("elementer/rom.html")
    assert list(page.iter("script")) == []
    assert list(page.iter("img")) == []
    assert 'alltid "><img src=x onerror=y>' in words(page)
