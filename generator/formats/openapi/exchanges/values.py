"""Values of schemas: made from nothing, or an example cut down to what may be used."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from generator.formats.openapi.document.pointers import Place, followed
from generator.formats.openapi.exchanges import scalars
from generator.formats.openapi.exchanges.dialect import Direction
from generator.formats.openapi.exchanges.view import View, Views
from generator.model.address import Address
from generator.model.call import MayUse

_DEEPEST = 12
_USEFUL = 3
_MOST = 5000


class UnmadeError(Exception):
    """No value of ours fits."""


class Trust(IntEnum):
    """Whose examples are taken: of every schema, of those without members, of none."""

    NONE = 0
    LEAVES = 1
    ALL = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A value and the parts it is made of."""

    value: Any
    uses: tuple[Address, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Values:
    """Makes values that go one way and keep to what may be used.

    What is required is given all the same.
    """

    views: Views
    direction: Direction
    addresses: Mapping[str, Address]
    may_use: MayUse
    trust: Trust = Trust.ALL
    _used: list[Address] = field(default_factory=list)
    _left: list[int] = field(default_factory=lambda: [_MOST])

    def made(self, at: Place, fallback: str = scalars.UNKNOWN) -> Made:
        """A value of the schema at a place. Raises UnmadeError."""
        self._used.clear()
        self._left[:] = [_MOST]
        value = self._new(at, fallback, ())
        return Made(value=value, uses=tuple(dict.fromkeys(self._used)))

    def cut(self, at: Place, value: Any) -> Made:
        """The value without what may not be used, lists down to their first element."""
        self._used.clear()
        self._left[:] = [_MOST]
        value = self._cut(at, value, 0)
        return Made(value=value, uses=tuple(dict.fromkeys(self._used)))

    # A new value

    def _new(self, at: Place, fallback: str, stack: tuple[str, ...]) -> Any:
        found = self.views.of(at, self._first)
        here = found.through[-1].pointer if len(found.through) == 1 else found.through[1].pointer
        if len(stack) > _DEEPEST or here in stack or self._left[0] <= 0:
            raise UnmadeError
        self._left[0] -= 1
        given = next(self._given(found), None)
        if given is not None:
            self._left[0] += 1
            return self._cut(at, given.value, len(stack))
        self._pass(found)
        stack = (*stack, here)
        match found.type:
            case "object":
                return self._object(found, stack)
            case "array":
                return self._array(found, stack)
            case "integer" | "number":
                return scalars.number(found, whole=found.type == "integer")
            case "boolean":
                return True
            case "null":
                return None
            case "string":
                text = scalars.text(found, fallback)
                if text is None:
                    raise UnmadeError
                return text
        return fallback

    def _given(self, found: View) -> Iterator[Place]:
        """What the schema itself gives as a value, the most telling first."""
        trusted = self.trust > (found.type in ("object", "array"))
        if trusted:
            if "example" in found.keywords:
                yield found.keywords["example"]
            if "examples" in found.keywords:
                yield from found.keywords["examples"].elements()
        if "const" in found.keywords:
            yield found.keywords["const"]
        if trusted and found.value("default") not in (None, "", [], {}):
            yield found.keywords["default"]
        if "enum" in found.keywords:
            values = [v for v in found.keywords["enum"].elements() if v.value is not None]
            values.sort(key=lambda v: v.value == "")
            yield from [v for v in values if self._allowed(v)] or values

    def _object(self, found: View, stack: tuple[str, ...]) -> dict[str, Any]:
        value: dict[str, Any] = {}
        for name in found.required:
            if name in found.fixed:
                value[name] = found.fixed[name]
            inner = found.properties.get(name)
            if inner is None:
                value.setdefault(name, scalars.UNKNOWN)
            elif not self._is_hidden(inner):
                self._note(inner)
                if name not in value:
                    value[name] = self._new(inner, scalars.UNKNOWN, stack)
        optional = [name for name in found.properties if name not in found.required]
        if self.direction == Direction.REQUEST:
            optional.sort(key=lambda name: self._has_members(found.properties[name]))
        for name in optional if self._wants_more(value, stack) else ():
            inner = found.properties[name]
            is_enough = len(value) >= _USEFUL or (value and self._has_members(inner))
            if self.direction == Direction.REQUEST and is_enough:
                break
            self._try(inner, name, value, stack)
        return value

    def _has_members(self, inner: Place) -> bool:
        return self.views.of(inner, self._first).type in ("object", "array")

    def _wants_more(self, value: dict[str, Any], stack: tuple[str, ...]) -> bool:
        """A request says no more than it must, but something; an answer shows what there is."""
        if self.direction == Direction.REQUEST:
            return not value and len(stack) == 1
        return len(stack) <= 3

    def _try(self, inner: Place, name: str, value: dict[str, Any], stack: tuple[str, ...]) -> None:
        """Adds an optional property, if it may be used and a value can be made."""
        if self._is_hidden(inner) or not self._allowed(inner) or _says(inner, "deprecated"):
            return
        before = len(self._used)
        try:
            self._note(inner)
            value[name] = self._new(inner, scalars.UNKNOWN, stack)
        except UnmadeError:
            del self._used[before:]

    def _array(self, found: View, stack: tuple[str, ...]) -> list[Any]:
        said = found.value("minItems")
        least = said if isinstance(said, int) and said > 0 else 0
        if "items" not in found.keywords:
            return [scalars.UNKNOWN] * min(least, 20)
        before = len(self._used)
        try:
            first = self._new(found.keywords["items"], scalars.UNKNOWN, stack)
        except UnmadeError:
            if least:
                raise
            del self._used[before:]
            return []
        return [first] * max(1, min(least, 20))

    def _first(self, _: Place, branches: list[Place]) -> Place | None:
        """The first alternative that may be used and is more than null."""
        real = [b for b in branches if not _is_null(self.views.document, b)] or branches
        return next((b for b in real if self._allowed(b)), real[0])

    # A value that is there

    def _cut(self, at: Place, value: Any, depth: int) -> Any:
        found = self.views.of(at, lambda _, branches: self._best(branches, value))
        self._pass(found)
        if depth > _DEEPEST * 2:
            return value
        if isinstance(value, dict):
            return dict(self._members(found, value, depth))
        if isinstance(value, list):
            said = found.value("minItems")
            least = said if isinstance(said, int) and said > 1 else 1
            items = found.keywords.get("items")
            kept = value[:least]
            return kept if items is None else [self._cut(items, v, depth + 1) for v in kept]
        for one in found.keywords["enum"].elements() if "enum" in found.keywords else ():
            if one.value == value:
                self._note(one)
        return value

    def _members(self, found: View, value: dict[str, Any], depth: int) -> Iterator[tuple[str, Any]]:
        others = found.keywords.get("additionalProperties")
        for name, member in value.items():
            inner = found.properties.get(name)
            if inner is None:
                is_schema = others is not None and isinstance(others.value, dict)
                yield name, self._cut(others, member, depth + 1) if others and is_schema else member
            elif not self._is_hidden(inner) and (name in found.required or self._allowed(inner)):
                self._note(inner)
                yield name, self._cut(inner, member, depth + 1)

    def _best(self, branches: list[Place], value: Any) -> Place | None:
        """The alternative that knows most of the value's members, and has all it requires."""
        scored = [(self._fit(branch, value), -n, branch) for n, branch in enumerate(branches)]
        best = max(scored, key=lambda score: score[:2])
        return best[2] if best[0] >= 0 else None

    def _fit(self, branch: Place, value: Any) -> int:
        found = self.views.of(branch, lambda _, __: None)
        if not _is_of(found.type, value):
            return -1
        if "enum" in found.keywords and value not in (found.value("enum") or ()):
            return -1
        if isinstance(value, dict):
            if not set(found.required) <= value.keys():
                return -1
            return sum(name in found.properties for name in value)
        return 0

    # Parts

    def _pass(self, found: View) -> None:
        for at in found.through:
            self._note(at)

    def _note(self, at: Place) -> None:
        address = self.addresses.get(at.pointer)
        if address is not None:
            self._used.append(address)

    def _allowed(self, at: Place) -> bool:
        """Whether the part at a place, and what it refers to, may be used."""
        places = (at, followed(self.views.document, at))
        return all(
            self.may_use(self.addresses[p.pointer]) for p in places if p.pointer in self.addresses
        )

    def _is_hidden(self, inner: Place) -> bool:
        keyword = "readOnly" if self.direction == Direction.REQUEST else "writeOnly"
        return _says(inner, keyword) or _says(followed(self.views.document, inner), keyword)


def _says(at: Place, keyword: str) -> bool:
    return isinstance(at.value, dict) and at.value.get(keyword) is True


def _is_null(document: Mapping[str, Any], at: Place) -> bool:
    value = followed(document, at).value
    return isinstance(value, dict) and (
        value.get("type") in ("null", ["null"]) or value.get("enum") == [None]
    )


def _is_of(type_: str | None, value: Any) -> bool:
    match type_:
        case "object":
            return isinstance(value, dict)
        case "array":
            return isinstance(value, list)
        case "string":
            return isinstance(value, str)
        case "integer" | "number":
            return isinstance(value, int | float) and not isinstance(value, bool)
        case "boolean":
            return isinstance(value, bool)
        case "null":
            return value is None
    return True
