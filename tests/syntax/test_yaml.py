"""YAML is read as it is written, with lines, and never grows beyond its limits."""

import time

import pytest
import yaml as pyyaml
from hypothesis import given
from hypothesis import strategies as st

from generator.syntax import yaml

TEXTS = st.text(st.characters(codec="utf-8"), max_size=20)
VALUES = st.recursive(
    TEXTS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3)
)


def entries(content: str) -> yaml.Entries:
    node = yaml.parse(content.encode())
    assert isinstance(node, yaml.Entries)
    return node


def fault(content: bytes) -> yaml.YamlError:
    with pytest.raises(yaml.YamlError) as caught:
        yaml.parse(content)
    return caught.value


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("no", "no"),
        ("Yes", "Yes"),
        ("on", "on"),
        ("0123", "0123"),
        ("0x1F", "0x1F"),
        ("12:30:45", "12:30:45"),
        ("1.10", "1.10"),
        ("1_000", "1_000"),
        ("2025-03-31", "2025-03-31"),
        ("12", 12),
        ("-7", -7),
        ("0", 0),
        ("'12'", "12"),
        ('"12"', "12"),
        ("true", True),
        ("false", False),
        ("'true'", "true"),
        ("null", None),
        ("~", None),
        ("", None),
        ("''", ""),
        ("'null'", "null"),
        ("|\n  12\n", "12\n"),
        ('"\\u00e6"', "æ"),
    ],
)
def test_a_scalar_is_what_was_written(written: str, value: object) -> None:
    read = yaml.plain(entries(f"key: {written}"))
    assert isinstance(read, dict)
    assert (read["key"], type(read["key"])) == (value, type(value))


@pytest.mark.parametrize(
    "written",
    [
        "!!python/object/apply:os.getcwd []",
        "!!python/object:pathlib.Path {}",
        "!Sub [a, b]",
        "!!set {a, b}",
        "!!binary YQ==",
        "!!timestamp 2025-03-31",
        "!!int '12'",
        "!!str 12",
    ],
)
def test_a_tag_builds_nothing(written: str) -> None:
    without = written.partition(" ")[2]
    text = without if without[0] in "[{" else f"'{without.strip(chr(39))}'"
    read = yaml.plain(entries(f"key: {written}"))
    assert read == yaml.plain(entries(f"key: {text}"))


def test_keys_are_texts_and_keep_the_order_of_the_file() -> None:
    assert list(entries("no: 1\n0123: 2\ntrue: 3\n2025-03-31: 4\n").items) == [
        "no",
        "0123",
        "true",
        "2025-03-31",
    ]


def test_a_merge_key_is_a_plain_key() -> None:
    read = yaml.plain(entries("base: &base {a: 1}\nother:\n  <<: *base\n  b: 2\n"))
    assert read == {"base": {"a": 1}, "other": {"<<": {"a": 1}, "b": 2}}


def test_keys_and_values_have_their_own_lines() -> None:
    node = entries("# first\n\none: 1\ntwo:\n  - a\n  - three:\n      b\nfour: >\n  long\n  text\n")
    two = node.items["two"]
    assert isinstance(two, yaml.Sequence)
    inner = two.items[1]
    assert isinstance(inner, yaml.Entries)
    assert node.line == 3
    assert dict(node.keys) == {"one": 3, "two": 4, "four": 8}
    assert (two.line, [item.line for item in two.items]) == (5, [5, 6])
    assert (inner.keys["three"], inner.items["three"].line) == (6, 7)


def test_a_value_that_an_alias_repeats_keeps_the_line_where_it_stands() -> None:
    node = entries("one: &x\n  deep: 1\ntwo: *x\n")
    two = node.items["two"]
    assert isinstance(two, yaml.Entries)
    assert (node.keys["two"], two.keys["deep"]) == (3, 2)


def test_a_byte_order_mark_is_no_part_of_the_first_key() -> None:
    assert yaml.plain(yaml.parse(b"\xef\xbb\xbfkey: 1\n")) == {"key": 1}


@given(VALUES)
def test_what_is_written_with_quotes_comes_back(value: object) -> None:
    written = pyyaml.safe_dump(value, default_style='"', allow_unicode=True)
    assert yaml.plain(yaml.parse(written.encode())) == value


