"""An element of an example, and how it is written."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from generator.formats.wsdl.documents.namespaces import (
    ENCODING_11,
    ENCODING_12,
    ENVELOPE_11,
    ENVELOPE_12,
    XML,
    XSD,
    XSI,
)
from generator.syntax.xml import QName

_FIXED = {
    ENVELOPE_11: "soap",
    ENVELOPE_12: "soap",
    XSI: "xsi",
    XSD: "xs",
    ENCODING_11: "soapenc",
    ENCODING_12: "soapenc",
}
_READABLE = re.compile(r"(?!xml)[A-Za-z][A-Za-z0-9_.-]{0,19}", re.IGNORECASE)
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}


@dataclass(frozen=True, slots=True)
class ArrayType:
    """The type of a SOAP-encoded array: what it holds, and how much of that."""

    item: QName
    sizes: str


Value = str | QName | ArrayType


@dataclass(slots=True, eq=False)
class Node:
    """One element: with elements inside, or with text."""

    name: QName
    attributes: list[tuple[QName, Value]] = field(default_factory=list)
    content: "list[Node]" = field(default_factory=list)
    text: Value = ""


def written(root: Node, preferred: Mapping[str, str]) -> str:
    """The element with all it holds, indented; each namespace is declared once, on the root.

    `preferred` are prefixes by namespace.
    """
    prefixes = _prefixes(_namespaces(root), preferred)
    declared = [(f"xmlns:{prefix}", uri) for uri, prefix in prefixes.items() if uri != XML]
    return "\n".join(_lines(root, prefixes, declared, 0))


def _prefixes(namespaces: Iterable[str], preferred: Mapping[str, str]) -> Mapping[str, str]:
    wanted = list(dict.fromkeys(namespaces))
    found = {uri: _FIXED[uri] for uri in wanted if uri in _FIXED}
    taken = {*_FIXED.values()}
    for uri in wanted:
        if uri in found:
            continue
        if uri == XML:
            found[uri] = "xml"
            continue
        prefix = preferred.get(uri, "")
        number = 1
        while prefix in taken or not _READABLE.fullmatch(prefix):
            prefix = f"ns{number}"
            number += 1
        taken.add(prefix)
        found[uri] = prefix
    return found


def _namespaces(node: Node) -> Iterator[str]:
    for name in _names(node):
        if name.namespace:
            yield name.namespace
    for held in node.content:
        yield from _namespaces(held)


def _names(node: Node) -> Iterator[QName]:
    yield node.name
    for name, value in (*node.attributes, (node.name, node.text)):
        yield name
        if isinstance(value, QName):
            yield value
        elif isinstance(value, ArrayType):
            yield value.item


def _lines(
    node: Node, prefixes: Mapping[str, str], declared: list[tuple[str, str]], depth: int
) -> Iterator[str]:
    before, name = "  " * depth, _named(node.name, prefixes)
    pairs = [*declared, *((_named(n, prefixes), _said(v, prefixes)) for n, v in node.attributes)]
    if len(declared) > 1:
        around = f"\n{before}    ".join(f'{n}="{_escaped(v)}"' for n, v in pairs)
    else:
        around = " ".join(f'{n}="{_escaped(v)}"' for n, v in pairs)
    opening = f"{before}<{name}{' ' if around else ''}{around}"
    if node.content:
        yield f"{opening}>"
        for held in node.content:
            yield from _lines(held, prefixes, [], depth + 1)
        yield f"{before}</{name}>"
    elif text := _said(node.text, prefixes):
        yield f"{opening}>{_escaped(text)}</{name}>"
    else:
        yield f"{opening}/>"


def _named(name: QName, prefixes: Mapping[str, str]) -> str:
    return f"{prefixes[name.namespace]}:{name.local}" if name.namespace else name.local


def _said(value: Value, prefixes: Mapping[str, str]) -> str:
    if isinstance(value, QName):
        return _named(value, prefixes)
    if isinstance(value, ArrayType):
        return f"{_named(value.item, prefixes)}{value.sizes}"
    return value


def _escaped(text: str) -> str:
    """Characters that do not show are written as their numbers."""
    return "".join(_ESCAPES.get(c) or (c if c.isprintable() else f"&#{ord(c)};") for c in text)
