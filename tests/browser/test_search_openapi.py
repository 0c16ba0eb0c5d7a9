"""What is typed of a call: its path, id or summary, what it takes; and where each hit leads."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from generator import pipeline
from generator.model.address import slug
from generator.model.part import walk
from generator.workspace import Workspace
from tests.browser.conftest import Opened, served
from tests.browser.test_search import PANEL, typed
from tests.conftest import Apikatalog

pytestmark = pytest.mark.browser

CATALOG = """
catalog: {title: API-katalog}
apis:
  - {id: kurs, name: Kurs, status: production, spec: kurs.yaml}
"""
SPEC = """
openapi: 3.1.0
info: {title: Kurs, version: '1'}
security: [{Innlogging: []}]
tags: [{name: Deltakere}, {name: Katalog, x-displayName: Hva som tilbys}]
x-tagGroups: [{name: Alt, tags: [Deltakere, Katalog]}]
paths:
  /deltakere:
    parameters: [{$ref: '#/components/parameters/Sporing'}]
    get:
      operationId: list-deltakere
      summary: List alle deltakere
      tags: [Deltakere]
      parameters:
        - {$ref: '#/components/parameters/Side'}
        - {name: etternavn, in: query, schema: {type: string}}
        - {name: X-Gren, in: header, schema: {type: string, enum: [HOVED, PROEVE]}}
      responses: {'200': {description: Deltakerne}, '403': {$ref: '#/components/responses/Nektet'}}
    post:
      operationId: opprett-deltaker
      summary: Meld på en deltaker
      tags: [Deltakere]
      requestBody:
        content:
          application/json: {schema: {type: object, properties: {matallergi: {type: string}}}}
      responses: {'201': {description: Laget}}
  /deltakere/meg:
    get:
      operationId: hent-meg
      summary: Hent meg selv
      tags: [Deltakere]
      responses: {'200': {description: Du}}
  /deltakere/{deltakerId}:
    parameters:
      - {$ref: '#/components/parameters/Sporing'}
      - {name: deltakerId, in: path, required: true, schema: {type: string}}
    get:
      operationId: hent-deltaker
      summary: Hent deltaker
      tags: [Deltakere]
      responses:
        '200':
          description: Deltakeren
          content: {application/json: {schema: {$ref: '#/components/schemas/Deltaker'}}}
        '403': {$ref: '#/components/responses/Nektet'}
    delete:
      operationId: slett-deltaker
      summary: Slett deltaker
      tags: [Deltakere]
      responses: {'204': {description: Borte}}
  /deltakere/{deltakerId}/kursbevis:
    parameters: [{name: deltakerId, in: path, required: true, schema: {type: string}}]
    get:
      operationId: listKursbevis
      summary: List kursbevis
      tags: [Deltakere]
      responses: {'200': {description: Bevisene}}
  /kataloger/{aar}/plan.{endelse}:
    parameters:
      - {name: aar, in: path, required: true, schema: {type: integer}}
      - {name: endelse, in: path, required: true, schema: {type: string}}
    get:
      operationId: last_ned_plan
      summary: Last ned planen
      tags: [Katalog]
      responses: {'200': {description: Planen}}
  /helse:
    get: {operationId: helse, summary: Lever tjenesten, responses: {'200': {description: Ja}}}
components:
  parameters:
    Side: {name: side, in: query, schema: {type: integer}}
    Sporing: {name: X-Request-Id, in: header, schema: {type: string}}
  responses:
    Nektet: {description: Ingen tilgang}
  securitySchemes:
    Innlogging: {type: http, scheme: bearer}
  schemas:
    Deltaker:
      type: object
      properties:
        id: {type: string}
        navn: {type: string}
        fodselsdato: {type: string, format: date}
        paameldt-dato: {type: string, format: date}
        maalform: {$ref: '#/components/schemas/Maalform'}
    Maalform: {type: string, enum: [BOKMAAL, NYNORSK]}
    KursDto:
      title: Kurs
      type: object
      properties: {kode: {type: string}, navn: {type: string}, 'sted[]': {type: string}}
    Soknad: {type: object, properties: {id: {type: string}, deltaker: {type: string}}}
