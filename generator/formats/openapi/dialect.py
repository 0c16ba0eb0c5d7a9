"""How changes of an OpenAPI document are graded, as far as it has ways of its own."""

from collections.abc import Iterator

from generator.diff.change import Found, Grade, Level, both
from generator.diff.dialect import VALUE, Coming, Dialect, Tightens, found
from generator.model.part import Part
from generator.model.types import Named

_B, _D, _S = Level.BREAKING, Level.DANGEROUS, Level.COMPATIBLE
_NEUTRAL = Coming(
    removed=both(_S), removed_optional=both(_S), added=both(_S), added_required=both(_S)
)


def _widens(old: Named, new: Named) -> bool:
    if new.name == "any":
        return True
    (kind, form), (other, other_form) = _split(old.name), _split(new.name)
    if other_form and (form, other_form) not in _WIDER:
        return False
    return kind == other or (kind, other) == ("integer", "number")


_WIDER = (("int32", "int64"), ("float", "double"))


def _split(name: str) -> tuple[str, str]:
    """A type and its format, of `string<date>`."""
    kind, _, form = name.removesuffix(">").partition("<")
    return kind, form


def _counts_as(part: Part) -> str:
    is_failure = part.kind == "response" and part.name[:1] not in "123"
    return "failure" if is_failure else part.kind


def _is_nullable(part: Part) -> bool:
    return bool(part.details.get("nullable"))


def _access(old: Part, new: Part) -> Iterator[Found]:
    """What a client must show to be let in: each choice it had must still do."""
    before, after = old.details.get("security"), new.details.get("security")
    if old.kind != "operation" or before == after:
        return
    now = _choices(after)
    is_open = not now or frozenset() in now
    if is_open or all(
        any(choice <= held for choice in now) for held in _choices(before) or [_NONE]
    ):
        yield Found(rule="access-eased", level=_S)
    else:
        yield Found(rule="access-tightened", level=_B)


_NONE: frozenset[object] = frozenset()


def _choices(told: object) -> list[frozenset[object]]:
    if not isinstance(told, tuple):
        return []
    return [
        frozenset((address, scope) for address, scopes in choice for scope in (scopes or ("",)))
        for choice in told
    ]


def _operation_id(old: Part, new: Part) -> Iterator[Found]:
    before, after = old.details.get("operation_id"), new.details.get("operation_id")
    if before and before != after:
        told = {"old": before, "new": after or ""}
        yield Found(rule="operation-id-changed", level=_D, arguments=told)


def _ways(old: Part, new: Part) -> Iterator[Found]:
    if old.kind == "property" and old.direction != new.direction:
        told = {"old": old.direction.value, "new": new.direction.value}
        yield found("direction-changed", both(_D), new.direction, **told)


DIALECT = Dialect(
    coming={
        "operation": Coming(added_required=both(_S)),
        "parameter": Coming(added_required=both(_B)),
        "property": Coming(
            removed=Grade(_B, _B), removed_optional=Grade(_B, _D), added=both(_S),
            added_required=Grade(_B, _S),
        ),
        "header": Coming(removed=both(_B), removed_optional=both(_D), added_required=Grade(_B, _S)),
        "request body": Coming(added_required=both(_B)),
        "response": Coming(added_required=both(_S)),
        "failure": _NEUTRAL,
        "media type": Coming(),
        "enum value": VALUE,
        "alternative": Coming(
            removed=Grade(_B, _S), removed_optional=Grade(_B, _S), added=Grade(_S, _B),
            added_required=Grade(_S, _B),
        ),
        "condition": _NEUTRAL,
        "tag": _NEUTRAL,
        "tag group": _NEUTRAL,
        "schema": _NEUTRAL,
        "security scheme": _NEUTRAL,
        "callback": Coming(removed=both(_D), removed_optional=both(_D)),
    },
    limits={
        "minimum": Tightens.RAISED,
        "exclusiveMinimum": Tightens.RAISED,
        "maximum": Tightens.LOWERED,
        "exclusiveMaximum": Tightens.LOWERED,
        "minLength": Tightens.RAISED,
        "maxLength": Tightens.LOWERED,
        "minItems": Tightens.RAISED,
        "maxItems": Tightens.LOWERED,
        "minProperties": Tightens.RAISED,
        "maxProperties": Tightens.LOWERED,
        "item_minItems": Tightens.RAISED,
        "item_maxItems": Tightens.LOWERED,
        "const": Tightens.ANYHOW,
    },
    widens=_widens,
    names_travel=False,
    nameless=frozenset(
        ("schema", "parameter", "header", "request body", "response", "callback", "tag")
    ),
    values=frozenset(("enum value",)),
    counts_as=_counts_as,
    is_nullable=_is_nullable,
    checks=(_access, _operation_id, _ways),
)  # fmt: skip
