"""What a WSDL or a schema holds, told by a walk over what lxml reads, with nothing of ours."""

import posixpath
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

XS = "{http://www.w3.org/2001/XMLSchema}"
WSDL = "{http://schemas.xmlsoap.org/wsdl/}"
GIVEN = (XS[1:-1], "http://www.w3.org/XML/1998/namespace",
         "http://schemas.xmlsoap.org/soap/encoding/")  # fmt: skip
REFERENCES = [f"{XS}{word}" for word in ("import", "include", "redefine")]
KINDS = {
    f"{XS}element": "element",
    f"{XS}attribute": "attribute",
    f"{XS}complexType": "complex type",
    f"{XS}simpleType": "simple type",
    f"{XS}group": "group",
    f"{XS}attributeGroup": "attribute group",
}


@dataclass
class Held:
    """What is in the files that a spec reaches.

    `declared` counts (kind, name) of declarations and of enumeration values; `operations` and
    `messages` are those of each port, and of the port types that none offers. `lost` are the
    references to files that cannot be had, `broken` the files that cannot be parsed.
    """

    declared: Counter[tuple[str, str]] = field(default_factory=Counter)
    operations: Counter[str] = field(default_factory=Counter)
    messages: Counter[str] = field(default_factory=Counter)
    lost: set[tuple[str, str]] = field(default_factory=set)
    broken: set[str] = field(default_factory=set)

    def count(self, kind: str) -> int:
        return sum(number for (of, _), number in self.declared.items() if of == kind)


def walked(folder: Path, main: Path) -> Held:
    """The spec `main` with all it reaches below `folder`."""
    held = Held()
    roots = dict(_reached(folder, main, held))
    for root in roots.values():
        for schema in root.iter(f"{XS}schema"):
            held.declared.update(_declared(schema))
    _offered(list(roots.values()), held)
    at_hand = {
        s.get("targetNamespace") for root in roots.values() for s in root.iter(f"{XS}schema")
    }
    held.lost = {(path, name) for path, name in held.lost if not name or name not in at_hand}
    return held


def _reached(folder: Path, main: Path, held: Held) -> Iterator[tuple[str, etree._Element]]:
    waiting, seen = [main], set()
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)
    while waiting:
        file = waiting.pop()
        name = file.relative_to(folder).as_posix()
        if name in seen:
            continue
        seen.add(name)
        root = etree.parse(str(file), parser).getroot()
        if root.getroottree().docinfo.doctype:
            held.broken.add(name)
            continue
        yield name, root
        for node in root.iter(*REFERENCES, f"{WSDL}import"):
            location = node.get("schemaLocation") or node.get("location")
            namespace = node.get("namespace") or ""
            if location is None or namespace in GIVEN:
                continue
            found = posixpath.normpath(posixpath.join(posixpath.dirname(name), location))
            path = folder / found
            if ":" in location or found.startswith("..") or not path.is_file():
                held.lost.add((location, namespace))
            else:
                waiting.append(path)


def _declared(node: etree._Element) -> Iterator[tuple[str, str]]:
    """What an element of a schema declares, itself and inside."""
    if node.get("use") == "prohibited" or node.get("maxOccurs") == "0":
        return
    tag = node.tag if isinstance(node.tag, str) else ""
    name = node.get("name")
    local = (node.get("ref") or "").rpartition(":")[2]
    if tag in (f"{XS}element", f"{XS}attribute") and (name or local):
        yield KINDS[tag], name or local
    elif tag in KINDS and name:
        yield KINDS[tag], name
    elif tag == f"{XS}enumeration":
        yield "enumeration value", node.get("value") or ""
    if tag != f"{XS}annotation":
        for inner in node.iterchildren(f"{XS}*"):
            yield from _declared(inner)


def _offered(roots: list[etree._Element], held: Held) -> None:
    named: dict[tuple[str, str | None, str | None], etree._Element] = {
        (etree.QName(node).localname, root.get("targetNamespace"), node.get("name")): node
        for root in roots
        for node in root.iterchildren(f"{WSDL}*")
    }
    offered = set()
    for root in roots:
        for port in root.iterchildren(f"{WSDL}service"):
            for end in port.iterchildren(f"{WSDL}port"):
                binding = named.get(("binding", *_name(end, "binding")))
                key = ("portType", *_name(binding, "type")) if binding is not None else None
                if key is not None and key in named:
                    offered.add(key)
                    _of_port_type(named[key], held)
    for key, node in named.items():
        if key[0] == "portType" and key not in offered:
            _of_port_type(node, held)


def _of_port_type(node: etree._Element, held: Held) -> None:
    for operation in node.iterchildren(f"{WSDL}operation"):
        held.operations[operation.get("name") or ""] += 1
        for word in ("input", "output", "fault"):
            held.messages[word] += len(operation.findall(f"{WSDL}{word}"))


def _name(node: etree._Element, attribute: str) -> tuple[str | None, str | None]:
    prefix, _, local = (node.get(attribute) or "").rpartition(":")
    return node.nsmap.get(prefix or None), local
