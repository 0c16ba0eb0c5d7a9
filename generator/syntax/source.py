"""One JSON-shaped file, JSON or YAML, as plain data with lines.

YAML is read by the core schema of YAML 1.2 (section 10.3.2), so that both give the same kinds of
value; what only YAML 1.1 takes for a number, a truth value or a date stays the text written.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from generator.syntax import encoding, half_pairs, json, yaml
from generator.syntax.collector import no_collection
from generator.syntax.json_lines import JsonLines
from generator.syntax.number import Number
from generator.syntax.yaml import Tag

MAX_BYTES = 32 * 1024 * 1024

Value = dict[str, "Value"] | list["Value"] | str | int | Number | bool | None

_INT = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_FRACTION_OR_EXPONENT = re.compile(
    r"[-+]?(?:\.[0-9]+|(?:0|[1-9][0-9]*)\.[0-9]*|(?:0|[1-9][0-9]*)(?=[eE]))(?:[eE][-+]?[0-9]+)?"
)
_JSON_OPENING = re.compile(r"\s*[{\[][\s{\[]*(?:[\"\]}\d-]|$)")
# The core schema's, and the rest of YAML 1.1's language-independent types. None builds anything.
_CORE_TYPES = frozenset(("map", "seq", "str", "null", "bool", "int", "float"))
_OTHER_TYPES = frozenset(("binary", "merge", "omap", "pairs", "set", "timestamp", "value", "yaml"))
_TYPES = _CORE_TYPES | _OTHER_TYPES


class SourceError(Exception):
    """The file is not one we accept; `line` counts from 1, `problem` is one short phrase."""

    def __init__(self, problem: str, line: int) -> None:
        self.problem, self.line = problem, line
        super().__init__(f"line {line}: {problem}")


@dataclass(frozen=True, slots=True)
class Source:
    """What one file holds.

    `tags` are the local tags in it (`!Sub`), whose values are kept as written. Where halves of
    surrogate pairs were escaped, U+FFFD stands in `value`.
    """

    value: Value
    tags: tuple[Tag, ...]
    _lines: JsonLines | yaml.Node | None

    def line(self, path: Sequence[str | int]) -> int | None:
        """The line (from 1) on which the key or item at `path` stands.

        None where nothing stands there, or the whole file is one line.
        """
        match self._lines:
            case None:
                return None
            case JsonLines():
                return self._lines.line(path)
            case _:
                return _line_in(self._lines, path)


def parse(content: bytes) -> Source:
    """The one value in `content`: UTF-8, or UTF-16 or UTF-32 with a byte order mark.

    Raises SourceError for anything else, for what `syntax.json` and `syntax.yaml` refuse, and for a
    tag that is neither local nor one of YAML's own language-independent types.
    """
    if len(content) > MAX_BYTES:
        raise SourceError(f"more than {MAX_BYTES} bytes", 1)
    try:
        text = encoding.text_of(content)
    except encoding.EncodingError as error:
        raise SourceError(f"not {error.name}", error.line) from error
    with no_collection():
        return _json_or_yaml(text) if text.lstrip()[:1] in ("{", "[") else _yaml(text)


def _json_or_yaml(text: str) -> Source:
    try:
        return _json(text)
    except json.NotJsonError as error:
        try:
            return _yaml(text)  # whose flow style begins with the same characters
        except SourceError:
            if _JSON_OPENING.match(text):
                raise SourceError(error.problem, error.line) from error
            raise
    except json.JsonError as error:
        raise SourceError(error.problem, error.line) from error


def _json(text: str) -> Source:
    value = json.read(text, Number)
    if half_pairs.are_possible(text):
        try:
            value = half_pairs.mended_value(value)
        except half_pairs.MendedTwiceError as error:
            raise SourceError("a name with half a surrogate pair stands twice", 1) from error
    return Source(cast(Value, value), (), JsonLines(text) if _has_lines(text) else None)


def _yaml(text: str) -> Source:
    try:
        node, tags = yaml.compose(text)
    except yaml.YamlError as error:
        raise SourceError(error.problem, error.line) from error
    local = tuple(tag for tag in tags if not _is_own(tag))
    return Source(_value(node), local, node if _has_lines(text) else None)


def _has_lines(text: str) -> bool:
    return "\n" in text.strip()


def _is_own(tag: Tag) -> bool:
    """Whether `tag` is one of YAML's own; raises SourceError where it is not local either."""
    if tag.name == "!" or tag.name.removeprefix("tag:yaml.org,2002:") in _TYPES:
        return True
    if tag.name.startswith("!"):
        return False
    raise SourceError(f"the tag {tag.name[:100]}, which is not read here", tag.line)


def _value(node: yaml.Node) -> Value:
    match node:
        case yaml.Scalar():
            return _scalar(node)
        case yaml.Sequence():
            return [_value(item) for item in node.items]
        case yaml.Entries():
            return {key: _value(item) for key, item in node.items.items()}


def _scalar(scalar: yaml.Scalar) -> Value:
    text = scalar.text
    if not scalar.plain or (text and text[0] not in "+-.0123456789tfn~"):
        return text
    if _INT.fullmatch(text):
        try:
            return int(text)
        except ValueError as error:  # more digits than Python converts
            raise SourceError("a number of very many digits", scalar.line) from error
    return Number(text) if _FRACTION_OR_EXPONENT.fullmatch(text) else scalar.value()


def _line_in(node: yaml.Node, path: Sequence[str | int]) -> int | None:
    line = node.line
    for step in path:
        if isinstance(node, yaml.Entries) and isinstance(step, str) and step in node.items:
            line, node = node.keys[step], node.items[step]
        elif isinstance(node, yaml.Sequence) and isinstance(step, int) and _holds(node, step):
            node = node.items[step]
            line = node.line
        else:
            return None
    return line


def _holds(sequence: yaml.Sequence, index: int) -> bool:
    return 0 <= index < len(sequence.items)
