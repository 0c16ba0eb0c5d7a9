"""Every real OpenAPI spec is read and shown whole: nothing the file holds is missing."""

import posixpath
import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date
from html import escape, unescape
from pathlib import Path
from urllib.parse import unquote

import pytest

from generator import pipeline
from generator.model.address import Address
from generator.model.finding import Severity
from generator.model.part import Part, Tree, walk
from generator.pipeline import Edition
from generator.render.places import places
from generator.site.build import build
from generator.syntax.collector import no_collection
from generator.workspace import Workspace
from tests.conftest import SHARED, shared
from tests.real.openapi_walk import load, operations, pointers

pytestmark = pytest.mark.real

SPECS = (
    "specs/sikt/gemini/*.yaml",
    "specs/sikt/nva/*/*.yaml",
    "specs/sikt/fs-api/*.json",
    "specs/norway/altinn-dialogporten/openapi-*/*.json",
    "specs/norway/altinn-dialogporten/swagger/*.json",
    "specs/big/kubernetes/*1.36.json",
    "specs/big/stripe/stripe*",
    "specs/big/github-rest/*.json",
)
FILES = [file for pattern in SPECS for file in sorted(SHARED.glob(pattern))]
NAMES = [file.stem.replace(".", "-") for file in FILES]
NEWEST = dict(zip((re.sub(r"(-yaml)?-20\d\d-.*", "", name) for name in NAMES), NAMES, strict=True))
"""The newest copy of each API, which is the last by name, by the API's name."""

LARGE = ("swagger-", "stripe-", "github-")
"""Thousands of pages each, of which the site checker looks at some two dozen in a second."""

