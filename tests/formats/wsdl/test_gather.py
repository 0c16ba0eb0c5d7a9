"""Files that a spec refers to are read once each, inside its bundle only."""

import pytest

from generator.formats import Bundle, Document
from generator.formats.wsdl.documents import gather
from generator.formats.wsdl.documents.gather import MAX_FILES, MAX_REFERENCES
from generator.model.errors import SpecError
from generator.model.finding import Finding
from generator.model.part import walk
from tests.formats.wsdl.builders import (
    FORMAT,
    MAIN,
    below,
    is_sound,
    parts,
    read,
    schema,
    told,
    typed,
    wsdl,
)

STRING = '<xs:element name="{}" type="xs:string"/>'


def refused(*files: tuple[str, str], **opened: str) -> Finding:
    documents = [Document(file=name, content=text.encode()) for name, text in files]
    held = {name: text.encode() for name, text in opened.items()}
    with pytest.raises(SpecError) as error:
        FORMAT.read(Bundle(documents, held.get))
    (finding,) = error.value.findings
    return finding


def test_imported_wsdls_and_schemas_are_one_spec() -> None:
    main = wsdl(
        '<wsdl:import namespace="urn:b" location="../felles/b.wsdl"/>',
        schema('<xs:import namespace="urn:c" schemaLocation="c.xsd"/>' + STRING.format("a")),
    )
    files = {
        "felles/b.wsdl": wsdl('<wsdl:import namespace="urn:d" location="./x/../d.xsd"/>'),
        "felles/d.xsd": schema(STRING.format("d"), "urn:d"),
        "api/c.xsd": schema('<xs:include schemaLocation="c2.xsd"/>' + STRING.format("c"), "urn:c"),
        "api/c2.xsd": schema(STRING.format("c2"), "urn:c"),
    }
    reading = read(main, files)
    assert reading.findings == ()
    where = {p.coordinate: (p.location.file, p.location.line) for p in reading.tree.parts}
    assert where == {
        "a": (MAIN, 4),
        "c": ("api/c.xsd", 2),
        "c2": ("api/c2.xsd", 2),
        "d": ("felles/d.xsd", 2),
    }


def test_a_file_that_two_refer_to_by_different_paths_is_read_once() -> None:
    main = schema(
        '<xs:include schemaLocation="x.xsd"/><xs:include schemaLocation="../api/./x.xsd#a"/>'
        '<xs:include schemaLocation="%78.xsd"/>'
    )
    reading = read(main, {"api/x.xsd": schema(STRING.format("x"))}, "api/main.xsd")
    assert [p.coordinate for p in reading.tree.parts] == ["x"]
    assert reading.findings == ()


def test_files_that_include_and_import_each_other_in_a_circle() -> None:
    files = {
        "api/main.xsd": schema('<xs:include schemaLocation="b.xsd"/>' + STRING.format("a")),
        "api/b.xsd": schema(
            '<xs:include schemaLocation="main.xsd"/><xs:include schemaLocation="b.xsd"/>'
            '<xs:import namespace="urn:c" schemaLocation="c.xsd"/>' + STRING.format("b")
        ),
        "api/c.xsd": schema(
            '<xs:import namespace="urn:a" schemaLocation="main.xsd"/>' + STRING.format("c"),
            "urn:c",
        ),
    }
    reading = read(files["api/main.xsd"], files, "api/main.xsd")
    assert sorted(p.coordinate for p in reading.tree.parts) == ["a", "b", "c"]
    assert reading.findings == ()


def test_wsdls_that_import_each_other() -> None:
    other = wsdl(f'<wsdl:import namespace="urn:a" location="{MAIN.rpartition("/")[2]}"/>')
    main = wsdl('<wsdl:import namespace="urn:a" location="b.wsdl"/><wsdl:portType name="P"/>')
    assert list(parts(main, {"api/b.wsdl": other, MAIN: main})) == ["P"]


def test_a_schema_without_namespace_takes_that_of_each_that_includes_it() -> None:
    main = wsdl(
        "",
        schema('<xs:include schemaLocation="c.xsd"/><xs:element name="a" type="t:T"/>')
        + schema('<xs:include schemaLocation="c.xsd"/><xs:element name="b" type="t:T"/>', "urn:b"),
    )
    chameleon = schema(
        '<xs:complexType name="T"><xs:sequence><xs:element name="m" type="U"/>'
        '<xs:element ref="e"/></xs:sequence></xs:complexType>'
        '<xs:simpleType name="U"><xs:restriction base="xs:string"/></xs:simpleType>'
        '<xs:element name="e" type="U"/>',
        "",
    )
    reading = read(main, {"api/c.xsd": chameleon})
    found = {p.coordinate: p for p, _ in walk(reading.tree.parts)}
    assert reading.findings == ()
    assert found["b"].refers == ("type:{urn:b}T",)
    assert found["type:{urn:b}T.m"].refers == ("type:{urn:b}U",)
    assert found["type:{urn:a}T.e"].refers == ("element:{urn:a}e",)


