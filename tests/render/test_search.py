"""What the search's scripts hold: parts at their places, each description once, harmless text."""

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator import pipeline
from generator.catalog.model import Api
from generator.contract.standing import standings
from generator.formats import all_formats
from generator.model.address import slug
from generator.model.deprecation import Deprecation, Removal, Sense
from generator.model.part import Tree, walk
from generator.model.section import Section
from generator.render.environment import environment
from generator.render.places import places
from generator.render.script import assigning
from generator.render.search import Index
from generator.render.search_columns import Level
from generator.render.search_pages import ReadPage, pages
from generator.render.shelf import Shelf, Spec
from generator.render.words import Words
from generator.text import LANGUAGES, Texts
from generator.workspace import Workspace
from tests.conftest import ROOT
from tests.contract.builders import catalog, part, promises, tree

SCRIPTS = sorted((ROOT / "generator/site/theme/assets").glob("katalog-search*.js"))
PROMISES = promises()
(API,) = catalog().apis
TEXTS = (
    Path(pipeline.__file__).parent / "text",
    Path(pipeline.__file__).parent / "formats/graphql/text",
)


class Found(NamedTuple):
    """A part as a reader of the scripts finds it."""

    coordinate: str
    address: str
    page: str
    anchor: str
    level: int


def value(script: bytes) -> Any:
    """What a script assigns."""
    match = re.fullmatch(r"var katalog\w+=(.*);\n", script.decode(), re.DOTALL)
    assert match is not None
    return json.loads(match[1])


def shelf(parts: Tree, *sections: Section, api: Api = API) -> Shelf:
    """An API with these parts, whatever its format."""
    spec = Spec(
        format="graphql",
        label="GraphQL",
        day=None,
        is_stale=False,
        files=("spec",),
        digest="",
        tree=parts,
        standings=standings(parts, api.status, PROMISES),
        sections=sections,
        notation=all_formats()["graphql"].notation,
        source=all_formats()["graphql"].source,
        calls={},
    )
    return Shelf(api, spec, {api.id: api}, words("nb"))


def index(parts: Tree, *sections: Section) -> Index:
    return Index([shelf(parts, *sections)], PROMISES)


def decoded(api: dict[str, Any]) -> Iterator[Found]:
    """The parts of an API, read as the docstrings of the columns and of the shapes say."""
    exact = {name: dict(map(tuple, rows)) for name, rows in api["exact"].items()}
    outside = Found("", "", api["page"], "", 0)
    around = [outside]
    names = spelled_out(api["names"])
    for number, (name, sort) in enumerate(zip(names, api["sort"], strict=True)):
        _, _, depth, level, *shapes = api["sorts"][sort]
        outer = around[depth]
        holes = {
            "*": name, "^": outer.address, "&": exact["alias"].get(number, [""])[0],
        }  # fmt: skip
        found = {}
        for column, shape in zip(("coordinate", "address", "page", "anchor"), shapes, strict=True):
            holes["~"] = getattr(outer, column)
            found[column] = exact[column].get(number) or filled(api["shapes"][shape], holes)
            if column == "coordinate":
                holes |= {"$": found[column], "%": re.sub(r"\{[^{}]*\}", "{}", found[column])}
            if column == "address":
                holes["="] = found[column]
        part = Found(**found, level=level)
        around[depth + 1 :] = [part]
        yield part


def spelled_out(written: list[str | int]) -> list[str]:
    """Names that stand once, each wherever it is meant."""
    different = [one for one in written if isinstance(one, str)]
    return [one if isinstance(one, str) else different[one] for one in written]


def filled(shape: str, holes: dict[str, str]) -> str:
    def text(found: re.Match[str]) -> str:
        return slug(holes[found[2]]) if found[1] else holes[found[2]]

    return re.sub(r"(#?)([*~^$%=&])", text, shape)


def assert_every_part_is_there(of: Shelf, found: list[Found]) -> None:
    at = places(of.api.id, of.spec.tree, of.sections)
    parts = list(walk(of.spec.tree.parts))
    assert [(f.coordinate, f.address) for f in found] == [
        (p.coordinate, p.address) for p, _ in parts
    ]
    assert [(f.page, f.anchor) for f in found] == [at[p.address] for p, _ in parts]
    assert {f.address for f in found if f.level == Level.ENTRY} == set(of.spec.tree.entries)


def test_every_part_of_the_own_catalogue_is_found_where_it_stands() -> None:
    edition = pipeline.read(Workspace(ROOT / "catalog.yaml"), date(2026, 11, 23))
    shelves = pipeline.shelves(edition, pipeline.specs(edition), pipeline.words(edition))
    apis = value(pipeline.search_index(edition, shelves).symbols())["apis"]
    for of, columns in zip(shelves.values(), apis, strict=True):
        found = list(decoded(columns))
        assert found
        assert_every_part_is_there(of, found)


