"""Every real WSDL and schema is read and shown whole, and each real fault is told once."""

import re
import shutil
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from generator import pipeline
from generator.model.finding import Severity
from generator.model.part import Part, Tree, walk
from generator.pipeline import Edition
from generator.render.places import places
from generator.site.build import build
from generator.syntax.collector import no_collection
from generator.workspace import Workspace
from tests.conftest import SHARED, shared
from tests.real.wsdl_walk import Held, walked

pytestmark = pytest.mark.real

SPECS = SHARED / "specs"
PATTERNS = (
    "wsdl/**/*.wsdl",
    "sikt/fsws-studinfo/**/*.wsdl",
    "sikt/fsws-studinfo/*.xsd",
    "norway/skatteetaten-freg/*.xsd",
)
FILES = [file.relative_to(SPECS) for pattern in PATTERNS for file in sorted(SPECS.glob(pattern))]
NAMES = {
    file: re.sub(r"[\W_]+", "-", f"{file.parts[1]}-{number}-{file.stem}").lower()[:60].rstrip("-")
    for number, file in enumerate(FILES)
}
TABLE = Path(__file__).with_name("wsdl-specs.tsv")
"""Of each file: operations, then declared elements, attributes, types and enumeration values of all
files it reaches, and how many files it refers to that cannot be had."""

OTHER_FAULTS = {
    # A document type declaration in a schema that it imports.
    "signatur.wsdl": {"spec-unreadable": 1},
    # The port type is named without a prefix, where the default namespace is that of WSDL.
    "recursive_schema_main.wsdl": {"wsdl-unknown-name": 1},
    "test_http_post.wsdl": {"wsdl-unknown-name": 3},
}


