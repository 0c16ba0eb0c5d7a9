"""What scripts add to a page: the level selector, buttons that copy; and tabs, which need none."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Opened

pytestmark = pytest.mark.browser

TYPE_PAGE = "fs-graphql/typer/Emne.html"
QUERY_PAGE = "fs-graphql/sporringer/emner.html"
EXPERIMENTAL = "Emne.navnKort"
LEVELS = "[data-levels]"
CONTENTS = ".md-sidebar--secondary"


def part(page: Page, coordinate: str) -> Locator:
    return page.locator(f"main [id='{coordinate}']")


def choose(page: Page, level: str) -> None:
    page.locator(f"{LEVELS} input[value={level}]").check()


def test_a_level_cuts_parts_counts_contents_and_stands_in_the_address(opened: Opened) -> None:
    page = opened(TYPE_PAGE)
    listed = page.locator(CONTENTS).get_by_role("link", name="navnKort", exact=True)
    expect(part(page, EXPERIMENTAL)).to_be_visible()
    expect(listed).to_be_visible()
    choose(page, "beta")
    expect(part(page, EXPERIMENTAL)).to_be_hidden()
    expect(listed).to_be_hidden()
    expect(part(page, "Emne.kode")).to_be_visible()
    shown = page.locator("main .part").locator("visible=true").count()
    total = page.locator("main .part").count()
    expect(page.locator("[id='-felter']")).to_contain_text(f"({shown} / {total})")
    assert 0 < shown < total
    assert page.url.endswith("?vis=beta")
    choose(page, "experimental")
    expect(part(page, EXPERIMENTAL)).to_be_visible()
    assert "vis=" not in page.url


def test_a_level_is_remembered_from_disk_and_an_address_has_the_last_word(
    opened: Opened, own_site: Path
) -> None:
    page = opened(TYPE_PAGE)
    choose(page, "production")
    page.goto(f"{own_site.as_uri()}/{QUERY_PAGE}")
    expect(page.locator(f"{LEVELS} input[value=production]")).to_be_checked()
    assert page.url.endswith("?vis=production")
    page.goto(f"{own_site.as_uri()}/{QUERY_PAGE}?vis=beta")
    expect(page.locator(f"{LEVELS} input[value=beta]")).to_be_checked()


def test_of_the_samples_that_of_the_chosen_level_is_shown(opened: Opened) -> None:
    page = opened(QUERY_PAGE)
    samples = page.locator("[data-sample]")
    assert samples.count() == 3
    for number, level in enumerate(("production", "beta")):
        choose(page, level)
        assert [sample.is_visible() for sample in samples.all()] == [
            which == number for which in range(3)
        ]
        expect(samples.nth(number).locator("pre").first).to_be_visible()
    choose(page, "experimental")
    assert all(sample.is_visible() for sample in samples.all())


def test_a_link_to_a_part_that_the_level_hides_shows_it(opened: Opened) -> None:
    page = opened(f"{TYPE_PAGE}?vis=production#{EXPERIMENTAL}")
    expect(part(page, EXPERIMENTAL)).to_be_in_viewport()
    expect(part(page, "Emne.beskrivelser")).to_have_count(1)
    hidden = page.locator("main .part[hidden]")
    assert hidden.count() > 0


@pytest.mark.parametrize("where", ["http", "file"])
def test_what_a_button_copies_is_what_stands_beside_it(
    where: str, opened: Opened, own_host: str, own_site: Path
) -> None:
    site = {"http": own_host, "file": own_site.as_uri()}[where]
    page = opened(QUERY_PAGE, site=site, permissions=["clipboard-read", "clipboard-write"])
    if where == "file":
        page.evaluate("void (navigator.clipboard.writeText = () => Promise.reject())")
    block = page.locator("[data-sample] .copyable").first
    for button, text in (
        (page.locator(".coordinate .copy"), "Query.emner"),
        (block.locator(".copy"), block.locator("pre").text_content()),
    ):
        button.click()
        expect(button).to_have_text("Kopiert")
        expect(button).to_be_focused()
        assert page.evaluate("navigator.clipboard.readText()") == text


@pytest.mark.parametrize("scripts", [True, False])
def test_tabs_answer_to_the_keyboard_with_and_without_scripts(
    scripts: bool,  # noqa: FBT001  # pytest gives it
    opened: Opened,
) -> None:
    page = opened(QUERY_PAGE, java_script_enabled=scripts)
    tabs = page.locator("[data-sample] .tabs").first
    panels = tabs.locator("> .panel")
    assert [panel.is_visible() for panel in panels.all()] == [True, False, False]
    tabs.get_by_role("radio", name="curl").focus()
    page.keyboard.press("ArrowRight")
    expect(tabs.get_by_role("radio", name="Python")).to_be_checked()
    assert [panel.is_visible() for panel in panels.all()] == [False, True, False]


def test_printed_a_page_shows_every_tab_and_what_is_folded_and_no_controls(opened: Opened) -> None:
    page = opened(QUERY_PAGE)
    page.emulate_media(media="print")
    panels, source = page.locator("main .panel"), page.locator("main .spec pre")
    assert panels.count() == 9
    assert all(panel.is_visible() for panel in panels.all())
    expect(source).to_be_visible()
    for control in (LEVELS, ".copy", "header", ".md-sidebar", ".tabs > label"):
        assert page.locator(control).locator("visible=true").count() == 0, control
