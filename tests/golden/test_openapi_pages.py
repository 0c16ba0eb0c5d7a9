"""Golden pages: each kind of page of an OpenAPI API, for one small spec that uses most there is.

Read every line of a changed page before you accept it: pytest tests/golden --snapshot-update
"""

from datetime import date
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from generator import pipeline
from generator.workspace import Workspace
from tests.golden.test_pages import Html

CATALOG = """
catalog: {title: API-katalog}
versions: [{major: 1, released: 2025-04-01}, {major: 2, released: 2026-04-14}]
apis: [{id: rom, name: Romutleie, status: production, spec: rom.yaml}]
"""
SPEC = Path(__file__).with_name("rom.yaml")
PAGES = [
    "index",
    "operasjoner/index",
    "operasjoner/hent-rom",
    "operasjoner/lei-ut",
    "tagger/rom",
    "skjemaer/Rom",
    "skjemaer/Dyr",
    "skjemaer/Bygg",
    "felles/response-ikkefunnet-b0ffb5181b",
    "sikkerhet/innlogging",
]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder: Path = tmp_path_factory.mktemp("golden")
    (folder / "catalog.yaml").write_text(CATALOG, encoding="utf-8")
    (folder / "rom.yaml").write_bytes(SPEC.read_bytes())
    edition = pipeline.read(Workspace(folder / "catalog.yaml"), date(2026, 5, 1))
    said = pipeline.words(edition)
    shelves = pipeline.shelves(edition, pipeline.specs(edition), said)
    return {page.path: page.html for page in pipeline.pages(edition, shelves, said)}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.replace("/", "-"))
def test_page_as_accepted(page: str, pages: dict[str, str], snapshot: SnapshotAssertion) -> None:
    assert pages[f"rom/{page}.html"] == snapshot(extension_class=Html)
