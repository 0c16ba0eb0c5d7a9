"""What is not valid is told from what is, one operation at a time."""

import pytest
from graphql import build_schema

from generator.formats.graphql.operations import accepts, valid_operations

SCHEMA = build_schema("type Query { a(n: Int): ID b: T } type T { c: ID }")
GOOD = ("query A($n: Int) { a(n: $n) }", "query B { b { c } }")


@pytest.mark.parametrize(
    "wrong",
    [
        "query A { d }",
        "query A { b }",
        "query A($n: ID) { a(n: $n) }",
        "query A($n: Int) { a }",
        "query A($n: Int, $n: Int) { a(n: $n) }",
        "query A { x: a(n: 1) x: a(n: 2) }",
        "query A { b { ...F } }",
        "query A {",
        "",
    ],
)
def test_a_wrong_operation_takes_none_of_the_others_with_it(wrong: str) -> None:
    assert set(valid_operations(SCHEMA, [GOOD[0], wrong, GOOD[1]])) == set(GOOD)


def test_operations_of_one_name_do_not_stand_in_each_others_way() -> None:
    texts = [*GOOD, "query A { a }"]
    found = valid_operations(SCHEMA, texts)
    assert list(found) == texts
    assert [node.name.value for node in found.values() if node.name] == ["A", "B", "A"]


@pytest.mark.parametrize("variables", [{"n": 1}, {}, {"n": None}])
def test_variables_of_their_types_are_accepted(variables: dict[str, object]) -> None:
    (operation,) = valid_operations(SCHEMA, [GOOD[0]]).values()
    assert accepts(SCHEMA, operation, variables)


@pytest.mark.parametrize("variables", [{"n": "1"}, {"n": 1.5}, {"n": {}}])
def test_variables_of_other_types_are_not(variables: dict[str, object]) -> None:
    (operation,) = valid_operations(SCHEMA, [GOOD[0]]).values()
    assert not accepts(SCHEMA, operation, variables)
