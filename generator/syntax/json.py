"""JSON (RFC 8259) from strangers: no duplicate keys, no NaN, no depth that exhausts the stack."""

import json
import re
from collections import Counter
from collections.abc import Callable, Sequence

from generator.syntax import half_pairs

MAX_BYTES = 32 * 1024 * 1024
MAX_DEPTH = 200


class JsonError(Exception):
    """The text is not JSON we accept; `line` counts from 1."""

    def __init__(self, problem: str, line: int) -> None:
        self.problem, self.line = problem, line
        super().__init__(f"line {line}: {problem}")


class NotJsonError(JsonError):
    """The text is no JSON: it breaks the grammar, not a limit of ours."""


def parse(content: bytes) -> object:
    """The value in `content` (UTF-8, with or without a byte order mark).

    Raises JsonError for a duplicate name (RFC 8259 section 4 leaves them to us), for NaN and
    Infinity, for more than MAX_BYTES, and for values nested deeper than MAX_DEPTH.
    """
    if len(content) > MAX_BYTES:
        raise JsonError(f"more than {MAX_BYTES} bytes", 1)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise JsonError("not UTF-8", content.count(b"\n", 0, error.start) + 1) from error
    value = read(text)
    if half_pairs.are_possible(text):
        _refuse_half_pairs(value)
    return value


def read(text: str, number: Callable[[str], object] = float) -> object:
    """The value in `text`; `number` makes those with fraction or exponent.

    Strings may hold halves of surrogate pairs. Raises JsonError as `parse` does, NotJsonError where
    the text is no JSON at all.
    """
    try:
        value = json.loads(
            text, object_pairs_hook=_object, parse_constant=_no_constant, parse_float=number
        )
    except json.JSONDecodeError as error:
        raise NotJsonError(error.msg, error.lineno) from error
    except _ConstantError as error:
        raise JsonError(str(error), _line_of_constant(text)) from error
    except _RepeatedError as error:
        raise JsonError(str(error), _line_of_repeated(text)) from error
    except RecursionError as error:
        raise JsonError(_TOO_DEEP, 1) from error
    except ValueError as error:  # a number of more digits than Python converts
        raise JsonError("a number of very many digits", 1) from error
    _refuse_depth(value)
    return value


_TOO_DEEP = f"nested more than {MAX_DEPTH} deep"
_STRING_OR_CONSTANT = re.compile(r'"(?:[^"\\]|\\.)*"|NaN|-?Infinity')

_STRUCTURE = re.compile(r'(?P<string>"(?:[^"\\]++|\\.)*+")(?P<colon>\s*:)?|[{}\[\]]')


class _ConstantError(ValueError):
    pass


class _RepeatedError(ValueError):
    pass


def _object(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise _RepeatedError(f"the name '{_repeated(pairs)}' stands twice in one object")
    return made


def _repeated(pairs: Sequence[tuple[str, object]]) -> str:
    return Counter(name for name, _ in pairs).most_common(1)[0][0]


def _no_constant(name: str) -> object:
    raise _ConstantError(f"{name} is not JSON")


def _refuse_depth(value: object) -> None:
    level = [value] if isinstance(value, dict | list) else []
    for _ in range(MAX_DEPTH):
        level = [
            inner
            for item in level
            for inner in (item.values() if isinstance(item, dict) else item)
            if isinstance(inner, (dict, list))
        ]
        if not level:
            return
    raise JsonError(_TOO_DEEP, 1)


def _refuse_half_pairs(value: object) -> None:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise JsonError("half of a surrogate pair", 1) from error


def _line_of_constant(text: str) -> int:
    found = (m for m in _STRING_OR_CONSTANT.finditer(text) if not m[0].startswith('"'))
    first = next(found, None)
    return 1 if first is None else text.count("\n", 0, first.start()) + 1


def _line_of_repeated(text: str) -> int:
    names: list[set[str]] = []
    for token in _STRUCTURE.finditer(text):
        if token[0] in "{[":
            names.append(set())
        elif token[0] in "}]":
            names.pop()
        elif token["colon"]:
            name = json.loads(token["string"])
            if name in names[-1]:
                return text.count("\n", 0, token.start()) + 1
            names[-1].add(name)
    return 1
