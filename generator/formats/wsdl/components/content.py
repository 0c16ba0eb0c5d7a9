"""What is inside a complex type: its elements, attributes and wildcards, groups written out.

XML Schema part 1, sections 3.4 (complex types), 3.7 to 3.9 (model groups, particles) and 3.10
(wildcards).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.formats.wsdl.components.registry import Component, Registry
from generator.formats.wsdl.documents.gather import Schema
from generator.formats.wsdl.documents.namespaces import XSD
from generator.model.errors import SpecError
from generator.model.finding import Finding, Severity
from generator.syntax.xml import Element, QName

MAX_MEMBERS, MAX_GROUPS = 20_000, 50
"""Of one type with its groups written out, and of groups inside each other."""
_MOST_TIMES = 10**12
"""What is allowed to occur more often than that may occur any number of times."""

_MODELS = ("sequence", "choice", "all")


@dataclass(frozen=True, slots=True, eq=False)
class Particle:
    """An element or a wildcard (`is_any`) inside a type, and how often it may occur there.

    `highest` is None where there is no bound; both count what the groups around it allow.
    `choices` are the numbers of the choices around it, outermost first, each with the number of
    the branch it is in: of the branches of one choice a message holds one. `choice_occurs` is how
    often each of these choices is gone through, `chosen` the lowest number where its branches are
    chosen.
    """

    node: Element
    schema: Schema
    lowest: int
    highest: int | None
    choices: tuple[tuple[int, int], ...] = ()
    choice_occurs: tuple[tuple[int, int | None], ...] = ()
    chosen: int = 1

    @property
    def is_any(self) -> bool:
        """Whether it stands for elements that are not named."""
        return self.node.name.local == "any"


@dataclass(frozen=True, slots=True, eq=False)
class Use:
    """An attribute, or the wildcard for attributes (`is_any`), inside a type."""

    node: Element
    schema: Schema

    @property
    def is_any(self) -> bool:
        """Whether it stands for attributes that are not named."""
        return self.node.name.local == "anyAttribute"

    @property
    def is_required(self) -> bool:
        """Whether each message has it."""
        return self.node.get("use") == "required"


@dataclass(frozen=True, slots=True, eq=False)
class Content:
    """What a complex type itself says.

    `base` is the type it derives from, `derivation` how: "extension" or "restriction". `is_simple`:
    its content is text of the base's type. `restriction` is the node whose facets limit that text.
    """

    particles: tuple[Particle, ...]
    uses: tuple[Use, ...]
    base: QName | None = None
    derivation: str | None = None
    is_simple: bool = False
    restriction: Element | None = None


def content(node: Element, schema: Schema, registry: Registry) -> Content:
    """The content of an `xs:complexType`."""
    for inner in node.elements(XSD):
        if inner.name.local in ("complexContent", "simpleContent"):
            for derived in inner.elements(XSD):
                if derived.name.local in ("extension", "restriction"):
                    return _derived(inner, derived, schema, registry)
    reader = _Reader(registry)
    return Content(tuple(reader.particles(node, schema)), tuple(reader.uses(node, schema)))


def _derived(around: Element, node: Element, schema: Schema, registry: Registry) -> Content:
    reader = _Reader(registry)
    is_simple = around.name.local == "simpleContent"
    written = node.get("base")
    return Content(
        particles=() if is_simple else tuple(reader.particles(node, schema)),
        uses=tuple(reader.uses(node, schema)),
        base=(schema.qname(node, written) or QName("", written)) if written else None,
        derivation=node.name.local,
        is_simple=is_simple,
        restriction=node if is_simple and node.name.local == "restriction" else None,
    )


def group_particles(component: Component, registry: Registry) -> tuple[Particle, ...]:
    """The elements of a named model group."""
    reader = _Reader(registry, component)
    return tuple(reader.particles(component.node, component.schema))


def group_uses(component: Component, registry: Registry) -> tuple[Use, ...]:
    """The attributes of a named attribute group."""
    return tuple(_Reader(registry, component).uses(component.node, component.schema))


class _Reader:
    """Writes groups out; a group inside itself, which is not allowed, is left out.

    Raises SpecError where that gives more than any real type has.
    """

    def __init__(self, registry: Registry, *around: Component) -> None:
        self._registry = registry
        self._around = list(around)
        self._choice_occurs: dict[int, tuple[int, int | None]] = {}
        self._count = 0

    def particles(self, node: Element, schema: Schema) -> Iterator[Particle]:
        for held in node.elements(XSD):
            yield from self._particle(held, schema, (1, 1), 1, ())

    def _particle(
        self,
        node: Element,
        schema: Schema,
        lowest: tuple[int, int],
        highest: int | None,
        choices: tuple[tuple[int, int], ...],
    ) -> Iterator[Particle]:
        """`lowest` is what the groups around allow, and the same where each choice is for it."""
        kind = node.name.local
        if kind not in (*_MODELS, "element", "any", "group"):
            return
        times = _number(node.get("minOccurs"))
        lowest = min(lowest[0] * times, _MOST_TIMES), min(lowest[1] * times, _MOST_TIMES)
        highest = _times(highest, node.get("maxOccurs"))
        self._counted(node, schema)
        if kind in ("element", "any"):
            if highest != 0:
                occurs = tuple(self._choice_occurs[number] for number, _ in choices)
                yield Particle(node, schema, lowest[0], highest, choices, occurs, lowest[1])
        elif kind == "group":
            yield from self._group(node, schema, lowest, highest, choices)
        else:
            yield from self._model(node, schema, lowest, highest, choices)

    def _model(
        self,
        node: Element,
        schema: Schema,
        lowest: tuple[int, int],
        highest: int | None,
        choices: tuple[tuple[int, int], ...],
    ) -> Iterator[Particle]:
        held = [
            n for n in node.elements(XSD) if n.name.local in (*_MODELS, "element", "any", "group")
        ]
        is_choice = node.name.local == "choice" and len(held) > 1
        number = len(self._choice_occurs)
        if is_choice:
            number += 1
            self._choice_occurs[number] = lowest[1], highest
        for branch, inner in enumerate(held):
            inside = (*choices, (number, branch)) if is_choice else choices
            each = (0, 1) if is_choice else lowest
            yield from self._particle(inner, schema, each, highest, inside)

    def _group(
        self,
        node: Element,
        schema: Schema,
        lowest: tuple[int, int],
        highest: int | None,
        choices: tuple[tuple[int, int], ...],
    ) -> Iterator[Particle]:
        group = self._named("group", node, schema)
        if group is None:
            return
        self._around.append(group)
        for held in group.node.elements(XSD):
            yield from self._particle(held, group.schema, lowest, highest, choices)
        self._around.pop()

    def uses(self, node: Element, schema: Schema) -> Iterator[Use]:
        for held in node.elements(XSD):
            if held.name.local in ("attribute", "anyAttribute"):
                self._counted(held, schema)
                if held.get("use") != "prohibited":
                    yield Use(held, schema)
            elif held.name.local == "attributeGroup":
                self._counted(held, schema)
                group = self._named("attribute group", held, schema)
                if group is not None:
                    self._around.append(group)
                    yield from self.uses(group.node, group.schema)
                    self._around.pop()

    def _counted(self, node: Element, schema: Schema) -> None:
        self._count += 1
        if self._count > MAX_MEMBERS or len(self._around) > MAX_GROUPS:
            finding = Finding(
                rule="wsdl-too-many-members",
                severity=Severity.ERROR,
                location=schema.location(node),
                arguments={"n": MAX_MEMBERS, "deep": MAX_GROUPS},
            )
            raise SpecError([finding])

    def _named(self, sort: str, node: Element, schema: Schema) -> Component | None:
        """The group a reference means; inside a redefined one of the same name, the original."""
        written = node.get("ref")
        found = self._registry.find(sort, schema.qname(node, written)) if written else None
        while found is not None and found in self._around:
            found = found.original
        return found


def _number(written: str | None) -> int:
    """How often, once where nothing is said; Python reads no number of thousands of digits."""
    digits = (written or "").strip()
    if not digits.isdecimal():
        return 1
    digits = digits.lstrip("0") or "0"
    return int(digits) if len(digits) <= len(str(_MOST_TIMES)) else _MOST_TIMES


def _times(highest: int | None, written: str | None) -> int | None:
    if highest == 0:
        return 0
    if written is not None and written.strip() == "unbounded":
        return None
    number = _number(written)
    if number == 0:
        return 0
    return None if highest is None or highest * number >= _MOST_TIMES else highest * number
