"""What is wrong with a value, in the words of the specification it breaks.

A problem is a place in the value and the keyword with what it asks for: `/navn: type: string`. It
reads the same in every language, and holds none of the value itself.
"""

import json
from typing import Any

from jsonschema_rs import ValidationError, ValidationErrorKind

from generator.formats.openapi.exchanges.dialect import FORMATS, Direction

_OTHER_WAY = {Direction.REQUEST: "readOnly: true", Direction.RESPONSE: "writeOnly: true"}
_BRANCHES_WITHIN = 5
_LONGEST = 80


def mismatch(
    error: ValidationError, direction: Direction, *, within: int = 0
) -> tuple[tuple[str | int, ...], str]:
    """Where an error is most telling, in the branch that fits best, and what is asked for there.

    The value tried lies `within` so many others.
    """
    path: tuple[str | int, ...] = tuple(error.instance_path)
    for _ in range(_BRANCHES_WITHIN):
        inner = _nearest(error.kind)
        if inner is None:
            break
        error = inner
        path = max(path, tuple(error.instance_path), key=len)
    return path[within:], _asked(error, direction)


def _nearest(kind: ValidationErrorKind) -> ValidationError | None:
    """The error of the branch that came furthest, None where no branch is nearer than another."""
    if not isinstance(kind, ValidationErrorKind.AnyOf | ValidationErrorKind.OneOfNotValid):
        return None
    firsts = [max(errors, key=_depth) for errors in kind.context if errors]
    firsts = [error for error in firsts if not _is_null(error.kind)]
    depths = sorted(map(_depth, firsts))
    if firsts and (len(firsts) == 1 or depths[-1] > depths[-2]):
        return max(firsts, key=_depth)
    return None


def _depth(error: ValidationError) -> int:
    return len(error.instance_path)


def _is_null(kind: ValidationErrorKind) -> bool:
    return isinstance(kind, ValidationErrorKind.Type) and list(kind.types) == ["null"]


def _asked(error: ValidationError, direction: Direction) -> str:
    kind = error.kind
    match kind:
        case ValidationErrorKind.FalseSchema() if error.schema_path[-2:-1] == ["properties"]:
            return _OTHER_WAY.get(direction, "false")
        case ValidationErrorKind.FalseSchema() if error.schema_path:
            return f"{error.schema_path[-1]}: false"
        case ValidationErrorKind.AdditionalProperties() | (
            ValidationErrorKind.UnevaluatedProperties()
        ):
            return f"{kind.name}: false ({_short(', '.join(map(str, kind.unexpected)))})"
        case ValidationErrorKind.Type():
            types = [t for t in kind.types if t != "null"] or list(kind.types)
            return f"type: {', '.join(sorted(types))}"
        case ValidationErrorKind.Format():
            said = next((name for name, tried in FORMATS.items() if tried == kind.format), "")
            return f"format: {said}"
        case ValidationErrorKind.OneOfMultipleValid():
            return "oneOf: 2+"
        case ValidationErrorKind.PropertyNames():
            return f"{kind.name}: {_asked(kind.error, direction)}"
    value = None if isinstance(kind, _WITHOUT_VALUE) else kind.value
    return kind.name if value is None else f"{kind.name}: {_short(_text(value))}"


_WITHOUT_VALUE = (
    ValidationErrorKind.AnyOf,
    ValidationErrorKind.OneOfNotValid,
    ValidationErrorKind.Not,
    ValidationErrorKind.Contains,
    ValidationErrorKind.FalseSchema,
)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
