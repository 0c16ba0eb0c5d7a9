"""YAML as written: scalars keep their text, every value its line, and nothing grows.

PyYAML's event stream is read without its constructors, so tags build nothing, merge keys are plain
keys and an alias costs one node, counted each time it is used.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import yaml
import yaml.reader

MAX_BYTES = 32 * 1024 * 1024
MAX_NODES = 2_000_000
MAX_DEPTH = 100

_INT = re.compile(r"-?(0|[1-9][0-9]{0,17})")


class YamlError(Exception):
    """The text is not YAML we accept; `line` counts from 1, `problem` is one short phrase."""

    def __init__(self, problem: str, line: int) -> None:
        self.problem, self.line = problem, line
        super().__init__(f"line {line}: {problem}")


@dataclass(frozen=True, slots=True)
class Scalar:
    """A scalar with its text as written; `plain` where it had no quotes."""

    text: str
    plain: bool
    line: int

    def value(self) -> str | int | bool | None:
        """`true`, `false`, `null` and whole numbers by the YAML 1.2 core schema; else the text."""
        if not self.plain:
            return self.text
        if self.text in ("true", "false"):
            return self.text == "true"
        if self.text in ("", "~", "null"):
            return None
        return int(self.text) if _INT.fullmatch(self.text) else self.text


@dataclass(frozen=True, slots=True)
class Sequence:
    """A sequence of nodes."""

    items: tuple["Node", ...]
    line: int


@dataclass(frozen=True, slots=True)
class Entries:
    """A mapping of nodes; `keys` holds the line of each key."""

    items: Mapping[str, "Node"]
    keys: Mapping[str, int]
    line: int


Node = Scalar | Sequence | Entries


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag as it stands in the file, its shorthand resolved: `!Sub`, `tag:yaml.org,2002:str`."""

    name: str
    line: int


def parse(content: bytes) -> Node:
    """The one document in `content` (UTF-8, with or without a byte order mark).

    Raises YamlError for anything else: another encoding, several documents, a duplicate key, a key
    that is no scalar, or more than the limits of this module. Tags are passed over.
    """
    if len(content) > MAX_BYTES:
        raise YamlError(f"more than {MAX_BYTES} bytes", 1)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise YamlError("not UTF-8", content.count(b"\n", 0, error.start) + 1) from error
    return compose(text)[0]


def compose(text: str) -> tuple[Node, tuple[Tag, ...]]:
    """The one document in `text`, and every tag in it in the order of the file.

    Raises YamlError as `parse` does.
    """
    try:
        composer = _Composer(yaml.parse(text, Loader=yaml.CSafeLoader))
        return composer.document(), tuple(composer.tags)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise YamlError(str(error.problem or "not YAML"), line) from error
    except yaml.reader.ReaderError as error:
        raise YamlError(
            "a character that YAML does not allow",
            text.encode().count(b"\n", 0, error.position) + 1,
        ) from error


def plain(node: Node) -> object:
    """`node` as dicts, lists and scalar values."""
    match node:
        case Scalar():
            return node.value()
        case Sequence():
            return [plain(item) for item in node.items]
        case Entries():
            return {key: plain(item) for key, item in node.items.items()}


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


class _Composer:
    """Builds nodes from events with an explicit depth, so that no input can exhaust the stack."""

    def __init__(self, events: Iterator[yaml.Event]) -> None:
        self.tags: list[Tag] = []
        self._events = events
        self._anchors: dict[str, tuple[Node, int, int]] = {}
        self._count = 0
        self._deepest = 0

    def document(self) -> Node:
        next(self._events)  # stream start
        if isinstance(next(self._events), yaml.StreamEndEvent):
            raise YamlError("the file is empty", 1)
        node = self._node(next(self._events), 0)
        next(self._events)  # document end
        following = next(self._events)
        if not isinstance(following, yaml.StreamEndEvent):
            raise YamlError("more than one document", _line(following))
        return node

    def _node(self, event: yaml.Event, depth: int) -> Node:
        line = _line(event)
        if isinstance(event, yaml.AliasEvent):
            return self._alias(str(event.anchor), depth, line)
        before, outer = self._count, self._deepest
        self._deepest = 0
        self._add(1, depth, line)
        if tag := getattr(event, "tag", None):
            self.tags.append(Tag(tag, line))
        node: Node
        if isinstance(event, yaml.ScalarEvent):
            node = Scalar(event.value, event.implicit[0], line)
        elif isinstance(event, yaml.SequenceStartEvent):
            node = self._sequence(line, depth)
        else:
            node = self._entries(line, depth)
        if (anchor := getattr(event, "anchor", None)) is not None:
            self._anchors[anchor] = (node, self._count - before, self._deepest - depth)
        self._deepest = max(outer, self._deepest)
        return node

    def _sequence(self, line: int, depth: int) -> Sequence:
        items = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._node(event, depth + 1))
        return Sequence(tuple(items), line)

    def _entries(self, line: int, depth: int) -> Entries:
        items: dict[str, Node] = {}
        keys: dict[str, int] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key_line = _line(event)
            if not isinstance(event, yaml.ScalarEvent):
                raise YamlError("a key that is not a plain word", key_line)
            if event.value in items:
                raise YamlError(
                    f"the key '{event.value}' stands twice, first on line {keys[event.value]}",
                    key_line,
                )
            self._add(1, depth, key_line)
            if event.tag:
                self.tags.append(Tag(event.tag, key_line))
            keys[event.value] = key_line
            items[event.value] = self._node(next(self._events), depth + 1)
        return Entries(items, keys, line)

    def _alias(self, anchor: str, depth: int, line: int) -> Node:
        if anchor not in self._anchors:
            raise YamlError(f"the alias *{anchor} stands before or inside what it repeats", line)
        node, size, height = self._anchors[anchor]
        self._add(size, depth + height, line)
        return node

    def _add(self, size: int, depth: int, line: int) -> None:
        self._count += size
        self._deepest = max(self._deepest, depth)
        if self._count > MAX_NODES:
            raise YamlError(f"more than {MAX_NODES} values, each alias counted in full", line)
        if depth > MAX_DEPTH:
            raise YamlError(f"nested more than {MAX_DEPTH} deep", line)
