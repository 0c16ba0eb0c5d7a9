"""The theme's own script: on a site only where its mkdocs.yml asks for what the script does."""

import re
from pathlib import Path

import pytest

from tests.conftest import Apikatalog
from tests.site.builders import DOCS, catalogue

FEATURES = "theme: {features: [navigation.top]}\n"
SEARCH = "plugins: {search: {}}\n"
OWN = "extra_javascript: [egen.js]\n"
PAGES = ("index.html", "tilgang.html", "emner/typer/Emne.html", "en/index.html", "404.html")
SCRIPT = re.compile(r'<script[^>]* src="([^"]+)"')


def built(folder: Path, settings: str, apikatalog: Apikatalog) -> Path:
    catalog = catalogue(folder, {**DOCS, "egen.js": "// Egen.\n"})
    with (folder / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write(settings)
    run = apikatalog("build", "--quiet", "--catalog", catalog, "--out", folder / "site")
    assert run.returncode == 0, run.stderr
    return folder / "site"


def scripts(site: Path, page: str) -> list[str]:
    """The names of the scripts a page loads; each must be there."""
    folder = (site / page).parent
    loaded = SCRIPT.findall((site / page).read_text(encoding="utf-8"))
    for address in loaded:
        file = site / address[1:] if address.startswith("/") else folder / address
        assert file.is_file(), (page, address)
    return [address.rpartition("/")[2] for address in loaded]


def of_the_theme(names: list[str]) -> list[str]:
    return [name for name in names if name.startswith("bundle.")]


def test_where_nobody_asks_it_is_neither_loaded_nor_published(
    tmp_path: Path, apikatalog: Apikatalog
) -> None:
    site = built(tmp_path, OWN, apikatalog)
    for page in PAGES:
        names = scripts(site, page)
        assert of_the_theme(names) == []
        assert {"katalog.js", "egen.js"} <= set(names)
        assert "__config" not in (site / page).read_text(encoding="utf-8")
    assert not (site / "assets/javascripts").exists()


@pytest.mark.parametrize("settings", [FEATURES, SEARCH], ids=["feature", "search"])
def test_where_a_feature_or_the_search_asks_every_page_loads_it(
    settings: str, tmp_path: Path, apikatalog: Apikatalog
) -> None:
    site = built(tmp_path, settings + OWN, apikatalog)
    for page in PAGES:
        names = scripts(site, page)
        assert len(of_the_theme(names)) == 1
        assert {"katalog.js", "egen.js"} <= set(names)
        assert 'id="__config"' in (site / page).read_text(encoding="utf-8")
    assert (site / "assets/javascripts/workers").exists() == (settings == SEARCH)


def test_no_built_file_holds_what_a_date_in_pythons_own_form_would(
    tmp_path: Path, apikatalog: Apikatalog
) -> None:
    site = built(tmp_path, "", apikatalog)
    files = [file for file in site.rglob("*") if file.is_file()]
    assert '<time dateTime="' in (site / "index.html").read_text(encoding="utf-8")
    assert [file for file in files if b"datetime" in file.read_bytes()] == []
