"""What somebody added to an element besides what WSDL and XML Schema define: remarks.

Each is called by its local name in angle brackets, whatever prefix the file uses. A remark
`<contract-status>` is an attribute of that name in another namespace, an element of that name in an
`xs:appinfo`, or an element of that name that extends a part of a WSDL. What an `xs:appinfo` says
without elements is called `<appinfo>`.
"""

from collections.abc import Iterator

from generator.formats.wsdl.documents.namespaces import NO_REMARKS, XSD
from generator.model.location import Location
from generator.model.part import Annotation
from generator.syntax.xml import Element


def remarks(node: Element, file: str) -> Iterator[Annotation]:
    """The remarks on one element, in the file's order."""
    for name, value in node.attributes.items():
        if name.namespace and name.namespace not in NO_REMARKS:
            yield _remark(name.local, {"": value.strip()}, node, file)
    for held in node.elements():
        if held.name.namespace == XSD and held.name.local == "annotation":
            for info in held.elements():
                if info.name.local == "appinfo":
                    yield from _of_appinfo(info, file)
        elif held.name.namespace and held.name.namespace not in NO_REMARKS:
            yield _remark(held.name.local, _said(held), held, file)


def _of_appinfo(info: Element, file: str) -> Iterator[Annotation]:
    inside = list(info.elements())
    for held in inside:
        yield _remark(held.name.local, _said(held), held, file)
    if not inside and (text := _text(info)):
        yield _remark("appinfo", {"": text}, info, file)


def _said(node: Element) -> dict[str, object]:
    """The text of a remark, else its attributes; "true" where it has neither."""
    if text := _text(node):
        return {"": text}
    attributes: dict[str, object] = {
        name.local: value.strip() for name, value in node.attributes.items()
    }
    return attributes or {"": "true"}


def _text(node: Element) -> str:
    return " ".join("".join(held for held in node.content if isinstance(held, str)).split())


def _remark(name: str, values: dict[str, object], node: Element, file: str) -> Annotation:
    location = Location(file=file, line=node.line, column=node.column)
    return Annotation(name=f"<{name}>", values=values, location=location)
