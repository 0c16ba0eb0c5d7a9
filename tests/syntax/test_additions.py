"""Entries are written into a text; all that stood there stands there still, in its place."""

import copy
import json
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.syntax import source
from generator.syntax.additions import Path, added, apply

BLOCK = b"""\
# Om API-et
paths:
  /a:            # en kommentar
    get:
      tags: [x]
      parameters:
      - name: felt   # den f\xc3\xb8rste
        in: query
      -   in: path
          name: "id"
      - {name: flyt, in: header}
      - {}
  '/b':
    "post": {summary: "Ny: #1", x-status: old}
"""


def test_yaml_gets_lines_and_keeps_its_comments() -> None:
    made = added(
        BLOCK,
        {
            ("paths", "/a", "get"): {"x-status": "beta", "x-day": "2027-04-01"},
            ("paths", "/a", "get", "parameters", 0): {"x-status": "beta"},
            ("paths", "/a", "get", "parameters", 1): {"x-status": "beta"},
            ("paths", "/a", "get", "parameters", 2): {"x-status": "beta"},
            ("paths", "/a", "get", "parameters", 3): {"x-status": "no"},
            ("paths", "/b", "post"): {"x-status": "beta", "x-map": {"a/b": "beta"}},
        },
    )
    assert (
        made.decode()
        == """\
# Om API-et
paths:
  /a:            # en kommentar
    get:
      x-status: beta
      x-day: "2027-04-01"
      tags: [x]
      parameters:
      - x-status: beta
        name: felt   # den første
        in: query
      -   x-status: beta
          in: path
          name: "id"
      - {x-status: beta, name: flyt, in: header}
      - {x-status: "no"}
  '/b':
    "post": {x-map: {"a/b": "beta"}, summary: "Ny: #1", x-status: beta}
"""
    )


def test_json_gets_lines_of_the_same_form() -> None:
    text = '{\n  "a": {\n    "b": 1.10,\n    "x": [ 1 ]\n  },\n  "c": {}\n}\n'
    made = added(text.encode(), {("a",): {"x-status": "beta", "x": 2}, ("c",): {"é": "b"}})
    assert made.decode() == (
        '{\n  "a": {\n    "x-status": "beta",\n    "b": 1.10,\n    "x": 2\n  },\n'
        '  "c": {"é": "b"}\n}\n'
    )


def test_json_in_one_line_stays_in_one_line() -> None:
    assert added(b'{"a":[{"b":1}]}', {("a", 0): {"x": "y"}}) == b'{"a":[{"x":"y","b":1}]}'


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        ("a:\r\n  b: 1\r\n", ("a",), "a:\r\n  x: beta\r\n  b: 1\r\n"),
        ("a:\n  x:\n  b: 1\n", ("a",), "a:\n  x: beta\n  b: 1\n"),
        ("a:\n  x:\n  - 1\n  - 2\n  b: 1\n", ("a",), "a:\n  x: beta\n  b: 1\n"),
        ("a:\n  x: [1,\n   2]\n  b: 1\n", ("a",), "a:\n  x: beta\n  b: 1\n"),
        ("a: !Sub\n  b: !Ref c\n", ("a",), "a: !Sub\n  x: beta\n  b: !Ref c\n"),
        ("a: &m\n  b: 1\nc: 2\n", ("a",), "a: &m\n  x: beta\n  b: 1\nc: 2\n"),
        ("- - b: 1\n", (0, 0), "- - x: beta\n    b: 1\n"),
        ("{a: {b: 1}}", ("a",), "{a: {x: beta, b: 1}}"),
    ],
)
def test_yaml_in_many_forms(text: str, path: Path, expected: str) -> None:
    assert added(text.encode(), {path: {"x": "beta"}}).decode() == expected


@pytest.mark.parametrize(
    "text",
    [
        "m: &m {b: 1.10}\na: *m\n",  # the alias is another object than what it repeats
        "a:\n  ? b\n  : 1.10\nm: {b: 1.10}\n",
    ],
)
def test_yaml_that_cannot_be_added_to_is_written_anew(text: str) -> None:
    made = source.parse(added(text.encode(), {("a",): {"x": "beta"}})).value
    assert isinstance(made, dict)
    assert made == {"a": {"x": "beta", "b": 1.10}, "m": {"b": 1.10}}
    assert str(made["m"]["b"]) == "1.10"  # type: ignore[index,call-overload]  # just compared


def test_other_encodings_are_read() -> None:
    assert added("a: {b: ø}".encode("utf-16"), {("a",): {"x": "y1"}}) == "a: {x: y1, b: ø}".encode()


KEYS = st.text(st.sampled_from("abx/.{}'\" :#-0ø\\"), max_size=6)
SCALARS = st.one_of(st.none(), st.booleans(), st.integers(-9, 9), KEYS, st.just("yes"))
DATA = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3)),
    max_leaves=12,
)
WRITERS = {
    "json": lambda data: json.dumps(data),
    "indented": lambda data: json.dumps(data, indent=2, ensure_ascii=False),
    "block": lambda data: yaml.safe_dump(data, default_flow_style=False, sort_keys=False),
    "flow": lambda data: yaml.safe_dump(data, default_flow_style=True, sort_keys=False),
    "mixed": lambda data: yaml.safe_dump(data, default_flow_style=None, sort_keys=False),
}


def _objects(data: Any, path: Path = ()) -> list[Path]:
    inner = list(
        data.items()
        if isinstance(data, dict)
        else enumerate(data)
        if isinstance(data, list)
        else ()
    )
    own = [path] if isinstance(data, dict) else []
    return own + [found for key, held in inner for found in _objects(held, (*path, key))]


@given(
    data=st.dictionaries(KEYS, DATA, min_size=1, max_size=4),
    how=st.sampled_from(sorted(WRITERS)),
    chosen=st.data(),
)
def test_what_is_read_again_is_what_was_there_and_the_additions(
    data: dict[str, Any], how: str, chosen: st.DataObject
) -> None:
    text = WRITERS[how](data)
    before = source.parse(text.encode()).value
    paths = chosen.draw(st.lists(st.sampled_from(_objects(before)), unique=True))
    values = st.one_of(st.just("beta"), st.dictionaries(KEYS, st.just("beta"), min_size=1))
    additions = {
        path: chosen.draw(st.dictionaries(st.sampled_from(["x-a", "x-b", "x"]), values, min_size=1))
        for path in paths
    }
    expected = copy.deepcopy(before)
    apply(expected, additions)
    made = added(text.encode(), additions)
    assert source.parse(made).value == expected
    is_in_place = "? " not in text and "&" not in text
    if is_in_place and not any("x" in entries for entries in additions.values()):
        left = iter(made.decode())
        assert all(character in left for character in text), "something that was there is gone"
