"""Writes entries into mappings of a YAML text, by the places PyYAML's events have in it."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import yaml

from generator.syntax.number import Number

_PLAIN = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_NO_TEXT = frozenset(("true", "false", "null", "yes", "no", "on", "off", "y", "n"))
_KEY = re.compile(r"[A-Za-z][A-Za-z0-9-]*")


@dataclass(slots=True)
class _Wanted:
    """What is to be written into one node, and into those inside it."""

    inside: dict[str | int, "_Wanted"] = field(default_factory=dict)
    entries: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Edit:
    """What to put in place of a span of the text, and what that does to the events."""

    start: int
    end: int
    new: str
    first_event: int
    last_event: int
    entries: Mapping[str, object]


def added(text: str, additions: Mapping[tuple[str | int, ...], Mapping[str, object]]) -> str | None:
    """The text with the additions; None where they cannot be written without harm."""
    events = list(yaml.parse(text, Loader=yaml.CSafeLoader))
    places = _Places(text, events)
    places.visit(2, _tree(additions))
    if places.found != len(additions):
        return None
    edits = sorted(places.edits, key=lambda edit: (edit.start, edit.end))
    made = _edited(text, edits)
    try:
        again = [_sign(event) for event in yaml.parse(made, Loader=yaml.CSafeLoader)]
    except yaml.YAMLError:
        return None
    return made if again == _expected(events, edits) else None


def written(value: object) -> str:
    """Plain data as YAML."""
    return yaml.dump(
        value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100, indent=2
    )


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: object) -> bool:
        del data
        return True


def _number(dumper: yaml.SafeDumper, number: Number) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:float", number.text)


_Dumper.add_representer(Number, _number)


def _tree(additions: Mapping[tuple[str | int, ...], Mapping[str, object]]) -> _Wanted:
    root = _Wanted()
    for path, entries in additions.items():
        node = root
        for step in path:
            node = node.inside.setdefault(step, _Wanted())
        node.entries = entries
    return root


class _Places:
    """Goes through the events of one document, and only where something is wanted."""

    def __init__(self, text: str, events: Sequence[yaml.Event]) -> None:
        self._text, self._events = text, events
        self._break = "\r\n" if "\r\n" in text else "\n"
        self.edits: list[_Edit] = []
        self.found = 0
        """In how many mappings entries were written."""

    def visit(self, number: int, wanted: _Wanted | None) -> int:
        """The number of the event after the node that begins with this one."""
        event = self._events[number]
        if wanted is None or not isinstance(event, yaml.CollectionStartEvent):
            return self._after(number)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(number, event, wanted)
        item, number = 0, number + 1
        while not isinstance(self._events[number], yaml.SequenceEndEvent):
            number = self.visit(number, wanted.inside.get(item))
            item += 1
        return number + 1

    def _mapping(self, number: int, event: yaml.MappingStartEvent, wanted: _Wanted) -> int:
        self.found += bool(wanted.entries)
        first = number = number + 1
        new = dict(wanted.entries)
        while not isinstance(key := self._events[number], yaml.MappingEndEvent):
            assert isinstance(key, yaml.ScalarEvent)
            value = number + 1
            number = self.visit(value, wanted.inside.get(key.value))
            if key.value in new:
                entry = {key.value: new.pop(key.value)}
                self.edits.append(self._replaced(key, value, number, entry))
        if new:
            self.edits.append(self._inserted(first, new, is_flow=bool(event.flow_style)))
        return number + 1

    def _inserted(self, first: int, new: Mapping[str, object], *, is_flow: bool) -> _Edit:
        event = self._events[first]
        mark = event.start_mark
        assert mark is not None
        is_empty = isinstance(event, yaml.MappingEndEvent)
        between = ", " if is_flow else self._break + " " * mark.column
        text = between.join(_entry(name, value) for name, value in new.items())
        return _Edit(
            mark.index, mark.index, text if is_empty else text + between, first, first, new
        )

    def _replaced(
        self, key: yaml.ScalarEvent, value: int, after: int, entry: Mapping[str, object]
    ) -> _Edit:
        """The value, and what stands between it and its key."""
        last = after - 1
        while isinstance(self._events[last], yaml.CollectionEndEvent) and not self._is_flow(last):
            last -= 1
        text = "".join(f": {_value(held)}" for held in entry.values())
        return _Edit(_end(key), _end(self._events[last]), text, value - 1, after, entry)

    def _is_flow(self, number: int) -> bool:
        end = _end(self._events[number])
        return self._text[end - 1 : end] in ("}", "]")

    def _after(self, number: int) -> int:
        depth = 0
        while True:
            event = self._events[number]
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            number += 1
            if depth == 0:
                return number


def _end(event: yaml.Event) -> int:
    assert event.end_mark is not None
    return event.end_mark.index


def _entry(name: str, value: object) -> str:
    key = name if _KEY.fullmatch(name) else json.dumps(name, ensure_ascii=False)
    return f"{key}: {_value(value)}"


def _value(value: object) -> str:
    """A word as it is; all else as JSON, which is YAML too."""
    if isinstance(value, str) and _PLAIN.fullmatch(value) and value not in _NO_TEXT:
        return value
    return json.dumps(value, ensure_ascii=False)


def _edited(text: str, edits: Sequence[_Edit]) -> str:
    kept: list[str] = []
    position = 0
    for edit in edits:
        kept += (text[position : edit.start], edit.new)
        position = max(position, edit.end)
    return "".join((*kept, text[position:]))


Sign = tuple[object, ...]


def _sign(event: yaml.Event) -> Sign:
    """What an event says, however it is written."""
    facts = (getattr(event, name, None) for name in ("value", "anchor", "tag"))
    implicit = event.implicit[0] if isinstance(event, yaml.ScalarEvent) else None
    return (type(event), *facts, implicit)


def _expected(events: Sequence[yaml.Event], edits: Sequence[_Edit]) -> list[Sign]:
    signs: list[Sign] = []
    position = 0
    for edit in sorted(edits, key=lambda e: (e.first_event, e.last_event)):
        signs.extend(map(_sign, events[position : edit.first_event]))
        signs.extend(_signs_of(edit.entries))
        position = max(position, edit.last_event)
    signs.extend(map(_sign, events[position:]))
    return signs


def _signs_of(entries: Mapping[str, object]) -> Iterator[Sign]:
    """Those of the entries alone, without stream, document and mapping around them."""
    text = "{" + ", ".join(_entry(*entry) for entry in entries.items()) + "}"
    yield from map(_sign, list(yaml.parse(text, Loader=yaml.CSafeLoader))[3:-3])
