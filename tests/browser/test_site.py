"""What only a browser knows: scripts, policies, layout, keyboard and remembered choices."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Opened

pytestmark = pytest.mark.browser

TYPE_PAGE = "fs-graphql/typer/Emne.html"
PAGES = (
    "index.html",
    "fs-graphql/index.html",
    TYPE_PAGE,
    "fs-graphql/sporringer/emner.html",
    "fs-graphql/avvik/index.html",
    "kontrakter.html",
)
MAIN = "#hovedinnhold"
MADE_BY_SCRIPTS = ".copy, [data-levels]"
WITHOUT = "css => document.querySelectorAll(css).forEach(control => control.remove())"
MENU_LINKS = ".md-sidebar--primary nav a"


def scheme(page: Page) -> str | None:
    return page.locator("body").get_attribute("data-md-color-scheme")


def luminance(page: Page, css: str) -> float:
    """How light the body's colour is, from 0 to 1."""
    colour = page.evaluate(f"getComputedStyle(document.body)['{css}']")
    red, green, blue = (int(n) for n in colour.split("(")[1].rstrip(")").split(",")[:3])
    return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255


def test_pages_from_disk_run_without_errors_and_ask_no_one_else(
    browser: Browser, own_site: Path
) -> None:
    heard: list[str] = []
    asked: list[str] = []
    context = browser.new_context()
    page = context.new_page()
    page.on("console", lambda message: heard.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("requestfailed", lambda request: heard.append(f"failed: {request.url}"))
    page.on("request", lambda request: asked.append(request.url))
    page.add_init_script(
        "addEventListener('securitypolicyviolation', e => console.error(e.violatedDirective))"
    )
    for path in PAGES:
        page.goto(f"{own_site.as_uri()}/{path}", wait_until="networkidle")
        assert page.locator(f"{MAIN} h1").count() == 1
    context.close()
    assert heard == []
    assert [url for url in asked if not url.startswith(("file://", "data:"))] == []
    assert len(asked) > len(PAGES)


def test_nothing_is_wider_than_a_narrow_screen(opened: Opened, own_site: Path) -> None:
    longest = max(own_site.glob("fs-graphql/*/*.html"), key=lambda file: len(file.name))
    for path in (*PAGES, longest.relative_to(own_site).as_posix()):
        page = opened(path, viewport={"width": 320, "height": 844})
        assert page.evaluate("innerWidth") == 320
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
        page.evaluate("scrollTo(1000, 0)")
        assert page.evaluate("scrollX") == 0, path


def test_without_scripts_the_text_is_complete_and_the_menu_is_there(opened: Opened) -> None:
    for path in PAGES:
        with_scripts, without = opened(path), opened(path, java_script_enabled=False)
        assert without.locator(MADE_BY_SCRIPTS).locator("visible=true").count() == 0, path
        with_scripts.evaluate(WITHOUT, MADE_BY_SCRIPTS)
        text = without.locator(MAIN).inner_text().split()
        assert len(text) > 40, path
        assert text == with_scripts.locator(MAIN).inner_text().split(), path
        links = without.locator(MENU_LINKS)
        assert links.count() > 10, path
        assert all(link.is_visible() for link in links.all()), path


def test_the_chosen_colours_change_and_are_remembered_on_other_pages(
    opened: Opened, own_site: Path
) -> None:
    page = opened("index.html", color_scheme="light")
    assert scheme(page) == "default"
    toggle = page.locator("header form[data-md-component=palette] label")
    for _ in range(3):
        toggle.locator("visible=true").click()
        if scheme(page) == "slate":
            break
    assert scheme(page) == "slate"
    page.reload()
    assert scheme(page) == "slate"
    page.goto(f"{own_site.as_uri()}/{TYPE_PAGE}")
    assert scheme(page) == "slate"
    assert luminance(page, "background-color") < 0.2


def test_a_deep_link_shows_the_field_below_the_header(opened: Opened) -> None:
    page = opened(f"{TYPE_PAGE}#Emne.kode", viewport={"width": 1000, "height": 400})
    page.wait_for_function("scrollY > 0")
    field = page.locator("[id='Emne.kode']")
    box, header = field.bounding_box(), page.locator(".md-header").bounding_box()
    assert box is not None
    assert header is not None
    assert header["y"] + header["height"] <= box["y"] < 400


def test_dark_pages_for_those_who_prefer_them(opened: Opened) -> None:
    dark = opened(TYPE_PAGE, color_scheme="dark")
    assert scheme(dark) == "slate"
    assert luminance(dark, "background-color") < 0.2
    assert luminance(dark, "color") > 0.6
    assert luminance(opened(TYPE_PAGE, color_scheme="light"), "background-color") > 0.9


def test_the_first_tab_leads_past_the_menu_to_the_content(opened: Opened) -> None:
    page = opened(TYPE_PAGE)
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    assert focused.get_attribute("href") == MAIN
    assert focused.is_visible()
    page.keyboard.press("Enter")
    assert page.evaluate(f"document.activeElement === document.querySelector('{MAIN}')")
    page.keyboard.press("Tab")
    assert page.evaluate(f"document.querySelector('{MAIN}').contains(document.activeElement)")
