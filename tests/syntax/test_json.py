"""JSON is read within limits, without what RFC 8259 leaves open, and faults have lines."""

import json as stdlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.syntax import json

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=10,
)


def fault(content: bytes) -> json.JsonError:
    with pytest.raises(json.JsonError) as caught:
        json.parse(content)
    return caught.value


@given(VALUES, st.sampled_from([None, 1]))
def test_what_is_written_comes_back(value: object, indent: int | None) -> None:
    assert json.parse(stdlib.dumps(value, indent=indent).encode()) == value


def test_a_byte_order_mark_is_allowed() -> None:
    assert json.parse(b'\xef\xbb\xbf{"a": 1}') == {"a": 1}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ('{"a": 1, "a": 2}', "'a'"),
        ('{"b": [{"x": {"a": 1, "c": 2, "a": 1}}]}', "'a'"),
        ('{"a": 1, "\\u0061": 2}', "'a'"),
        ("NaN", "NaN"),
        ('{"a": [Infinity]}', "Infinity"),
        ('{"a": -Infinity}', "-Infinity"),
    ],
)
def test_what_rfc_8259_leaves_open_is_refused(content: str, says: str) -> None:
    assert says in fault(content.encode()).problem


def test_the_same_name_in_two_objects_is_no_duplicate() -> None:
    assert json.parse(b'{"a": {"a": 1}, "b": [{"a": 2}, {"a": 3}]}') == {
        "a": {"a": 1},
        "b": [{"a": 2}, {"a": 3}],
    }


@pytest.mark.parametrize(
    ("content", "line"),
    [
        pytest.param(b'{\n"a": 1,\n"b": }\n', 3, id="value missing"),
        pytest.param(b'{\n"a": 1,\n\n', 4, id="cut off"),
        pytest.param(b'{"a": 1}\n{"b": 2}\n', 2, id="two values"),
        pytest.param(b'{"a":\n"\x01"}', 2, id="control character"),
        pytest.param(b'{"a": 1,\n"b": "\xe5"}\n', 2, id="latin-1"),
        pytest.param(b"", 1, id="empty file"),
    ],
)
def test_a_fault_is_told_with_its_line(content: bytes, line: int) -> None:
    assert fault(content).line == line


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b'{\n"a": 1,\n"a": 2\n}', id="name twice"),
        pytest.param(b'{\n\t"a": 1,\n\t"a": 2\n}', id="name twice, tabs"),
        pytest.param(b'{"a": "\\ud83d\\ude00",\n\n"a": 2\n}', id="name twice, surrogate pair"),
        pytest.param(b'{"a": 1,\n\n"b": NaN\n}', id="NaN"),
    ],
)
def test_what_is_refused_is_told_with_its_line(content: bytes) -> None:
    assert fault(content).line == 3


@pytest.mark.parametrize("digits", [4301, 100_000])
def test_a_number_of_very_many_digits_is_refused(digits: int) -> None:
    assert fault(b'{"a": ' + b"1" * digits + b"}").line == 1


def _nested(depth: int, innermost: bytes = b"1") -> bytes:
    return b"[" * depth + innermost + b"]" * depth


@pytest.mark.parametrize(
    "string",
    [
        pytest.param(b'""', id="empty"),
        pytest.param(b'"' + b"[{" * 300 + b'"', id="brackets"),
        pytest.param(b'"\\"' + b"[{" * 300 + b'"', id="brackets after an escaped quote"),
        pytest.param(b'"\\\\", "' + b"[{" * 300 + b'"', id="a string that ends in a backslash"),
    ],
)
def test_depth_counts_outside_strings_up_to_the_limit(string: bytes) -> None:
    assert json.parse(b"[" + string + b", " + _nested(json.MAX_DEPTH - 1) + b"]")
    assert "nested" in fault(b"[" + string + b", " + _nested(json.MAX_DEPTH) + b"]").problem


def test_closing_brackets_in_a_string_do_not_make_room() -> None:
    content = b'["' + b"]" * 1_000 + b'", ' + _nested(json.MAX_DEPTH) + b"]"
    assert "nested" in fault(content).problem


@pytest.mark.parametrize("opening", [b"[", b'{"a":', b'[{"a":'], ids=repr)
def test_thirty_thousand_nested_values_are_refused(opening: bytes) -> None:
    assert "nested" in fault(opening * 30_000).problem


def test_a_duplicate_among_very_many_names_is_found() -> None:
    names = ",\n".join(f'"{n}": 0' for n in [*range(20_000), 19_999])
    found = fault(f"{{{names}}}".encode())
    assert "'19999'" in found.problem
    assert found.line == 20_001


def test_a_file_that_is_too_large_is_not_parsed() -> None:
    assert "bytes" in fault(b" " * (json.MAX_BYTES + 1)).problem
