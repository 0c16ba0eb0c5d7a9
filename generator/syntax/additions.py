"""Writes entries into objects of a JSON or YAML text, and leaves all else in it as it is.

Every text that is made is read again and compared. Where an entry cannot be written in place (YAML
that repeats an object by an alias, keys of an unusual form), the whole is written anew, by which
comments are lost and the data are not.
"""

import json
from collections.abc import Iterator, Mapping, Sequence

from generator.syntax import encoding, half_pairs, source, yaml_additions
from generator.syntax.collector import no_collection
from generator.syntax.json_lines import JsonLines

Path = tuple[str | int, ...]
Additions = Mapping[Path, Mapping[str, object]]
"""Values by the path of the object and the name in it; a name that is there gets the value."""


def added(content: bytes, additions: Additions) -> bytes:
    """`content`, which `source.parse` reads, with the additions, in UTF-8.

    New entries stand first in their objects. Paths at which no object stands are passed over.
    """
    text = encoding.text_of(content)
    with no_collection():
        made = _json(text, additions) if text.lstrip()[:1] in ("{", "[") else None
        made = made or yaml_additions.added(text, additions) or _anew(content, additions)
    return made.encode()


def _json(text: str, additions: Additions) -> str | None:
    """None where the text is no JSON."""
    try:
        value = _read(text)
    except ValueError:
        return None
    edits = sorted(_edits(text, value, additions))
    kept: list[str] = []
    position = 0
    for start, end, new in edits:
        kept += (text[position:start], new)
        position = end
    made = "".join((*kept, text[position:]))
    apply(value, additions)
    return made if _read(made) == value else None


def _read(text: str) -> object:
    value = json.loads(text)
    return half_pairs.mended_value(value) if half_pairs.are_possible(text) else value


def _edits(text: str, value: object, additions: Additions) -> Iterator[tuple[int, int, str]]:
    """What to put in place of which span of the text."""
    lines = JsonLines(text)
    for path, entries in additions.items():
        node = at(value, path)
        span = lines.span(path)
        if not isinstance(node, dict) or span is None:
            continue
        new = {name: held for name, held in entries.items() if name not in node}
        for name in entries.keys() - new.keys():
            if held := lines.span((*path, name)):
                yield *held, json.dumps(entries[name], ensure_ascii=False)
        if new:
            start = span[0] + 1
            yield start, start, _first_in(text, start, new, is_empty=not node)


def _first_in(text: str, start: int, new: Mapping[str, object], *, is_empty: bool) -> str:
    """Entries as the text has others: each on a line of its own, or behind each other."""
    inner = text[start : start + 1_000]
    blank = inner[: len(inner) - len(inner.lstrip())]
    colon = ": " if blank or is_empty else ":"
    entries = (
        f"{json.dumps(name, ensure_ascii=False)}{colon}{json.dumps(value, ensure_ascii=False)}"
        for name, value in new.items()
    )
    if is_empty:
        return ", ".join(entries)
    return "".join(f"{blank}{entry}," for entry in entries)


def at(value: object, path: Sequence[str | int]) -> object:
    """What stands at a path, None where nothing does."""
    for step in path:
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return None
    return value


def apply(value: object, additions: Additions) -> None:
    """Makes the additions in plain data."""
    found = [(at(value, path), entries) for path, entries in additions.items()]
    for node, entries in found:
        if isinstance(node, dict):
            node.update(entries)


def _anew(content: bytes, additions: Additions) -> str:
    """The whole as YAML, without comments, tags and aliases."""
    value = _unshared(source.parse(content).value)
    apply(value, additions)
    return yaml_additions.written(value)


def _unshared(value: object) -> object:
    """The same data, in which no object stands in two places."""
    if isinstance(value, dict):
        return {key: _unshared(held) for key, held in value.items()}
    return [_unshared(item) for item in value] if isinstance(value, list) else value
