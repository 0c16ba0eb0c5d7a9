"""What is inside a complex type: elements and attributes, how often, and of which choice."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.formats import Bundle, Document
from generator.model.errors import SpecError
from generator.model.part import walk
from tests.formats.wsdl.builders import (
    FORMAT,
    below,
    inside,
    is_sound,
    occurs,
    parts,
    schema,
    told,
    typed,
)


def test_particles_in_their_order_with_occurs() -> None:
    found = inside(
        '<xs:sequence><xs:element name="a"/><xs:element name="b" minOccurs="0"/>'
        '<xs:element name="c" maxOccurs="unbounded"/>'
        '<xs:element name="d" minOccurs="2" maxOccurs="3"/>'
        '<xs:element name="e" minOccurs="0" maxOccurs="0"/></xs:sequence>'
    )
    assert occurs(found) == {"a": (1, 1), "b": (0, 1), "c": (1, None), "d": (2, 3)}
    assert [found[name].required for name in "abcd"] == [True, False, True, True]


def test_occurs_count_what_the_groups_around_allow() -> None:
    found = inside(
        '<xs:sequence minOccurs="0" maxOccurs="2"><xs:element name="a"/>'
        '<xs:sequence minOccurs="2" maxOccurs="3"><xs:element name="b" maxOccurs="4"/>'
        '<xs:sequence maxOccurs="unbounded"><xs:element name="c"/></xs:sequence>'
        '<xs:sequence minOccurs="0" maxOccurs="0"><xs:element name="d" maxOccurs="unbounded"/>'
        "</xs:sequence></xs:sequence></xs:sequence>"
    )
    assert occurs(found) == {"a": (0, 2), "b": (0, 24), "c": (0, None)}
    assert typed(found["a"]) == "xs:anyType*"


def test_a_choice_makes_each_branch_optional_and_tells_them_apart() -> None:
    found = inside(
        '<xs:sequence><xs:element name="a"/><xs:choice><xs:element name="b"/>'
        '<xs:sequence><xs:element name="c"/><xs:choice><xs:element name="d"/>'
        '<xs:element name="e"/></xs:choice></xs:sequence></xs:choice>'
        '<xs:choice><xs:element name="f"/><xs:element name="g"/></xs:choice>'
        '<xs:choice><xs:element name="alone"/></xs:choice></xs:sequence>'
    )
    assert {step: part.required for step, part in found.items()} == {
        "a": True, "b": False, "c": False, "d": False, "e": False, "f": False, "g": False,
        "alone": True,
    }  # fmt: skip
    choices = {step: part.details.get("choices") for step, part in found.items()}
    assert choices == {
        "a": None,
        "b": ((1, 0),),
        "c": ((1, 1),),
        "d": ((1, 1), (2, 0)),
        "e": ((1, 1), (2, 1)),
        "f": ((3, 0),),
        "g": ((3, 1),),
        "alone": None,
    }


def test_all_may_hold_each_once_in_any_order() -> None:
    found = inside('<xs:all minOccurs="0"><xs:element name="a"/><xs:element name="b"/></xs:all>')
    assert occurs(found) == {"a": (0, 1), "b": (0, 1)}


GROUPS = (
    '<xs:group name="G"><xs:sequence><xs:element name="g"/>'
    '<xs:group ref="t:H" minOccurs="0" maxOccurs="3"/></xs:sequence></xs:group>'
    '<xs:group name="H"><xs:choice><xs:element name="h1"/>'
    '<xs:element name="h2" maxOccurs="2"/></xs:choice></xs:group>'
)


def test_groups_in_groups_are_written_out() -> None:
    found = inside('<xs:group ref="t:G" maxOccurs="2"/>', GROUPS)
    assert occurs(found) == {"g": (1, 2), "h1": (0, 6), "h2": (0, 12)}
    whole = parts(schema(GROUPS))
    assert occurs(below(whole, "G")) == {"g": (1, 1), "h1": (0, 3), "h2": (0, 6)}
    assert whole["G"].kind == "group"


def test_a_group_inside_itself_is_left_out() -> None:
    groups = (
        '<xs:group name="G"><xs:sequence><xs:element name="a"/><xs:group ref="t:H"/>'
        '</xs:sequence></xs:group><xs:group name="H"><xs:sequence><xs:group ref="t:G"/>'
        '<xs:element name="b"/></xs:sequence></xs:group>'
        '<xs:attributeGroup name="A"><xs:attributeGroup ref="t:A"/><xs:attribute name="x"/>'
        "</xs:attributeGroup>"
    )
    found = inside('<xs:group ref="t:G"/><xs:attributeGroup ref="t:A"/>', groups)
    assert list(found) == ["a", "b", "@x"]


def test_attributes_their_groups_and_wildcards() -> None:
    found = inside(
        '<xs:sequence><xs:any namespace="##other" processContents="lax" minOccurs="0"'
        ' maxOccurs="unbounded"/></xs:sequence><xs:attribute name="a" use="required"/>'
        '<xs:attribute name="p" use="prohibited"/><xs:attributeGroup ref="t:A"/>'
        '<xs:attribute ref="t:g"/><xs:attribute name="n"><xs:simpleType><xs:restriction'
        ' base="xs:string"><xs:enumeration value="1 a"/></xs:restriction></xs:simpleType>'
        '</xs:attribute><xs:anyAttribute namespace="urn:x urn:y"/>',
        '<xs:attribute name="g" type="xs:int"/><xs:attributeGroup name="A">'
        '<xs:attribute name="b" type="xs:date" default="2025-01-01"/></xs:attributeGroup>',
    )
    assert {step: (part.kind, typed(part)) for step, part in found.items()} == {
        "*": ("wildcard", ""),
        "@a": ("attribute", "xs:anySimpleType"),
        "@b": ("attribute", "xs:date"),
        "@g": ("attribute", "g"),
        "@n": ("attribute", "xs:string"),
        "@n.1 a": ("enumeration value", ""),
        "@*": ("attribute wildcard", ""),
    }
    assert found["@a"].required
    assert not found["@b"].required
    assert found["@b"].default == "2025-01-01"
    assert found["@g"].refers == ("attribute:g",)
    assert found["*"].details["wildcard"] == ("##other", "lax")
    assert found["*"].details["occurs"] == (0, None)
    assert found["@*"].details["wildcard"] == ("urn:x urn:y", "strict")


def test_extension_restriction_and_simple_content() -> None:
    found = parts(
        schema(
            '<xs:complexType name="A"><xs:sequence><xs:element name="a" minOccurs="0"/>'
            '</xs:sequence></xs:complexType><xs:complexType name="B"><xs:complexContent>'
            '<xs:extension base="t:A"><xs:sequence><xs:element name="b"/></xs:sequence>'
            '<xs:attribute name="x"/></xs:extension></xs:complexContent></xs:complexType>'
            '<xs:complexType name="C"><xs:complexContent><xs:restriction base="t:A"><xs:sequence>'
            '<xs:element name="a"/></xs:sequence></xs:restriction></xs:complexContent>'
            '</xs:complexType><xs:complexType name="D"><xs:simpleContent><xs:extension'
            ' base="xs:decimal"><xs:attribute name="valuta"/></xs:extension></xs:simpleContent>'
            '</xs:complexType><xs:complexType name="E"><xs:simpleContent><xs:restriction'
            ' base="t:D"><xs:minInclusive value="0"/><xs:enumeration value="1"/></xs:restriction>'
            "</xs:simpleContent></xs:complexType>"
        )
    )
    assert list(below(found, "B")) == ["b", "@x"]
    assert found["B"].details["derivation"] == "extension"
    assert found["B"].details["extends"] == ("type:A",)
    assert found["B"].refers == ("type:A",)
    assert found["C"].details["derivation"] == "restriction"
    assert found["C"].details["base"] == "type:A"
    assert "extends" not in found["C"].details
    assert found["C.a"].required
    assert typed(found["D"]) == "xs:decimal"
    assert list(below(found, "D")) == ["@valuta"]
    assert (typed(found["E"]), found["E"].refers) == ("D", ("type:D",))
    assert found["E"].details["constraints"] == (("minInclusive", "0"),)
    assert list(below(found, "E")) == ["1"]


def test_anonymous_types_inside_each_other() -> None:
    found = parts(
        schema(
            '<xs:element name="r"><xs:complexType><xs:sequence><xs:element name="a">'
            '<xs:complexType><xs:sequence><xs:element name="b"><xs:simpleType><xs:restriction'
            ' base="xs:token"><xs:maxLength value="2"/><xs:enumeration value="x"/>'
            '<xs:enumeration value="y"/></xs:restriction></xs:simpleType></xs:element>'
            '</xs:sequence><xs:attribute name="id"/></xs:complexType></xs:element></xs:sequence>'
            "</xs:complexType></xs:element>"
        )
    )
    assert list(found) == ["r", "r.a", "r.a.b", "r.a.b.x", "r.a.b.y", "r.a.@id"]
    assert found["r.a.b"].details["constraints"] == (("maxLength", "2"),)
    assert found["r.a.b"].address == "element:r.a.b"


def test_references_to_elements_and_recursion() -> None:
    found = parts(
        schema(
            '<xs:element name="n" type="t:N"/><xs:complexType name="N"><xs:sequence>'
            '<xs:element ref="t:n" minOccurs="0" maxOccurs="unbounded"/>'
            '<xs:element name="self" type="t:N"/></xs:sequence></xs:complexType>'
        )
    )
    assert typed(found["N.n"]) == "n*"
    assert found["N.n"].refers == ("element:n",)
    assert found["N.self"].refers == ("type:N",)


def test_the_same_name_twice_in_a_type_is_two_parts() -> None:
    found = inside(
        '<xs:sequence><xs:element name="a" type="xs:int"/><xs:element name="b"/>'
        '<xs:element name="a" type="xs:string"/><xs:any/><xs:any/></xs:sequence>'
    )
    assert list(found) == ["a", "b", "a[2]", "*", "*[2]"]


@pytest.mark.parametrize(
    ("written", "highest"),
    [
        ("9" * 5_000, None),
        ("1" + "0" * 12, None),
        ("999999999", 999_999_999),
        ("0" * 5_000 + "7", 7),
        (" unbounded ", None),
        ("-1", 1),
        ("many", 1),
        ("", 1),
    ],
)
def test_numbers_of_any_length(written: str, highest: int | None) -> None:
    found = inside(f'<xs:sequence><xs:element name="a" maxOccurs="{written}"/></xs:sequence>')
    assert occurs(found) == {"a": (1, highest)}


def test_a_very_large_least_number_is_cut() -> None:
    open_, close = '<xs:sequence minOccurs="999999999">' * 60, "</xs:sequence>" * 60
    found = inside(f'{open_}<xs:element name="a"/>{close}')
    assert occurs(found) == {"a": (10**12, 1)}


BOMB = "".join(
    f'<xs:group name="G{n}"><xs:sequence><xs:group ref="t:G{n + 1}"/><xs:group ref="t:G{n + 1}"/>'
    f'</xs:sequence></xs:group><xs:attributeGroup name="A{n}"><xs:attributeGroup ref="t:A{n + 1}"/>'
    f'<xs:attributeGroup ref="t:A{n + 1}"/></xs:attributeGroup>'
    for n in range(40)
)


@pytest.mark.parametrize("holder", ['<xs:group ref="t:G0"/>', '<xs:attributeGroup ref="t:A0"/>'])
@pytest.mark.parametrize("is_empty", [True, False])
def test_groups_that_double_on_each_level_are_refused(holder: str, *, is_empty: bool) -> None:
    element, attribute = (
        ("", "") if is_empty else ('<xs:element name="e"/>', '<xs:attribute name="a"/>')
    )
    last = (
        f'<xs:group name="G40"><xs:sequence>{element}</xs:sequence></xs:group>'
        f'<xs:attributeGroup name="A40">{attribute}</xs:attributeGroup>'
    )
    text = schema(f'<xs:complexType name="T">{holder}</xs:complexType>\n{BOMB}{last}')
    with pytest.raises(SpecError) as error:
        FORMAT.read(Bundle([Document(file="a.xsd", content=text.encode())]))
    (finding,) = error.value.findings
    assert told(finding) == ("wsdl-too-many-members", "a.xsd", 3)


@pytest.mark.parametrize("word", ["group", "attributeGroup"])
def test_groups_in_a_chain_of_thousands_are_refused(word: str) -> None:
    inner = f'<xs:{word} ref="t:G{{}}"/>'
    held = f"<xs:sequence>{inner}</xs:sequence>" if word == "group" else inner
    chain = "".join(
        f'<xs:{word} name="G{n}">{held.format(n + 1)}</xs:{word}>' for n in range(5_000)
    )
    with pytest.raises(SpecError) as error:
        FORMAT.read(Bundle([Document(file="a.xsd", content=schema(chain).encode())]))
    assert [f.rule for f in error.value.findings] == ["wsdl-too-many-members"]


_NAMES = st.sampled_from(["a", "b", "c", "a.b", "Æ"])
_ELEMENTS = st.builds(
    lambda name, lowest, type_: f'<xs:element name="{name}" minOccurs="{lowest}"{type_}/>',
    _NAMES,
    st.integers(0, 2),
    st.sampled_from([' type="xs:int"', ' type="t:T"', ' type="t:a"', ""]),
)
_MODELS = st.recursive(
    _ELEMENTS | st.sampled_from(['<xs:group ref="t:a"/>', '<xs:element ref="t:a"/>', "<xs:any/>"]),
    lambda inner: st.builds(
        lambda word, held: f"<xs:{word}>{''.join(held)}</xs:{word}>",
        st.sampled_from(["sequence", "choice"]),
        st.lists(inner, max_size=3),
    ),
    max_leaves=8,
)
_COMPONENTS = st.lists(
    st.builds(
        lambda word, name, model: {
            "type": f'<xs:complexType name="{name}"><xs:sequence>{model}</xs:sequence>'
            f'<xs:attribute name="{name}"/></xs:complexType>',
            "element": f'<xs:element name="{name}"><xs:complexType><xs:sequence>{model}'
            "</xs:sequence></xs:complexType></xs:element>",
            "group": f'<xs:group name="{name}"><xs:sequence>{model}</xs:sequence></xs:group>',
        }[word],
        st.sampled_from(["type", "element", "group"]),
        _NAMES,
        _MODELS,
    ),
    min_size=1,
    max_size=6,
)


@given(_COMPONENTS)
def test_of_any_schema_every_declaration_is_a_part(components: list[str]) -> None:
    text = schema("\n".join(components))
    reading = FORMAT.read(Bundle([Document(file="a.xsd", content=text.encode())]))
    is_sound(reading.tree)
    again = {
        f.location.line for f in reading.findings if f.location and f.rule == "xsd-defined-again"
    }
    at = {(p.location.line, p.location.column) for p, _ in walk(reading.tree.parts)}
    lines = text.split("\n")
    for number, line in enumerate(lines[1:-1], start=2):
        if number not in again:
            for match in re.finditer(r"<xs:(?:element|attribute|any)\b", line):
                assert (number, match.start() + 1) in at


@given(st.permutations(range(5)))
def test_addresses_do_not_depend_on_the_order_of_definitions(order: list[int]) -> None:
    held = [
        '<xs:element name="A" type="t:A"/>',
        '<xs:complexType name="A"><xs:sequence><xs:element name="b"/></xs:sequence>'
        "</xs:complexType>",
        '<xs:complexType name="A.b"><xs:attribute name="c"/></xs:complexType>',
        '<xs:group name="A"><xs:sequence><xs:element name="b"/></xs:sequence></xs:group>',
        '<xs:simpleType name="S"><xs:restriction base="xs:int"/></xs:simpleType>',
    ]
    texts = [schema("".join(held)), schema("".join(held[n] for n in order))]
    one, two = ({c: p.address for c, p in parts(text).items()} for text in texts)
    assert one == two
