"""Golden pages: the content of each kind of page, for one small schema.

Read every line of a changed page before you accept it: pytest tests/golden --snapshot-update
"""

from datetime import date
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from generator import pipeline
from generator.workspace import Workspace

CATALOG = """
catalog: {title: API-katalog}
versions: [{major: 1, released: 2025-04-01}, {major: 2, released: 2026-04-14}]
apis:
  - id: emne-api
    name: Emne-API
    description: "Alt om **emner**."
    status: production
    spec: spec
    owner: {name: Sikt, email: apier@example.no}
    environments: [{name: Test, url: "https://test.example.no/graphql"}]
    documentation: https://example.no/emne-api
"""
SCHEMA = '''
directive @feature(flags: [String!]!) on FIELD_DEFINITION | ARGUMENT_DEFINITION | ENUM_VALUE

"""Velger språk for tekstene i svaret."""
directive @sprak(
  """Språket du helst vil ha."""
  kode: Sprak! = NB
) repeatable on QUERY | FIELD

"""Det som har en ID."""
interface Node { id: ID! }

type Query {
  """
  Finner emner. Uten `oppslag` får du alle.

  # Rekkefølge

  Nyeste først, se <https://example.no/emner>.
  """
  emner(
    """Hvor mange du vil ha."""
    antall: Int! = 20
    oppslag: Oppslag
    vekt: Vekt @feature(flags: ["beta"])
    id: ID @deprecated(reason: "Fjernes etter 31. mars 2027. Bruk oppslag.")
  ): [Emne!]!
  """Søker i alt."""
  sok(tekst: String!): [Treff!]! @feature(flags: ["beta"])
  plan: Plan @feature(flags: ["experimental"])
}

"""Et emne, slik studentene møter det."""
type Emne implements Node {
  id: ID!
  """Koden, f.eks. `INF1000`, er unik ved lærestedet."""
  kode: String!
  """Navn & tittel <på norsk>."""
  navn(sprak: Sprak = NB): String @deprecated(reason: "Fjernes etter 2025-12-31. Bruk kode.")
  tittel: String @deprecated(reason: "Fjernes i versjon 4. Bruk Emne.overskrift.")
  gammel: Int @deprecated
  """
  Hvem det passer for.

  Dette er [beta](https://example.no/apier/#kontrakt-for-apier-i-beta).
  """
  malgruppe: String
  niva: Niva
  plan: Plan @feature(flags: ["experimental"])
}

"""Bare på vei inn."""
type Plan { emner: [Emne!]! ar: Vekt }

"""Har gått ut av bruk."""
type Glemt { id: ID! }

"""Det et søk kan gi."""
union Treff = Emne | Plan

"""Hvor langt studenten er kommet."""
enum Niva {
  """De første årene."""
  BACHELOR
  MASTER
  FORSKER @feature(flags: ["experimental"])
  LAVERE @deprecated(reason: "Bruk BACHELOR.")
}

"""Hva emnet skal finnes med."""
input Oppslag @oneOf { id: ID kode: String niva: [Niva!] }

"""Et tall med én desimal."""
scalar Vekt @specifiedBy(url: "https://example.no/vekt")

enum Sprak { NB NN }
'''
PAGES = [
    "index",
    "typer/Emne",
    "typer/Plan",
    "typer/Glemt",
    "typer/Treff",
    "typer/Niva",
    "typer/Oppslag",
    "typer/Vekt",
    "typer/index",
    "sporringer/emner",
    "direktiver/sprak",
    "avvik/index",
    "avvik/beta",
    "fjernes",
]


class Html(SingleFileSnapshotExtension):
    """One HTML file for each page."""

    _write_mode = WriteMode.TEXT
    file_extension = "html"


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder: Path = tmp_path_factory.mktemp("golden")
    (folder / "catalog.yaml").write_text(CATALOG, encoding="utf-8")
    snapshot = folder / "spec/2026-04-30"
    snapshot.mkdir(parents=True)
    (snapshot / "emne.graphql").write_text(SCHEMA, encoding="utf-8")
    edition = pipeline.read(Workspace(folder / "catalog.yaml"), date(2026, 5, 1))
    said = pipeline.words(edition)
    shelves = pipeline.shelves(edition, pipeline.specs(edition), said)
    return {page.path: page.html for page in pipeline.pages(edition, shelves, said)}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.replace("/", "-"))
def test_page_as_accepted(page: str, pages: dict[str, str], snapshot: SnapshotAssertion) -> None:
    assert pages[f"emne-api/{page}.html"] == snapshot(extension_class=Html)
