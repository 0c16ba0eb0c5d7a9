"""The components of the schemas written so that a validator needs nothing else to read them.

Each is on one line, with the namespaces it uses and with what its file says of all: `form`. What
does not matter to an example is left out: documentation, foreign attributes, bounds on how often
something is repeated, and patterns, which a validator would run and we have tried already.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from generator.formats.wsdl.components.registry import Component, Registry
from generator.formats.wsdl.documents.gather import Schema
from generator.formats.wsdl.documents.namespaces import XML, XSD
from generator.syntax.xml import Element, QName

Key = tuple[str, QName]

_NEWER = frozenset(("assert", "assertion", "alternative", "openContent", "defaultOpenContent"))
_NEWER_TYPES = frozenset(
    ("dateTimeStamp", "dayTimeDuration", "yearMonthDuration", "anyAtomicType", "error")
)
_SILENT = frozenset(("annotation", "pattern", "unique", "key", "keyref"))
_LOOSER = frozenset(("block", "final", "source"))
_NAMES = {
    "type": "type",
    "base": "type",
    "itemType": "type",
    "memberTypes": "type",
    "substitutionGroup": "element",
}
_REFERRED = {
    "element": "element",
    "attribute": "attribute",
    "group": "group",
    "attributeGroup": "attribute group",
}
_MOST_TIMES = 10
_ORIGINAL = ".original"


@dataclass(frozen=True, slots=True)
class Piece:
    """One component: its namespace, its text, and the numbers of the pieces it refers to."""

    namespace: str
    text: str
    needs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Pieces:
    """The components that were asked for with all they need.

    `number_of` is where each stands; one that is not in it needs something that is not at hand.
    `missing` is the first name that is not.
    """

    pieces: tuple[Piece, ...]
    number_of: Mapping[Key, int]
    missing: str = ""


def pieces(registry: Registry, wanted: Iterable[Component]) -> Pieces:
    """Those of the components, and of all they refer to, that can be written in full."""
    found: dict[Key, _Written] = {}
    waiting = [component for component in wanted]
    while waiting:
        component = waiting.pop()
        key = component.sort, component.name
        current = registry.components.get(key)
        if current is None or key in found:
            continue
        found[key] = _Written(current, registry)
        waiting.extend(
            registry.components[name] for name in found[key].needs if name in registry.components
        )
    bad, missing = _bad(found)
    kept = [key for key in registry.components if key in found and key not in bad]
    number_of = {key: number for number, key in enumerate(kept)}
    return Pieces(
        tuple(
            Piece(
                key[1].namespace,
                found[key].text,
                tuple(number_of[need] for need in found[key].needs),
            )
            for key in kept
        ),
        number_of,
        missing,
    )


def _bad(found: "Mapping[Key, _Written]") -> tuple[set[Key], str]:
    """What refers, over however many steps, to something that is not there."""
    users: dict[Key, list[Key]] = {}
    waiting: list[Key] = []
    missing = ""
    for key, written in found.items():
        for need in written.needs:
            users.setdefault(need, []).append(key)
            if need not in found:
                missing = missing or str(need[1])
                waiting.append(key)
        if written.fault:
            missing = missing or written.fault
            waiting.append(key)
    bad: set[Key] = set()
    while waiting:
        key = waiting.pop()
        if key not in bad:
            bad.add(key)
            waiting.extend(users.get(key, ()))
    return bad, missing


class _Written:
    """A component as text. `fault` says what of it this validator does not know."""

    def __init__(self, component: Component, registry: Registry) -> None:
        self.needs: dict[Key, None] = {}
        self.fault = ""
        self._count = 0
        lines = []
        current: Component | None = component
        generation = 0
        while current is not None:
            name = component.name.local + _ORIGINAL * generation
            own = component.name, component.name.local + _ORIGINAL * (generation + 1)
            self._own = own if current.original is not None else None
            lines.append("".join(self._lines(current.node, current.schema, {}, name)))
            current, generation = current.original, generation + 1
        self.text = "".join(lines)

    def _lines(
        self, node: Element, schema: Schema, around: Mapping[str, str], name: str | None = None
    ) -> Iterator[str]:
        local = node.name.local
        if node.name.namespace != XSD or local in _SILENT:
            return
        if local in _NEWER:
            self.fault = self.fault or f"xs:{local}"
        is_top = name is not None
        pairs = dict(self._attributes(node, schema, is_top=is_top))
        if name is not None:
            pairs["name"] = name
        bindings = {p: u for p, u in node.bindings.items() if p != "xml"}
        if schema.is_chameleon and not bindings.get(""):
            bindings[""] = schema.namespace
        new = {p: u for p, u in bindings.items() if around.get(p) != u}
        for prefix, uri in new.items():
            if uri or not prefix:
                pairs[f"xmlns:{prefix}" if prefix else "xmlns"] = uri
        said = "".join(f" {key}={quoteattr(value)}" for key, value in pairs.items())
        said = said.replace("\n", "&#10;")
        written = f"x:{local}" if "x" not in bindings else f"{_xsd(bindings)}{local}"
        if is_top and written.startswith("x:") and "x" not in bindings:
            said += f' xmlns:x="{XSD}"'
        yield f"<{written}{said}>"
        for held in node.elements():
            yield from self._lines(held, schema, bindings)
        yield f"</{written}>"

    def _attributes(
        self, node: Element, schema: Schema, *, is_top: bool
    ) -> Iterator[tuple[str, str]]:
        local = node.name.local
        for key, value in node.attributes.items():
            if key.namespace or key.local in _LOOSER:
                continue
            if key.local in _NAMES or key.local == "ref":
                yield key.local, self._reference(node, schema, key.local, value)
            elif key.local == "maxOccurs" and value.strip().isdecimal():
                yield key.local, "unbounded" if int(value[:9]) > _MOST_TIMES else value
            elif key.local == "minOccurs" and value.strip().isdecimal():
                if int(value[:9]) > _MOST_TIMES:
                    self.fault = self.fault or "minOccurs"
                yield key.local, value
            else:
                yield key.local, value
        if not is_top and local in ("element", "attribute") and node.get("name"):
            default = schema.root.get(f"{local}FormDefault")
            if not node.get("form") and default == "qualified":
                yield "form", default

    def _reference(self, node: Element, schema: Schema, attribute: str, value: str) -> str:
        sort = _NAMES.get(attribute) or _REFERRED.get(node.name.local, "element")
        written = []
        for word in value.split():
            name = schema.qname(node, word)
            if name is None:
                self.fault = self.fault or word
            elif self._own is not None and name == self._own[0] and attribute in ("base", "ref"):
                word = word.replace(name.local, self._own[1])
            elif name.namespace == XSD and sort == "type":
                if name.local in _NEWER_TYPES:
                    self.fault = self.fault or f"xs:{name.local}"
            elif name.namespace != XML:
                self.needs[sort, name] = None
            written.append(word)
        return " ".join(written)


def _xsd(bindings: Mapping[str, str]) -> str:
    prefix = next(p for p, uri in bindings.items() if uri == XSD)
    return f"{prefix}:" if prefix else ""