COORDINATES = [
    "*",
    "~.*",
    "~",
    "#=",
    "^",
    "A",
    "A.b",
    "A.b(c:)",
    "GET /a/{b}",
    "a b",
    "<i>",
    "é",
    "__proto__",
]


NAMES = st.sampled_from(COORDINATES) | st.text(
    st.characters(exclude_categories=["Cs"]), min_size=1, max_size=5
)


@given(st.lists(NAMES, unique=True))
@example(["GET /a/{b}", "GET /a/{b}.query.c"])
@example(["x", "*", "*.~", "~*"])
def test_a_coordinate_of_any_form_is_found_where_it_stands(coordinates: list[str]) -> None:
    parts = [part(coordinate) for coordinate in coordinates]
    whole = tree(*parts[:1], part("Holder", *parts[1:]), entries=coordinates[1:2])
    with_pages = Section(id="types", folder="typer", parts=tuple(p.address for p in parts[:2]))
    of = shelf(whole, with_pages)
    (columns,) = value(index(whole, with_pages).symbols())["apis"]
    assert_every_part_is_there(of, list(decoded(columns)))


PIECES = ("{x}", "{}", "/a", "*", "~2", "=", "#", " q:", "é", "A")


@given(
    st.lists(
        st.tuples(st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map("".join), NAMES),
        unique_by=lambda pair: pair[0],
        min_size=1,
        max_size=8,
    )
)
@example([("GET /a/{}", "get-a"), ("GET /a/{} path:1", "x"), ("A", "A"), ("a", "b/c")])
def test_what_is_printed_otherwise_and_has_aliases_is_found_where_it_stands(
    pairs: list[tuple[str, str]],
) -> None:
    made = [
        part(address, written=address.replace("{}", "{id}"), aliases=(alias,))
        for address, alias in pairs
    ]
    whole = tree(*made[:2], part("Holder", *made[2:]))
    with_pages = Section(id="calls", folder="kall", parts=tuple(p.address for p in made[:3]))
    (columns,) = value(index(whole, with_pages).symbols())["apis"]
    assert_every_part_is_there(shelf(whole, with_pages), list(decoded(columns)))


def test_parts_that_are_alike_take_a_few_bytes_each_whatever_their_anchors() -> None:
    calls = []
    for n in range(40):
        address, written = f"GET /a{n}/{{}}", f"GET /a{n}/{{id}}"
        numbered = replace(part(f"{address} path:1", written=f"{written} path:id"), name="id")
        taken = [
            replace(part(f"{address} query:{q}", written=f"{written} query:{q}"), name=str(q))
            for q in range(50)
        ]
        calls.append(replace(part(address, numbered, *taken, written=written), name=written))
    (columns,) = value(index(tree(*calls)).symbols())["apis"]
    assert all(not rows for rows in columns["exact"].values())
    assert len(columns["sorts"]) < 10


def test_a_part_has_its_title_and_its_aliases_where_these_say_more_than_its_name() -> None:
    read = part("GET /a", part("GET /a body"), written="GET /a", aliases=("read-a",))
    whole = tree(
        replace(read, title="Read it all\n\nand then some"),
        replace(part("FirstName"), title="first name"),
        replace(part("C"), title="Word " * 100),
        replace(part("D"), title="Read it all"),
    )
    (columns,) = value(index(whole).symbols())["apis"]
    numbers, titles = columns["titles"]
    found = dict(zip(numbers, spelled_out(titles), strict=True))
    assert found[0] == found[4] == "Read it all"
    assert found[3].startswith("Word Word")
    assert found[3].endswith(" …")
    assert len(found[3]) < 125
    assert sorted(found) == [0, 3, 4]
    assert columns["exact"]["alias"] == [[0, ["read-a"]]]
    assert columns["language"] == "nb"


def test_a_shared_part_is_known_by_the_names_under_which_it_is_used() -> None:
    whole = tree(
        part("GET /a", part("GET /a.X-Trace", refers=["Trace"]), part("GET /a.b", refers=["b"])),
        part("GET /c", part("GET /c.X-Trace", refers=["Trace"])),
        part("Trace"),
        part("b"),
    )
    (columns,) = value(index(whole).symbols())["apis"]
    names = [found.coordinate for found in decoded(columns)]
    assert columns["exact"]["alias"] == [[names.index("Trace"), ["X-Trace"]]]


