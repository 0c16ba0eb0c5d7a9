"""The front page's order and lines, the accessibility page, and the banner of an API that ends."""

from xml.etree.ElementTree import Element

import pytest

from generator.pipeline import Edition
from tests.render.builders import HEAD, edition, one_api, site
from tests.site.builders import text

ROWS = {
    "over": "{status: retiring, after: 2026-04-30}",
    "ending": "{status: retiring, after: 2026-05-01}",
    "frozen": "frozen",
    "exp": "experimental",
    "beta": "beta",
    "prod": "production",
    "prod2": "production",
}


def with_statuses(*ids: str) -> Edition:
    entries = "".join(f"  - {{id: {i}, name: {i.upper()}, status: {ROWS[i]}}}\n" for i in ids)
    return edition(f"{HEAD}apis:\n{entries}")


def headings(element: Element, tag: str) -> list[str]:
    return [text(e) for e in element.iter(tag)]


def listed(of: Edition) -> list[str]:
    """The APIs in the order of the front page."""
    return [
        str(e.get("id")).removeprefix("api-")
        for e in site(of).main("index.html").iter("h3")
        if str(e.get("id")).startswith("api-")
    ]


def test_the_front_page_goes_from_the_strongest_promise_to_none() -> None:
    order = ["prod", "prod2", "beta", "exp", "frozen", "ending", "over"]
    assert listed(with_statuses(*ROWS)) == order
    assert listed(with_statuses(*reversed(ROWS))) == ["prod2", "prod", *order[2:]]


def removals(reasons: dict[str, str]) -> str:
    """What the front page says of an API whose fields are deprecated for these reasons."""
    fields = "\n".join(
        f'  {name}: Int @deprecated(reason: "{reason}")' for name, reason in reasons.items()
    )
    main = site(one_api(f"type Query {{ a: Int\n{fields} }}")).main("index.html")
    said = [text(e) for e in main.iter("a") if e.get("href") == "fs/fjernes.html"]
    return said[0] if said else ""


@pytest.mark.parametrize(
    ("reasons", "said"),
    [
        pytest.param({}, "", id="none"),
        pytest.param({"b": "Bruk a."}, "1 del utfases", id="without-a-day"),
        pytest.param({"b": "Fjernes i versjon 3."}, "1 del utfases", id="by-version"),
        pytest.param(
            {"b": "Fjernes etter 31. mars 2027.", "c": "Bruk a."},
            "2 deler utfases: 1 fjernes etter 31. mars 2027",
            id="one-day",
        ),
        pytest.param(
            {
                "b": "Fjernes etter 31. mars 2029.",
                "c": "Fjernes etter 31. mars 2027.",
                "d": "Fjernes etter 31. mars 2028.",
                "e": "Fjernes etter 31. mars 2027. Bruk a.",
            },
            "4 deler utfases: 2 fjernes etter 31. mars 2027, 1 fjernes etter 31. mars 2028",
            id="the-next-two",
        ),
        pytest.param(
            {"b": "Fjernes etter 30. april 2026.", "c": "Fjernes etter 1. mai 2026."},
            "2 deler utfases: 1 med passert frist, 1 fjernes etter 1. mai 2026",
            id="yesterday-and-today",
        ),
    ],
)
def test_the_front_page_says_what_goes_next(reasons: dict[str, str], said: str) -> None:
    assert removals(reasons) == said


@pytest.mark.parametrize(
    ("head", "statement", "mail"),
    [
        pytest.param(HEAD, None, None, id="nothing-given"),
        pytest.param(
            "catalog: {title: K, owner: {email: eier@b.no}}\n", None, "eier@b.no", id="owner"
        ),
        pytest.param(
            "catalog: {title: K, owner: {email: eier@b.no}, accessibility: {email: uu@b.no}}\n",
            None,
            "uu@b.no",
            id="own-address",
        ),
        pytest.param(
            "catalog: {title: K, accessibility: {statement: 'https://uustatus.no/x?a=1&b=2'}}\n",
            "https://uustatus.no/x?a=1&b=2",
            None,
            id="statement",
        ),
    ],
)
def test_the_accessibility_page_says_where_to_report(
    head: str, statement: str | None, mail: str | None
) -> None:
    main = site(one_api("type Query { a: Int }", head=head)).main("tilgjengelighet.html")
    links = [str(e.get("href")) for e in main.iter("a")]
    assert links == [*([statement] if statement else []), *([f"mailto:{mail}"] if mail else [])]
    assert headings(main, "h1") == ["Tilgjengelighet"]
    assert ("si fra til den som eier katalogen" in text(main)) == (mail is None)


ENDING = """apis:
  - {id: fs, name: FS, status: {status: retiring, after: %s}, spec: fs.graphql, replaced_by: [ny]}
  - {id: ny, name: Ny & bedre, status: production}
"""
SDL = """
type Query { a: Int b: Emne @feature(flags: ["beta"]) @deprecated(reason: "Bruk a.") }
type Emne { kode: ID }
"""


@pytest.mark.parametrize(
    ("after", "said"),
    [
        pytest.param(
            "2026-05-01",
            "API-et avvikles. Siste dag er 1. mai 2026. Bruk Ny & bedre i stedet.",
            id="last",
        ),
        pytest.param(
            "2026-04-30",
            "API-et ble avviklet 30. april 2026, og ingen kontrakt gjelder lenger."
            " Bruk Ny & bedre i stedet.",
            id="over",
        ),
    ],
)
def test_every_page_of_an_api_that_ends_says_so_once_before_its_heading(
    after: str, said: str
) -> None:
    made = site(edition(HEAD + ENDING % after, fs=SDL))
    paths = [path for path in made.pages if path.startswith("fs/")]
    assert {
        "fs/index.html",
        "fs/sporringer/index.html",
        "fs/sporringer/b.html",
        "fs/typer/Emne.html",
        "fs/indeks/index.html",
        "fs/avvik/index.html",
        "fs/avvik/beta.html",
        "fs/fjernes.html",
    } <= set(paths)
    for path in paths:
        main = made.main(path)
        boxes = [e for e in main.iter("div") if e.get("class") == "deprecated"]
        banners = [e for e in boxes if text(e).startswith("API-et")]
        assert [text(e) for e in banners] == [said], path
        (link,) = banners[0].iter("a")
        depth = path.count("/")
        assert link.get("href") == "../" * depth + "ny/index.html", path
        order = list(main.iter())
        heading = next(e for e in order if e.tag == "h1")
        is_first = order.index(banners[0]) < order.index(heading)
        assert is_first == (path != "fs/index.html"), path


def test_an_api_that_goes_on_has_no_banner() -> None:
    made = site(one_api(SDL))
    for path in made.pages:
        said = [text(e) for e in made.main(path).iter("div") if e.get("class") == "deprecated"]
        assert not [box for box in said if box.startswith("API-et")], path
