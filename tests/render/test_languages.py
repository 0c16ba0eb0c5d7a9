"""Text in another language than its page is marked as such (WCAG 3.1.2), and nothing else is."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

import pytest

from generator.pipeline import Edition
from tests.render.builders import BETA, EXPERIMENTAL, edition, site
from tests.site.builders import text

HEAD = """catalog:
  title: {nb: Katalog, en: Catalogue}
  description: {nb: "Katalogen eieren skrev."}
  languages: [nb, en]
contracts:
  beta: {exceptions: [{nb: Unntaket eieren skrev.}], advice: {nb: Rådet eieren skrev.}}
  production: {heading: {nb: Overskriften eieren skrev}}
apis:
"""
ENTRY = """  - id: fs
    name: FS
    status: production
    spec: fs.graphql
    description: {nb: "API-et **eieren** skrev."}
    access: {nb: Tilgangen eieren skrev.}
    environments: [{name: {nb: Miljøet eieren skrev}, url: "https://example.no/"}]
    owner: {name: {nb: Eieren eieren skrev}}
    contact: {name: {nb: Kontakten eieren skrev}, url: "https://example.no/"}
"""
OWNERS = {
    "Katalogen eieren skrev.",
    "API-et eieren skrev.",
    "Tilgangen eieren skrev.",
    "Miljøet eieren skrev",
    "Eieren eieren skrev",
    "Kontakten eieren skrev",
    "Unntaket eieren skrev.",
    "Rådet eieren skrev.",
    "Overskriften eieren skrev",
}
# Every text out of the spec holds the word Ordrett, and nothing else does.
SDL = f'''
"""Ordrett rot. Ordrett etter."""
type Query {{
  """Ordrett felt.

  - Ordrett liste
  """
  emne("Ordrett argument." kode: ID = 1 @deprecated(reason: "Ordrett grunn.")): Emne
  plan: Plan {EXPERIMENTAL}
  sok: Treff @deprecated(reason: "Ordrett slutt. Fjernes etter 31. mars 2027. Bruk emne.")
}}
type Mutation {{ "Ordrett mutasjon." lag: Svar }}
type Svar {{ feil: [Feil!] }}
union Feil = Opptatt
"Ordrett feil." type Opptatt {{ melding: String }}
"""Ordrett type."""
type Emne implements Node {{
  "Ordrett medlem." id: ID!
  "Ordrett *merket*." navn: String {BETA} @deprecated(reason: "Ordrett gammel")
  gammel: Int @deprecated(reason: "Ordrett gammel")
}}
"Ordrett plan." type Plan {{ a(x: Inn): Int }}
"Ordrett grensesnitt." interface Node {{ "Ordrett id." id: ID! }}
"Ordrett union." union Treff = Emne | Plan
"Ordrett oppramsing." enum Niva {{ "Ordrett verdi." A B @deprecated(reason: "Ordrett verdi ut.") }}
"Ordrett inn." input Inn {{ "Ordrett innfelt." a: Niva = A b: Int @deprecated }}
"Ordrett skalar." scalar Dato
"Ordrett direktiv." directive @vis("Ordrett til." til: Niva) on FIELD
'''


def catalogue(more: str = "") -> Edition:
    return edition(f"{HEAD}{ENTRY}{more}", fs=SDL)


def texts_of(element: Element, language: str | None) -> Iterator[tuple[str, str | None]]:
    """Each run of text with the language it is marked as, None for the page's own."""
    language = element.get("lang") or language
    yield element.text or "", language
    for child in element:
        yield from texts_of(child, language)
        yield child.tail or "", language if child is not element else None


def marked(of: Edition, language: str, word: str) -> dict[str, set[str | None]]:
    """In which languages the texts with a word are marked, by the page."""
    pages = site(of, language)
    return {
        path: found
        for path in pages.pages
        if (found := {lang for run, lang in texts_of(pages.main(path), None) if word in run})
    }


def languages(of: Edition, language: str) -> set[str]:
    """Every language some element of some page is marked as."""
    pages = site(of, language)
    return {str(e.get("lang")) for p in pages.pages for e in pages.main(p).iter() if e.get("lang")}


SPOKEN = {
    "fs/sporringer/index.html",
    "fs/sporringer/emne.html",
    "fs/mutasjoner/lag.html",
    "fs/typer/Emne.html",
    "fs/typer/Niva.html",
    "fs/typer/Inn.html",
    "fs/typer/Treff.html",
    "fs/typer/index.html",
    "fs/direktiver/vis.html",
    "fs/indeks/index.html",
    "fs/fjernes.html",
}


@pytest.mark.parametrize(
    ("more", "language", "expected"),
    [
        pytest.param("", "en", "nb", id="norwegian-spec-on-english-pages"),
        pytest.param("    language: en\n", "nb", "en", id="english-spec-on-norwegian-pages"),
        pytest.param("    language: nn\n", "nb", "nn", id="nynorsk-spec-on-bokmal-pages"),
    ],
)
def test_every_text_out_of_the_spec_is_marked_with_its_language(
    more: str, language: str, expected: str
) -> None:
    found = marked(catalogue(more), language, "Ordrett")
    assert set(found) >= SPOKEN
    assert found == {path: {expected} for path in found}


@pytest.mark.parametrize(
    ("more", "language"),
    [
        pytest.param("", "nb", id="norwegian"),
        pytest.param("    language: en\n", "en", id="english"),
    ],
)
def test_on_pages_in_the_specs_language_its_texts_are_not_marked(more: str, language: str) -> None:
    found = marked(catalogue(more), language, "Ordrett")
    assert set(found) >= SPOKEN
    assert found == {path: {None} for path in found}


def test_on_pages_in_the_first_language_nothing_is_marked() -> None:
    assert languages(catalogue(), "nb") == set()


def test_the_owners_words_are_shown_and_marked_where_they_are_not_translated() -> None:
    shown = {"en": set[str](), "nb": set[str]()}
    for language, found in shown.items():
        pages = site(catalogue(), language)
        for path in pages.pages:
            main = pages.main(path)
            if language == "en":
                found.update(text(e) for e in main.iter() if e.get("lang") == "nb")
            else:
                found.update(said for said in OWNERS if said in text(main))
    assert shown["en"] >= OWNERS
    assert shown["nb"] == OWNERS


def test_no_word_of_the_owners_stands_unmarked_on_an_english_page() -> None:
    found = marked(catalogue(), "en", "eieren")
    assert {"index.html", "kontrakter.html", "fs/index.html"} <= set(found)
    assert found == {path: {"nb"} for path in found}


def test_translated_words_are_not_marked() -> None:
    given = HEAD.replace('"Katalogen eieren skrev."', '"Nei", en: "The owner wrote."')
    main = site(edition(given + ENTRY, fs=SDL), "en").main("index.html")
    (said,) = (e for e in main.iter("p") if text(e) == "The owner wrote.")
    assert said.get("lang") is None
    assert "The owner wrote." in [run for run, lang in texts_of(main, None) if lang is None]