def test_what_gathers_entry_points_lies_as_high_as_what_stands_alone() -> None:
    whole = tree(
        part("group", part("tag", part("enter", part("enter.argument")))),
        part("Emne", part("Emne.kode", part("Emne.kode.del"))),
        entries=["enter"],
    )
    (columns,) = value(index(whole).symbols())["apis"]
    assert {found.coordinate: Level(found.level) for found in decoded(columns)} == {
        "group": Level.WHOLE,
        "tag": Level.WHOLE,
        "enter": Level.ENTRY,
        "enter.argument": Level.DEEP,
        "Emne": Level.WHOLE,
        "Emne.kode": Level.MEMBER,
        "Emne.kode.del": Level.DEEP,
    }


def test_a_part_has_its_kind_its_status_and_the_day_it_goes_in_every_language() -> None:
    goes = Deprecation(reason="", removal=Removal(sense=Sense.AFTER, day=date(2027, 3, 31)))
    old = part("Emne.gammel", marked="beta", deprecation=goes)
    found = index(tree(part("Emne", old), entries=["Emne"]))
    symbols = value(found.symbols())
    ((_, end),) = symbols["apis"][0]["exact"]["end"]
    status = symbols["apis"][0]["sorts"][symbols["apis"][0]["sort"][1]][1]
    ends = {"nb": "fjernes etter 31. mars 2027", "nn": "31. mars 2027", "en": "31 March 2027"}
    for language in LANGUAGES:
        said = value(found.words(words(language)))
        assert said["statuses"][status] == ["beta", "Beta"]
        assert ends[language] in said["ends"][end]
        assert said["contracts"][symbols["contracts"][status]] == ["beta", "Beta"]
        assert said["say"]["in_text"] == Texts(language, TEXTS).plain("search.in_text")


def test_a_day_that_is_over_is_said_to_be_over() -> None:
    gone = Removal(sense=Sense.AFTER, day=date(2020, 1, 1))
    found = index(tree(part("Emne", deprecation=Deprecation(reason="", removal=gone))))
    assert value(found.words(words("nb")))["ends"] == [
        "Utfases – fjernes etter 1. januar 2020. Fristen er passert"
    ]


def words(language: str) -> Words:
    """The words of a language, for kinds that no format has."""

    class AnyKind(Texts):
        def plain(self, key: str, /, **holes: object) -> str:
            return key if key.startswith("graphql.kind.") else super().plain(key, **holes)

    return Words(AnyKind(language, TEXTS), PROMISES, environment(all_formats()))


def test_a_description_stands_once_with_the_parts_that_have_it_and_without_its_markup() -> None:
    said = "Emnets *kode* &amp; `navn`.\n\n- Se [her](https://example.org/)"
    parts = [part("A", part("A.b", description=said)), part("C", description=said), part("D")]
    texts = value(index(tree(*parts)).texts())
    assert texts == {"nb": [["Emnets kode & navn. Se her", 1, 2]]}


def test_pages_are_cut_at_their_headings() -> None:
    html = (
        "<p>Før.</p><h1 id='a'>Tittel <code>x</code></h1><p>Én<br>to</p><ul><li>tre</li></ul>"
        "<h2>Uten anker</h2><table><tr><td>fire</td><td>fem &lt;b&gt;</td></tr></table>"
        "<script>nei()</script>"
    )
    read = [ReadPage("b.html", "B", ""), ReadPage("a.html", "A", html)]
    assert value(pages(read)) == [
        [
            "a.html",
            "A",
            ["", "", "Før."],
            ["a", "Tittel x", "Én to tre"],
            ["", "Uten anker", "fire fem <b>"],
        ],
        ["b.html", "B"],
    ]


@given(st.text(st.characters()))
@example("</script><!--")
@example("\u2028\u2029")
@example("\ud800")
@example("*/ alert(1)")
def test_no_text_can_leave_the_string_it_stands_in(text: str) -> None:
    script = assigning("katalogX", [text])
    said = script.decode()
    assert not set("<>&\u2028\u2029") & set(said)
    assert said.count("\n") == 1
    assert value(script) == [re.sub("[\ud800-\udfff]", "\ufffd", text)]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_every_text_a_script_asks_for_exists(script: Path) -> None:
    texts = Texts("nb", TEXTS)
    source = script.read_text(encoding="utf-8")
    asked = re.findall(r'say\("(\w+)"|"(none\w*)"', source)
    assert [key for key in map("".join, asked) if not texts.has(f"search.{key}")] == []
    assert bool(asked) == (script.stem == "katalog-search")


@pytest.mark.real
def test_the_index_of_the_real_schema_is_small(real_site: Path) -> None:
    symbols = (real_site / "assets/search/symbols.js").read_bytes()
    assert len(symbols) < 400_000
    assert len(gzip.compress(symbols)) < 45_000
    (api,) = value(symbols)["apis"]
    assert len(api["names"]) == 13_002
