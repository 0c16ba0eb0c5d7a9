"""Every kind of page against the rules of axe: WCAG 2.2 A and AA, and good practice."""

from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opened

pytestmark = pytest.mark.browser

AXE = files("axe_playwright_python") / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """async rules => {
  const about = { resultTypes: ["violations"], runOnly: { type: "tag", values: rules } };
  const { violations } = await axe.run(document, about);
  return violations.flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.html}`));
}"""
OPEN_ALL = "document.querySelectorAll('main details').forEach(details => { details.open = true; })"
KINDS = {
    "front": "index.html",
    "hand-written": "tilgang.html",
    "contracts": "kontrakter.html",
    "accessibility": "tilgjengelighet.html",
    "API": "fs-graphql/index.html",
    "API of operations": "gemini/index.html",
    "operations by tag": "gemini/operasjoner/index.html",
    "operation": "gemini/operasjoner/hent-emner.html",
    "operation with callbacks": "fsws-studrapp/operasjoner/abonner.html",
    "tag": "fsws-studrapp/tagger/index.html",
    "schema": "gemini/skjemaer/Emne.html",
    "way in": "gemini/sikkerhet/maskinporten.html",
    "operations by service": "fsws-bas-soap/operasjoner/index.html",
    "operation of a service": "fsws-bas-soap/operasjoner/FswsBas.BasPort.hentPerson.html",
    "service": "fsws-bas-soap/tjenester/FswsBas.html",
    "port": "fsws-bas-soap/tjenester/FswsBas.BasPort.html",
    "element": "fsws-bas-soap/elementer/hentPerson.html",
    "complex type": "fsws-bas-soap/typer/Person.html",
    "simple type": "fsws-bas-soap/typer/Persontype.html",
    "retired API": "fsws-bas-soap/index.html",
    "section": "fs-graphql/typer/index.html",
    "index": "fs-graphql/indeks/index.html",
    "object": "fs-graphql/typer/Emne.html",
    "interface": "fs-graphql/typer/Node.html",
    "union": "fs-graphql/typer/EmnebeskrivelseError.html",
    "enum": "fs-graphql/typer/Emnetype.html",
    "input": "fs-graphql/typer/EmneFilterInput.html",
    "scalar": "fs-graphql/typer/BigDecimal.html",
    "directive": "fs-graphql/direktiver/spraak.html",
    "query": "en/fs-graphql/sporringer/emner.html",
    "mutation": "nn/fs-graphql/mutasjoner/meldOppTilVurdering.html",
    "deviations": "fs-graphql/avvik/index.html",
    "list of deviations": "fs-graphql/avvik/beta.html",
    "removals": "fs-graphql/fjernes.html",
    "not found": "no/such/page.html",
}


def faults(page: Page, width: int) -> list[Any]:
    page.set_viewport_size({"width": width, "height": 800})
    found = page.evaluate(RUN, RULES)
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)
def test_a_kind_of_page_in_light_and_dark_wide_and_narrow(
    path: str, opened: Opened, own_host: str
) -> None:
    page = opened(path, site=own_host, color_scheme="light", reduced_motion="reduce")
    page.evaluate(OPEN_ALL)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert faults(page, 320) == []
    page.emulate_media(color_scheme="dark")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    assert faults(page, 1280) == []


def test_the_rules_find_what_is_wrong(opened: Opened) -> None:
    page = opened("index.html")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    page.evaluate("document.querySelector('main').append(document.createElement('input'))")
    assert any("label" in fault for fault in faults(page, 1280))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_with_the_drawer_open_and_with_a_place_marked(scheme: str, opened: Opened) -> None:
    page = opened("fs-graphql/typer/Emne.html#Emne.kode", reduced_motion="reduce")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    page.emulate_media(color_scheme="light" if scheme == "light" else "dark")
    expect(page.locator(".md-sidebar--secondary [aria-current]")).to_have_text("kode")
    assert faults(page, 1280) == []
    page.set_viewport_size({"width": 390, "height": 800})
    page.locator("header label[for=__drawer]").click()
    expect(page.locator(".md-sidebar--primary [aria-current]")).to_be_focused()
    assert faults(page, 390) == []


@pytest.mark.parametrize("level", ["production", "beta"])
def test_with_a_level_chosen_and_hits_shown(level: str, opened: Opened) -> None:
    page = opened(f"fs-graphql/typer/Emne.html?vis={level}", reduced_motion="reduce")
    page.keyboard.press("/")
    page.keyboard.type("emne")
    expect(page.locator("[data-katalog-panel] a").first).to_be_visible()
    page.evaluate(AXE.read_text(encoding="utf-8"))
    for width in (320, 1280):
        assert faults(page, width) == []