def test_no_target_namespace_at_all() -> None:
    found = parts(schema('<xs:element name="a" type="T"/><xs:complexType name="T"/>', ""))
    assert typed(found["a"]) == "T"
    assert found["a"].refers == ("type:T",)


def test_an_import_of_a_schema_without_namespace() -> None:
    main = schema('<xs:import schemaLocation="n.xsd"/>' + STRING.format("a"))
    found = parts(main, {"api/n.xsd": schema(STRING.format("n"), "")}, "api/a.xsd")
    assert found["n"].details["namespace"] == ""


def test_redefined_components_begin_with_what_was_there() -> None:
    main = schema(
        '<xs:redefine schemaLocation="o.xsd">'
        '<xs:complexType name="T"><xs:complexContent><xs:extension base="t:T"><xs:sequence>'
        '<xs:element name="new" type="xs:int"/></xs:sequence></xs:extension></xs:complexContent>'
        "</xs:complexType>"
        '<xs:group name="G"><xs:sequence><xs:group ref="t:G"/><xs:element name="g2"/>'
        "</xs:sequence></xs:group>"
        '<xs:attributeGroup name="A"><xs:attributeGroup ref="t:A"/><xs:attribute name="a2"/>'
        "</xs:attributeGroup>"
        '<xs:simpleType name="S"><xs:restriction base="t:S"><xs:maxLength value="3"/>'
        "</xs:restriction></xs:simpleType>"
        "</xs:redefine>"
    )
    original = schema(
        '<xs:complexType name="T"><xs:sequence><xs:element name="old" type="t:S"/></xs:sequence>'
        "</xs:complexType>"
        '<xs:group name="G"><xs:sequence><xs:element name="g1"/></xs:sequence></xs:group>'
        '<xs:attributeGroup name="A"><xs:attribute name="a1"/></xs:attributeGroup>'
        '<xs:simpleType name="S"><xs:restriction base="xs:token"/></xs:simpleType>'
    )
    found = parts(main, {"api/o.xsd": original}, "api/m.xsd")
    assert list(below(found, "T")) == ["old", "new"]
    assert list(below(found, "G")) == ["g1", "g2"]
    assert list(below(found, "A")) == ["@a1", "@a2"]
    assert typed(found["S"]) == "xs:token"
    assert found["S"].details["constraints"] == (("maxLength", "3"),)
    assert found["S"].location.file == "api/m.xsd"


def test_an_override_replaces() -> None:
    main = schema(
        '<xs:override schemaLocation="o.xsd"><xs:element name="a" type="xs:int"/></xs:override>'
    )
    found = parts(main, {"api/o.xsd": schema(STRING.format("a") + STRING.format("b"))}, "api/m.xsd")
    assert {name: typed(part) for name, part in found.items()} == {
        "a": "xs:int",
        "b": "xs:string",
    }


OUTSIDE = (
    "http://127.0.0.1:8000/x.xsd",
    "https://example.org/x.xsd",
    "HTTP://example.org/x.xsd",
    "ftp://example.org/x.xsd",
    "file:///etc/passwd",
    "file:/etc/passwd",
    "file:x.xsd",
    "FILE:///etc/passwd",
    "//example.org/x.xsd",
    "\\\\example.org\\x.xsd",
    "\\x.xsd",
    "/etc/passwd",
    "%2fetc/passwd",
    "http%3a//example.org/x.xsd",
    "C:\\x.xsd",
    "data:text/xml,&lt;a/>",
    "jar:file:x.jar!/x.xsd",
    "urn:x",
    " /etc/passwd",
)


@pytest.mark.parametrize("location", OUTSIDE)
@pytest.mark.parametrize("word", ["import", "include", "redefine"])
def test_what_is_not_a_file_beside_is_never_asked_for(location: str, word: str) -> None:
    asked: list[str] = []
    namespace = 'namespace="urn:b"' if word == "import" else ""
    main = schema(f'<xs:{word} {namespace} schemaLocation="{location}"/>' + STRING.format("a"))
    document = Document(file="api/m.xsd", content=main.encode())
    reading = FORMAT.read(Bundle([document], lambda name: asked.append(name)))
    assert asked == []
    assert list(map(told, reading.findings)) == [("wsdl-import", "api/m.xsd", 2)]
    assert [part.coordinate for part in reading.tree.parts] == ["a"]


@pytest.mark.parametrize(
    "location", ["../../../etc/passwd", "..%2f..%2f..%2fetc/passwd", "x/../../../y.xsd", "no.xsd"]
)
def test_a_path_is_followed_as_far_as_the_bundle_goes(location: str) -> None:
    main = schema(f'<xs:include schemaLocation="{location}"/>' + STRING.format("a"))
    reading = read(main, {}, "api/m.xsd")
    assert list(map(told, reading.findings)) == [("wsdl-import", "api/m.xsd", 2)]


def test_names_in_a_namespace_whose_file_is_missing_are_told_of_once() -> None:
    main = schema(
        '<xs:import namespace="urn:b" schemaLocation="b.xsd"/>'
        '<xs:element name="a" type="b:T" xmlns:b="urn:b"/>'
        '<xs:element name="c" ref="b:U" type="b:U" xmlns:b="urn:b"/>'
    )
    reading = read(main, {}, "api/m.xsd")
    assert [f.rule for f in reading.findings] == ["wsdl-import"]
    assert typed(reading.tree.parts[0]) == "T"


