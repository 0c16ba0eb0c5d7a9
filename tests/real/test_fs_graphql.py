"""Marks, deprecations, paths and pages of the real FS schema are what they are known to be."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from graphql import (
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    NamedTypeNode,
    TypeDefinitionNode,
    UnionTypeDefinitionNode,
    Visitor,
    build_schema,
    get_named_type,
    parse,
    visit,
)
from graphql.utilities import resolve_schema_coordinate

from tests.conftest import Apikatalog, shared

pytestmark = pytest.mark.real

Parts = dict[str, dict[str, Any]]
LEVELS = ("production", "beta", "experimental")
SCHEMA = "specs/sikt/fs-graphql/fs-2026-01-15.graphql"
KINDS = {
    "field": "field",
    "argument": "arg",
    "input field": "input_field",
    "enum value": "enum_value",
}


def parts_of(catalog: Path, apikatalog: Apikatalog, as_of: str = "2026-01-15") -> Parts:
    listed = apikatalog("parts", "--format", "json", "--as-of", as_of, "--catalog", catalog)
    assert listed.returncode == 0, listed.stderr
    return {part["coordinate"]: part for part in json.loads(listed.stdout)}


def catalog_around(folder: Path, *sdl: str) -> Path:
    (folder / "spec").mkdir(parents=True)
    for number, text in enumerate(sdl):
        (folder / f"spec/{number}.graphql").write_text(text, encoding="utf-8")
    catalog = folder / "catalog.yaml"
    catalog.write_text(
        "catalog: {title: T}\napis: [{id: fs, name: FS, status: production, spec: spec}]\n",
        encoding="utf-8",
    )
    return catalog


@pytest.fixture(scope="module")
def parts(real_catalog: Path, apikatalog: Apikatalog) -> Parts:
    return parts_of(real_catalog, apikatalog)


@pytest.fixture(scope="module")
def schema() -> GraphQLSchema:
    return build_schema(shared(SCHEMA).read_text(encoding="utf-8"))


def declared(parts: Parts) -> dict[str, tuple[int, ...]]:
    """How many of each kind are declared production (that is, not marked), beta, experimental."""
    found = Counter((part["kind"], part["declared"] or "production") for part in parts.values())
    return {kind: tuple(found[kind, level] for level in LEVELS) for kind in KINDS}


def test_the_declared_marks_are_counted_right(parts: Parts) -> None:
    assert declared(parts) == {
        "field": (2_253, 995, 3_301),
        "argument": (284, 91, 630),
        "input field": (740, 173, 1_510),
        "enum value": (158, 143, 161),
    }
    others = [part for part in parts.values() if part["kind"] not in KINDS]
    assert {part["declared"] for part in others} == {None}


def test_types_queries_and_mutations_are_all_there(parts: Parts) -> None:
    assert sum(1 for coordinate in parts if re.fullmatch(r"\w+", coordinate)) == 2_559
    assert sum(1 for coordinate in parts if re.fullmatch(r"Query\.\w+", coordinate)) == 255
    assert sum(1 for coordinate in parts if re.fullmatch(r"Mutation\.\w+", coordinate)) == 229


def test_deprecations_and_the_days_that_have_passed(parts: Parts) -> None:
    deprecated = [part["deprecation"] for part in parts.values() if part["deprecation"]]
    assert len(deprecated) == 159
    removals = [given["removal"] for given in deprecated if given["removal"]]
    days = sorted(r["date"] for r in removals if "date" in r and r["date"] < "2026-01-15")
    assert (len(days), days[0]) == (13, "2024-12-31")


@pytest.mark.parametrize("day", ["2024-09-19", "2024-09-20"])
def test_older_versions_have_the_known_marks_and_deprecations(
    day: str, tmp_path: Path, apikatalog: Apikatalog
) -> None:
    sdl = shared(f"specs/sikt/fs-graphql/fs-{day}.graphql").read_text(encoding="utf-8")
    known = json.loads(shared(f"specs/sikt/fs-graphql/markers-{day}.json").read_text("utf-8"))
    found = parts_of(catalog_around(tmp_path, sdl), apikatalog, day)
    counts = {
        f"{KINDS[kind]}/{level}": number
        for kind, numbers in declared(found).items()
        for level, number in zip(LEVELS, numbers, strict=True)
        if number
    }
    expected = Counter(known["counts"])
    for location in known["double_markers"]:  # both sentences stand there: the weaker promise holds
        assert found[location.replace(")", ":)")]["declared"] == "experimental"
        expected.subtract(["arg/beta"])
        expected.update(["arg/experimental"])
    assert counts == expected
    told = {c: part["deprecation"]["reason"] for c, part in found.items() if part["deprecation"]}
    assert told == {d["location"].replace(")", ":)"): d["reason"] for d in known["deprecations"]}
    for deprecation in known["deprecations"]:
        part = found[deprecation["location"].replace(")", ":)")]
        assert part["inherited"] == deprecation["status"]
        removal = part["deprecation"]["removal"] or {}
        assert removal.get("date") == next((d["iso"] for d in deprecation["dates"]), None)


def steps(schema: GraphQLSchema, coordinate: str) -> Iterator[str]:
    """Where a client gets from one part, by the schema itself."""
    found: Any = resolve_schema_coordinate(schema, coordinate)
    type_, kind = getattr(found, "type", None), type(found).__name__
    if kind == "ResolvedNamedType":
        if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType):
            yield from (interface.name for interface in type_.interfaces)
        if isinstance(type_, GraphQLInterfaceType):
            implementers = schema.get_implementations(type_)
            yield from (t.name for t in (*implementers.objects, *implementers.interfaces))
        if isinstance(type_, GraphQLUnionType):
            yield from (member.name for member in type_.types)
        members = getattr(type_, "fields", None) or getattr(type_, "values", None) or ()
        yield from (f"{coordinate}.{name}" for name in members)
    elif kind == "ResolvedField":
        yield get_named_type(found.field.type).name
        yield from (f"{coordinate}({name}:)" for name in found.field.args)
    elif kind == "ResolvedInputField":
        yield get_named_type(found.input_field.type).name
    elif kind == "ResolvedFieldArgument":
        yield get_named_type(found.field_argument.type).name


def entries(schema: GraphQLSchema) -> list[str]:
    roots = [root for root in (schema.query_type, schema.mutation_type) if root]
    return [f"{root.name}.{name}" for root in roots for name in root.fields]


def weakest(statuses: Iterable[str]) -> str:
    return max(statuses, key=LEVELS.index)


def test_every_step_of_a_why_path_is_one_in_the_schema(parts: Parts, schema: GraphQLSchema) -> None:
    reached = [part for part in parts.values() if part["why"]]
    start = set(entries(schema)) | {"@defer", "@experimental_disableErrorPropagation"}
    sample = reached[:: len(reached) // 200]
    assert len(sample) >= 200
    for part in sample:
        why = part["why"]
        assert why[0] in start
        assert why[-1] == part["coordinate"]
        for one, following in pairwise(why):
            assert following in set(steps(schema, one)), why
        way = why[:-1] or why
        assert part["exposure"] == weakest(parts[step]["inherited"] for step in way)


def test_the_exposure_is_that_of_the_best_path(parts: Parts, schema: GraphQLSchema) -> None:
    edges = {
        coordinate: list(steps(schema, coordinate)) for coordinate in parts if coordinate[0] != "@"
    }
    best: dict[str, str] = {}
    for number, level in enumerate(LEVELS):
        strong = {c for c in edges if LEVELS.index(parts[c]["inherited"]) <= number}
        waiting = [entry for entry in entries(schema) if entry in strong]
        seen = set(waiting)
        while waiting:
            onward = [target for target in edges.get(waiting.pop(), ()) if target not in seen]
            seen.update(onward)
            waiting.extend(target for target in onward if target in strong)
        best = dict.fromkeys(seen, level) | best
    roots = {"Query", "Mutation"}
    expected = {c: best.get(c, "unreachable") for c in edges if c not in roots}
    assert {c: parts[c]["exposure"] for c in expected} == expected
    for coordinate, exposure in expected.items():
        own = parts[coordinate]["inherited"]
        known = own if exposure == "unreachable" else weakest((own, exposure))
        assert parts[coordinate]["effective"] == known


def test_no_marker_is_left_in_what_readers_see(real_site: Path) -> None:
    for page in real_site.rglob("*.html"):
        html = page.read_text(encoding="utf-8")
        text = unescape(re.sub(r"<[^>]*>", " ", html))
        assert not re.search(r"Denne\s+funksjonaliteten\s+er\s+en\s+del\s+av", text), page
        assert "#kontrakt-for-apier" not in text, page
        assert not re.search(r'href="https?://[^"]*#kontrakt-for-apier', html), page


def test_every_part_stands_on_its_page_under_its_anchor(parts: Parts, real_site: Path) -> None:
    by_page: dict[str, set[str]] = {}
    for part in parts.values():
        by_page.setdefault(part["page"], set()).add(part["anchor"])
    assert sum(map(len, by_page.values())) == len(parts)
    for page, anchors in by_page.items():
        html = (real_site / page).read_text(encoding="utf-8")
        ids = Counter(map(unescape, re.findall(r'\sid="([^"]*)"', html)))
        assert {anchor for anchor in anchors if ids[anchor] != 1} == set(), page


class Undefined(Visitor):
    """Definitions for what an excerpt refers to: members as objects, interfaces, else scalars."""

    def __init__(self, defined: set[str]) -> None:
        super().__init__()
        self.known, self.definitions = defined, dict[str, str]()

    def enter_named_type(
        self,
        node: NamedTypeNode,
        key: object,
        parent: object,
        path: list[object],
        around: list[Any],
    ) -> None:
        name, field = node.name.value, path[-2]
        if name in self.known:
            return
        kind = "scalar {}"
        if name in ("Query", "Mutation") or isinstance(around[-1], UnionTypeDefinitionNode):
            kind = "type {} {{ a: Int }}"
        elif field == "interfaces":
            kind = "interface {} {{ id: ID! }}"
        self.definitions[name] = kind.format(name)


def test_marks_are_read_alike_from_each_of_their_three_places(
    tmp_path: Path, apikatalog: Apikatalog
) -> None:
    excerpt = shared("specs/sikt/fs-graphql/schema-exp-excerpt.graphql").read_text("utf-8")
    document = parse(excerpt)
    defined = {n.name.value for n in document.definitions if isinstance(n, TypeDefinitionNode)}
    missing = Undefined(defined | {"String", "Int", "Float", "Boolean", "ID"})
    visit(document, missing)
    rest = "\n".join(missing.definitions.values())
    without_feature = re.sub(r"@feature\(.*?\)", "", excerpt)
    without_tag = re.sub(r"@tag\(.*?\)", "", excerpt)
    variants = {
        "all": excerpt,
        "feature": without_tag.replace("#kontrakt", "#annet"),
        "tag": without_feature.replace("#kontrakt", "#annet"),
        "text": re.sub(r"@tag\(.*?\)", "", without_feature),
    }
    found: dict[str, dict[str, str | None]] = {}
    for name, sdl in variants.items():
        catalog = catalog_around(tmp_path / name, sdl, rest)
        marked = parts_of(catalog, apikatalog)
        found[name] = {c: p["declared"] for c, p in marked.items() if c.split(".")[0] in defined}
        findings = json.loads(apikatalog("check", "--format", "json", "--catalog", catalog).stdout)
        assert "marks-disagree" not in {f["rule"] for f in findings["findings"]}
    members = [coordinate for coordinate in found["all"] if "." in coordinate]
    assert Counter(found["all"][m] for m in members) == {"production": 9, "experimental": 4}
    for name in ("feature", "tag"):
        assert {m: found[name][m] for m in members} == {m: found["all"][m] for m in members}
    by_text = [m for m in members if found["text"][m] == "experimental"]
    assert by_text == [m for m in members if m.startswith("AnbefaltForkunnskap.")]
