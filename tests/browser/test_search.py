"""The search in a real browser: what it finds, from disk as over HTTP, and how it is used."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.browser.conftest import served
from tests.conftest import Apikatalog

pytestmark = pytest.mark.browser

FIELD, PANEL, STATUS = "[role=search] input", "[data-katalog-panel]", "[data-katalog-said]"
FIRST_HITS = {
    "Emne": "Emne",
    "Emne.kode": "Emne.kode",
    "emne.kode": "Emne.kode",
    "emne ko": "Emne.kode",
    "ko emne": "Emne.kode",
    "  Emne  kode ": "Emne.kode",
    "Query.emner(filter:)": "Query.emner(filter:)",
    "emner(filter": "Query.emner(filter:)",
    "opprettPoengvariant": "Mutation.opprettPoengvariant",
    "opprett poengvariant": "Mutation.opprettPoengvariant",
    "BEKREFTET_AVSLAATT": "Svartype.BEKREFTET_AVSLAATT",
    "bekreftet avslått": "Svartype.BEKREFTET_AVSLAATT",
    "Svartype.bekreftet": "Svartype.BEKREFTET_AVSLAATT",
    "søknad": "Soknad",
    "soeknad": "Soknad",
    "soknad": "Soknad",
    "SØKNAD": "Soknad",
    "sóknad": "Soknad",
    "målform": "Maalform",
    "maalform": "Maalform",
    "malform": "Maalform",
    "språk": "Sprak",
    "emKobl": "Studieprogram.emneKoblinger",
    "evK": "EvuKurs",
    "Emne.": "Emne.id",
    "målformen": None,
    "poengvarinat": "Poengvariant",
    "Emne.kde": "Emne.kode",
    "xyzzyq": None,
}
MORE_QUESTIONS = (
    "e", "id", "kode", "navn", "eK", "ek", "payload", "student navn", "maaned", "måned", "lærested",
    "larested", "nivå", "emnne", "(", ".", "<script>", "__proto__", "constructor", "emne kode navn",
    "ææ øø åå",
)  # fmt: skip
ASK = """async questions => {
  await katalogSearch.loadTexts();
  return questions.map(question => [
    katalogSearch.search(question).slice(0, 20).map(hit => [hit.coordinate, hit.status, hit.href]),
    katalogSearch.passages(question).slice(0, 10).map(found => found.text),
  ]);
}"""


@pytest.fixture(scope="module")
def real_host(real_site: Path) -> Iterator[str]:
    """The real site over HTTP."""
    with served(real_site) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    yield context.new_page()
    context.close()


def typed(page: Page, text: str) -> Locator:
    """Types `text` into the search, waits for the texts too, and returns the hits."""
    page.keyboard.press("/")
    page.locator(FIELD).fill(text)
    page.evaluate("katalogSearch.loadTexts()")
    expect(page.locator(f"{PANEL} .katalog-search__said").first).to_be_visible()
    return page.locator(f"{PANEL} a")


@pytest.mark.real
def test_fifty_questions_have_the_same_answers_from_disk_and_over_http(
    page: Page, real_site: Path, real_host: str
) -> None:
    heard: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.add_init_script(
        "addEventListener('securitypolicyviolation', e => console.error(e.violatedDirective))"
    )
    questions = [*FIRST_HITS, *MORE_QUESTIONS]
    assert len(questions) == 50
    path = "fs-graphql/typer/Emne.html"
    answers = []
    for site in (real_site.as_uri(), real_host):
        page.goto(f"{site}/{path}")
        assert not [url for url in asked if "assets/search/" in url and url.startswith(site)]
        answers.append(page.evaluate(ASK, questions))
    from_disk, over_http = answers
    assert from_disk == over_http
    firsts = {
        question: parts[0][0] if parts else None
        for question, (parts, _) in zip(questions, from_disk, strict=True)
    }
    assert {question: firsts[question] for question in FIRST_HITS} == FIRST_HITS
    assert all(href.startswith("../../fs-graphql/") for _, _, href in from_disk[0][0])
    assert heard == []
    assert [url for url in asked if not url.startswith(("file://", "data:", real_host))] == []


@pytest.mark.real
def test_a_contract_chosen_leaves_its_hits_alone_and_their_number_is_said(
    page: Page, real_site: Path
) -> None:
    page.goto(f"{real_site.as_uri()}/index.html")
    hits = typed(page, "emne")
    kinds = page.locator(f"{PANEL} ol >> nth=0").locator(".chip")
    assert set(kinds.all_inner_texts()) > {"Beta"}
    beta = page.locator(f"{PANEL} button[aria-pressed]", has_text="Beta")
    number = beta.locator(".katalog-search__count").inner_text()
    beta.click()
    expect(beta).to_have_attribute("aria-pressed", "true")
    expect(beta).to_be_focused()
    assert set(kinds.all_inner_texts()) == {"Beta"}
    expect(page.locator(STATUS)).to_contain_text(f"{number} treff på navn")
    more = page.locator(f"{PANEL} button", has_text="Vis flere").first
    before = hits.count()
    more.click()
    assert hits.count() > before
    beta.click()
    assert set(kinds.all_inner_texts()) > {"Beta"}


@pytest.mark.real
def test_a_hit_says_when_a_part_goes(page: Page, real_site: Path) -> None:
    page.goto(f"{real_site.as_uri()}/index.html")
    hit = typed(page, "Studieprogram.kull").first
    expect(hit.locator(".flag")).to_have_text("Utfases – fjernes etter 31. mars 2027")


def test_the_keyboard_is_enough(page: Page, own_site: Path) -> None:
    page.goto(f"{own_site.as_uri()}/fs-graphql/typer/Emne.html")
    start = page.locator("#hovedinnhold a").first
    start.focus()
    page.keyboard.press("/")
    expect(page.locator(FIELD)).to_be_focused()
    page.keyboard.type("emne ko")
    hits = page.locator(f"{PANEL} a")
    expect(hits.first).to_contain_text("Emne.kode")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(hits.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(hits.first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(PANEL)).to_be_hidden()
    expect(start).to_be_focused()
    page.keyboard.press("/")
    page.keyboard.type("Emne.kode")
    page.keyboard.press("ArrowDown")
    page.keyboard.type("x")
    expect(page.locator(FIELD)).to_be_focused()
    expect(page.locator(FIELD)).to_have_value("Emne.kodex")
    page.keyboard.press("Backspace")
    expect(hits.first).to_contain_text("Emne.kode")
    page.keyboard.press("Enter")
    page.wait_for_url("**/fs-graphql/typer/Emne.html#Emne.kode")
    page.locator(FIELD).focus()
    page.keyboard.type("emne")
    expect(page.locator(PANEL)).to_be_visible()
    page.keyboard.press("Shift+Tab")
    expect(page.locator(PANEL)).to_be_hidden()


def test_every_language_finds_the_same_parts_in_its_own_words(page: Page, own_site: Path) -> None:
    for folder, kind, in_text in (("en", "field", "In the text"), ("nn", "felt", "I teksten")):
        page.goto(f"{own_site.as_uri()}/{folder}/fs-graphql/typer/Emne.html")
        hit = typed(page, "emne.kode").first
        expect(hit.locator(".kind").first).to_have_text(kind)
        expect(page.locator(f"{PANEL} h2")).to_have_text(in_text)
        href = str(hit.evaluate("link => link.href"))
        assert href == f"{own_site.as_uri()}/{folder}/fs-graphql/typer/Emne.html#Emne.kode"


def test_texts_that_come_late_leave_the_focus_where_it_is(page: Page, own_site: Path) -> None:
    held: list[Route] = []
    page.route("**/search/texts.js", lambda route: held.append(route))
    page.goto(f"{own_site.as_uri()}/index.html")
    page.keyboard.press("/")
    page.keyboard.type("emne")
    second = page.locator(f"{PANEL} a").nth(1)
    expect(second).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(second).to_be_focused()
    assert page.locator(f"{PANEL} mark").count() == 0
    held[0].continue_()
    expect(page.locator(f"{PANEL} mark").first).to_be_attached()
    expect(second).to_be_focused()


def test_texts_are_found_by_all_words_in_any_form_and_the_words_are_marked(
    page: Page, own_site: Path
) -> None:
    page.goto(f"{own_site.as_uri()}/index.html")
    hits = typed(page, "endringen varsler dag")
    expect(page.locator(f"{PANEL} h2")).to_have_text("I teksten")
    marked = [" ".join(hit.locator("mark").all_inner_texts()).lower() for hit in hits.all()]
    assert len(marked) > 1
    for words in marked:
        assert all(start in words for start in ("endring", "varsl", "dag"))


def test_what_specs_and_catalogues_say_stays_text(
    page: Page, apikatalog: Apikatalog, tmp_path: Path
) -> None:
    bad = "<img src=x onerror=document.title='run'></script><script>document.title='run'</script>"
    (tmp_path / "one.graphql").write_text(
        f'"""Farlig {bad} tekst"""\ntype Query {{ "Farlig {bad}" farlig: ID }}', encoding="utf-8"
    )
    (tmp_path / "catalog.yaml").write_text(
        "catalog: {title: API-katalog}\napis:\n"
        f'  - {{id: one, name: "{bad}", status: production, spec: one.graphql}}\n'
        "  - {id: two, name: To, status: beta, spec: one.graphql}\n",
        encoding="utf-8",
    )
    built = apikatalog("build", "--catalog", tmp_path / "catalog.yaml", "--out", tmp_path / "site")
    assert built.returncode == 0, built.stderr
    page.goto(f"{(tmp_path / 'site').as_uri()}/index.html")
    hits = typed(page, "farlig")
    expect(hits.first).to_contain_text(bad)
    assert page.locator(f"{PANEL} :is(img, script)").count() == 0
    assert "run" not in page.title()
    api = page.locator(f"{PANEL} [role=group] button", has_text="To")
    api.click()
    assert all("To" in hit for hit in page.locator(f"{PANEL} ol >> nth=0 >> li").all_inner_texts())


@pytest.mark.parametrize("width", [320, 390])
def test_on_a_narrow_screen_the_box_opens_over_the_header(
    browser: Browser, own_site: Path, width: int
) -> None:
    page = browser.new_context(viewport={"width": width, "height": 700}).new_page()
    page.goto(f"{own_site.as_uri()}/fs-graphql/typer/Emne.html")
    page.locator(FIELD).click()
    page.keyboard.type("emne")
    expect(page.locator(f"{PANEL} a").first).to_be_in_viewport(ratio=1)
    box, panel = page.locator(FIELD).bounding_box(), page.locator(PANEL).bounding_box()
    assert box is not None
    assert panel is not None
    assert box["width"] > width * 0.9
    assert panel["width"] == width
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.evaluate(f"document.querySelector('{PANEL}').scrollWidth") <= width
    page.context.close()


def test_without_scripts_a_link_to_the_alphabet_stands_instead(
    browser: Browser, own_site: Path
) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{own_site.as_uri()}/fs-graphql/typer/Emne.html")
    expect(page.locator("[role=search]")).to_be_hidden()
    page.locator("header summary", has_text="A–Å").click()
    page.locator("header").get_by_role("link", name="Indeks A–Å: FS GraphQL").click()
    expect(page.locator("h1")).to_have_text("Indeks A–Å")
    page.goto(f"{own_site.as_uri()}/404.html")
    expect(page.locator("#hovedinnhold li a").first).to_have_attribute(
        "href", "/fs-graphql/indeks/index.html"
    )
    page.context.close()


@pytest.mark.real
def test_an_address_that_does_not_exist_is_answered_with_names_like_it(
    page: Page, real_host: str
) -> None:
    failed: list[str] = []
    page.on("pageerror", lambda error: failed.append(str(error)))
    page.goto(f"{real_host}/fs-graphql/typer/Poengvarinat.html#Emne.kde")
    near = page.locator("[data-katalog-near] a")
    expect(near.filter(has_text="Emne.kode").first).to_be_visible()
    near.filter(has_text="Poengvariant").first.click()
    expect(page.locator("h1")).to_contain_text("Poengvariant")
    assert failed == []


def test_the_key_to_the_search_can_be_switched_off(page: Page, own_site: Path) -> None:
    page.goto(f"{own_site.as_uri()}/tilgjengelighet.html")
    page.get_by_role("checkbox", name="Tasten / fører til søket").uncheck()
    page.keyboard.press("/")
    expect(page.locator(FIELD)).not_to_be_focused()
    page.goto(f"{own_site.as_uri()}/index.html")
    page.keyboard.press("/")
    expect(page.locator(FIELD)).not_to_be_focused()
    page.goto(f"{own_site.as_uri()}/tilgjengelighet.html")
    page.get_by_role("checkbox", name="Tasten / fører til søket").check()
    page.locator("h1").click()
    page.keyboard.press("/")
    expect(page.locator(FIELD)).to_be_focused()
