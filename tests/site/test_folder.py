"""The same pages in two shells: a reader is told the same, at the same addresses."""

from datetime import date
from pathlib import Path

import pytest

from generator import pipeline
from generator.site.folder import write_folder
from generator.workspace import Workspace
from tests.conftest import Apikatalog
from tests.site.builders import Read, catalogue, text

DAY = "2026-05-01"


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory, apikatalog: Apikatalog) -> tuple[Path, Path]:
    """The site of one catalogue, as the site builder makes it and in the bare shell."""
    folder = tmp_path_factory.mktemp("shells")
    catalog = catalogue(folder)
    built = apikatalog(
        *("build", "--quiet", "--catalog", catalog),
        *("--as-of", DAY, "--out", folder / "built"),
    )
    assert built.returncode == 0, built.stderr
    edition = pipeline.read(Workspace(catalog), date.fromisoformat(DAY))
    write_folder(edition, folder / "bare")
    return folder / "built", folder / "bare"


def pages(site: Path) -> set[str]:
    return {file.relative_to(site).as_posix() for file in site.rglob("*.html")} - {"404.html"}


def test_the_shells_hold_the_same_pages_with_the_same_text_and_anchors(
    both: tuple[Path, Path],
) -> None:
    built, bare = both
    assert pages(built) == pages(bare)
    assert {"index.html", "kontrakter.html", "en/emner/typer/Emne.html"} <= pages(bare)
    for path in pages(bare):
        one, other = Read(built / path), Read(bare / path)
        assert len(text(other.main)) > 20, path
        assert text(one.main) == text(other.main), path
        assert one.ids == other.ids, path
        assert (one.title, one.language) == (other.title, other.language), path


def test_the_shells_have_the_same_menu_languages_and_contents(both: tuple[Path, Path]) -> None:
    built, bare = both
    for path in ("emner/typer/Emne.html", "en/index.html"):
        one, other = Read(built / path), Read(bare / path)
        for name in ("Innhold", "Contents", "Språk", "Language", "På denne siden", "On this page"):
            has = [n.get("aria-label") for n in one.root.iter("nav")].count(name)
            if not has:
                continue
            links = [
                [
                    (text(a), a.get("href"), a.get("lang"), a.get("aria-current"))
                    for a in page.nav(name)
                ]
                for page in (one, other)
            ]
            assert links[0] == links[1], (path, name)
            if name in ("Språk", "Language"):
                assert len(links[0]) == 3


def test_every_link_of_the_bare_shell_leads_somewhere(both: tuple[Path, Path]) -> None:
    _, bare = both
    for path in pages(bare):
        page = Read(bare / path)
        for link in page.root.iter("a"):
            href = str(link.get("href"))
            if href.startswith(("http:", "https:", "mailto:")):
                continue
            target = page.leads_to(link) if not href.startswith("#") else page.file
            anchor = href.partition("#")[2]
            assert target.is_file(), (path, href)
            if anchor:
                assert anchor in ["hovedinnhold", *Read(target).ids], (path, href)


def test_the_bare_shell_says_who_and_as_of_when(both: tuple[Path, Path]) -> None:
    _, bare = both
    said = {
        folder: text(next(Read(bare / folder / "index.html").root.iter("footer")))
        for folder in ("", "nn", "en")
    }
    assert said[""] == "Gjelder per 1. mai 2026. Eier: Sikt Tilgjengelighet"
    assert said["en"].startswith("As of 1 May 2026.")
    assert said["nn"].startswith("Gjeld per 1. mai 2026.")