def bundle(file: Path) -> Path:
    """The folder of a spec in its repository, which its references are relative to."""
    if file.parts[0] != "wsdl":
        return file.parent
    is_versioned = file.parts[1] == "versions" and len(file.parts) > 4
    return Path(*file.parts[: 4 if is_versioned else 3 if file.parts[1] == "nav" else 2])


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One catalogue of all of them."""
    shared("specs/wsdl")
    folder = tmp_path_factory.mktemp("wsdl")
    for below in ("wsdl", "sikt/fsws-studinfo", "norway/skatteetaten-freg"):
        shutil.copytree(SPECS / below, folder / below)
    lines = ["catalog: {title: Alle}", "versions:", "  - {major: 1, released: 2025-04-01}"]
    lines += ["  - {major: 2, released: 2026-04-14}", "apis:"]
    for file, name in NAMES.items():
        where = f"spec: {file}, bundle: {bundle(file)}"
        lines.append(f"  - {{id: {name}, name: {name}, status: production, {where}}}")
    (folder / "catalog.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder / "catalog.yaml"


@pytest.fixture(scope="module")
def edition(catalog: Path) -> Edition:
    return pipeline.read(Workspace(catalog), date(2026, 11, 23))


@pytest.fixture(scope="module")
def trees(edition: Edition) -> Mapping[str, Tree]:
    return {e.api.id: e.content.tree for e in edition.apis if e.content is not None}


@pytest.fixture(scope="module")
def held() -> Mapping[Path, Held]:
    return {file: walked(SPECS / bundle(file), SPECS / file) for file in FILES}


def built(edition: Edition, names: Collection[str], out: Path) -> Path:
    """The site of these of the APIs alone."""
    some = replace(edition, apis=tuple(e for e in edition.apis if e.api.id in names))
    with no_collection():
        build(some, out.with_name("catalog.yaml"), out, pipeline.tell_nobody)
    return out


def parts(tree: Tree) -> Iterator[Part]:
    return (part for part, _ in walk(tree.parts))


def test_the_walk_finds_what_the_table_says(held: Mapping[Path, Held]) -> None:
    told = [row.split("\t") for row in TABLE.read_text(encoding="utf-8").splitlines()[1:]]
    found = [
        [
            str(file),
            *map(
                str,
                (
                    spec.operations.total(),
                    spec.count("element"),
                    spec.count("attribute"),
                    spec.count("complex type") + spec.count("simple type"),
                    spec.count("enumeration value"),
                    len(spec.lost),
                ),
            ),
        ]
        for file, spec in held.items()
    ]
    assert found == told


@pytest.mark.parametrize("file", FILES, ids=str)
def test_everything_in_the_files_is_a_part(
    file: Path, held: Mapping[Path, Held], trees: Mapping[str, Tree]
) -> None:
    spec = held[file]
    found: Counter[tuple[str, str]] = Counter()
    kinds: Counter[str] = Counter()
    for part in parts(trees[NAMES[file]]):
        found[part.kind, part.name] += 1
        kinds[part.kind] += 1
    assert spec.declared - found == Counter()
    named = Counter({name: n for (kind, name), n in found.items() if kind == "operation"})
    assert named == spec.operations
    assert {word: kinds[word] for word in spec.messages} == dict(spec.messages)


@pytest.mark.parametrize("file", FILES, ids=str)
def test_each_fault_is_told_once_and_nothing_else(
    file: Path, held: Mapping[Path, Held], edition: Edition
) -> None:
    (findings,) = (e.findings for e in edition.apis if e.api.id == NAMES[file])
    errors = Counter(f.rule for f in findings if f.severity is Severity.ERROR)
    faults = Counter(OTHER_FAULTS.get(file.name, {}))
    if held[file].lost:
        faults["wsdl-import"] = len(held[file].lost)
    assert errors == faults
    assert len({f.location for f in findings if f.severity is Severity.ERROR}) == errors.total()
    assert held[file].broken == set() or errors["spec-unreadable"] == len(held[file].broken)


def test_mantisconnect_has_72_operations(trees: Mapping[str, Tree]) -> None:
    (name,) = (n for f, n in NAMES.items() if "mantisconnect" in f.parts and "2018" in str(f))
    operations = [part for part in parts(trees[name]) if part.kind == "operation"]
    assert len(operations) == 72
    assert {(o.details["style"], o.details["use"]) for o in operations} == {("rpc", "encoded")}


ONVIF = "onvif-"


@pytest.fixture(scope="module")
def site(edition: Edition, catalog: Path) -> Path:
    """The site of all but ONVIF, whose WSDLs all bring the same large schema."""
    names = [name for name in NAMES.values() if not name.startswith(ONVIF)]
    return built(edition, names, catalog.with_name("site"))


def shown(edition: Edition, name: str, site: Path) -> int:
    """How many parts of an API are on their pages, by anchor and by name: all of them."""
    (content,) = (e.content for e in edition.apis if e.api.id == name)
    assert content is not None
    at = places(name, content.tree, content.format.sections(content.tree))
    by_page: dict[str, list[Part]] = defaultdict(list)
    for part in parts(content.tree):
        by_page[at[part.address][0]].append(part)
    for page, on_it in by_page.items():
        html = (site / page).read_text(encoding="utf-8")
        ids = {unescape(found) for found in re.findall(r' id="([^"]*)"', html)}
        text = " ".join(unescape(re.sub(r"<[^>]*>", "", html)).split())
        for part in on_it:
            assert at[part.address][1] in ids, (page, part.coordinate)
            is_named = "wildcard" not in part.kind
            assert not is_named or " ".join(part.name.split()) in text, (page, part.coordinate)
    return len(at)


def test_every_part_is_on_its_page(edition: Edition, site: Path) -> None:
    names = [name for name in NAMES.values() if not name.startswith(ONVIF)]
    assert sum(shown(edition, name, site) for name in names) > 20_000


def test_every_part_of_the_largest_is_on_its_page(edition: Edition, catalog: Path) -> None:
    (name,) = (name for name in NAMES.values() if name.endswith("-devicemgmt"))
    out = built(edition, [name], catalog.with_name("onvif"))
    assert shown(edition, name, out) > 2_000


def test_nothing_in_the_site_is_broken_or_comes_from_elsewhere(
    edition: Edition, catalog: Path
) -> None:
    """Of a few: the checker looks at some two dozen pages in a second."""
    newest = ("mantisconnect-2018", "fsws-proxy-2013-08-12", "nav-behandle-henvendelse/2017")
    some = [NAMES[file] for file in FILES if any(part in str(file) for part in newest)]
    assert len(some) == 4
    out = built(edition, some, catalog.with_name("small"))
    checked = subprocess.run(
        [sys.executable, shared("hostile/check_site.py"), out, "--csp"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout[-3000:]
