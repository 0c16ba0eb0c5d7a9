"""The repository's own snapshots compared: with themselves, there and back, in all languages."""

import json
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from generator.diff.change import Change
from generator.formats import Bundle, Document, all_formats
from generator.pipeline import texts
from generator.reading import Content, content_of
from generator.report import changes as report
from generator.workspace import Snapshot
from tests.conftest import ROOT, Apikatalog
from tests.diff.snapshots import API, PROMISES, changes

FOLDERS = sorted(path for path in (ROOT / "specs").glob("*/????-??-??"))


def _content(folder: Path) -> Content:
    documents = [
        Document(file=str(path.relative_to(ROOT)), content=path.read_bytes())
        for path in sorted(folder.rglob("*.*"))
    ]
    names = {document.file: document.content for document in documents}
    snapshot = Snapshot(day=None, documents=Bundle(documents, names.get))
    return content_of(API, snapshot, (), PROMISES)[0]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda f: f"{f.parent.name}@{f.name}")
def test_a_snapshot_has_not_changed_since_itself(folder: Path) -> None:
    assert changes(_content(folder), _content(folder)) == ()


PAIRS = [(old, new) for old, new in pairwise(FOLDERS) if old.parent == new.parent]


def _both_ways(old: Path, new: Path) -> tuple[Sequence[Change], Sequence[Change]]:
    before, after = _content(old), _content(new)
    return changes(before, after), changes(after, before)


@pytest.mark.parametrize(("old", "new"), PAIRS, ids=lambda f: f"{f.parent.name}@{f.name}")
def test_there_and_back_name_the_same_parts(old: Path, new: Path) -> None:
    there, back = _both_ways(old, new)
    assert there
    assert _named(there) == _named(back)


def _named(found: Sequence[Change]) -> set[str]:
    """The parts told or told with another, but for entry points, which are only led to."""
    renamed = {c.arguments["new"] for c in found if c.rule == "part-renamed-likely"}
    return {c.coordinate for c in found if c.rule != "part-renamed-likely"} - {
        str(n) for n in renamed
    }


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_change_can_be_said(language: str) -> None:
    said = texts(language)
    for old, new in PAIRS:
        for change in _both_ways(old, new)[0]:
            notation = all_formats()[_format(new)].notation
            message = report.message(change, said, notation)
            assert message[-1] in '.:»")' or change.rule == "deprecated"


def _format(folder: Path) -> str:
    return {"fs-graphql": "graphql", "fsws-bas-soap": "wsdl"}.get(folder.parent.name, "openapi")


def test_the_command_prints_what_its_json_promises(apikatalog: Apikatalog) -> None:
    names = "gemini@2025-10-03", "gemini@2026-10-02"
    catalog = ("--catalog", ROOT / "catalog.yaml")
    ran = apikatalog("diff", *names, "--format", "json", *catalog)
    told = json.loads(ran.stdout)
    assert ran.returncode == 0
    assert (told["old"], told["new"]) == names
    assert set(told["changes"][0]) >= {
        "id", "rule", "level", "coordinate", "direction", "old_status", "new_status", "affected",
        "message",
    }  # fmt: skip
    levels = [change["level"] for change in told["changes"]]
    assert told["summary"]["breaking"] == levels.count("breaking") > 0
    assert len({change["id"] for change in told["changes"]}) == len(told["changes"])
    promoted = [c for c in told["changes"] if c["rule"] == "status-strengthened"]
    assert told["summary"]["promoted"] == len(promoted)
    assert {(c["old_status"], c["new_status"]) for c in promoted} >= {("beta", "production")}


def test_two_files_need_no_catalogue(apikatalog: Apikatalog, tmp_path: Path) -> None:
    (tmp_path / "a.graphql").write_text("type Query { a: Int b: Int }")
    (tmp_path / "b.graphql").write_text("type Query { a: Int }")
    ran = apikatalog("diff", tmp_path / "a.graphql", tmp_path / "b.graphql", "--language", "nb")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout == "breaking: Query.b: Fjernet. [production] (part-removed)\n"
    ran = apikatalog("diff", tmp_path / "a.graphql", tmp_path / "b.graphql", "--format", "markdown")
    assert "- `Query.b`: Removed. *(production)*\n" in ran.stdout


@pytest.mark.parametrize(
    ("name", "said"),
    [("gemini@2024-01-01", "2025-10-03, 2026-10-02"), ("gemni@2025-10-03", "gemini")],
)
def test_a_snapshot_that_is_not_there(apikatalog: Apikatalog, name: str, said: str) -> None:
    ran = apikatalog("diff", name, "gemini@2026-10-02", "--catalog", ROOT / "catalog.yaml")
    assert ran.returncode == 2
    assert said in ran.stderr
    assert "Traceback" not in ran.stderr
