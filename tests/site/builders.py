"""A small catalogue in several languages, for building, and a page of a built site taken apart."""

import re
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib

CATALOG = """
catalog:
  title: {nb: Katalog & kontrakt, nn: Katalog og kontrakt på nynorsk, en: Catalogue & contract}
  description: {nb: "Alle **API-ene**.", nn: "Alle API-ane.", en: "All the **APIs**."}
  languages: [nb, nn, en]
  owner: {name: Sikt}
versions: [{major: 1, released: 2025-04-01}, {major: 2, released: 2026-04-14}]
apis:
  - {id: emner, name: {nb: Emner, en: Courses}, status: production, spec: emner.graphql}
  - {id: gammelt, name: Gammelt, status: {status: retiring, after: 2028-03-31}}
"""
SCHEMA = '''
directive @feature(flags: [String!]!) on FIELD_DEFINITION

type Query {
  """Finner emner."""
  emner(antall: Int = 10): [Emne!]!
  plan: Plan @feature(flags: ["experimental"])
}

"""Et emne."""
type Emne {
  kode: String!
  navn: String @deprecated(reason: "Fjernes etter 31. mars 2027. Bruk kode.")
}

"""Nås bare gjennom plan."""
type Plan { emner: [Emne!]! }
'''
DOCS = {
    "index.md": "# Velkommen\n\n{{ apis }}\n\nNeste versjon kommer {{ next_release }}.\n",
    "tilgang.md": "# Tilgang & bruk\n\nSe [først](veier/forst.md) og ![kart](kart.png).\n\n"
    "## Slik gjør du\n\nLes [kontraktene]({{ link.contracts }}).\n",
    "tilgang.en.md": "# Access & use\n\nSee [first](veier/forst.md) and ![map](kart.png).\n\n"
    "## How to\n\nRead [the contracts]({{ link.contracts }}): {{ next_release }}.\n",
    "veier/forst.md": "# Først\n\nTilbake til [tilgang](../tilgang.md#slik-gjor-du).\n",
}
SETTINGS = "strict: true\nnav: [index.md, tilgang.md, veier/forst.md]\n"


def catalogue(folder: Path, docs: dict[str, str] | None = None) -> Path:
    """The catalogue file, with its spec and, where given, hand-written pages beside it."""
    (folder / "catalog.yaml").write_text(CATALOG, encoding="utf-8")
    (folder / "emner.graphql").write_text(SCHEMA, encoding="utf-8")
    if docs is not None:
        (folder / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
        for name, text in docs.items():
            page = folder / "docs" / name
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(text, encoding="utf-8")
        (folder / "docs/kart.png").write_bytes(b"picture")
    return folder / "catalog.yaml"


class Read:
    """One page of a built site."""

    def __init__(self, file: Path) -> None:
        self.file = file
        with file.open("rb") as stream:
            self.root = html5lib.parse(
                stream, namespaceHTMLElements=False, transport_encoding="utf-8"
            )
        self.main = next(e for e in self.root.iter() if e.get("id") == "hovedinnhold")

    @property
    def language(self) -> str | None:
        """The document's language."""
        language = self.root.get("lang")
        return None if language is None else str(language)

    @property
    def title(self) -> str:
        """The document's title."""
        return text(next(self.root.iter("title")))

    @property
    def ids(self) -> list[str]:
        """Every id within the main content, in order."""
        return [str(e.get("id")) for e in self.main.iter() if e.get("id")]

    def nav(self, name: str) -> list[Element]:
        """The links of the navigation with that accessible name."""
        (nav,) = (e for e in self.root.iter("nav") if e.get("aria-label") == name)
        return list(nav.iter("a"))

    def leads_to(self, link: Element) -> Path:
        """The file a relative link leads to."""
        return (self.file.parent / str(link.get("href")).split("#")[0]).resolve()


def text(element: Element) -> str:
    """The visible text in an element."""
    return re.sub(r"\s+", " ", "".join(element.itertext())).strip()


def links(element: Element) -> dict[str, Element]:
    """The links in an element by their text."""
    return {text(link): link for link in element.iter("a")}
