"""A part as it stands in the document, without descriptions and examples."""

import json

from generator.model.part import Part

_LEFT_OUT = {"description", "example", "examples", "summary", "externalDocs"}
_LONGEST = 8_000
_JSON = json.JSONEncoder(indent=2, ensure_ascii=False)


def source(part: Part) -> str:
    """The part's object as JSON, its references as they are; a value as itself."""
    node = part.details.get("node")
    if node is None:
        return json.dumps(part.name, ensure_ascii=False)
    written, length = [], 0
    for run in _JSON.iterencode(_bare(node)):
        written.append(run)
        length += len(run)
        if length > _LONGEST:
            return "".join(written)[:_LONGEST] + "\n…"
    return "".join(written)


def _bare(node: object) -> object:
    if isinstance(node, dict):
        return {key: _bare(value) for key, value in node.items() if key not in _LEFT_OUT}
    return [_bare(item) for item in node] if isinstance(node, list) else node
