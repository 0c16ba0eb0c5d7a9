"""Following the pages gives what they say it gives."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Apikatalog
from tests.docs.pages import MAINTAINERS, examples

Run = Callable[..., list[str]]
START = MAINTAINERS / "getting-started.md"
RECOGNISERS = MAINTAINERS / "recognisers.md"


@pytest.fixture
def run(tmp_path: Path, apikatalog: Apikatalog) -> Run:
    """Runs a verb on the smallest catalogue of the page, and returns the lines it printed."""
    _, catalog = next(examples(START, "yaml"))
    _, spec = next(examples(START, "graphql"))
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs" / "library.graphql").write_text(spec, encoding="utf-8")
    (tmp_path / "catalog.yaml").write_text(catalog, encoding="utf-8")

    def lines(*arguments: str) -> list[str]:
        about = ("--catalog", tmp_path / "catalog.yaml", "--as-of", "2026-11-23")
        done = apikatalog(*arguments, *about)
        assert done.returncode == 0, done.stderr
        return done.stdout.splitlines()

    return lines


def test_the_first_finding_is_the_one_shown(run: Run) -> None:
    _, shown = next(examples(START, "text"))
    assert run("check") == shown.splitlines()


def test_explain_prints_what_is_taken_apart(run: Run) -> None:
    """More lines may be printed than the page shows; what it shows is all there, in that order."""
    (shown,) = (text for _, text in examples(RECOGNISERS, "text") if text.startswith("Shelf.floor"))
    printed = iter(run("explain", "library", "Shelf.floor"))
    missing = [line for line in shown.splitlines() if line not in printed]
    assert not missing
