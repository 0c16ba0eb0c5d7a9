"""The real FS schema from one day to the next, against what is known of it."""

import json
import re
from collections import Counter
from collections.abc import Sequence

import pytest

from generator.diff.change import Change
from tests.conftest import shared
from tests.diff.snapshots import changes, content

pytestmark = pytest.mark.real
_ARGUMENT = re.compile(r"(\w+\.\w+)\.(\w+)")


@pytest.fixture(scope="module")
def found() -> Sequence[Change]:
    folder = shared("specs/sikt/fs-graphql")
    old, new = (
        content(name, (folder / name).read_bytes())
        for name in ("fs-2024-09-19.graphql", "fs-2024-09-20.graphql")
    )
    return changes(old, new)


@pytest.fixture(scope="module")
def known() -> dict[str, list[dict[str, str]]]:
    file = shared("specs/sikt/fs-graphql/contract_breakage-2024-09-19__2024-09-20.json")
    read: dict[str, list[dict[str, str]]] = json.loads(file.read_text("utf-8"))
    return read


def test_every_known_break_is_found_with_its_status(
    found: Sequence[Change], known: dict[str, list[dict[str, str]]]
) -> None:
    told: dict[str, list[Change]] = {}
    for change in found:
        if change.level.value == "breaking":
            for coordinate in (change.coordinate, *change.affected):
                told.setdefault(coordinate, []).append(change)
    assert len(known["breaking"]) == 118
    for item in known["breaking"]:
        path = item["path"]
        meant = told.get(path) or told.get(_ARGUMENT.sub(r"\1(\2:)", path))
        assert meant, path
        assert {change.old_status for change in meant} == {"experimental"}, path


def test_every_promotion_is_found_and_no_demotion(
    found: Sequence[Change], known: dict[str, list[dict[str, str]]]
) -> None:
    moved = [change for change in found if change.rule.startswith("status-")]
    assert Counter((c.old_status, c.new_status) for c in moved) == {
        ("experimental", "beta"): 40,
        ("experimental", "production"): 26,
    }
    promoted = {re.sub(r"[(:)]", "", c.coordinate.replace("(", ".")) for c in moved}
    assert promoted == {
        re.sub(r"[(:)]", "", item["path"].replace("(", ".")) for item in known["status_changes"]
    }
