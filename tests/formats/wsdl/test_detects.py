"""WSDLs and schemas are known by what they begin with, whatever their encoding."""

import pytest

from generator.formats import Document, all_formats
from tests.formats.wsdl.builders import FORMAT, XS, parts, schema, wsdl

HEAD = "<?xml version='1.0'?>\n<!-- a comment -->\n"


@pytest.mark.parametrize(
    ("start", "is_ours"),
    [
        (wsdl(""), True),
        (schema(""), True),
        (HEAD + schema(""), True),
        ("\n  " + schema(""), True),
        ('<description xmlns="http://www.w3.org/ns/wsdl"/>', True),
        ("<definitions xmlns='http://schemas.xmlsoap.org/wsdl/'/>", True),
        ("<!DOCTYPE x>" + schema(""), True),
        ("<html><p>schema http://www.w3.org/2001/XMLSchema</p></html>", False),
        ('<schema xmlns="urn:other"/>', False),
        ('{"a": "<xs:schema http://www.w3.org/2001/XMLSchema"}', False),
        ("type Query { schema: Int }", False),
        ("", False),
    ],
)
def test_a_document_is_known_by_its_root_and_namespace(start: str, *, is_ours: bool) -> None:
    document = Document(file="x", content=start.encode())
    assert FORMAT.detects([document]) is is_ours
    assert not is_ours or [f.id for f in all_formats().values() if f.detects([document])] == [
        "wsdl"
    ]


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("", "utf-8"),
        ("", "utf-8-sig"),
        ("", "utf-16"),
        ("<?xml version='1.0' encoding='utf-16'?>", "utf-16"),
        ("<?xml version='1.0' encoding='ISO-8859-1'?>", "latin-1"),
        ("<?xml version='1.0' encoding='windows-1252'?>", "cp1252"),
    ],
)
def test_encodings(declared: str, encoding: str) -> None:
    text = f'{declared}<xs:schema {XS}><xs:element name="blåbær"/></xs:schema>'
    assert list(parts(text.encode(encoding))) == ["blåbær"]
