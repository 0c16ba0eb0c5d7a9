"""Parts that deviate, as data and as lists: each of them, once, where a reader looks for it."""

import csv
import io
import json
from collections.abc import Mapping

import pytest

from generator.model.address import Address
from generator.model.part import Part
from generator.pipeline import Edition
from generator.render import deviations
from generator.render.shelf import Shelf
from tests.render.builders import BETA, EXPERIMENTAL, edition, one_api, shelf, site
from tests.site.builders import text

SDL = f"""
type Query {{ emne(ny: ID {BETA}): Emne plan: Plan {EXPERIMENTAL} }}
type Mutation {{ lag: Emne {EXPERIMENTAL} }}
type Emne {{ kode: ID navn(sprak: ID): String {BETA} vekt: Int {EXPERIMENTAL} }}
type Plan {{ tekst: String }}
"""
COLUMNS = ["coordinate", "kind", "status", "contract", "inherited", "recogniser", "page", "anchor"]
DEVIATING = {  # coordinate: status, inherited, recogniser
    "Query.emne(ny:)": ("beta", "beta", "@feature"),
    "Query.plan": ("experimental", "experimental", "@feature"),
    "Mutation": ("experimental", "production", ""),
    "Mutation.lag": ("experimental", "experimental", "@feature"),
    "Emne.navn": ("beta", "beta", "@feature"),
    "Emne.navn(sprak:)": ("beta", "beta", ""),
    "Emne.vekt": ("experimental", "experimental", "@feature"),
    "Plan": ("experimental", "production", ""),
    "Plan.tekst": ("experimental", "production", ""),
}


def files(of: Shelf) -> Mapping[str, str]:
    return {file.path: file.content.decode() for file in deviations.files(of)}


def as_json(of: Shelf) -> list[dict[str, str]]:
    found = json.loads(files(of)["fs/avvik/deler.json"])
    assert isinstance(found, list)
    return found


def as_csv(of: Shelf) -> list[list[str]]:
    return list(csv.reader(io.StringIO(files(of)["fs/avvik/deler.csv"], newline="")))


@pytest.fixture
def school() -> Shelf:
    return shelf(one_api(SDL))


def test_one_row_for_each_deviating_part(school: Shelf) -> None:
    rows = as_json(school)
    found = {r["coordinate"]: (r["status"], r["inherited"], r["recogniser"]) for r in rows}
    assert found == DEVIATING
    assert len(rows) == len(DEVIATING)
    assert all(list(row) == COLUMNS for row in rows)
    assert all(row["contract"] == row["status"] for row in rows)


def test_each_row_leads_to_the_part(school: Shelf) -> None:
    pages = site(one_api(SDL))
    for row in as_json(school):
        ids = [e.get("id") for e in pages.main(row["page"]).iter()]
        assert ids.count(row["anchor"]) == 1, row


def test_csv_holds_the_same_rows(school: Shelf) -> None:
    head, *rows = as_csv(school)
    assert head == COLUMNS
    assert [dict(zip(head, row, strict=True)) for row in rows] == [
        # A spreadsheet would take what begins with @ for a formula.
        {**row, "recogniser": "'@feature" if row["recogniser"] else ""}
        for row in as_json(school)
    ]
    assert files(school)["fs/avvik/deler.csv"].count("\r\n") == 1 + len(DEVIATING)


def test_without_deviations_the_files_are_empty_tables() -> None:
    none = shelf(one_api("type Query { a: Int }"))
    assert as_json(none) == []
    assert as_csv(none) == [COLUMNS]


SIGNS = [
    "=1+1",
    "+1",
    "-1",
    "@x",
    "\t=1",
    "\r=1",
    "'",
    '"; "',
    "a,b",
    "a\r\nb",
    "},{",
    "æøå 🎓",
    "x=1",
]


class _Named(Part):
    """A part of a format whose coordinates may be any text."""

    @property
    def coordinate(self) -> str:
        return self.name


