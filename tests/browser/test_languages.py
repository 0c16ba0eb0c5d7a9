"""The choice of language in a browser: it keeps the page, the place in it and the query."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import served
from tests.conftest import Apikatalog
from tests.site.builders import DOCS, catalogue

pytestmark = pytest.mark.browser

TYPE = "emner/typer/Emne.html"
SUMMARY = ".katalog-languages summary"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, apikatalog: Apikatalog) -> Path:
    folder = tmp_path_factory.mktemp("switch")
    catalog = catalogue(folder, DOCS)
    built = apikatalog(
        *("build", "--quiet", "--catalog", catalog),
        *("--as-of", "2026-05-01", "--out", folder / "site"),
    )
    assert built.returncode == 0, built.stderr
    return folder / "site"


@pytest.fixture(scope="module", params=["http", "file"])
def root(request: pytest.FixtureRequest, site: Path) -> Iterator[str]:
    """Where the site is: on a server, below a folder, or on disk."""
    if request.param == "file":
        yield site.as_uri()
        return
    with served(site.parent) as address:
        yield f"{address}/{site.name}"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    opened = context.new_page()
    heard: list[str] = []
    opened.on("console", lambda message: heard.append(message.text))
    opened.on("pageerror", lambda error: heard.append(str(error)))
    yield opened
    context.close()
    assert heard == []


def choose(page: Page, language: str) -> None:
    page.locator(SUMMARY).click()
    page.get_by_role("navigation", name="Språk").or_(
        page.get_by_role("navigation", name="Language")
    ).get_by_role("link", name=language, exact=True).click()


def test_the_place_and_the_query_are_kept(page: Page, root: str) -> None:
    page.goto(f"{root}/{TYPE}?q=kode#Emne.navn")
    choose(page, "English")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.url == f"{root}/en/{TYPE}?q=kode#Emne.navn"
    expect(page.locator("[id='Emne.navn']")).to_be_visible()
    choose(page, "Nynorsk")
    expect(page.locator("html")).to_have_attribute("lang", "nn")
    assert page.url == f"{root}/nn/{TYPE}?q=kode#Emne.navn"
    choose(page, "Bokmål")
    expect(page.locator("html")).to_have_attribute("lang", "nb")
    assert page.url == f"{root}/{TYPE}?q=kode#Emne.navn"


def test_a_place_reached_on_the_page_itself_is_kept(page: Page, root: str) -> None:
    page.goto(f"{root}/en/{TYPE}")
    page.evaluate("location.hash = 'Emne.kode'")
    choose(page, "Bokmål")
    expect(page.locator("html")).to_have_attribute("lang", "nb")
    assert page.url == f"{root}/{TYPE}#Emne.kode"


def test_the_keyboard_opens_chooses_and_closes(page: Page, root: str) -> None:
    page.goto(f"{root}/tilgang.html")
    summary = page.locator(SUMMARY)
    links = page.locator(".katalog-languages a")
    assert summary.inner_text().strip() == "Bokmål"
    summary.focus()
    page.keyboard.press("Enter")
    expect(links.first).to_be_visible()
    page.keyboard.press("Escape")
    expect(links.first).to_be_hidden()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    page.keyboard.press("Enter")
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.url == f"{root}/en/tilgang.html"


def test_without_scripts_the_languages_are_links_to_the_same_page(
    browser: Browser, root: str
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(f"{root}/{TYPE}")
    choose(page, "English")
    expect(page.get_by_role("link", name="Skip to content")).to_have_count(1)
    assert page.url == f"{root}/en/{TYPE}"
    context.close()


def test_the_open_list_fits_a_narrow_screen(browser: Browser, root: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(f"{root}/en/{TYPE}")
    page.locator(SUMMARY).click()
    for link in page.locator(".katalog-languages a").all():
        box = link.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 320
        assert box["height"] >= 24
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()