CASES = list(zip(FILES, NAMES, strict=True))
WITH_DEAD_REFERENCES = "nva-publication-api-2021-11-01"


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One catalogue of all of them."""
    shared("specs/sikt/gemini")
    folder = tmp_path_factory.mktemp("openapi")
    lines = ["catalog: {title: Alle}", "versions:", "  - {major: 1, released: 2025-04-01}"]
    lines += ["  - {major: 2, released: 2026-04-14}", "apis:"]
    for file, name in CASES:
        (folder / file.name).write_bytes(file.read_bytes())
        lines.append(f"  - {{id: {name}, name: {name}, status: production, spec: {file.name}}}")
    (folder / "catalog.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder / "catalog.yaml"


@pytest.fixture(scope="module")
def edition(catalog: Path) -> Edition:
    """All of them as read, once for the parts and for the site."""
    return pipeline.read(Workspace(catalog), date(2026, 11, 23))


@pytest.fixture(scope="module")
def trees(edition: Edition) -> Mapping[str, Tree]:
    return {e.api.id: e.content.tree for e in edition.apis if e.content is not None}


def built(edition: Edition, names: Collection[str], out: Path) -> Path:
    """The site of these of the APIs alone."""
    some = replace(edition, apis=tuple(e for e in edition.apis if e.api.id in names))
    with no_collection():
        build(some, out.with_name("catalog.yaml"), out, pipeline.tell_nobody)
    return out


@pytest.fixture(scope="module")
def small(edition: Edition, catalog: Path) -> Path:
    """The site of the newest copy of all but the large ones."""
    names = [name for name in NEWEST.values() if not name.startswith(LARGE)]
    return built(edition, names, catalog.with_name("small"))


@pytest.fixture(scope="module")
def large(edition: Edition, catalog: Path) -> Path:
    """The site of the newest copy of the large ones."""
    names = [name for name in NEWEST.values() if name.startswith(LARGE)]
    return built(edition, names, catalog.with_name("large"))


@pytest.fixture(scope="module")
def sites(small: Path, large: Path) -> Mapping[str, Path]:
    """The site that has the newest copy of each, by its name."""
    return {name: large if name.startswith(LARGE) else small for name in NEWEST.values()}


def where(edition: Edition, name: str) -> Mapping[Address, tuple[str, str]]:
    """The page and the anchor of each part of one API."""
    (content,) = (e.content for e in edition.apis if e.api.id == name)
    assert content is not None
    return places(name, content.tree, content.format.sections(content.tree))


def parts(tree: Tree) -> Iterator[Part]:
    return (part for part, _ in walk(tree.parts))


def test_the_only_errors_are_the_dead_references_of_one_old_copy(edition: Edition) -> None:
    errors = [
        (found.api.id, finding.rule, finding.location.file if finding.location else None)
        for found in edition.apis
        for finding in found.findings
        if finding.severity is Severity.ERROR
    ]
    assert Counter(errors) == {
        (WITH_DEAD_REFERENCES, "reference-dead", f"{WITH_DEAD_REFERENCES}.yaml"): 25
    }
    assert [f for f in edition.findings if f.severity is Severity.ERROR] == []


@pytest.mark.parametrize(("file", "name"), CASES, ids=NAMES)
def test_everything_in_the_file_is_a_part(file: Path, name: str, trees: Mapping[str, Tree]) -> None:
    document = load(file)
    held: dict[str, set[str]] = defaultdict(set)
    for kind, pointer in pointers(document):
        held[kind].add(pointer)
    found: dict[str, set[str]] = defaultdict(set)
    ending: set[str] = set()
    coordinates: Counter[str] = Counter()
    for part in parts(trees[name]):
        pointer = part.location.pointer or ""
        found[part.kind].add(pointer)
        coordinates[part.coordinate] += 1
        if part.deprecation is not None:
            ending.add(pointer)
    assert held["property"] <= found["property"]
    assert held["enum value"] <= found["enum value"]
    for pointer in held["deprecated"]:
        steps = pointer.split("/")
        around = {"/".join(steps[:n]) for n in range(len(steps), 0, -1)}
        assert around & ending, pointer
    assert max(coordinates.values()) == 1
    for operation, parameters in operations(document):
        assert operation in coordinates
        for place, parameter in parameters:
            assert f"{operation} {place}:{parameter}" in coordinates


@pytest.mark.parametrize("name", NEWEST.values())
def test_every_part_is_on_its_page(
    name: str, trees: Mapping[str, Tree], edition: Edition, sites: Mapping[str, Path]
) -> None:
    at = where(edition, name)
    by_page: dict[str, list[Part]] = defaultdict(list)
    for part in parts(trees[name]):
        by_page[at[part.address][0]].append(part)
    for page, on_it in by_page.items():
        html = (sites[name] / page).read_text(encoding="utf-8")
        ids = {unescape(found) for found in re.findall(r' id="([^"]*)"', html)}
        text = unescape(re.sub(r"<[^>]*>", "", html))
        for part in on_it:
            assert at[part.address][1] in ids, (page, part.coordinate)
            *_, holder, last = (part.location.pointer or "/").split("/")
            if part.kind == "property" and holder == "properties":
                assert last.replace("~1", "/").replace("~0", "~") in text, part.coordinate


def test_no_page_of_an_operation_is_large(
    trees: Mapping[str, Tree], edition: Edition, sites: Mapping[str, Path]
) -> None:
    sizes: dict[str, int] = {}
    for name in NEWEST.values():
        at = where(edition, name)
        pages = {at[p.address][0] for p in parts(trees[name]) if p.kind == "operation"}
        sizes |= {page: (sites[name] / page).stat().st_size for page in pages}
    assert len(sizes) > 2_000
    assert {page: size for page, size in sizes.items() if size >= 200_000} == {}


@pytest.mark.parametrize(("which", "least"), [("small", 10_000), ("large", 100_000)])
def test_every_link_leads_somewhere_within_the_site(
    which: str, least: int, request: pytest.FixtureRequest
) -> None:
    site: Path = request.getfixturevalue(which)
    pages = {page.as_posix(): page.read_text(encoding="utf-8") for page in site.rglob("*.html")}
    ids = {page: set(re.findall(r' id="([^"]*)"', html)) for page, html in pages.items()}
    links = {
        (posixpath.dirname(page), page, href)
        for page, html in pages.items()
        for href in re.findall(r'<[a-z][^<>]* href="(?!https?:|mailto:)([^"]*)"', html)
    }
    assert len(links) > least
    dead = []
    for folder, page, href in links:
        path, _, anchor = href.partition("#")
        target = posixpath.normpath(f"{folder}/{unquote(path)}") if path else page
        if anchor and target in ids:
            found = anchor in ids[target] or escape(unquote(unescape(anchor))) in ids[target]
        else:
            found = target in ids or Path(target).is_file()
        if not found:
            dead.append((page, href))
    assert dead == []


def test_nothing_in_the_site_is_broken_or_comes_from_elsewhere(small: Path) -> None:
    checker = shared("hostile/check_site.py")
    checked = subprocess.run(
        [sys.executable, checker, small, "--csp"], capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout[-3000:]
