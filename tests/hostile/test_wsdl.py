"""Hostile WSDLs and schemas beside the shared cases: one clear finding or a harmless page each."""

import json
import re
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.formats import Bundle, Document, all_formats
from generator.formats.wsdl.parts import addresses
from generator.model.errors import SpecError
from generator.model.part import walk
from tests.conftest import shared

XS = 'xmlns:xs="http://www.w3.org/2001/XMLSchema"'
WSDL = 'xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"'
SCRIPT = "&lt;script&gt;alert(1)&lt;/script&gt;"
SECRET = "CANARY-4417"


def schema(inside: str, before: str = "", more: str = "") -> str:
    head = f'{before}<xs:schema {XS} targetNamespace="urn:a" xmlns:t="urn:a" {more}>'
    return f"{head}\n{inside}\n</xs:schema>"


def element(name: str, inside: str = "") -> str:
    return f'<xs:element name="{name}">{inside}</xs:element>'


def nested(depth: int) -> str:
    open_ = '<xs:complexType><xs:sequence><xs:element name="n">' * depth
    return open_ + "</xs:element></xs:sequence></xs:complexType>" * depth


def documented(text: str) -> str:
    return f"<xs:annotation><xs:documentation>{text}</xs:documentation></xs:annotation>"


SHOWN = {
    "nesting": schema(element("VISIBLE", nested(60))),
    "long-name": schema(element("VISIBLE") + element("n" * 100_000)),
    "long-location": schema(element("VISIBLE"), more=f'xsi:schemaLocation="{"x" * 5_000}" '
                            'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'),
    "namespace": schema(element("VISIBLE")).replace(
        "urn:a", f"javascript:alert(1)//&quot;'{SCRIPT}"),
    "values": schema(element("VISIBLE", '<xs:simpleType><xs:restriction base="xs:string">'
        f'<xs:enumeration value="{SCRIPT}"/><xs:enumeration value="../../../x"/>'
        '<xs:enumeration value="&quot; onload=&quot;alert(1)"/><xs:enumeration value="{{ 7*7 }}"/>'
        f'<xs:pattern value="(a+)+${SCRIPT}"/></xs:restriction></xs:simpleType>')),
    "attributes": schema(element("VISIBLE").replace("<xs:element",
        "<xs:element xmlns:k='urn:k' " + " ".join(f"k:a{n}='{SCRIPT}'" for n in range(2_000)))),
    "stylesheet": schema(element("VISIBLE"), '<?xml-stylesheet href="http://127.0.0.1/x.xsl"?>'),
    "documentation": schema(element("VISIBLE", documented(
        "<script xmlns='http://www.w3.org/1999/xhtml'>alert(1)</script>"
        "<img xmlns='http://www.w3.org/1999/xhtml' src='http://127.0.0.1/x' onerror='alert(1)'/>"
        f"<a href='javascript:alert(1)'>x</a><![CDATA[<script>alert(1)</script>]]>{SCRIPT}"
        "<p onclick='alert(1)'>[y](javascript:alert(1)) ![z](http://127.0.0.1/z)</p>"))),
    "address": f'<definitions {WSDL} targetNamespace="urn:a" xmlns:t="urn:a">'
        '<portType name="P"><operation name="VISIBLE"/></portType><binding name="B" type="t:P">'
        '<soap:binding/><operation name="VISIBLE">'
        f'<soap:operation soapAction="{SCRIPT}&quot;&#10;X: 1"/></operation></binding>'
        '<service name="S"><port name="Q" binding="t:B">'
        '<soap:address location="javascript:alert(1)"/></port></service></definitions>',
    "recursion": schema(element("VISIBLE").replace("/>", ' type="t:T"/>').replace("></xs:element>",
        ' type="t:T"></xs:element>') + '<xs:complexType name="T"><xs:complexContent><xs:extension'
        ' base="t:T"><xs:sequence><xs:element ref="t:VISIBLE"/></xs:sequence></xs:extension>'
        "</xs:complexContent></xs:complexType>"),
    "loop-of-substitution": schema('<xs:element name="VISIBLE" substitutionGroup="t:b"/>'
        '<xs:element name="b" substitutionGroup="t:VISIBLE"/>'),
    "loop-of-simple-types": schema(element("VISIBLE") + "".join(
        f'<xs:simpleType name="{a}"><xs:union memberTypes="t:{b} t:{b}"/></xs:simpleType>'
        for a, b in ("XY", "YX"))),
}  # fmt: skip
"""What is to be rendered, without harm; each shows the word VISIBLE."""

REFUSED = {
    "entity": ('<!DOCTYPE a [<!ENTITY x "y">]>' + schema('<xs:element name="&x;"/>'), "DOCTYPE"),
    "entity-in-attribute": (schema('<xs:element name="&x;"/>'), "undefined entity"),
    "depth": (schema("<a>" * 300 + "</a>" * 300), "nested"),
    "members": (
        schema(f'<xs:complexType name="T"><xs:sequence>{element("e") * 100_000}</xs:sequence>'
               "</xs:complexType>"), "20,000"),
    "bindings": (schema(
        "".join(f'<xs:element xmlns:q="urn:{n}" name="e{n}"/>' for n in range(2_000)),
        more=" ".join(f'xmlns:p{n}="urn:{n}"' for n in range(2_000))), "prefixes"),
    "not-closed": (schema("<xs:element>"), "mismatched"),
}  # fmt: skip
"""What is not read, and a word of the reason."""

