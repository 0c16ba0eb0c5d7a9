"""A value of a simple type: an enumerated one that may be used, else one that its facets allow."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from generator.formats.wsdl.components.simple import Simple, simple
from generator.formats.wsdl.documents.gather import Schema
from generator.formats.wsdl.documents.namespaces import XSD
from generator.formats.wsdl.envelopes import builtin
from generator.formats.wsdl.envelopes.draft import Draft, UnmadeError
from generator.formats.wsdl.envelopes.patterns import Pattern, PatternError
from generator.formats.wsdl.envelopes.places import ANY_TYPE, At, Finder, derivation
from generator.model.address import Address
from generator.syntax.xml import Element, QName

Text = str | QName
"""A value; a qualified name gets its prefix when it is written."""

_MOST_STEPS = 50
_MOST_TRIES, _MOST_PATTERNS = 60, 500
_NAMES = ("QName", "NOTATION")
_REFERENCES = ("IDREF", "IDREFS")


@dataclass(frozen=True, slots=True, eq=False)
class _Step:
    """What one type on the way to a built-in one says, and the part its values stand in."""

    told: Simple
    holder: Address | None


class Values:
    """Makes values. What it uses is noted in the draft it is given."""

    def __init__(self, finder: Finder) -> None:
        self._finder = finder
        self._patterns: dict[str, Pattern | None] = {}

    def given(self, at: At, written: str, node: Element, draft: Draft) -> Text | None:
        """A default or fixed value as the schema gives it; None where it may not be used."""
        steps, end = self._steps(at, draft)
        if end.name is not None and end.name.local in _NAMES and end.is_builtin:
            return node.qname(written)
        chosen = self._enumerated(steps)
        if chosen is not None:
            for value in chosen.told.values:
                if (value.get("value") or "").strip() == written.strip():
                    place = self._finder.places.member(chosen.holder, value)
                    if not draft.allows(place):
                        return None
                    draft.use(place)
        return written

    def value(self, at: At, draft: Draft, depth: int = 0) -> Text:
        """A value of a simple type, or of a complex one that holds text.

        Raises UnmadeError where there is none that we can make.
        """
        if depth > _MOST_STEPS:
            raise UnmadeError
        draft.step()
        steps, end = self._steps(at, draft)
        chosen = self._enumerated(steps)
        if chosen is not None:
            return self._choice(chosen, end, draft)
        facets: dict[str, str] = {}
        for step in steps:
            for name, value in step.told.facets:
                facets.setdefault(name, value)
        last = steps[-1].told if steps else None
        if last is not None and last.items is not None:
            return self._list(last, facets, steps[-1].holder, draft, depth)
        if last is not None and last.members:
            return self._member(last, steps, draft, depth)
        if not end.is_builtin or end.name is None:
            draft.misses(end.name)
            return "string"
        return self._limited(end.name.local, facets, steps, draft)

    def _steps(self, at: At, draft: Draft) -> tuple[list[_Step], At]:
        """The types from `at` down to a built-in one, a list or a union, and where that is."""
        steps: list[_Step] = []
        for _ in range(_MOST_STEPS):
            if at.node is None or at.schema is None:
                return steps, at
            if at.component is not None:
                draft.use(at.holder)
                draft.components.append(at.component)
            node, schema = at.node, at.schema
            if at.is_complex:
                found = derivation(node)
                if found is None or found[0].name.local != "simpleContent":
                    return steps, At(ANY_TYPE)
                if found[1].name.local == "restriction":
                    told = simple(found[1], schema)
                    steps.append(_Step(told, at.holder))
                    if told.inner is not None:
                        at = At(None, told.inner, schema, at.holder)
                        continue
                at = self._original(at, self._finder.base(found[1], schema))
                continue
            told = simple(node, schema)
            steps.append(_Step(told, at.holder))
            if told.items is not None or told.members:
                return steps, at
            if told.inner is not None:
                at = At(None, told.inner, schema, at.holder)
            else:
                at = self._original(at, self._finder.type(told.base))
        raise UnmadeError

    def _original(self, at: At, base: At) -> At:
        """The base; of a type that redefines itself the one it was."""
        if at.component is None or base.component is not at.component:
            return base
        original = at.component.original
        if original is None:
            raise UnmadeError
        return At(original.name, original.node, original.schema, at.holder, original)

    def _enumerated(self, steps: list[_Step]) -> _Step | None:
        return next((step for step in steps if step.told.values), None)

    def _choice(self, step: _Step, end: At, draft: Draft) -> Text:
        values = step.told.values
        places = [self._finder.places.member(step.holder, value) for value in values]
        number = next((n for n, place in enumerate(places) if draft.allows(place)), 0)
        value = values[number]
        draft.use(places[number])
        written = value.get("value") or ""
        if end.is_builtin and end.name is not None and end.name.local in _NAMES:
            return step.told.schema.qname(value, written) or written
        return written

    def _list(
        self, told: Simple, facets: dict[str, str], holder: Address | None, draft: Draft, depth: int
    ) -> Text:
        lowest, highest = builtin.lengths(facets)
        if highest == 0:
            return ""
        if lowest > _MOST_STEPS or told.items is None:
            raise UnmadeError
        item = self.value(self._at(told.items, told.schema, holder), draft, depth + 1)
        if isinstance(item, QName):
            raise UnmadeError
        return " ".join([item] * max(1, lowest))

    def _member(self, told: Simple, steps: list[_Step], draft: Draft, depth: int) -> Text:
        for member in told.members:
            mark = draft.mark()
            try:
                text = self.value(self._at(member, told.schema, steps[-1].holder), draft, depth + 1)
                if isinstance(text, QName) or self._is_matched(text, steps, draft):
                    return text
            except UnmadeError:
                pass
            draft.back(mark)
        raise UnmadeError

    def _at(self, told: QName | Element, schema: Schema, holder: Address | None) -> At:
        return (
            self._finder.type(told) if isinstance(told, QName) else At(None, told, schema, holder)
        )

    def _limited(
        self, type_: str, facets: dict[str, str], steps: list[_Step], draft: Draft
    ) -> Text:
        if type_ in _NAMES:
            return QName(XSD, "string")
        if type_ == "ID":
            draft.ids += 1
            return f"id-{draft.ids}"
        if type_ in _REFERENCES:
            draft.wants_ids = True
            if not draft.last_ids:
                draft.misses("ID")
            return "id-1"
        if type_ in ("ENTITY", "ENTITIES"):
            raise UnmadeError
        if not any(name == "pattern" for step in steps for name, _ in step.told.facets):
            return builtin.text(type_, facets)
        for text in self._candidates(type_, facets, steps):
            if self._is_matched(text, steps, draft):
                return text
        draft.misses(next(_patterns(steps), ""))
        return builtin.text(type_, facets)

    def _candidates(self, type_: str, facets: dict[str, str], steps: list[_Step]) -> Iterator[str]:
        """Texts to try against the patterns: the usual one, then some that the patterns make."""
        with suppress(UnmadeError):
            yield builtin.text(type_, facets)
        tried = 0
        for written in _patterns(steps):
            pattern = self._pattern(written)
            for text in pattern.texts(builtin.lengths(facets)[0]) if pattern is not None else ():
                tried += 1
                if tried > _MOST_TRIES:
                    return
                if builtin.fits(type_, text, facets):
                    yield text

    def _is_matched(self, text: str, steps: list[_Step], draft: Draft) -> bool:
        """Whether each type's patterns allow the text: of those of one type one has to."""
        for step in steps:
            written = [value for name, value in step.told.facets if name == "pattern"]
            if not written:
                continue
            results = [self._matches(value, text) for value in written]
            if True in results:
                continue
            if None not in results:
                return False
            draft.misses(written[0])
        return True

    def _matches(self, written: str, text: str) -> bool | None:
        pattern = self._pattern(written)
        try:
            return None if pattern is None else pattern.matches(text)
        except PatternError:
            return None

    def _pattern(self, written: str) -> Pattern | None:
        """The pattern, None where it cannot be read."""
        if written not in self._patterns:
            try:
                is_too_many = len(self._patterns) >= _MOST_PATTERNS
                self._patterns[written] = None if is_too_many else Pattern(written)
            except PatternError:
                self._patterns[written] = None
        return self._patterns[written]


def _patterns(steps: list[_Step]) -> Iterator[str]:
    for step in steps:
        yield from (value for name, value in step.told.facets if name == "pattern")
