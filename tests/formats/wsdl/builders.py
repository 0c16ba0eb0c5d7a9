"""Small WSDLs and schemas, and what is read of them in one line each, for the tests of WSDL."""

from collections.abc import Mapping

from generator.formats import Bundle, Document, Reading, all_formats
from generator.formats.wsdl.layout import notation
from generator.model.finding import Finding
from generator.model.part import Part, Tree, walk

FORMAT = all_formats()["wsdl"]
MAIN = "api/main.wsdl"
XS = 'xmlns:xs="http://www.w3.org/2001/XMLSchema"'
NAMESPACES = " ".join(
    (
        XS,
        'xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/"',
        'xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"',
        'xmlns:soap12="http://schemas.xmlsoap.org/wsdl/soap12/"',
        'xmlns:http="http://schemas.xmlsoap.org/wsdl/http/"',
        'xmlns:mime="http://schemas.xmlsoap.org/wsdl/mime/"',
        'xmlns:soapenc="http://schemas.xmlsoap.org/soap/encoding/"',
        'xmlns:wsp="http://www.w3.org/ns/ws-policy"',
    )
)


def schema(inside: str, namespace: str = "urn:a", more: str = "") -> str:
    """A schema of `namespace`, whose names have the prefix `t`."""
    target = f'targetNamespace="{namespace}" xmlns:t="{namespace}"' if namespace else ""
    return f"<xs:schema {XS} {target} {more}>\n{inside}\n</xs:schema>"


def wsdl(inside: str, types: str = "", more: str = "") -> str:
    """A WSDL 1.1 of urn:a, whose names have the prefix `t`."""
    held = f"<wsdl:types>\n{types}\n</wsdl:types>\n" if types else ""
    return (
        f'<wsdl:definitions {NAMESPACES} targetNamespace="urn:a" xmlns:t="urn:a" {more}>\n'
        f"{held}{inside}\n</wsdl:definitions>"
    )


def content(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode()


def read(
    main: str | bytes, files: Mapping[str, str | bytes] | None = None, name: str = MAIN
) -> Reading:
    """What is read of the file `name`, beside which the others lie in the same folder tree."""
    held = {file: content(text) for file, text in (files or {}).items()}
    documents = [Document(file=name, content=content(main))]
    assert FORMAT.detects(documents)
    reading = FORMAT.read(Bundle(documents, held.get))
    is_sound(reading.tree)
    return reading


def is_sound(tree: Tree) -> None:
    """What holds of every tree: one part at an address, one at a coordinate, no dead reference."""
    parts = [part for part, _ in walk(tree.parts)]
    assert len(tree.by_address) == len(parts), "two parts with one address"
    assert len(tree.coordinates) == len(parts), "two parts with one coordinate"
    for part in parts:
        assert all(address in tree.by_address for address in part.refers), part.address


def parts(
    main: str | bytes, files: Mapping[str, str | bytes] | None = None, name: str = MAIN
) -> dict[str, Part]:
    """Every part by its coordinate."""
    return {part.coordinate: part for part, _ in walk(read(main, files, name).tree.parts)}


def inside(particles: str, more: str = "") -> dict[str, Part]:
    """The members of the one complex type `T` with these particles, by their step below it."""
    text = schema(f'<xs:complexType name="T">{particles}</xs:complexType>{more}')
    return below(parts(text), "T")


def below(found: Mapping[str, Part], whole: str) -> dict[str, Part]:
    return {
        coordinate.removeprefix(f"{whole}."): part
        for coordinate, part in found.items()
        if coordinate.startswith(f"{whole}.")
    }


def occurs(found: Mapping[str, Part]) -> dict[str, tuple[int, int | None]]:
    """How often each element may occur."""
    return {
        step: part.details["occurs"]  # type: ignore[misc]
        for step, part in found.items()
        if "occurs" in part.details
    }


def typed(part: Part) -> str:
    """The type of a part as it is printed, "" where there is none."""
    return "".join(text for text, _ in notation(part.type)) if part.type else ""


def told(found: Finding) -> tuple[str, str | None, int | None]:
    """A finding's rule with its file and line."""
    at = found.location
    return found.rule, at.file if at else None, at.line if at else None