TOLD = {
    "x-include": schema(element("VISIBLE") + '<xi:include'
        ' xmlns:xi="http://www.w3.org/2001/XInclude" href="secret.txt" parse="text"/>'),
    "outside": schema('<xs:include schemaLocation="../secret.xsd"/>' + element("VISIBLE")),
    "outside-encoded": schema(
        '<xs:include schemaLocation="%2e%2e/secret.xsd"/>' + element("VISIBLE")),
    "long-path": schema(f'<xs:include schemaLocation="{"x" * 300}.xsd"/>' + element("VISIBLE")),
    "null": schema('<xs:include schemaLocation="x%00.xsd"/>' + element("VISIBLE")),
    "folder": schema('<xs:include schemaLocation="."/>' + element("VISIBLE")),
}  # fmt: skip
"""What is rendered; a file that it names is not read."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A site of all of them, and what the build said."""
    folder = tmp_path_factory.mktemp("hostile")
    files = {**SHOWN, **{name: text for name, (text, _) in REFUSED.items()}, **TOLD}
    apis = []
    for name, text in files.items():
        (folder / name).mkdir()
        ending = "wsdl" if "<definitions" in text else "xsd"
        (folder / name / f"a.{ending}").write_text(text, encoding="utf-8")
        (folder / name / "secret.txt").write_text(SECRET, encoding="utf-8")
        spec = f"{name}/a.{ending}"
        apis.append({"id": name, "name": name, "status": "production", "spec": spec})
    (folder / "secret.xsd").write_text(schema(element(SECRET)), encoding="utf-8")
    catalog = {"catalog": {"title": "t"}, "apis": apis}
    (folder / "catalog.yaml").write_text(json.dumps(catalog), encoding="utf-8")
    begun = time.process_time()
    code, said = _build(folder)
    assert time.process_time() - begun < 60
    assert code == 1
    assert "Traceback" not in said
    return folder / "site", said


def _build(folder: Path) -> tuple[int, str]:
    log = folder / "log"
    ran = subprocess.run(
        [sys.executable, "-m", "generator", "build", "--catalog", str(folder / "catalog.yaml"),
         "--out", str(folder / "site"), "--as-of", "2026-11-23"],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, timeout=100,
    )  # fmt: skip
    log.write_text(ran.stdout, encoding="utf-8")
    return ran.returncode, ran.stdout


def lines(said: str, api: str) -> list[str]:
    return [line for line in said.splitlines() if f"[{api}]" in line and "error" in line]


@pytest.mark.parametrize("name", [*SHOWN, *TOLD])
def test_it_is_rendered(name: str, site: tuple[Path, str]) -> None:
    pages = [page.read_text("utf-8") for page in (site[0] / name).rglob("*.html")]
    assert any("VISIBLE" in page for page in pages)
    assert all(len(page) < 2_000_000 for page in pages)
    assert not any(SECRET in page for page in pages)


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_in_one_line(name: str, site: tuple[Path, str]) -> None:
    (line,) = lines(site[1], name)
    assert REFUSED[name][1] in line
    assert len(line) < 500


@pytest.mark.parametrize("name", [name for name in TOLD if name != "x-include"])
def test_a_file_that_is_not_read_is_told_of(name: str, site: tuple[Path, str]) -> None:
    (line,) = lines(site[1], name)
    assert "(wsdl-import)" in line
    assert SECRET not in site[1]


@pytest.mark.real
def test_the_site_checker_finds_nothing(site: tuple[Path, str]) -> None:
    checked = subprocess.run(
        [sys.executable, shared("hostile/check_site.py"), site[0], "--csp"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert checked.returncode == 0, checked.stdout[-3000:]


def test_no_script_and_no_link_of_theirs_is_on_a_page(site: tuple[Path, str]) -> None:
    for page in site[0].rglob("*.html"):
        html = page.read_text("utf-8")
        assert "<script>alert" not in html
        assert not re.search(r'(?:href="javascript:|src="http:)', html)
        assert not re.search(r"<[^>]* on(?:load|click|error)=", html)


def outcome(text: str, files: Mapping[str, str] | None = None) -> tuple[str, int]:
    """The rule by which it is refused or "", and how many parts it has."""
    held = {name: content.encode() for name, content in (files or {}).items()}
    bundle = Bundle([Document(file="a.xsd", content=text.encode())], held.get)
    begun = time.process_time()
    try:
        tree = all_formats()["wsdl"].read(bundle).tree
    except SpecError as error:
        found = error.findings[0].rule, 0
    else:
        found = "", sum(1 for _ in walk(tree.parts))
    assert time.process_time() - begun < 30
    return found


def test_a_hundred_thousand_elements_are_read() -> None:
    many = schema("".join(element(f"e{n}") for n in range(100_000)))
    assert outcome(many) == ("", 100_000)


def test_a_hundred_thousand_imports_are_refused() -> None:
    many = "".join(f'<xs:import namespace="urn:{n}" schemaLocation="{n}"/>' for n in range(100_000))
    assert outcome(schema(many)) == ("wsdl-too-many-files", 0)


def test_an_element_of_a_hundred_thousand_attributes_is_read() -> None:
    many = " ".join(f'a{n}="x"' for n in range(100_000))
    assert outcome(schema(element("e").replace("name", f"{many} name"))) == ("", 1)


def test_types_that_hold_what_many_groups_give_come_to_too_many_parts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(addresses, "MAX_PARTS", 50_000)
    group = f'<xs:group name="G"><xs:sequence>{element("e") * 15_000}</xs:sequence></xs:group>'
    types = "".join(
        f'<xs:complexType name="T{n}"><xs:group ref="t:G"/></xs:complexType>' for n in range(100)
    )
    assert outcome(schema(group + types)) == ("spec-too-large", 0)


def test_files_that_are_large_in_sum_are_refused() -> None:
    files = {f"{n}.xsd": schema("<x/>" * 900_000) for n in range(5)}
    many = "".join(f'<xs:include schemaLocation="{name}"/>' for name in files)
    assert outcome(schema(many), files) == ("spec-too-large", 0)
