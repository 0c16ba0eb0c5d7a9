"""One tree of pages for each language: the first at the root, the same paths below the others."""

from pathlib import Path

import pytest

from tests.conftest import Apikatalog
from tests.site.builders import DOCS, Read, catalogue, links, text

DAY = "2026-05-01"
LANGUAGES = {"nb": "", "nn": "nn/", "en": "en/"}
NAMES = {"nb": "Bokmål", "nn": "Nynorsk", "en": "English"}
SWITCH = {"nb": "Språk", "nn": "Språk", "en": "Language"}
MENU = {"nb": "Innhold", "nn": "Innhald", "en": "Contents"}
TYPE = "emner/typer/Emne.html"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, apikatalog: Apikatalog) -> Path:
    folder = tmp_path_factory.mktemp("languages")
    catalog = catalogue(folder, DOCS)
    built = apikatalog(
        *("build", "--quiet", "--catalog", catalog),
        *("--as-of", DAY, "--out", folder / "site"),
    )
    assert built.returncode == 0, built.stderr
    assert built.stderr == ""
    return folder / "site"


def paths(folder: Path) -> set[str]:
    return {file.relative_to(folder).as_posix() for file in folder.rglob("*.html")}


def test_every_language_has_the_same_pages(site: Path) -> None:
    first = {path for path in paths(site) if not path.startswith(("nn/", "en/"))} - {"404.html"}
    assert {"index.html", "tilgang.html", "veier/forst.html", "kontrakter.html", TYPE} <= first
    assert paths(site / "nn") == paths(site / "en") == first


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_names_its_language_and_speaks_it(site: Path, language: str) -> None:
    for path in paths(site / LANGUAGES[language]) if language != "nb" else {TYPE, "index.html"}:
        assert Read(site / LANGUAGES[language] / path).language == language, path
    said = {
        "nb": ("Kontrakter - Katalog & kontrakt", "31. mars 2028", "Hopp til innholdet"),
        "nn": (
            "Kontraktar - Katalog og kontrakt på nynorsk",
            "31. mars 2028",
            "Hopp til innhaldet",
        ),
        "en": ("Contracts - Catalogue & contract", "31 March 2028", "Skip to content"),
    }
    title, day, skip = said[language]
    assert Read(site / LANGUAGES[language] / "kontrakter.html").title == title
    page = Read(site / LANGUAGES[language] / "gammelt/index.html")
    assert day in text(page.main)
    assert skip in links(page.root)
    assert links(page.root)[skip].get("href") == "#hovedinnhold"


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_skip_link_a_page(site: Path, language: str) -> None:
    for path in (TYPE, "tilgang.html"):
        classes = [a.get("class") for a in Read(site / LANGUAGES[language] / path).root.iter("a")]
        assert classes.count("md-skip") == 1


def test_the_front_page_says_what_the_catalogue_is_in_each_language(site: Path) -> None:
    said = {"nb": "Alle API-ene.", "nn": "Alle API-ane.", "en": "All the APIs."}
    for language, folder in LANGUAGES.items():
        page = Read(site / folder / "index.html")
        metas = {m.get("name"): m.get("content") for m in page.root.iter("meta")}
        assert metas["description"] == said[language]
    assert Read(site / "en/index.html").title == "Catalogue & contract"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", [TYPE, "tilgang.html", "index.html", "emner/indeks/index.html"])
