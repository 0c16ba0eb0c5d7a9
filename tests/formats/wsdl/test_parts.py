"""Components as parts: coordinates, namespaces, substitution, defaults, directions."""

import pytest

from generator.formats import Bundle, Document
from generator.formats.wsdl.parts import addresses
from generator.model.errors import SpecError
from generator.model.part import Direction, walk
from tests.formats.wsdl.builders import (
    FORMAT,
    XS,
    below,
    parts,
    read,
    schema,
    told,
    typed,
    wsdl,
)

T = '<xs:complexType name="{}"><xs:sequence><xs:element name="{}"/></xs:sequence></xs:complexType>'


def test_a_component_is_printed_by_its_local_name_and_found_by_its_expanded_one() -> None:
    reading = read(schema(T.format("Person", "navn")))
    (part,) = reading.tree.parts
    assert (part.address, part.coordinate) == ("type:Person", "Person")
    assert part.children[0].address == "type:Person.navn"
    assert reading.tree.named("{urn:a}Person") == (part,)
    assert reading.tree.named("type:Person") == (part,)
    assert part.details["namespace"] == "urn:a"


def test_an_element_and_a_type_of_one_name_are_told_apart() -> None:
    found = parts(schema('<xs:element name="Person" type="t:Person"/>' + T.format("Person", "n")))
    assert list(found) == ["element:Person", "type:Person", "type:Person.n"]
    assert found["element:Person"].refers == ("type:Person",)


def test_one_local_name_in_two_namespaces() -> None:
    text = wsdl("", schema(T.format("P", "x")) + schema(T.format("P", "y"), "http://b.no/v1.0"))
    assert list(parts(text)) == [
        "type:{urn:a}P",
        "type:{urn:a}P.x",
        "type:{http://b.no/v1.0}P",
        "type:{http://b.no/v1.0}P.y",
    ]


def test_a_service_keeps_its_name_and_a_component_of_that_name_tells_its_sort() -> None:
    text = wsdl(
        '<wsdl:service name="S"/><wsdl:portType name="P"/>',
        schema('<xs:element name="S"/><xs:element name="P"/><xs:element name="Q"/>'),
    )
    assert list(parts(text)) == ["S", "P", "element:S", "element:P", "Q"]


def test_names_with_dots() -> None:
    text = schema(
        T.format("A", "b")
        + T.format("A.b", "c")
        + T.format("X.Y", "z")
        + '<xs:element name="A"><xs:complexType><xs:sequence><xs:element name="b.c"/>'
        "</xs:sequence></xs:complexType></xs:element>"
    )
    found = parts(text)
    assert list(found) == [
        "type:A",
        "type:A.b[2]",
        "type:A.b",
        "type:A.b.c",
        "X.Y",
        "X.Y.z",
        "element:A",
        "element:A.b.c",
    ]
    assert found["type:A.b"].kind == "complex type"


def test_names_in_any_alphabet() -> None:
    found = parts(schema(T.format("Læringsmål", "år") + '<xs:element name="名前"/>'))
    assert list(found) == ["Læringsmål", "Læringsmål.år", "名前"]


def test_two_of_one_name_are_a_finding_and_the_first_counts() -> None:
    reading = read(schema(f"{T.format('A', 'x')}\n{T.format('A', 'y')}"), name="a.xsd")
    assert [p.coordinate for p, _ in walk(reading.tree.parts)] == ["A", "A.x"]
    assert list(map(told, reading.findings)) == [("xsd-defined-again", "a.xsd", 3)]


def test_substitution_groups_of_several_levels() -> None:
    found = parts(
        schema(
            '<xs:element name="form" type="xs:string" abstract="true"/>'
            '<xs:element name="a" substitutionGroup="t:form"/>'
            '<xs:element name="b" type="xs:token" substitutionGroup="t:a"/>'
            '<xs:element name="c" type="xs:token" substitutionGroup="t:form t:a"/>'
        )
    )
    assert found["form"].details["abstract"] is True
    assert found["form"].details["substitutes"] == ("element:a", "element:c")
    assert found["form"].refers == ("element:a", "element:c")
    assert found["a"].details["stands_for"] == ("element:form",)
    assert found["a"].details["substitutes"] == ("element:b", "element:c")
    assert found["c"].details["stands_for"] == ("element:form", "element:a")
    assert found["a"].type is None
    assert typed(found["b"]) == "xs:token"


def test_facts_of_an_element() -> None:
    found = parts(
        schema(
            '<xs:element name="a" type="xs:int" nillable="true" default="7"/>'
            '<xs:element name="b" type="xs:int" nillable="1" fixed="8"/>'
            '<xs:element name="c" type="xs:int" nillable="false" abstract="0"/>'
            '<xs:complexType name="T" abstract="true" mixed="true"/><xs:element name="d"/>'
        )
    )
    assert (found["a"].default, found["a"].details["nillable"]) == ("7", True)
    assert (found["b"].default, found["b"].details["fixed"]) == ("8", "8")
    assert not {"nillable", "abstract"} & set(found["c"].details)
    assert found["T"].details["abstract"] is found["T"].details["mixed"] is True
    assert typed(found["d"]) == "xs:anyType"