@pytest.mark.parametrize("name", SIGNS)
def test_any_coordinate_is_data_and_no_formula(name: str) -> None:
    held = shelf(one_api(SDL))
    address = Address("Emne.vekt")
    odd = _odd(held.parts[address], name)
    held.parts = {**held.parts, address: odd}
    (row,) = (r for r in as_json(held) if r["anchor"] == "Emne.vekt")
    assert row["coordinate"] == name
    (cells,) = (r for r in as_csv(held) if r[-1] == "Emne.vekt")
    assert cells[0] in (name, f"'{name}")
    assert (cells[0] == name) == (name[0] not in "=+-@\t\r")


def _odd(part: Part, name: str) -> Part:
    facts = {field: getattr(part, field) for field in Part.__slots__}
    return _Named(**{**facts, "name": name})


def lists(of: Edition, path: str) -> dict[str, list[str]]:
    """The links of a page of deviating parts, by the heading they stand under."""
    found: dict[str, list[str]] = {}
    heading = ""
    for element in site(of).main(path).iter():
        if element.tag in ("h1", "h2"):
            heading = "".join(element.itertext()).split(" (")[0]
        if element.tag == "li":
            found.setdefault(heading, []).append("".join(element.itertext()))
    return found


def test_entry_points_come_first_then_the_rest_by_name() -> None:
    assert lists(one_api(SDL), "fs/avvik/experimental.html") == {
        "Spørringer": ["Query.plan spørring, hele"],
        "Mutasjoner": ["Mutation objekttype, hele"],  # all there are of them
        "Alt annet, A–Å": ["Emne: vekt", "Plan objekttype, hele"],
    }
    assert lists(one_api(SDL), "fs/avvik/beta.html") == {
        "Spørringer": ["Query.emne: ny"],
        "Alt annet, A–Å": ["Emne: navn"],
    }


def matrix(of: Edition) -> list[list[str]]:
    main = site(of).main("fs/avvik/index.html")
    return [[text(cell) for cell in row] for row in main.iter("tr")]


def test_the_matrix_counts_every_part_and_those_that_deviate() -> None:
    main = site(one_api(SDL)).main("fs/avvik/index.html")
    rows = matrix(one_api(SDL))
    assert rows[0] == ["Slag", "Kontrakt: Beta", "Kontrakt: Eksperimentelt", "I alt"]
    assert {row[0]: list(map(int, row[1:])) for row in rows[1:]} == {
        "Objekttyper": [0, 2, 4],  # Mutation and Plan, of those with Query and Emne
        "Spørringer": [0, 1, 2],
        "Mutasjoner": [0, 1, 1],
        "Felter": [1, 2, 4],
        "Argumenter": [2, 0, 2],
        "Direktiver": [0, 0, 1],
        "Direktivargumenter": [0, 0, 1],
    }
    links = {e.get("href"): "".join(e.itertext()) for e in main.iter("a")}
    assert {"beta.html", "experimental.html", "deler.csv", "deler.json"} <= set(links)


def test_a_stronger_part_of_a_weak_api_deviates_too() -> None:
    of = edition(
        "catalog: {title: K}\napis: [{id: fs, name: FS, status: beta, spec: fs.graphql}]\n",
        fs='type Query { a: Int @feature(flags: ["stable"]) b: Int }',
    )
    # Query, which holds a, keeps the API's contract: it is the weaker of the two.
    assert [(r["coordinate"], r["status"]) for r in as_json(shelf(of))] == [
        ("Query.a", "production")
    ]


def test_a_part_that_is_over_is_listed_with_no_contract() -> None:
    of = edition(
        "catalog: {title: K}\napis:\n  - {id: fs, name: FS, status: production, spec: fs.graphql,"
        " side_file: side.yaml}\n",
        side_file="parts: {Query.b: {status: retiring, after: 2026-04-30}}\n",
        fs="type Query { a: Int b: Int }",
    )
    assert [(r["coordinate"], r["contract"]) for r in as_json(shelf(of))] == [("Query.b", "none")]
    links = [e.get("href") for e in site(of).main("fs/avvik/index.html").iter("a")]
    assert "none.html" in links
    assert lists(of, "fs/avvik/none.html") == {"Spørringer": ["Query.b spørring, hele"]}
    assert matrix(of) == [
        ["Slag", "Ingen kontrakt", "I alt"],
        ["Objekttyper", "0", "1"],
        ["Spørringer", "1", "2"],
        ["Direktiver", "0", "1"],
        ["Direktivargumenter", "0", "1"],
    ]
