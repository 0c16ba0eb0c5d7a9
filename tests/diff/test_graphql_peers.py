"""The cases of other GraphQL tools: where we and graphql-js differ on what breaks a client."""

import json

import pytest

from tests.conftest import shared
from tests.diff.graphql_peers import whole
from tests.diff.snapshots import changes, content

pytestmark = pytest.mark.real

DIFFERENT = {
    ("enum.test.ts", "value removed"): "the enum is in answers only: no client sends the value",
    ("directive.test.ts", "changed"): "an argument of a directive must be given now",
    ("rules/safe-unreachable.test.ts", "removed type"): "no operation reaches it",
    ("rules/safe-unreachable.test.ts", "removed scalar"): "no operation reaches it",
    ("findBreakingChanges-test.ts", "should detect if a directive argument was removed"): (
        "a directive of schemas, which no client writes"
    ),
    ("test_find_breaking_changes.py", "should_detect_if_a_directive_was_explicitly_removed"): (
        "a directive of schemas, which no client writes"
    ),
}
"""Why, by file and test; docs/decisions/changes.md has the principles."""


def _is_breaking(base: str, revision: str) -> bool:
    """Whether something is breaking besides the fields of the query that `whole` adds."""
    found = changes(content("a.graphql", whole(base)), content("a.graphql", whole(revision)))
    return any(
        not coordinate.startswith("Query._")
        for change in found
        if change.level.value == "breaking"
        for coordinate in (change.coordinate, *change.affected)
    )


def test_we_agree_with_graphql_js_but_where_we_say_why() -> None:
    cases = json.loads(shared("peers/graphql_cases.json").read_text("utf-8"))
    different = set()
    for case in cases:
        is_theirs = bool((case["expected"].get("graphql_js") or {}).get("breaking"))
        if _is_breaking(case["base"], case["revision"]) is not is_theirs:
            different.add((case["file"], case["test"]))
    assert len(cases) == 121
    assert different == set(DIFFERENT)
