"""A part as it stands in the document, without descriptions and examples."""

import json
from collections.abc import Iterator

from generator.formats.openapi.document.grammar import without
from generator.model.part import Part

_LEFT_OUT = frozenset(("description", "example", "examples", "summary", "externalDocs"))
_SCHEMAS = ("property", "alternative", "condition")
_LONGEST, _BEGINNING = 5_000, 1_000
"""Characters that are shown whole, and how many of what is longer."""
_JSON = json.JSONEncoder(ensure_ascii=False)


def source(part: Part) -> str:
    """The part's object as JSON, its references as they are; a value as itself."""
    node = part.details.get("node")
    if node is None:
        return json.dumps(part.name, ensure_ascii=False)
    kind = "schema" if part.kind in _SCHEMAS else part.kind
    written, length = [], 0
    for run in _runs(without(_LEFT_OUT, kind, node), ""):
        written.append(run)
        length += len(run)
        if length > _LONGEST:
            return "".join(written)[:_BEGINNING] + "\n…"
    return "".join(written)


def _runs(value: object, margin: str) -> Iterator[str]:
    """A value as JSON on several lines, piece by piece: the beginning may be enough.

    The library's own encoder gives four pieces for each entry, and takes twice the time.
    """
    if not value or not isinstance(value, dict | list):
        yield _JSON.encode(value)
        return
    first, last = "{}" if isinstance(value, dict) else "[]"
    inner, before = f"{margin}  ", f"{first}\n{margin}  "
    for name, held in value.items() if isinstance(value, dict) else ((None, v) for v in value):
        said = before if name is None else f"{before}{_JSON.encode(name)}: "
        if held and isinstance(held, dict | list):
            yield said
            yield from _runs(held, inner)
        else:
            yield said + _JSON.encode(held)
        before = f",\n{inner}"
    yield f"\n{margin}{last}"
