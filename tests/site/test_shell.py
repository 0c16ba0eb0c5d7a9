"""What the theme puts around a page: the menu is always there, and the markup is valid."""

import re
from pathlib import Path

import pytest

from tests.conftest import Apikatalog
from tests.site.builders import DOCS, Read, catalogue, links, text

PAGES = ("index.html", "emner/typer/Emne.html", "kontrakter.html", "404.html")
LOOSE_LABEL = re.compile(r'<label[^>]* for="([^"]+)"')


@pytest.fixture(scope="module", params=[None, DOCS], ids=["generated alone", "with docs"])
def site(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    apikatalog: Apikatalog,
) -> Path:
    folder = tmp_path_factory.mktemp("shell")
    out = folder / "site"
    catalog = catalogue(folder, request.param)
    built = apikatalog(
        "build", "--quiet", "--catalog", catalog, "--as-of", "2026-05-01", "--out", out
    )
    assert built.returncode == 0, built.stderr
    return out


@pytest.mark.parametrize("path", PAGES)
def test_the_menu_leads_to_contracts_and_apis_from_every_page(site: Path, path: str) -> None:
    menu = [text(link) for link in Read(site / path).nav("Innhold")]
    assert {"Forside", "Kontrakter", "Emner", "Gammelt"} <= set(menu)


@pytest.mark.parametrize("path", PAGES)
def test_every_label_is_that_of_a_control_and_no_check_box_is_completed(
    site: Path, path: str
) -> None:
    html = (site / path).read_text(encoding="utf-8")
    wanted = set(LOOSE_LABEL.findall(html))
    assert "__drawer" in wanted
    assert {name for name in wanted if html.count(f'id="{name}"') != 1} == set()
    boxes = [tag for tag in re.findall(r"<input[^>]*>", html) if 'type="checkbox"' in tag]
    assert boxes
    assert [box for box in boxes if "autocomplete" in box] == []


def test_the_page_for_what_is_not_found_says_so_and_leads_home(site: Path) -> None:
    page = Read(site / "404.html")
    assert "Siden finnes ikke" in text(page.main)
    assert "Forside" in links(page.main)