@pytest.mark.parametrize(
    ("content", "line", "says"),
    [
        pytest.param(b"", 1, "empty", id="empty file"),
        pytest.param(b"# nothing\n\n", 1, "empty", id="only a comment"),
        pytest.param(b"a: 1\nb: 2\na: 3\n", 3, "'a' stands twice, first on line 1", id="key twice"),
        pytest.param(b"x:\n  a: 1\n  'a': 2\n", 3, "'a' stands twice", id="key twice, quoted"),
        pytest.param(b"a: 1\n---\nb: 2\n", 2, "more than one document", id="two documents"),
        pytest.param(b"a: 1\nb: \xff\nc: 3\n", 2, "UTF-8", id="latin-1"),
        pytest.param("\ufeffa: 1\n".encode("utf-16-le"), 1, "UTF-8", id="utf-16"),
        pytest.param(b"a: 1\nb: \x07\nc: 3\n", 2, "character", id="control character"),
        pytest.param(
            "a: ææææææææææææææææ\nb: \x07\nc: 3\nd: 4\n".encode(),
            2,
            "character",
            id="control character after letters of two bytes",
        ),
        pytest.param(b"a: 1\n\tb: 2\n", 2, "", id="tab"),
        pytest.param(b"a: 1\nb: [1, 2\n", 3, "", id="open bracket"),
        pytest.param(b"a: 1\nb: *gone\n", 2, "*gone", id="alias of nothing"),
        pytest.param(b"a: 1\nb: &b\n  - *b\n", 3, "*b", id="alias of what holds it"),
        pytest.param(b"a: 1\n? [b, c]\n: 2\n", 2, "key", id="key that is a list"),
        pytest.param(b"a: &a b\n*a : 2\n", 2, "key", id="key that is an alias"),
    ],
)
def test_a_fault_is_told_with_its_line(content: bytes, line: int, says: str) -> None:
    error = fault(content)
    assert (error.line, says in error.problem) == (line, True), error


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "[{a: "])
def test_thirty_thousand_nested_values_are_refused(opening: str) -> None:
    assert "nested" in fault(opening.encode() * 30_000).problem


def test_the_greatest_depth_is_allowed_and_one_more_is_not() -> None:
    deepest = yaml.MAX_DEPTH
    assert yaml.plain(yaml.parse(b"[" * deepest + b"x" + b"]" * deepest))
    assert "nested" in fault(b"[" * (deepest + 1) + b"x" + b"]" * (deepest + 1)).problem


def _chain(length: int) -> bytes:
    """`length` lists, each inside the next by an alias, in a list of their own."""
    links = [f"- &l{n} [*l{n - 1}]\n" for n in range(2, length + 1)]
    return ("- &l1 [x]\n" + "".join(links)).encode()


def test_depth_counts_through_aliases() -> None:
    longest = yaml.MAX_DEPTH - 1
    yaml.parse(_chain(longest))
    error = fault(_chain(longest + 1))
    assert ("nested" in error.problem, error.line) == (True, longest + 1)


def _bomb(levels: int, *, maps: bool) -> bytes:
    """Ten times the level before on every level: 10^`levels` values in a few hundred bytes."""
    lines = ["l0: &l0 x"]
    for level in range(1, levels + 1):
        before = f"*l{level - 1}"
        inner = ", ".join(f"k{n}: {before}" if maps else before for n in range(10))
        lines.append(f"l{level}: &l{level} " + ("{%s}" if maps else "[%s]") % inner)
    return "\n".join(lines).encode()


@pytest.mark.parametrize("maps", [False, True], ids=["lists", "mappings"])
def test_an_alias_bomb_is_refused_at_once(*, maps: bool) -> None:
    before = time.monotonic()
    error = fault(_bomb(9, maps=maps))
    assert "values" in error.problem
    assert time.monotonic() - before < 1


def test_an_alias_counts_each_time_it_is_used() -> None:
    many = yaml.MAX_NODES // 1000 - 10
    repeated = b"- &thousand [" + b"x, " * 999 + b"]\n"
    yaml.parse(repeated + b"- *thousand\n" * many)
    assert "values" in fault(repeated + b"- *thousand\n" * (many + 20)).problem


def test_a_file_that_is_too_large_is_not_parsed() -> None:
    assert "bytes" in fault(b"#" * (yaml.MAX_BYTES + 1)).problem
    assert "empty" in fault(b"#" * yaml.MAX_BYTES).problem
