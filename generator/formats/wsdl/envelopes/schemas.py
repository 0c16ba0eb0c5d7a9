"""The components of the schemas written so that a validator needs nothing else to read them.

Each is on one line, with the namespaces it uses and with what its file says of all: `form`. What
does not matter to an example is left out: documentation, foreign attributes, bounds on how often
something is repeated, and patterns, which a validator would run and we have tried already.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.sax.saxutils import quoteattr

from generator.formats.wsdl.components.registry import Component, Registry
from generator.formats.wsdl.documents.gather import Schema
from generator.formats.wsdl.documents.namespaces import XML, XSD
from generator.formats.wsdl.envelopes.wildcards import ELSEWHERE
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
_ORIGINAL, _OURS = ".original", "own"


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
    """Those of the components, and of all they refer to, that can be written in full.

    Of what may be left out only that is left out which needs something that is not at hand: no
    example of ours holds it.
    """
    found: dict[Key, _Needs] = {}
    waiting = list(wanted)
    while waiting:
        component = waiting.pop()
        key = component.sort, component.name
        current = registry.components.get(key)
        if current is None or key in found:
            continue
        found[key] = needs = _Writer(current).needs()
        waiting.extend(
            registry.components[name]
            for name in (*needs.always, *needs.sometimes)
            if name in registry.components
        )
    bad, missing = _bad(found)
    kept = [key for key in registry.components if key in found and key not in bad]
    number_of = {key: number for number, key in enumerate(kept)}
    made = []
    for key in kept:
        text, needed = _Writer(registry.components[key], frozenset(number_of)).text()
        numbers = tuple(number_of[need] for need in needed)
        made.append(Piece(key[1].namespace, text, numbers))
    return Pieces(tuple(made), number_of, missing)


def _bad(found: "Mapping[Key, _Needs]") -> tuple[set[Key], str]:
    """What refers, over however many steps, to something that is not there."""
    users: dict[Key, list[Key]] = {}
    waiting: list[Key] = []
    missing = ""
    for key, needs in found.items():
        for need in needs.always:
            users.setdefault(need, []).append(key)
            if need not in found:
                missing = missing or str(need[1])
                waiting.append(key)
        if needs.fault:
            missing = missing or needs.fault
            waiting.append(key)
    bad: set[Key] = set()
    while waiting:
        key = waiting.pop()
        if key not in bad:
            bad.add(key)
            waiting.extend(users.get(key, ()))
    return bad, missing


@dataclass(slots=True, eq=False)
class _Needs:
    """What a piece of a schema refers to; `sometimes` from what may be left out.

    `fault` says what of it the validator does not know.
    """

    always: dict[Key, None] = field(default_factory=dict)
    sometimes: dict[Key, None] = field(default_factory=dict)
    fault: str = ""

    def add(self, other: "_Needs", *, is_optional: bool) -> None:
        """Takes over the needs of something inside."""
        (self.sometimes if is_optional else self.always).update(other.always)
        self.sometimes.update(other.sometimes)
        if not is_optional:
            self.fault = self.fault or other.fault


class _Writer:
    """Writes a component; of what may be left out only what refers to nothing but `known`."""

    def __init__(self, component: Component, known: frozenset[Key] | None = None) -> None:
        self._component, self._known = component, known
        self._own: tuple[QName, str] | None = None

    def needs(self) -> _Needs:
        return self._written()[1]

    def text(self) -> tuple[str, tuple[Key, ...]]:
        text, needs = self._written()
        return text, tuple(needs.always)

    def _written(self) -> tuple[str, _Needs]:
        """The component, and those it redefines under other names."""
        lines, needs = [], _Needs()
        current: Component | None = self._component
        generation = 0
        while current is not None:
            local = self._component.name.local
            own = self._component.name, local + _ORIGINAL * (generation + 1)
            self._own = own if current.original is not None else None
            name = local + _ORIGINAL * generation
            text, inside = self._node(current.node, current.schema, {}, name)
            lines.append(text)
            needs.add(inside, is_optional=False)
            current, generation = current.original, generation + 1
        return "".join(lines), needs

    def _node(
        self, node: Element, schema: Schema, around: Mapping[str, str], name: str | None = None
    ) -> tuple[str, _Needs]:
        local, needs = node.name.local, _Needs()
        if local in _NEWER:
            needs.fault = f"xs:{local}"
        pairs = dict(self._attributes(node, schema, needs, is_top=name is not None))
        if name is not None:
            pairs["name"] = name
        bindings = {p: u for p, u in node.bindings.items() if p not in ("xml", _OURS)}
        if schema.is_chameleon and not bindings.get(""):
            bindings[""] = schema.namespace
        for prefix, uri in bindings.items():
            if around.get(prefix) != uri and (uri or not prefix):
                pairs[f"xmlns:{prefix}" if prefix else "xmlns"] = uri
        if name is not None:
            pairs[f"xmlns:{_OURS}"] = XSD
        said = "".join(f" {key}={quoteattr(value)}" for key, value in pairs.items())
        inside = "".join(self._inside(node, schema, bindings, needs))
        written = f"{_OURS}:{local}"
        return f"<{written}{said}>{inside}</{written}>".replace("\n", "&#10;"), needs

    def _inside(
        self, node: Element, schema: Schema, bindings: Mapping[str, str], needs: _Needs
    ) -> Iterator[str]:
        for held in node.elements():
            if held.name.namespace != XSD or held.name.local in _SILENT or _is_unused(held):
                continue
            text, inside = self._node(held, schema, bindings)
            if _may_be_left_out(held, node):
                if self._known is None:
                    needs.add(inside, is_optional=True)
                    continue
                if inside.fault or not self._known.issuperset(inside.always):
                    continue
            needs.add(inside, is_optional=False)
            yield text

    def _attributes(
        self, node: Element, schema: Schema, needs: _Needs, *, is_top: bool
    ) -> Iterator[tuple[str, str]]:
        local = node.name.local
        for key, value in node.attributes.items():
            if key.namespace or key.local in _LOOSER:
                continue
            if local == "any" and key.local == "namespace" and _is_open(node):
                continue
            if key.local in _NAMES or key.local == "ref":
                yield key.local, self._reference(node, schema, needs, (key.local, value))
            elif key.local == "maxOccurs" and value.strip().isdecimal():
                yield key.local, "unbounded" if int(value[:9]) > _MOST_TIMES else value
            elif key.local == "minOccurs" and value.strip().isdecimal():
                if int(value[:9]) > _MOST_TIMES:
                    needs.fault = needs.fault or "minOccurs"
                yield key.local, value
            else:
                yield key.local, value
        if local == "any" and _is_open(node):
            yield "namespace", ELSEWHERE
        if not is_top and local in ("element", "attribute") and node.get("name"):
            default = schema.root.get(f"{local}FormDefault")
            if not node.get("form") and default == "qualified":
                yield "form", default

    def _reference(
        self, node: Element, schema: Schema, needs: _Needs, pair: tuple[str, str]
    ) -> str:
        attribute, value = pair
        sort = _NAMES.get(attribute) or _REFERRED.get(node.name.local, "element")
        written = []
        for word in value.split():
            name = schema.qname(node, word)
            if name is None:
                needs.fault = needs.fault or word
            elif self._own is not None and name == self._own[0] and attribute in ("base", "ref"):
                word = word.replace(name.local, self._own[1])
            elif name.namespace == XSD and sort == "type":
                if name.local in _NEWER_TYPES:
                    needs.fault = needs.fault or f"xs:{name.local}"
            elif name.namespace != XML:
                needs.always[sort, name] = None
            written.append(word)
        return " ".join(written)


def _is_unused(node: Element) -> bool:
    """Whether it is a wildcard that no example of ours makes use of.

    Many schemas have one beside elements that it allows as well, which libxml2 does not take.
    """
    return node.name.local == "any" and (node.get("minOccurs") or "").strip() == "0"


def _is_open(node: Element) -> bool:
    """Whether our examples have an element of ours for a wildcard, and no other is needed."""
    allowed = (node.get("namespace") or "##any").split()
    is_checked = node.get("processContents") not in ("lax", "skip")
    return not is_checked and allowed[:1] in (["##any"], ["##other"])


def _may_be_left_out(node: Element, around: Element) -> bool:
    """Whether a message may do without what stands there."""
    if node.name.local == "attribute":
        return node.get("use") != "required"
    is_particle = node.name.local in ("element", "group", "sequence", "choice")
    is_least = (node.get("minOccurs") or "").strip() == "0"
    return is_particle and (is_least or around.name.local == "choice")
