"""An example of an element or type: all that is required, and some of what is not.

What is optional is left out where it may not be used, where it holds itself, and where the example
would become too large. Of a choice the first branch is taken that can be.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from generator.formats.wsdl.components.content import Use, content
from generator.formats.wsdl.components.registry import Component
from generator.formats.wsdl.documents.gather import Schema
from generator.formats.wsdl.documents.namespaces import XSD, XSI
from generator.formats.wsdl.envelopes import arrays, wildcards
from generator.formats.wsdl.envelopes.characters import is_name
from generator.formats.wsdl.envelopes.draft import Draft, UnmadeError
from generator.formats.wsdl.envelopes.node import Node, Value
from generator.formats.wsdl.envelopes.places import ANY_TYPE, At, Finder, derivation, is_true
from generator.formats.wsdl.envelopes.values import Values
from generator.model.address import Address
from generator.syntax.xml import Element, QName

_DEEPEST, _MOST_REPEATED, _MOST_TIMES_IN_ITSELF = 40, 20, 3
_SIMPLE_TO, _COMPLEX_TO = (4, 60), (3, 40)
"""To which depth and size an optional element of text, or of elements, is shown."""
_MODELS = ("sequence", "choice", "all")
_TYPE, _NIL = QName(XSI, "type"), QName(XSI, "nil")
_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True, eq=False)
class Around:
    """What an element stands in: how deep it is, and the types around it."""

    depth: int = 0
    types: tuple[int, ...] = ()


class Instances:
    """Makes examples. With `is_encoded` every element says its type, as in SOAP encoding."""

    def __init__(self, finder: Finder, *, is_encoded: bool = False) -> None:
        self.finder, self._is_encoded = finder, is_encoded
        self.values = Values(finder)
        self._known_uses: dict[tuple[int, str], tuple[Use, ...]] = {}

    def element(self, name: QName, draft: Draft, around: Around | None = None) -> Node:
        """An example of a global element. Raises UnmadeError where there is none."""
        component = self.finder.registry.find("element", name)
        if component is None:
            draft.misses(name)
            return self.typed(name, At(ANY_TYPE), draft, around)
        return self._global(component, draft, around or Around())

    def typed(self, name: QName, at: At, draft: Draft, around: Around | None = None) -> Node:
        """An element of that name, which nothing declares, of a type."""
        if not is_name(name.local):
            raise UnmadeError
        node = Node(name)
        draft.size += 1
        self._fill(node, at, draft, around or Around())
        return node

    def attempt(self, make: Callable[[], _Result], draft: Draft) -> _Result | None:
        """What `make` gives when only parts are used that may be; None where that is nothing."""
        mark = draft.mark()
        draft.is_strict = True
        try:
            made = make()
        except UnmadeError:
            draft.back(mark)
            return None
        draft.is_strict = mark[-1]
        return made

    def _global(self, component: Component, draft: Draft, around: Around) -> Node:
        address = self.finder.places.of(component)
        draft.use(address)
        draft.components.append(component)
        if is_true(component.node, "abstract"):
            members = self.finder.members(component.name)
            return self._first(
                [m for m in members if not is_true(m.node, "abstract")],
                lambda member: self._global(member, draft, around),
                draft,
            )
        at = self.finder.declared(component.node, component.schema, address)
        return self._valued(Node(component.name), component.node, at, draft, around)

    def _first(
        self, among: list[Component], make: Callable[[Component], _Result], draft: Draft
    ) -> _Result:
        """What the first of the components gives that may be used, else the first at all."""
        for component in among:
            made = self.attempt(lambda c=component: make(c), draft)  # type: ignore[misc]
            if made is not None:
                return made
        for component in () if draft.is_strict else among:
            mark = draft.mark()
            try:
                return make(component)
            except UnmadeError:
                draft.back(mark)
        raise UnmadeError

    def _local(
        self, node: Element, schema: Schema, holder: Address | None, draft: Draft, around: Around
    ) -> Node:
        """An element inside a type: its own, or one it refers to."""
        address = self.finder.places.member(holder, node)
        draft.use(address)
        reference = node.get("ref")
        if reference:
            return self.element(schema.qname(node, reference) or QName("", ""), draft, around)
        is_qualified = (node.get("form") or schema.root.get("elementFormDefault")) == "qualified"
        name = QName(schema.namespace if is_qualified else "", (node.get("name") or "").strip())
        at = self.finder.declared(node, schema, address)
        return self._valued(Node(name), node, at, draft, around)

    def _valued(self, made: Node, declared: Element, at: At, draft: Draft, around: Around) -> Node:
        draft.step()
        draft.size += 1
        if around.depth > _DEEPEST or not is_name(made.name.local):
            raise UnmadeError
        mark = draft.mark()
        try:
            self._fill(made, at, draft, around, declared)
        except UnmadeError:
            if draft.is_strict or not is_true(declared, "nillable"):
                raise
            draft.back(mark)
            return Node(made.name, [(_NIL, "true")])
        return made

    def _fill(
        self, made: Node, at: At, draft: Draft, around: Around, declared: Element | None = None
    ) -> None:
        """Puts a value of the type into the element."""
        if self._is_encoded:
            array = arrays.array(at, self.finder)
            if array is not None:
                self._array(made, array, draft, around)
                return
            if at.name is not None:
                made.attributes.append((_TYPE, at.name))
        if at.is_complex:
            self._complex(made, at, draft, around, declared)
        elif at.name == ANY_TYPE:
            made.text = self._given(at, declared, draft, "string")
        elif at.node is None and not at.is_builtin:
            draft.misses(at.name)
        else:
            made.text = self._given(at, declared, draft)

    def _given(
        self, at: At, declared: Element | None, draft: Draft, other: str | None = None
    ) -> Value:
        """The fixed or default value of a declaration, else one of the type, or `other`."""
        if declared is not None:
            written = declared.get("fixed")
            if written is None:
                written = declared.get("default") or None
            given = self.values.given(at, written, declared, draft) if written is not None else None
            if given is not None:
                return given
        return self.values.value(at, draft) if other is None else other

    def _complex(
        self, made: Node, at: At, draft: Draft, around: Around, declared: Element | None
    ) -> None:
        assert at.node is not None
        if is_true(at.node, "abstract"):
            self._derived(made, at, draft, around)
            return
        times = around.types.count(id(at.node))
        if times >= (1 if draft.is_strict else _MOST_TIMES_IN_ITSELF):
            raise UnmadeError
        inside = Around(around.depth + 1, (*around.types, id(at.node)))
        attributes: dict[QName, Value] = {}
        made.content = self._content(at, draft, inside, attributes)
        if self._is_simple(at):
            made.text = self._given(at, declared, draft)
        made.attributes.extend(attributes.items())

    def _derived(self, made: Node, at: At, draft: Draft, around: Around) -> None:
        """Of an abstract type one that derives from it, which the element then names."""

        def fill(component: Component) -> bool:
            inside = Node(made.name)
            self._fill(inside, self.finder.of(component), draft, around)
            made.attributes = [
                (_TYPE, component.name),
                *(pair for pair in inside.attributes if pair[0] != _TYPE),
            ]
            made.content, made.text = inside.content, inside.text
            return True

        draft.use(at.holder)
        found = self.finder.derived(at.name)
        self._first([c for c in found if not is_true(c.node, "abstract")], fill, draft)

    def _is_simple(self, at: At) -> bool:
        """Whether a complex type holds text of a simple type."""
        found = derivation(at.node) if at.node is not None else None
        return found is not None and found[0].name.local == "simpleContent"

    def _content(
        self,
        at: At,
        draft: Draft,
        around: Around,
        attributes: dict[QName, Value],
        seen: tuple[int, ...] = (),
    ) -> list[Node]:
        """The elements of a complex type, those of its bases first; its attributes are added."""
        if at.node is None or at.schema is None or id(at.node) in seen:
            if at.name != ANY_TYPE and not at.is_builtin:
                draft.misses(at.name)
            return []
        if not at.is_complex:
            return []
        if at.component is not None:
            draft.use(at.holder)
            draft.components.append(at.component)
        found = derivation(at.node)
        inside: list[Node] = []
        if found is None:
            self._model(at.node, at.schema, at.holder, draft, around, inside)
        else:
            base = self._base(at, found[1])
            seen = (*seen, id(at.node))
            if found[1].name.local == "extension":
                inside = self._content(base, draft, around, attributes, seen)
            else:
                self._inherited(base, draft, around, attributes, seen)
            self._model(found[1], at.schema, at.holder, draft, around, inside)
        self._attributes(at, draft, around, attributes)
        return inside

    def _base(self, at: At, derived: Element) -> At:
        """The base; of a type that redefines itself the one it was."""
        assert at.schema is not None
        base = self.finder.base(derived, at.schema)
        if at.component is not None and base.component is at.component:
            original = at.component.original
            if original is not None:
                return At(original.name, original.node, original.schema, at.holder, original)
        return base

    def _inherited(
        self,
        base: At,
        draft: Draft,
        around: Around,
        attributes: dict[QName, Value],
        seen: tuple[int, ...],
    ) -> None:
        """The attributes a restriction takes over; its elements it lists itself."""
        if base.is_complex and base.node is not None and id(base.node) not in seen:
            if base.component is not None:
                draft.use(base.holder)
                draft.components.append(base.component)
            found = derivation(base.node)
            if found is not None:
                seen = (*seen, id(base.node))
                self._inherited(self._base(base, found[1]), draft, around, attributes, seen)
            self._attributes(base, draft, around, attributes)

    def _attributes(
        self, at: At, draft: Draft, around: Around, attributes: dict[QName, Value]
    ) -> None:
        assert at.node is not None
        assert at.schema is not None
        found = derivation(at.node)
        for held in (found[1] if found else at.node).elements():
            if held.name == QName(XSD, "attribute") and held.get("use") == "prohibited":
                attributes.pop(self._attribute_name(held, at.schema), None)
        for use in self._uses(at.node, at.schema):
            name = self._attribute_name(use.node, use.schema)
            if use.is_required:
                attributes[name] = self._attribute(use.node, use.schema, at.holder, draft)
            elif not draft.is_lean and around.depth <= 2 and draft.size < _SIMPLE_TO[1]:
                value = self.attempt(
                    lambda u=use: self._attribute(u.node, u.schema, at.holder, draft),  # type: ignore[misc]
                    draft,
                )
                if value is not None:
                    attributes[name] = value

    def _uses(self, node: Element, schema: Schema) -> tuple[Use, ...]:
        """The attributes that a complex type itself lists; of a chameleon for each namespace."""
        key = id(node), schema.namespace
        if key not in self._known_uses:
            told = content(node, schema, self.finder.registry)
            self._known_uses[key] = tuple(use for use in told.uses if not use.is_any)
        return self._known_uses[key]

    def _attribute_name(self, node: Element, schema: Schema) -> QName:
        reference = node.get("ref")
        if reference:
            return schema.qname(node, reference) or QName("", reference)
        is_qualified = (node.get("form") or schema.root.get("attributeFormDefault")) == "qualified"
        return QName(schema.namespace if is_qualified else "", (node.get("name") or "").strip())

    def _attribute(
        self, node: Element, schema: Schema, holder: Address | None, draft: Draft
    ) -> Value:
        draft.step()
        if not is_name(self._attribute_name(node, schema).local):
            raise UnmadeError
        address = self.finder.places.member(holder, node)
        draft.use(address)
        declared = node
        if node.get("ref"):
            name = self._attribute_name(node, schema)
            known = wildcards.xml_attribute(name)
            if known is not None:
                return known
            component = self.finder.registry.find("attribute", name)
            if component is None:
                draft.misses(name)
                return "string"
            address, schema = self.finder.places.of(component), component.schema
            draft.use(address)
            draft.components.append(component)
            node = component.node
        at = self.finder.declared(node, schema, address)
        fixed = declared if declared.get("fixed") or declared.get("default") else node
        return self._given(at, fixed, draft)

    def _model(
        self,
        node: Element,
        schema: Schema,
        holder: Address | None,
        draft: Draft,
        around: Around,
        out: list[Node],
    ) -> None:
        """The elements that the groups in `node` ask for."""
        walk = _Groups(self, schema, holder, draft, around)
        for held in particles(node):
            out.extend(walk.particle(held))

    def make(
        self, node: Element, schema: Schema, holder: Address | None, draft: Draft, around: Around
    ) -> Node:
        """An element inside a type."""
        return self._local(node, schema, holder, draft, around)

    def wants(self, node: Element, schema: Schema, draft: Draft, around: Around) -> bool:
        """Whether an optional element is shown, as far as its size goes."""
        if draft.is_lean:
            return False
        component = None
        if node.get("ref"):
            name = schema.qname(node, node.get("ref") or "")
            component = self.finder.registry.find("element", name)
        at = (
            self.finder.declared(node, schema, None)
            if component is None
            else self.finder.declared(component.node, component.schema, None)
        )
        depth, size = _COMPLEX_TO if at.is_complex else _SIMPLE_TO
        if at.node is not None and id(at.node) in around.types:
            return False
        return around.depth <= depth and draft.size < size

    def _array(self, made: Node, array: arrays.Array, draft: Draft, around: Around) -> None:
        """A SOAP-encoded array with one item."""
        draft.step()
        made.attributes.extend(arrays.attributes(array))
        if array.at is not None and array.at.component is not None:
            draft.use(array.at.holder)
        if around.depth > _DEEPEST:
            raise UnmadeError
        inside = Around(around.depth + 1, (*around.types, id(array.item)))
        if array.inner is not None:
            item = Node(QName("", array.name))
            self._array(item, array.inner, draft, inside)
        else:
            at = self.finder.type(array.item)
            if at.node is not None and id(at.node) in around.types:
                made.attributes = [*arrays.attributes(replace(array, count=0))]
                return
            item = self.typed(QName("", array.name), at, draft, inside)
        made.content = [item]


class _Groups:
    """Walks the groups of one type."""

    def __init__(
        self,
        instances: Instances,
        schema: Schema,
        holder: Address | None,
        draft: Draft,
        around: Around,
    ) -> None:
        self._instances, self._schema, self._holder = instances, schema, holder
        self._draft, self._around = draft, around
        self._groups: tuple[Component, ...] = ()

    def particle(self, node: Element, *, is_chosen: bool = False) -> list[Node]:
        """The elements for one particle; `is_chosen`: it is shown although it may be left out."""
        lowest, highest = _number(node.get("minOccurs")), node.get("maxOccurs")
        if highest is not None and highest.strip() == "0":
            return []
        if lowest > _MOST_REPEATED:
            raise UnmadeError
        kind = node.name.local
        if lowest == 0 and (kind == "any" or not is_chosen):
            if kind == "any" or not self._wants(node):
                return []
            return self._instances.attempt(lambda: self._once(node), self._draft) or []
        made: list[Node] = []
        for _ in range(max(lowest, 1)):
            made.extend(self._once(node))
        return made

    def _wants(self, node: Element) -> bool:
        if node.name.local == "element":
            return self._instances.wants(node, self._schema, self._draft, self._around)
        depth, size = _COMPLEX_TO
        is_small = self._around.depth <= depth and self._draft.size < size
        return is_small and not self._draft.is_lean

    def _once(self, node: Element) -> list[Node]:
        self._draft.step()
        match node.name.local:
            case "element":
                around = self._around
                return [self._instances.make(node, self._schema, self._holder, self._draft, around)]
            case "any":
                return [
                    wildcards.element(
                        node, self._schema, self._instances, self._draft, self._around
                    )
                ]
            case "group":
                return self._group(node)
            case "choice":
                return self._choice(node)
            case _:
                return [made for held in particles(node) for made in self.particle(held)]

    def _group(self, node: Element) -> list[Node]:
        written = node.get("ref") or ""
        name = self._schema.qname(node, written)
        group = self._instances.finder.registry.find("group", name)
        while group is not None and group in self._groups:
            group = group.original
        if group is None:
            self._draft.misses(name)
            return []
        self._draft.components.append(group)
        inner = _Groups(self._instances, group.schema, self._holder, self._draft, self._around)
        inner._groups = (*self._groups, group)
        return [made for held in particles(group.node) for made in inner.particle(held)]

    def _choice(self, node: Element) -> list[Node]:
        branches = list(particles(node))
        if not branches:
            return []
        for branch in branches:
            made = self._instances.attempt(
                lambda b=branch: self.particle(b, is_chosen=True),  # type: ignore[misc]
                self._draft,
            )
            if made is not None:
                return made
        for branch in () if self._draft.is_strict else branches:
            mark = self._draft.mark()
            try:
                return self.particle(branch, is_chosen=True)
            except UnmadeError:
                self._draft.back(mark)
        if any(_number(branch.get("minOccurs")) == 0 for branch in branches):
            return []
        raise UnmadeError


def particles(node: Element) -> Iterator[Element]:
    """The groups, elements and wildcards directly inside."""
    for held in node.elements():
        is_particle = held.name.local in (*_MODELS, "element", "any", "group")
        if held.name.namespace == XSD and is_particle:
            yield held


def _number(written: str | None) -> int:
    stripped = (written or "").strip()
    return min(int(stripped), 10**6) if stripped.isdecimal() and len(stripped) < 9 else 1