def test_a_soap_array_is_a_list_of_what_it_holds() -> None:
    array = (
        '<xs:complexType name="{}"><xs:complexContent><xs:restriction base="soapenc:Array">'
        '<xs:attribute ref="soapenc:arrayType" wsdl:arrayType="{}"/></xs:restriction>'
        "</xs:complexContent></xs:complexType>"
    )
    text = wsdl(
        "",
        schema(
            array.format("A", "t:P[]")
            + array.format("B", "xs:int[][,]")
            + array.format("C", "t:nei[3]")
            + T.format("P", "n")
        ),
    )
    reading = read(text)
    found = {p.coordinate: p for p in reading.tree.parts}
    assert typed(found["A"]) == "P*"
    assert found["A"].refers == ("type:P",)
    assert typed(found["B"]) == "xs:int**"
    assert [dict(f.arguments)["name"] for f in reading.findings] == ["{urn:a}nei"]


def test_which_way_a_component_travels() -> None:
    types = schema(
        '<xs:element name="ask" type="t:In"/><xs:element name="answer" type="t:Out"/>'
        '<xs:element name="wrong" type="xs:string"/><xs:complexType name="In"><xs:sequence>'
        '<xs:element name="x" type="t:Shared"/></xs:sequence></xs:complexType>'
        '<xs:complexType name="Out"><xs:sequence><xs:element ref="t:head"/>'
        '<xs:element name="s" type="t:Shared"/></xs:sequence></xs:complexType>'
        '<xs:simpleType name="Shared"><xs:restriction base="xs:int"/></xs:simpleType>'
        '<xs:element name="head"/><xs:element name="member" substitutionGroup="t:head"/>'
        '<xs:complexType name="Alone"/>'
    )
    text = wsdl(
        '<wsdl:message name="i"><wsdl:part name="p" element="t:ask"/></wsdl:message>'
        '<wsdl:message name="o"><wsdl:part name="p" element="t:answer"/></wsdl:message>'
        '<wsdl:message name="f"><wsdl:part name="p" element="t:wrong"/></wsdl:message>'
        '<wsdl:portType name="P"><wsdl:operation name="op"><wsdl:input message="t:i"/>'
        '<wsdl:output message="t:o"/><wsdl:fault name="f" message="t:f"/></wsdl:operation>'
        "</wsdl:portType>",
        types,
    )
    found = parts(text)
    assert {name: found[name].direction for name in ("ask", "In", "In.x")} == dict.fromkeys(
        ("ask", "In", "In.x"), Direction.INPUT
    )
    out = ("answer", "Out", "Out.s", "head", "member", "wrong")
    assert {name: found[name].direction for name in out} == dict.fromkeys(out, Direction.OUTPUT)
    assert found["Shared"].direction is found["Alone"].direction is Direction.BOTH


def test_the_entries_of_a_schema_alone_are_its_elements_or_all_it_has() -> None:
    with_elements = read(schema('<xs:element name="e"/>' + T.format("A", "x"))).tree
    assert with_elements.entries == ("element:e",)
    assert with_elements.about is not None
    assert with_elements.about.notation == "XML Schema"
    assert read(schema(T.format("A", "x"))).tree.entries == ("type:A",)


def test_a_reference_without_a_target_is_a_finding_and_the_element_is_shown() -> None:
    reading = read(
        schema(
            '<xs:complexType name="T"><xs:sequence>\n<xs:element ref="t:nei"/>'
            '<xs:group ref="t:nei"/></xs:sequence>\n<xs:attribute ref="t:nei"/>'
            "</xs:complexType>"
        ),
        name="a.xsd",
    )
    found = {p.coordinate: p for p, _ in walk(reading.tree.parts)}
    assert list(below(found, "T")) == ["nei", "@nei"]
    assert sorted((dict(f.arguments)["kind"], told(f)[2]) for f in reading.findings) == [
        ("attribute", 4),
        ("element", 3),
        ("group", 3),
    ]


def test_more_parts_than_we_show(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "MAX_PARTS", 3)
    text = schema(T.format("A", "a") + T.format("B", "b") + T.format("C", "c") + T.format("D", "d"))
    with pytest.raises(SpecError) as error:
        FORMAT.read(Bundle([Document(file="a.xsd", content=text.encode())]))
    assert [f.rule for f in error.value.findings] == ["spec-too-large"]


def test_what_ports_times_operations_come_to_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "MAX_PARTS", 2_000)
    operations = "".join(f'<wsdl:operation name="o{n}"/>' for n in range(50))
    ports = "".join(f'<wsdl:port name="p{n}" binding="t:B"/>' for n in range(50))
    text = wsdl(
        f'<wsdl:portType name="P">{operations}</wsdl:portType>'
        f'<wsdl:binding name="B" type="t:P"/><wsdl:service name="S">{ports}</wsdl:service>'
    )
    with pytest.raises(SpecError) as error:
        FORMAT.read(Bundle([Document(file="a.wsdl", content=text.encode())]))
    assert [f.rule for f in error.value.findings] == ["spec-too-large"]


def test_everything_has_its_place() -> None:
    text = (
        f'<xs:schema {XS} targetNamespace="urn:a">\n  <xs:element name="a">\n'
        '    <xs:complexType>\n      <xs:attribute name="b"/>\n    </xs:complexType>\n'
        "  </xs:element>\n</xs:schema>"
    )
    found = parts(text, name="x.xsd")
    assert {
        c: (str(p.location.file), p.location.line, p.location.column) for c, p in found.items()
    } == {
        "a": ("x.xsd", 2, 3),
        "a.@b": ("x.xsd", 4, 7),
    }
