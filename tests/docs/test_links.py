"""Every link, anchor and image of the repository's own pages leads to something that exists."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.conftest import ROOT
from tests.docs.pages import PAGES, anchors, name, relative_targets, targets

DRAWINGS = sorted((ROOT / "docs").rglob("*.svg"))
SVG = "{http://www.w3.org/2000/svg}"


def is_on_the_site(page: Path) -> bool:
    """Whether the page is the catalogue's: mkdocs gives its headings other ids, and checks them."""
    return page.parent == ROOT / "docs"


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_and_images_lead_to_files(page: Path) -> None:
    missing = [
        file
        for file, _ in relative_targets(page)
        if not file.exists() or not file.is_relative_to(ROOT)
    ]
    assert not missing


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_fragments_lead_to_headings(page: Path) -> None:
    missing = [
        f"{name(file)}#{fragment}"
        for file, fragment in relative_targets(page)
        if fragment and not is_on_the_site(file) and fragment not in anchors(file)
    ]
    assert not missing


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_no_link_needs_an_unencrypted_connection(page: Path) -> None:
    assert not [target for target in targets(page) if target.startswith("http:")]


@pytest.mark.parametrize("drawing", DRAWINGS, ids=name)
def test_a_drawing_says_what_it_shows_and_runs_nothing(drawing: Path) -> None:
    root = ElementTree.parse(drawing).getroot()
    for element in ("title", "desc"):
        assert (root.findtext(f"{SVG}{element}") or "").strip()
    assert not list(root.iter(f"{SVG}script"))
    assert not [key for e in root.iter() for key in e.attrib if key.startswith("on")]


def test_every_maintainers_page_is_reached_from_the_readme() -> None:
    seen: set[Path] = set()
    waiting = [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page not in seen and page.suffix == ".md" and page.is_file():
            seen.add(page)
            waiting.extend(file for file, _ in relative_targets(page))
    lost = [name(page) for page in PAGES if page not in seen and not is_on_the_site(page)]
    assert not lost
