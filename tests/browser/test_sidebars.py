"""The menu and the contents list: as high as the window, the place in them, and the drawer."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from tests.browser.conftest import Opened
from tests.conftest import Apikatalog
from tests.site.builders import DOCS, catalogue

pytestmark = pytest.mark.browser

TYPE_PAGE = "fs-graphql/typer/Emne.html"
LISTS = (".md-sidebar--primary", ".md-sidebar--secondary")
PHONE = ViewportSize(width=390, height=700)
WIDE_AND_LOW = ViewportSize(width=1280, height=400)
DRAWER = "#__drawer"
WITH_AND_WITHOUT = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])


def box(locator: Locator) -> dict[str, float]:
    found = locator.bounding_box()
    assert found is not None
    return {"y": found["y"], "bottom": found["y"] + found["height"]}


def menu(page: Page) -> Locator:
    return page.locator(".md-sidebar--primary nav a")


def in_drawer(page: Page) -> bool:
    inside = page.evaluate("!!document.activeElement.closest('.md-sidebar--primary')")
    assert isinstance(inside, bool)
    return inside


@WITH_AND_WITHOUT
@pytest.mark.parametrize("to", ["0", "600", "document.body.scrollHeight"])
def test_long_lists_stay_between_header_and_the_end_of_the_window_and_scroll(
    scripts: bool,  # noqa: FBT001  # pytest gives it
    to: str,
    opened: Opened,
) -> None:
    page = opened(TYPE_PAGE, java_script_enabled=scripts, viewport=WIDE_AND_LOW)
    page.evaluate(f"scrollTo(0, {to})")
    header = box(page.locator(".md-header"))
    for css in LISTS:
        around = page.locator(f"{css} .md-sidebar__scrollwrap")
        assert header["bottom"] - 1 <= box(around)["y"], css
        assert box(around)["bottom"] <= WIDE_AND_LOW["height"], css
        last = page.locator(f"{css} nav a").last
        around.evaluate("list => list.scrollTo(0, list.scrollHeight)")
        assert header["bottom"] < box(last)["y"], css
        assert box(last)["bottom"] <= WIDE_AND_LOW["height"], css


def test_the_menu_shows_where_one_is_however_long_it_is(opened: Opened) -> None:
    page = opened("fsws-bas-soap/index.html", viewport={"width": 1280, "height": 320})
    current = page.locator(".md-sidebar--primary [aria-current]")
    expect(current).to_be_in_viewport(ratio=1)
    assert page.evaluate("scrollY") == 0


def test_the_contents_list_marks_the_place_and_shows_it(opened: Opened) -> None:
    page = opened(f"{TYPE_PAGE}#Emne.iscedFKode", viewport=WIDE_AND_LOW)
    marked = page.locator(".md-sidebar--secondary [aria-current=location]")
    expect(marked).to_have_text("iscedFKode")
    expect(marked).to_be_in_viewport(ratio=1)
    page.evaluate("location.hash = 'Emne.kode'")
    expect(marked).to_have_text("kode")
    expect(marked).to_be_in_viewport(ratio=1)
    page.evaluate("scrollTo(0, 0)")
    expect(marked).to_have_count(0)


def test_the_header_names_the_page_when_its_title_is_out_of_sight(opened: Opened) -> None:
    page = opened(TYPE_PAGE, viewport=WIDE_AND_LOW, reduced_motion="reduce")
    site, here = page.locator(".md-header__topic").all()
    expect(site).to_have_css("opacity", "1")
    expect(here).to_have_css("opacity", "0")
    page.evaluate("scrollTo(0, 600)")
    expect(here).to_have_css("opacity", "1")
    expect(here).to_have_text("Emne")
    page.evaluate("scrollTo(0, 0)")
    expect(here).to_have_css("opacity", "0")


def test_the_drawer_takes_the_focus_and_gives_it_back(opened: Opened) -> None:
    page = opened(TYPE_PAGE, viewport=PHONE)
    opener, current = page.locator(DRAWER), menu(page).and_(page.locator("[aria-current]"))
    expect(current).to_be_hidden()
    for key in ("Enter", "Space"):
        opener.focus()
        page.keyboard.press(key)
        expect(current).to_be_focused()
        expect(current).to_be_in_viewport(ratio=1)
        page.keyboard.press("Escape")
        expect(opener).to_be_focused()
        expect(current).to_be_hidden()


def test_the_drawer_closes_behind_whoever_leaves_it(opened: Opened, own_site: Path) -> None:
    page = opened(TYPE_PAGE, viewport=PHONE, reduced_motion="reduce")
    opener = page.locator(DRAWER)
    page.locator("header label[for=__drawer]").click()
    menu(page).last.focus()
    page.keyboard.press("Tab")
    assert not in_drawer(page)
    expect(opener).not_to_be_checked()
    page.locator("header label[for=__drawer]").click()
    page.mouse.click(PHONE["width"] - 20, PHONE["height"] / 2)
    expect(opener).not_to_be_checked()
    expect(opener).to_be_focused()
    page.locator("header label[for=__drawer]").click()
    menu(page).first.click()
    page.wait_for_url(f"{own_site.as_uri()}/index.html")
    page.go_back()
    expect(opener).not_to_be_checked()


def test_without_scripts_the_keyboard_opens_the_drawer_and_a_closed_one_is_no_stop(
    opened: Opened,
) -> None:
    page = opened(TYPE_PAGE, viewport=PHONE, java_script_enabled=False, reduced_motion="reduce")
    opener = page.locator(DRAWER)
    page.keyboard.press("Tab")
    expect(page.locator(".md-skip")).to_be_focused()
    page.keyboard.press("Tab")
    expect(opener).to_be_focused()
    for _ in range(5):
        page.keyboard.press("Tab")
        assert not in_drawer(page)
    opener.focus()
    page.keyboard.press("Space")
    expect(menu(page).first).to_be_in_viewport(ratio=1)


def test_a_link_to_what_is_folded_opens_it_also_where_the_browser_does_not(opened: Opened) -> None:
    page = opened(f"{TYPE_PAGE}#Emne.kode")
    page.evaluate(
        "document.querySelector('main details:not([open])').append("
        "document.querySelector(':target'))"
    )
    target = page.locator("[id='Emne.kode']")
    expect(target).to_be_hidden()
    page.evaluate("dispatchEvent(new Event('hashchange'))")
    expect(target).to_be_in_viewport()


def test_what_is_folded_opens_for_paper_and_closes_again(opened: Opened) -> None:
    page = opened(TYPE_PAGE)
    folded = page.locator("main details:not([open])")
    before = folded.count()
    assert before > 1
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(folded).to_have_count(0)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(folded).to_have_count(before)


@pytest.fixture(scope="module")
def with_features(tmp_path_factory: pytest.TempPathFactory, apikatalog: Apikatalog) -> str:
    """The address of a site whose mkdocs.yml asks for a feature of the theme."""
    folder = tmp_path_factory.mktemp("features")
    catalog = catalogue(folder, DOCS)
    with (folder / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write("theme: {features: [navigation.top]}\n")
    run = apikatalog("build", "--quiet", "--catalog", catalog, "--out", folder / "site")
    assert run.returncode == 0, run.stderr
    return (folder / "site").as_uri()


def test_with_the_themes_script_colours_and_drawer_answer_as_well(
    with_features: str, browser: Browser
) -> None:
    context = browser.new_context(viewport=PHONE, color_scheme="light", reduced_motion="reduce")
    page = context.new_page()
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.goto(f"{with_features}/tilgang.html")
    expect(page.locator("html")).to_contain_class("js")
    for scheme in ("default", "slate"):
        page.locator("[data-md-component=palette] label").locator("visible=true").click()
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", scheme)
    page.locator("header label[for=__drawer]").click()
    expect(menu(page).and_(page.locator("[aria-current]"))).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(DRAWER)).to_be_focused()
    context.close()
    assert heard == []