"""
FIRST_HITS = {
    "hent-deltaker": "GET /deltakere/{deltakerId}",
    "hentDeltaker": "GET /deltakere/{deltakerId}",
    "HentDeltaker": "GET /deltakere/{deltakerId}",
    "hent_deltaker": "GET /deltakere/{deltakerId}",
    "Hent deltaker": "GET /deltakere/{deltakerId}",
    "hent delt": "GET /deltakere/{deltakerId}",
    "deltaker hent": "GET /deltakere/{deltakerId}",
    "hent-delatker": "GET /deltakere/{deltakerId}",
    "hent delatker": "GET /deltakere/{deltakerId}",
    "listKursbevis": "GET /deltakere/{deltakerId}/kursbevis",
    "list-kursbevis": "GET /deltakere/{deltakerId}/kursbevis",
    "liKu": "GET /deltakere/{deltakerId}/kursbevis",
    "last ned": "GET /kataloger/{aar}/plan.{endelse}",
    "lastNedPlan": "GET /kataloger/{aar}/plan.{endelse}",
    "meld på": "POST /deltakere",
    "slett": "DELETE /deltakere/{deltakerId}",
    "/deltakere": "GET /deltakere",
    "deltakere/": "GET /deltakere",
    "/delt": "GET /deltakere",
    "post /deltakere": "POST /deltakere",
    "POST deltakere": "POST /deltakere",
    "get deltakere": "GET /deltakere",
    "deltakere/{id}": "GET /deltakere/{deltakerId}",
    "/deltakere/{deltakerId}": "GET /deltakere/{deltakerId}",
    "GET /deltakere/{deltakerId}": "GET /deltakere/{deltakerId}",
    "get /deltakere/{x}": "GET /deltakere/{deltakerId}",
    "delete /deltakere/{x}": "DELETE /deltakere/{deltakerId}",
    "/deltakere/123": "GET /deltakere/{deltakerId}",
    "/deltakere/meg": "GET /deltakere/meg",
    "/Deltakere/123?side=2": "GET /deltakere/{deltakerId}",
    "delete /deltakere/123": "DELETE /deltakere/{deltakerId}",
    "/deltakere/123/kursbevis": "GET /deltakere/{deltakerId}/kursbevis",
    "/kursbevis": "GET /deltakere/{deltakerId}/kursbevis",
    "/kataloger/2026/plan.pdf": "GET /kataloger/{aar}/plan.{endelse}",
    "/kataloger/2026/notat.pdf": None,
    "Deltaker.navn": "Deltaker.navn",
    "navn": "KursDto.navn",
    "id": "Soknad.id",
    "Deltaker": "Deltaker",
    "paameldtDato": "Deltaker.paameldt-dato",
    "Kurs": "KursDto",
    "BOKMÅL": "Maalform.BOKMAAL",
    "Maalform.NYNORSK": "Maalform.NYNORSK",
    "proeve": "GET /deltakere header:X-Gren.PROEVE",
    "matallergi": "POST /deltakere body:application/json.matallergi",
    "etternavn": "GET /deltakere query:etternavn",
    "query:etternavn": "GET /deltakere query:etternavn",
    "side": "parameter:Side",
    "x-request-id": "parameter:Sporing",
    "X-Gren": "GET /deltakere header:X-Gren",
    "403": "response:Nektet",
    "innlogging": "security:Innlogging",
    "deltakere": "tag:Deltakere",
    "hva som tilbys": "tag:Katalog",
    "helse": "GET /helse",
    "application/json": "POST /deltakere body:application/json",
    "søknad": "Soknad",
}
ASK = """async questions => {
  await katalogSearch.load();
  return questions.map(question => {
    const [first] = katalogSearch.search(question, 1);
    return first ? first.coordinate : null;
  });
}"""
EVERY_PLACE = """async () => {
  await katalogSearch.load();
  const index = katalogIndex.ready(katalogSymbols);
  const place = part => katalogIndex.placeOf(index, part);
  return index.name.map((_, part) => [index.coordinate[part], ...place(part)]);
}"""


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kurs")
    (folder / "kurs.yaml").write_text(SPEC, encoding="utf-8")
    (folder / "catalog.yaml").write_text(CATALOG, encoding="utf-8")
    return folder / "catalog.yaml"


@pytest.fixture(scope="module")
def site(catalog: Path, apikatalog: Apikatalog) -> Path:
    out = catalog.parent / "site"
    built = apikatalog("build", "--catalog", catalog, "--out", out, "--as-of", "2026-01-15")
    assert built.returncode == 0, built.stderr
    return out


@pytest.fixture(scope="module")
def host(site: Path) -> Iterator[str]:
    with served(site) as address:
        yield address


def test_over_fifty_questions_have_the_right_first_hit_from_disk_and_over_http(
    opened: Opened, site: Path, host: str
) -> None:
    assert len(FIRST_HITS) > 50
    for address in (site.as_uri(), host):
        page = opened("kurs/index.html", site=address)
        firsts = page.evaluate(ASK, list(FIRST_HITS))
        assert dict(zip(FIRST_HITS, firsts, strict=True)) == FIRST_HITS


def test_every_part_is_led_to(opened: Opened, site: Path, catalog: Path) -> None:
    edition = pipeline.read(Workspace(catalog), date(2026, 1, 15))
    said = pipeline.words(edition)
    shelf = pipeline.shelves(edition, pipeline.specs(edition), said)["kurs"]
    wanted = []
    for part, outer in walk(shelf.spec.tree.parts):
        path, anchor = shelf.places[part.address]
        around = shelf.places[outer.address][0] if outer else "kurs/index.html"
        wanted.append([part.coordinate, path, "" if path != around else anchor])
    page = opened("kurs/index.html", site=site.as_uri())
    assert page.evaluate(EVERY_PLACE) == wanted
    for _, path, anchor in wanted:
        html = (site / path).read_text(encoding="utf-8")
        assert f'id="{anchor}"' in html or not anchor, (path, anchor)


def test_a_call_is_shown_with_its_summary_in_the_language_of_the_api(
    opened: Opened, site: Path
) -> None:
    page = opened("kurs/index.html", site=site.as_uri())
    hit = typed(page, "hent-deltaker").first
    expect(hit.locator("code")).to_have_text("GET /deltakere/{deltakerId}")
    expect(hit.locator(".katalog-hit__title")).to_have_text("Hent deltaker")
    expect(hit.locator(".katalog-hit__title")).to_have_attribute("lang", "nb")
    page.keyboard.press("Enter")
    page.wait_for_url("**/kurs/operasjoner/hent-deltaker.html")
    typed(page, "matallergi").first.click()
    expect(page.locator(":target")).to_contain_text("matallergi")
    assert page.locator(PANEL).count() == 1


def test_digests_are_those_that_the_pages_have(browser: Browser, site: Path) -> None:
    """For texts of every length around the blocks of 64 bytes in which SHA-256 reads."""
    texts = [("aå€😀 /{}" * 40)[:length] for length in range(200)]
    page = browser.new_page()
    page.goto(f"{site.as_uri()}/index.html")
    made = page.evaluate("texts => texts.map(katalogPlaces.slug)", texts)
    assert made == [slug(text) for text in texts]
    page.close()
