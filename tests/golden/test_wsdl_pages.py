"""Golden pages: each kind of page of a WSDL, for one small spec that uses most there is.

Read every line of a changed page before you accept it: pytest tests/golden --snapshot-update
"""

from datetime import date
from pathlib import Path
from shutil import copytree

import pytest
from syrupy.assertion import SnapshotAssertion

from generator import pipeline
from generator.workspace import Workspace
from tests.golden.test_pages import Html

CATALOG = """
catalog: {title: API-katalog}
versions: [{major: 1, released: 2025-04-01}, {major: 2, released: 2026-04-14}]
apis:
  - id: lager
    name: Lager
    status: production
    spec: lager/lager.wsdl
    environments:
      - {name: Produksjon, url: "https://lager.example.no/ws"}
      - {name: Test, url: "https://lager.test.example.no/ws"}
"""
SPEC = Path(__file__).with_name("lager")
PAGES = [
    "index",
    "operasjoner/index",
    "operasjoner/Lagertjeneste.Nord.finnVare",
    "operasjoner/Lagertjeneste.Nord.tell",
    "tjenester/Lagertjeneste",
    "tjenester/Lagertjeneste.Nord",
    "elementer/finnVare",
    "elementer/merke",
    "typer/Vare",
    "typer/Varenummer",
    "typer/Farge",
    "grupper/Mal",
]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder: Path = tmp_path_factory.mktemp("golden")
    (folder / "catalog.yaml").write_text(CATALOG, encoding="utf-8")
    copytree(SPEC, folder / "lager")
    edition = pipeline.read(Workspace(folder / "catalog.yaml"), date(2026, 5, 1))
    said = pipeline.words(edition)
    shelves = pipeline.shelves(edition, pipeline.specs(edition), said)
    return {page.path: page.html for page in pipeline.pages(edition, shelves, said)}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.replace("/", "-"))
def test_page_as_accepted(page: str, pages: dict[str, str], snapshot: SnapshotAssertion) -> None:
    assert pages[f"lager/{page}.html"] == snapshot(extension_class=Html)