def test_names_of_a_file_that_was_to_be_included_are_not_told_of_again() -> None:
    main = schema('<xs:include schemaLocation="b.xsd"/><xs:element name="a" type="t:T"/>')
    assert [f.rule for f in read(main, {}, "api/m.xsd").findings] == ["wsdl-import"]
    broken = {"api/b.xsd": "<b"}
    assert [f.rule for f in read(main, broken, "api/m.xsd").findings] == ["spec-unreadable"]


def test_a_schema_that_another_file_brings_need_not_be_found_again() -> None:
    main = wsdl(
        "",
        schema('<xs:import namespace="urn:b" schemaLocation="http://example.org/b.xsd"/>')
        + schema(STRING.format("b"), "urn:b"),
    )
    assert read(main).findings == ()


def test_what_everybody_has_need_not_be_in_the_bundle() -> None:
    main = schema(
        '<xs:import namespace="http://www.w3.org/XML/1998/namespace"'
        ' schemaLocation="http://www.w3.org/2001/xml.xsd"/>'
        '<xs:complexType name="T"><xs:attribute ref="xml:lang"/></xs:complexType>'
    )
    reading = read(main, {}, "api/m.xsd")
    assert reading.findings == ()
    assert [p.coordinate for p, _ in walk(reading.tree.parts)] == ["T", "T.@lang"]


def test_a_file_referred_to_that_is_no_xml_is_a_finding_and_the_rest_is_read() -> None:
    main = schema('<xs:include schemaLocation="x.xsd"/>' + STRING.format("a"))
    reading = read(main, {"api/x.xsd": "\n<xs:schema"}, "api/m.xsd")
    assert list(map(told, reading.findings)) == [("spec-unreadable", "api/x.xsd", 2)]
    assert [p.coordinate for p in reading.tree.parts] == ["a"]


def test_a_file_the_catalogue_names_has_to_be_xml() -> None:
    finding = refused(("a.xsd", schema("")), ("b.xsd", "<b>"))
    assert told(finding) == ("spec-unreadable", "b.xsd", 1)


def test_neither_a_wsdl_nor_a_schema() -> None:
    finding = refused(("a.xml", '<a xmlns="http://schemas.xmlsoap.org/wsdl/"/>'))
    assert told(finding) == ("wsdl-nothing", "a.xml", 1)


def test_files_in_long_chains() -> None:
    files = {
        f"x{n}.xsd": schema(f'<xs:include schemaLocation="x{n + 1}.xsd"/>' + STRING.format(f"e{n}"))
        for n in range(MAX_FILES + 1)
    }
    fits = {**files, f"x{MAX_FILES - 1}.xsd": schema(STRING.format("last"))}
    assert len(parts(fits["x0.xsd"], fits, "x0.xsd")) == MAX_FILES
    assert told(refused(("x0.xsd", files["x0.xsd"]), **files))[0] == "wsdl-too-many-files"
    wsdls = {
        f"x{n}.wsdl": wsdl(f'<wsdl:import namespace="urn:a" location="x{n + 1}.wsdl"/>')
        for n in range(MAX_FILES + 1)
    }
    assert told(refused(("x0.wsdl", wsdls["x0.wsdl"]), **wsdls))[0] == "wsdl-too-many-files"


def test_references_are_followed_up_to_a_number() -> None:
    many = "".join(f'<xs:include schemaLocation="{n}.xsd"/>' for n in range(MAX_REFERENCES + 1))
    assert told(refused(("a.xsd", schema(many))))[0] == "wsdl-too-many-files"


def test_a_schema_that_many_namespaces_include_does_not_multiply(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(gather, "MAX_TAGS", 5_000)
    many = "".join(schema('<xs:include schemaLocation="c.xsd"/>', f"urn:{n}") for n in range(100))
    large = schema("".join(STRING.format(f"e{n}") for n in range(100)), "")
    finding = refused(("a.wsdl", wsdl("", many)), **{"c.xsd": large})
    assert finding.rule == "spec-too-large"


def test_addresses_are_the_same_in_whatever_order_the_files_come() -> None:
    files = [
        ("a.xsd", schema(STRING.format("x") + STRING.format("y"))),
        ("b.xsd", schema(STRING.format("x"), "urn:b")),
        ("c.wsdl", wsdl('<wsdl:service name="x"/><wsdl:portType name="P"/>')),
    ]
    found = []
    for order in (files, files[::-1], [files[1], files[2], files[0]]):
        documents = [Document(file=name, content=text.encode()) for name, text in order]
        tree = FORMAT.read(Bundle(documents)).tree
        is_sound(tree)
        found.append({p.coordinate: p.address for p in tree.parts})
    assert found[0] == found[1] == found[2]
    assert sorted(found[0]) == ["P", "element:{urn:a}x", "element:{urn:b}x", "x", "y"]
