"""A part as it stands in the document, without descriptions and examples."""

import json

from generator.formats.openapi.document.grammar import without
from generator.model.part import Part

_LEFT_OUT = frozenset(("description", "example", "examples", "summary", "externalDocs"))
_SCHEMAS = ("property", "alternative", "condition")
_LONGEST, _BEGINNING = 5_000, 1_000
"""Characters that are shown whole, and how many of what is longer."""
_JSON = json.JSONEncoder(indent=2, ensure_ascii=False)


def source(part: Part) -> str:
    """The part's object as JSON, its references as they are; a value as itself."""
    node = part.details.get("node")
    if node is None:
        return json.dumps(part.name, ensure_ascii=False)
    kind = "schema" if part.kind in _SCHEMAS else part.kind
    written, length = [], 0
    for run in _JSON.iterencode(without(_LEFT_OUT, kind, node)):
        written.append(run)
        length += len(run)
        if length > _LONGEST:
            return "".join(written)[:_BEGINNING] + "\n…"
    return "".join(written)
