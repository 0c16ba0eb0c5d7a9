"""JSON and YAML give the same plain data, as written, and every key and item has its line."""

import json as stdlib
import pickle
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.syntax import source
from generator.syntax.number import Number
from tests.conftest import shared

TEXTS = st.text(st.characters(codec="utf-8"), max_size=6)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


def value(content: str) -> object:
    return source.parse(content.encode()).value


def fault(content: bytes) -> source.SourceError:
    with pytest.raises(source.SourceError) as caught:
        source.parse(content)
    return caught.value


@pytest.mark.parametrize("written", ["1.10", "0.50", "-0.0", "1E3", "1e-07", "12345678901234567.5"])
@pytest.mark.parametrize("around", ['{"n": %s}', "n: %s\n"], ids=["JSON", "YAML"])
def test_a_number_counts_as_one_and_prints_as_written(written: str, around: str) -> None:
    read = value(around % written)
    assert isinstance(read, dict)
    number = read["n"]
    assert isinstance(number, Number)
    assert (str(number), f"{number}", number) == (written, written, float(written))
    assert type(pickle.loads(pickle.dumps(number))) is float  # what validators know


@pytest.mark.parametrize("around", ['{"n": %s}', "n: %s\n"], ids=["JSON", "YAML"])
@pytest.mark.parametrize(
    "written", ["9007199254740993", "18446744073709551616", "-123456789012345678901234567890", "0"]
)
def test_a_whole_number_keeps_every_digit(written: str, around: str) -> None:
    read = value(around % written)
    assert isinstance(read, dict)
    assert (type(read["n"]), str(read["n"])) == (int, written)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("no", "no"),
        ("0123", "0123"),
        ("0x1F", "0x1F"),
        ("12:30:45", "12:30:45"),
        ("2025-03-31", "2025-03-31"),
        ("1.2.3", "1.2.3"),
        ("1_000", "1_000"),
        ("01.5", "01.5"),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("e3", "e3"),
        ("+", "+"),
        (".", "."),
        ("true", True),
        ("false", False),
        ("~", None),
        ("null", None),
        ("", None),
        ("+12", 12),
        ("'12'", "12"),
        ("'1.5'", "1.5"),
        ("!!str 12", "12"),
        ("<<", "<<"),
        (".5", 0.5),
        ("+1.", 1.0),
    ],
)
def test_yaml_is_read_by_the_core_schema(written: str, read: object) -> None:
    found = value(f"key: {written}\n")
    assert isinstance(found, dict)
    assert found["key"] == read
    assert isinstance(found["key"], type(read))


def test_a_merge_key_is_a_plain_key() -> None:
    assert value("a: &a {x: 1}\nb:\n  <<: *a\n") == {"a": {"x": 1}, "b": {"<<": {"x": 1}}}


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-be", "utf-32-be"]
)
@pytest.mark.parametrize("content", ["name: Blåbær\n", '{"name": "Blåbær"}'])
def test_every_encoding_of_yaml_is_read(encoding: str, content: str) -> None:
    mark = "\ufeff" if encoding.endswith("be") else ""
    assert source.parse((mark + content).encode(encoding)).value == {"name": "Blåbær"}


@pytest.mark.parametrize(
    ("content", "name", "line"),
    [
        pytest.param("a: 1\nb: bær\n".encode("latin-1"), "UTF-8", 2, id="ISO 8859-1"),
        pytest.param('{"a":\n"b\xe6r"}'.encode("latin-1"), "UTF-8", 2, id="ISO 8859-1, JSON"),
        pytest.param("a: 1\nb: 2\n".encode("utf-16") + b"\x00", "UTF-16", 3, id="UTF-16 cut"),
    ],
)
def test_another_encoding_is_named_and_never_guessed(content: bytes, name: str, line: int) -> None:
    assert (fault(content).problem, fault(content).line) == (f"not {name}", line)