def test_the_languages_lead_to_the_same_page(site: Path, language: str, path: str) -> None:
    page = Read(site / LANGUAGES[language] / path)
    ways = page.nav(SWITCH[language])
    assert [(text(way), way.get("lang"), way.get("hreflang")) for way in ways] == [
        (NAMES[other], other, other) for other in LANGUAGES
    ]
    assert [page.leads_to(way) for way in ways] == [
        (site / folder / path).resolve() for folder in LANGUAGES.values()
    ]
    assert [text(way) for way in ways if way.get("aria-current")] == [NAMES[language]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_menu_speaks_the_language_and_stays_in_it(site: Path, language: str) -> None:
    page = Read(site / LANGUAGES[language] / TYPE)
    menu = page.nav(MENU[language])
    expected = {
        "nb": ["Forside", "Tilgang & bruk", "Først", "Kontrakter", "Emner"],
        "nn": ["Framside", "Tilgang & bruk", "Først", "Kontraktar", "Emner"],
        "en": ["Front page", "Access & use", "Først", "Contracts", "Courses"],
    }
    titles = [text(link) for link in menu]
    assert titles[:5] == expected[language]
    assert titles[-1] == "Gammelt"
    for link in menu:
        target = page.leads_to(link)
        assert target.is_relative_to((site / LANGUAGES[language]).resolve())
        assert target.is_file()
    foreign = {text(e): e.get("lang") for link in menu for e in link.iter() if e.get("lang")}
    assert (
        foreign
        == {
            "nb": {},
            "nn": {"Tilgang & bruk": "nb", "Først": "nb"},
            "en": {"Først": "nb"},
        }[language]
    )


def test_a_translation_is_shown_in_its_language_with_working_links(site: Path) -> None:
    page = Read(site / "en/tilgang.html")
    assert page.title == "Access & use - Catalogue & contract"
    assert "This page has not been translated." not in text(page.main)
    assert [e for e in page.main.iter() if e.get("lang")] == []
    found = links(page.main)
    assert page.leads_to(found["first"]) == (site / "en/veier/forst.html").resolve()
    assert page.leads_to(found["the contracts"]) == (site / "en/kontrakter.html").resolve()
    assert "Read the contracts: 31 March 2027 at the earliest." in text(page.main)
    (picture,) = page.main.iter("img")
    assert (page.file.parent / str(picture.get("src"))).resolve() == (site / "kart.png").resolve()
    assert not (site / "en/kart.png").exists()


def test_a_page_without_a_translation_is_shown_as_it_is_and_said_to_be(site: Path) -> None:
    for language, note in (
        ("nn", "Denne sida er ikkje omsett."),
        ("en", "This page has not been translated."),
    ):
        page = Read(site / language / "veier/forst.html")
        (original,) = (e for e in page.main.iter() if e.get("lang"))
        assert original.get("lang") == "nb"
        assert text(page.main) == f"{note} {text(original)}"
        assert text(original) == text(Read(site / "veier/forst.html").main)
        back = links(original)["tilgang"]
        assert page.leads_to(back) == (site / language / "tilgang.html").resolve()
        contents = Read(site / language / "tilgang.html").nav(
            {"nn": "På denne sida", "en": "On this page"}[language]
        )
        assert [text(link) for link in contents] == [
            {"nn": "Slik gjør du", "en": "How to"}[language]
        ]


def test_the_catalogues_own_lists_speak_the_readers_language_on_an_untranslated_page(
    site: Path,
) -> None:
    page = Read(site / "en/index.html")
    (original,) = (e for e in page.main if e.get("lang") == "nb")
    (listed,) = (e for e in original.iter() if e.get("lang") == "en")
    assert "Courses" in text(listed)
    assert "31 March 2028" in text(listed)
    assert page.leads_to(links(listed)["Courses"]) == (site / "en/emner/index.html").resolve()
    assert "Neste versjon kommer tidligst 31. mars 2027." in text(original)


def test_the_page_for_an_address_without_a_page_speaks_all_languages(site: Path) -> None:
    page = Read(site / "404.html")
    assert (page.language, page.title) == ("nb", "Siden finnes ikke - Katalog & kontrakt")
    assert {e.get("lang"): text(e) for e in page.main.iter("p") if e.get("lang")} == {
        "nn": "Sida finst ikkje. Gå til Framside.",
        "en": "Page not found. Go to Front page.",
    }
    homes = [link.get("href") for said in page.main.iter("p") for link in said.iter("a")]
    assert homes == ["/index.html", "/nn/index.html", "/en/index.html"]
    assert [way.get("href") for way in page.nav("Språk")] == homes
    assert not (site / "en/404.html").exists()


def test_no_word_of_the_themes_is_left_in_another_language(site: Path) -> None:
    """What a reader meets in the header, in each language, but for names and titles."""
    expected = {
        "nb": {
            "Topplinje",
            "Innhold",
            "Søk i katalogen",
            "Språk",
            "Farger som systemet",
            "Lyse farger",
            "Mørke farger",
        },
        "nn": {
            "Topplinje",
            "Innhald",
            "Søk i katalogen",
            "Språk",
            "Fargar som systemet",
            "Lyse fargar",
            "Mørke fargar",
        },
        "en": {
            "Header",
            "Contents",
            "Search the catalogue",
            "Language",
            "Colours as the system",
            "Light colours",
            "Dark colours",
        },
    }
    for language, folder in LANGUAGES.items():
        page = Read(site / folder / TYPE)
        (header,) = page.root.iter("header")
        labels = {e.get(key) for e in header.iter() for key in ("aria-label", "title", "alt")}
        titles = {page.title.rpartition(" - ")[2]}
        assert labels - {None} - titles == expected[language]


def test_styles_and_scripts_are_there_once(site: Path) -> None:
    assert not (site / "en/assets").exists()
    page = Read(site / "en" / TYPE)
    for element, name in (("link", "href"), ("script", "src")):
        for found in page.root.iter(element):
            if found.get("rel") == "stylesheet" or found.get("src"):
                named = (page.file.parent / str(found.get(name))).resolve()
                assert named.is_file()
                assert named.is_relative_to((site / "assets").resolve())


def test_with_one_language_nothing_speaks_of_languages(
    tmp_path: Path, apikatalog: Apikatalog
) -> None:
    catalog = catalogue(tmp_path, DOCS)
    said = catalog.read_text(encoding="utf-8").replace("[nb, nn, en]", "[nb]")
    catalog.write_text(said, encoding="utf-8")
    built = apikatalog("build", "--quiet", "--catalog", catalog, "--out", tmp_path / "site")
    assert (built.returncode, built.stderr) == (0, "")
    page = Read(tmp_path / "site" / TYPE)
    assert [e for e in page.root.iter("nav") if e.get("aria-label") == "Språk"] == []
    assert [e for e in page.root.iter() if e.get("hreflang")] == []
    assert not (tmp_path / "site/en").exists()
    assert not list((tmp_path / "site").glob("tilgang.en*"))


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("reise.en.md", "docs/reise.en.md: error: the translation has no page it belongs to"),
        ("tilgang.nb.md", "docs/tilgang.nb.md: error: the catalogue's first language stands in"),
        ("en/tilgang.md", "Name the file docs/tilgang.en.md."),
    ],
)
def test_a_page_in_the_wrong_place_is_a_clear_fault(
    page: str, said: str, tmp_path: Path, apikatalog: Apikatalog
) -> None:
    catalog = catalogue(tmp_path, {**DOCS, page: "# Feil\n"})
    built = apikatalog("build", "--catalog", catalog, "--out", tmp_path / "site")
    assert built.returncode == 2
    assert said in built.stderr
    assert not (tmp_path / "site").exists()
