"""What a reader of an API that is over sees on each kind of page, in each language."""

import shutil
import tempfile
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest

from generator import pipeline
from generator.render.page import Page
from generator.workspace import Workspace
from tests.conftest import ROOT

CATALOG = """
catalog: {title: K, languages: [nb, nn, en]}
apis:
  - {id: ny, name: FS GraphQL, status: production}
  - id: bas
    name: FSWS-BAS
    status: {status: retiring, after: 2025-03-31}
    spec: bas
    replaced_by: [ny]
"""
OVERVIEW, OPERATION, TYPE = (
    "bas/index.html",
    "bas/operasjoner/FswsBas.BasPort.hentPerson.html",
    "bas/typer/Person.html",
)
SAID = {
    "nb": (
        "API-et ble avviklet 31. mars 2025, og ingen kontrakt gjelder lenger."
        " Bruk FS GraphQL i stedet.",
        "Avviklet 31. mars 2025",
        "Ingen kontrakt gjelder lenger: delen kan endres eller forsvinne uten varsel.",
        "API-et er avviklet, så ikke regn med at kallet blir besvart.",
    ),
    "nn": (
        "API-et blei avvikla 31. mars 2025, og ingen kontrakt gjeld lenger."
        " Bruk FS GraphQL i staden.",
        "Avvikla 31. mars 2025",
        "Ingen kontrakt gjeld lenger: delen kan bli endra eller bli borte utan varsel.",
        "API-et er avvikla, så ikkje rekn med at kallet blir svara på.",
    ),
    "en": (
        "The API was retired on 31 March 2025, and no contract holds any longer."
        " Use FS GraphQL instead.",
        "Retired 31 March 2025",
        "No contract holds any longer: the part may change or disappear without notice.",
        "The API has been retired, so do not count on an answer to this call.",
    ),
}


def pages(language: str, day: date) -> dict[str, Page]:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "catalog.yaml").write_text(CATALOG, encoding="utf-8")
        shutil.copytree(ROOT / "specs" / "fsws-bas-soap" / "2024-09-02", Path(folder, "bas"))
        of = pipeline.read(Workspace(Path(folder, "catalog.yaml")), day)
        said = pipeline.words(of, language)
        shelves = pipeline.shelves(of, pipeline.specs(of), said)
        found = [pipeline.catalogue_pages(of, shelves, said).front()]
        found.extend(pipeline.pages(of, shelves, said))
        return {page.path: page for page in found}


@pytest.fixture(scope="module", params=["nb", "nn", "en"])
def over(request: pytest.FixtureRequest) -> tuple[dict[str, Page], tuple[str, ...]]:
    """The pages on a day on which the API has been over for long, and what they say."""
    return pages(request.param, date(2026, 11, 23)), SAID[request.param]


Over = tuple[dict[str, Page], tuple[str, ...]]


def main(page: Page) -> Element:
    found: Element = html5lib.parse(page.html, namespaceHTMLElements=False)
    return found


def words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def test_every_page_says_that_it_is_over_and_links_to_what_takes_over(over: Over) -> None:
    made, (banner, *_) = over
    paths = [path for path in made if path.startswith("bas/")]
    assert {OVERVIEW, OPERATION, TYPE} <= set(paths)
    for path in paths:
        boxes = [e for e in main(made[path]).iter("div") if e.get("class") == "deprecated"]
        assert words(boxes[0]) == banner, path
        (link,) = boxes[0].iter("a")
        assert link.get("href") == "../" * path.count("/") + "ny/index.html", path


def test_a_part_is_as_its_api_and_promised_nothing(over: Over) -> None:
    made, (_, status, promise, _) = over
    for path in (OPERATION, TYPE):
        page = main(made[path])
        standings = [words(e) for e in page.iter("p") if e.get("class") == "standing"]
        assert standings
        assert all(said.startswith(status) for said in standings), path
        (said,) = (e for e in page.iter("p") if e.get("class") == "promise")
        assert words(said) == promise, path
    assert not [e for e in main(made[OVERVIEW]).iter("p") if e.get("class") == "promise"]


def test_no_badge_on_the_pages_promises_more(over: Over) -> None:
    made, _ = over
    for path, page in made.items():
        if path.startswith("bas/"):
            chips = [e.get("class", "") for e in main(page).iter() if "chip" in e.get("class", "")]
            assert all("chip--retired" in chip for chip in chips), path


def test_samples_stay_and_warn(over: Over) -> None:
    made, (*_, warning) = over
    for path in (OVERVIEW, OPERATION):
        text = words(main(made[path]))
        assert text.count(warning) == 1, path
        assert text.index(warning) < text.index("<soap:Envelope"), path
        assert "curl" in text


def test_the_front_page_lists_it_last_with_the_day_and_what_takes_over(over: Over) -> None:
    made, (_, status, *_) = over
    rows = [e for e in main(made["index.html"]).iter("div") if e.get("class") == "api"]
    last = words(rows[-1])
    assert "FSWS-BAS" in last
    assert status in last
    (link,) = (a for a in rows[-1].iter("a") if words(a) == "FS GraphQL")
    assert link.get("href") == "ny/index.html"


def test_until_its_last_day_nothing_of_this_is_said() -> None:
    made = pages("nb", date(2025, 3, 31))
    _, status, promise, warning = SAID["nb"]
    for path in (OVERVIEW, OPERATION, TYPE):
        text = words(main(made[path]))
        assert "API-et avvikles. Siste dag er 31. mars 2025. Bruk FS GraphQL i stedet." in text
        assert not [said for said in (status, promise, warning) if said in text], path
    endret = words(main(made[TYPE]))
    assert "merket med <contract-status>" in endret