@pytest.mark.parametrize(
    ("content", "line", "says"),
    [
        pytest.param(b'{\n"a": 1,\n"b" 2}\n', 3, "Expecting ':'", id="broken JSON"),
        pytest.param(b'{\n"a": 1,\n"b": 2', 3, "Expecting", id="JSON cut off"),
        pytest.param(b"{\n  a: 1,\n  b: [2\n}\n", 4, "did not find", id="broken flow style"),
        pytest.param(b"a: 1\nb: [2\n", 3, "", id="broken YAML"),
        pytest.param(b'{\n"a": NaN}', 2, "NaN", id="NaN"),
        pytest.param(b'{"a":\n-Infinity}', 2, "Infinity", id="Infinity"),
        pytest.param(b'{"a": 1,\n"a": 2}', 2, "stands twice", id="name twice in JSON"),
        pytest.param(b"a: 1\nb: 2\na: 3\n", 3, "stands twice", id="key twice in YAML"),
        pytest.param(b'{"a": "\x00"}', 1, "control character", id="NUL in JSON"),
        pytest.param(b"a: 1\nb: \x00\n", 2, "character", id="NUL in YAML"),
        pytest.param(b"", 1, "empty", id="empty file"),
        pytest.param(b'{"a": ' + b"1" * 5000 + b"}", 1, "digits", id="digits in JSON"),
        pytest.param(b"a: 1\nb: " + b"1" * 5000, 2, "digits", id="digits in YAML"),
        pytest.param(b"[" * 50_000, 1, "nested", id="deep JSON"),
        pytest.param(b"- " * 50_000, 1, "nested", id="deep YAML"),
        pytest.param(b"{a: " * 50_000, 1, "nested", id="deep flow style"),
        pytest.param(b"a: 1\nb: !!python/name:os.system\n", 2, "python/name", id="Python tag"),
        pytest.param(b"a: !<tag:example.org,2020:x> 1\n", 1, "example.org", id="foreign tag"),
        pytest.param(b"%TAG !e! tag:example.org:\n---\na: !e!x 1\n", 3, "example", id="handle"),
        pytest.param(b"!!python/name:os.system a: 1\n", 1, "python/name", id="tag of a key"),
        pytest.param(b" " * (source.MAX_BYTES + 1), 1, "bytes", id="too large"),
    ],
)
def test_what_is_refused_is_told_with_its_line(content: bytes, line: int, says: str) -> None:
    error = fault(content)
    assert (error.line, says in error.problem) == (line, True), error


def test_json_with_a_comma_too_many_is_yaml() -> None:
    assert value('{"a": [1, 2,],}') == {"a": [1, 2]}


def test_halves_of_surrogate_pairs_are_replaced_also_in_names() -> None:
    read = source.parse(b'{\n"a\\ud800": ["\\udc00x",\n"\\ud83d\\ude00"]}')
    assert read.value == {"a\ufffd": ["\ufffdx", "\U0001f600"]}
    assert read.line(["a\ufffd", 1]) == 3


def test_names_that_differ_in_a_half_alone_are_one_name_twice() -> None:
    assert "twice" in fault(b'{"a\\ud800": 1, "a\\ud801": 2}').problem


def test_local_tags_keep_what_they_stand_before() -> None:
    read = source.parse(b"a: !Sub '${x}/y'\nb:\n  - !GetAtt Pool.Arn\n  - !Join ['', [c, d]]\n")
    assert read.value == {"a": "${x}/y", "b": ["Pool.Arn", ["", ["c", "d"]]]}
    assert [(tag.name, tag.line) for tag in read.tags] == [
        ("!Sub", 1),
        ("!GetAtt", 3),
        ("!Join", 4),
    ]


def test_tags_of_yaml_itself_are_none() -> None:
    assert source.parse(b"a: !!str 1\nb: !!timestamp 2025-03-31\nc: ! x\n").tags == ()


JSON_LINES = r"""
{
  "info": {"title": "a \" { [ b", "x-empty": {}, "version": "1"},
  "paths": {
    "/a/{id}": {
      "get": {"tags": ["x", "y",
                       ["deep", {"k\u0065y":
                          "value, :"}]], "n": [1, -2.5e3, true,
                       null]
      }
    },
    "/b"
      :
      {}
  },
  "last": [
  ]
}
"""

YAML_LINES = """\
# comment
info: {title: "a", version: 1}
paths:
  /a:
    get:
      tags:
        - x
        -
          - y
          - key:
              long
"""


