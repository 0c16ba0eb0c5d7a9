"""JSON (RFC 8259) from strangers: no duplicate keys, no NaN, no depth that exhausts the stack."""

import json
from collections.abc import Sequence

MAX_BYTES = 32 * 1024 * 1024
MAX_DEPTH = 200


class JsonError(Exception):
    """The text is not JSON we accept; `line` counts from 1."""

    def __init__(self, problem: str, line: int) -> None:
        self.problem, self.line = problem, line
        super().__init__(f"line {line}: {problem}")


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
    _refuse_depth(text)
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise JsonError(error.msg, error.lineno) from error
    except _RefusedError as error:
        raise JsonError(str(error), 1) from error


class _RefusedError(ValueError):
    pass


def _object(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    if len(made) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _RefusedError(f"the name '{twice}' stands twice in one object")
    return made


def _no_constant(name: str) -> object:
    raise _RefusedError(f"{name} is not JSON")


def _refuse_depth(text: str) -> None:
    """Counts brackets, those in strings as well: an upper bound is enough to be safe.

    Where the bound is passed, the strings are left out and the count is exact.
    """
    if _depth(text) > MAX_DEPTH and _depth(_without_strings(text)) > MAX_DEPTH:
        raise JsonError(f"nested more than {MAX_DEPTH} deep", 1)


def _depth(text: str) -> int:
    deepest = depth = 0
    for character in text:
        if character in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif character in "]}":
            depth -= 1
    return deepest


def _without_strings(text: str) -> str:
    kept, position = [], 0
    while (start := text.find('"', position)) >= 0:
        kept.append(text[position:start])
        end = start + 1
        while end < len(text) and text[end] != '"':
            end += 2 if text[end] == "\\" else 1
        position = end + 1
    kept.append(text[position:])
    return "".join(kept)
