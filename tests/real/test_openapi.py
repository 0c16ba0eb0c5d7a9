"""Every real OpenAPI spec is read and shown whole: nothing the file holds is missing."""

import json
import re
import subprocess
import sys
from collections import Counter, defaultdict
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import SHARED, Apikatalog, shared
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

CASES = list(zip(FILES, NAMES, strict=True))

Parts = list[dict[str, Any]]


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One catalogue of all of them."""
    shared("specs/sikt/gemini")
    folder = tmp_path_factory.mktemp("openapi")
    lines = ["catalog: {title: Alle}", "versions:", "  - {major: 1, released: 2025-04-01}"]
    lines += ["  - {major: 2, released: 2026-04-14}", "apis:"]
    for file, name in zip(FILES, NAMES, strict=True):
        (folder / file.name).write_bytes(file.read_bytes())
        lines.append(f"  - {{id: {name}, name: {name}, status: production, spec: {file.name}}}")
    (folder / "catalog.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder / "catalog.yaml"


@pytest.fixture(scope="module")
def parts(catalog: Path, apikatalog: Apikatalog) -> dict[str, Parts]:
    listed = apikatalog("parts", "--format", "json", "--as-of", "2026-11-23", "--catalog", catalog)
    assert listed.returncode == 0, listed.stderr[-2000:]
    found: dict[str, Parts] = defaultdict(list)
    for part in json.loads(listed.stdout):
        found[part["api"]].append(part)
    return found


@pytest.fixture(scope="module")
def site(catalog: Path, apikatalog: Apikatalog) -> Path:
    out = catalog.parent / "site"
    built = apikatalog(
        "build", "--quiet", "--catalog", catalog, "--as-of", "2026-11-23", "--out", out
    )
    assert built.returncode == 0, built.stderr[-2000:]
    return out


@pytest.mark.parametrize(("file", "name"), CASES, ids=NAMES)
def test_everything_in_the_file_is_a_part(file: Path, name: str, parts: dict[str, Parts]) -> None:
    document = load(file)
    held: dict[str, set[str]] = defaultdict(set)
    for kind, pointer in pointers(document):
        held[kind].add(pointer)
    found: dict[str, set[str]] = defaultdict(set)
    for part in parts[name]:
        found[part["kind"]].add(part["location"]["pointer"])
    assert held["property"] <= found["property"]
    assert held["enum value"] <= found["enum value"]
    ending = {p["location"]["pointer"] for p in parts[name] if p["deprecation"] is not None}
    for pointer in held["deprecated"]:
        steps = pointer.split("/")
        around = {"/".join(steps[:n]) for n in range(len(steps), 0, -1)}
        assert around & ending, pointer
    coordinates = Counter(part["coordinate"] for part in parts[name])
    assert max(coordinates.values()) == 1
    for operation, parameters in operations(document):
        assert operation in coordinates
        for place, parameter in parameters:
            assert f"{operation} {place}:{parameter}" in coordinates


@pytest.mark.parametrize(("file", "name"), CASES, ids=NAMES)
def test_every_part_is_on_its_page(
    file: Path, name: str, parts: dict[str, Parts], site: Path
) -> None:
    del file
    by_page: dict[str, Parts] = defaultdict(list)
    for part in parts[name]:
        by_page[part["page"]].append(part)
    for page, on_it in by_page.items():
        html = (site / page).read_text(encoding="utf-8")
        ids = {unescape(found) for found in re.findall(r' id="([^"]*)"', html)}
        text = unescape(re.sub(r"<[^>]*>", "", html))
        for part in on_it:
            assert part["anchor"] in ids, (page, part["coordinate"])
            last = part["location"]["pointer"].rpartition("/")[2]
            if part["kind"] == "property" and not last.isdecimal():
                assert last.replace("~1", "/").replace("~0", "~") in text, part["coordinate"]


def test_no_page_of_an_operation_is_large(parts: dict[str, Parts], site: Path) -> None:
    pages = {p["page"] for held in parts.values() for p in held if p["kind"] == "operation"}
    sizes = {page: (site / page).stat().st_size for page in pages}
    assert {page: size for page, size in sizes.items() if size >= 200_000} == {}


def test_nothing_in_the_site_is_broken_or_comes_from_elsewhere(site: Path) -> None:
    checker = shared("hostile/check_site.py")
    checked = subprocess.run(
        [sys.executable, checker, site, "--csp"], capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout[-3000:]