@pytest.mark.parametrize(
    ("content", "path", "line"),
    [
        (JSON_LINES, (), 2),
        (JSON_LINES, ("info",), 3),
        (JSON_LINES, ("info", "version"), 3),
        (JSON_LINES, ("paths",), 4),
        (JSON_LINES, ("paths", "/a/{id}"), 5),
        (JSON_LINES, ("paths", "/a/{id}", "get", "tags", 1), 6),
        (JSON_LINES, ("paths", "/a/{id}", "get", "tags", 2), 7),
        (JSON_LINES, ("paths", "/a/{id}", "get", "tags", 2, 1, "key"), 7),
        (JSON_LINES, ("paths", "/a/{id}", "get", "n"), 8),
        (JSON_LINES, ("paths", "/a/{id}", "get", "n", 3), 9),
        (JSON_LINES, ("paths", "/b"), 12),
        (JSON_LINES, ("last",), 16),
        (JSON_LINES, ("last", 0), None),
        (JSON_LINES, ("paths", "/c"), None),
        (JSON_LINES, ("info", "title", 0), None),
        (JSON_LINES, ("paths", "/a/{id}", "get", "n", "0"), None),
        (YAML_LINES, (), 2),
        (YAML_LINES, ("info", "version"), 2),
        (YAML_LINES, ("paths", "/a", "get"), 5),
        (YAML_LINES, ("paths", "/a", "get", "tags", 1), 9),
        (YAML_LINES, ("paths", "/a", "get", "tags", 1, 1, "key"), 10),
        (YAML_LINES, ("paths", "/a", "get", "tags", 2), None),
        (YAML_LINES, ("paths", "/a", "get", "tags", -1), None),
        (YAML_LINES, ("paths", "x"), None),
        (YAML_LINES, ("paths", 0), None),
        ('{"a": {"b": 1}}\n', ("a", "b"), None),
        ("{a: {b: 1}}\n", ("a", "b"), None),
    ],
)
def test_a_key_or_item_stands_on_its_line(
    content: str, path: tuple[str | int, ...], line: int | None
) -> None:
    assert source.parse(content.encode()).line(path) == line


def _places(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """The paths of all names and items, in the order of the file."""
    inner: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        inner = list(value.items())
    elif isinstance(value, list):
        inner = list(enumerate(value))
    return [p for step, item in inner for p in ((*path, step), *_places(item, (*path, step)))]


@given(written=st.dictionaries(TEXTS, VALUES, min_size=1, max_size=4), escaped=st.booleans())
def test_in_json_with_one_entry_a_line_each_entry_has_its_line(
    written: dict[str, object], *, escaped: bool
) -> None:
    content = stdlib.dumps(written, indent=1, ensure_ascii=escaped)
    read = source.parse(content.encode())
    assert read.value == written
    lines = [read.line(path) for path in _places(written)]
    closing = [n for n, line in enumerate(content.split("\n"), 1) if re.match(r"\s*[\]}],?$", line)]
    assert lines == [n for n in range(2, content.count("\n") + 2) if n not in closing]


@pytest.mark.parametrize(
    ("case", "says"),
    [
        ("p27-yaml-alias-bomb", "alias"),
        ("p28-yaml-merge-bomb", "alias"),
        ("p29-yaml-deep", "nested"),
        ("p30-yaml-python-tag", "python/object"),
        ("p31-yaml-duplicate-keys", "twice"),
        ("p35-latin1", "not UTF-8"),
        ("p36-nul-byte", "control character"),
        ("p38-json-nan", "NaN"),
    ],
)
def test_a_hostile_file_is_refused(case: str, says: str) -> None:
    (spec,) = shared(f"hostile/cases/{case}").glob("openapi.*")
    assert says in fault(spec.read_bytes()).problem


@pytest.mark.parametrize(
    ("case", "texts"),
    [
        ("p32-yaml-implicit-types", ["2025-03-31", "12:30:45", "0123", "2024-12-24"]),
        ("p33-bom-crlf", ["Blåbærsyltetøy"]),
        ("p34-utf16", ["Blåbærsyltetøy"]),
        ("p37-escaped-controls", ["VISIBLE-OP", "\ufffd"]),
        ("p39-big-integers", ["123456789012345678901234567890", "18446744073709551616"]),
    ],
)
def test_an_odd_file_is_read_as_written(case: str, texts: list[str]) -> None:
    (spec,) = shared(f"hostile/cases/{case}").glob("openapi.*")
    read = str(source.parse(spec.read_bytes()).value)
    read.encode()
    assert [text for text in texts if text not in read] == []
