"""A spec in several files is read from its own folder, or a wider one, and no further."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Apikatalog

HEAD = "catalog: {title: Katalog}\napis:\n  - {id: p, name: P, status: production, "
MAIN = """openapi: 3.1.0
info: {title: t, version: '1'}
paths: {}
components:
  schemas:
    A:
      properties:
        b:
          $ref: 'REFERENCE'
"""
B = "type: object\nproperties:\n  navn: {type: string}\n"


@pytest.fixture(name="check")
def _check(apikatalog: Apikatalog, tmp_path: Path) -> Any:
    """Lists the parts of an API with this entry in a catalogue below `k`, which has these files."""

    def check(entry: str, files: Mapping[str, str], *options: str) -> tuple[int, str, list[Any]]:
        for name, content in {"k/catalog.yaml": f"{HEAD}{entry}}}\n", **files}.items():
            file = tmp_path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(content, encoding="utf-8")
        done = apikatalog(
            "parts", "--format", "json", "--catalog", tmp_path / "k/catalog.yaml", *options
        )
        assert "Traceback" not in done.stderr
        return done.returncode, done.stderr, json.loads(done.stdout or "[]")

    return check


def main(reference: str) -> str:
    return MAIN.replace("REFERENCE", reference)


def places(parts: list[Any]) -> dict[str, str]:
    return {part["coordinate"]: part["location"]["file"] for part in parts}


@pytest.mark.parametrize("reference", ["b.yaml", "./b.yaml", "../s/b.yaml", "inne/../b.yaml"])
def test_a_file_beside_the_spec_is_read(check: Any, reference: str) -> None:
    files = {"k/s/a.yaml": main(reference), "k/s/b.yaml": B, "k/s/inne/c.yaml": B}
    _, told, parts = check("spec: s/a.yaml", files)
    assert places(parts)["b.navn"] == "s/b.yaml", told


def test_a_file_out_of_the_specs_folder_is_read_only_where_the_bundle_is_wider(check: Any) -> None:
    files = {
        "k/s/v1/a.yaml": main("../felles/b.yaml#/B"),
        "k/s/felles/b.yaml": "B:\n  properties: {x: {}}\n",
    }
    _, told, parts = check("spec: s/v1/a.yaml", files)
    assert parts == []
    assert "s/v1/a.yaml:9: error: [p] " in told
    assert "../felles/b.yaml#/B" in told
    _, told, parts = check("spec: s/v1/a.yaml, bundle: s", files)
    assert places(parts) == {
        "A": "s/v1/a.yaml",
        "A.b": "s/v1/a.yaml",
        "B": "s/felles/b.yaml",
        "B.x": "s/felles/b.yaml",
    }, told


def test_a_dated_folder_is_one_bundle_and_the_newest_counts(check: Any) -> None:
    old, new = "k/s/2025-01-01", "k/s/2026-01-01"
    files = {
        f"{old}/a.yaml": main("schemas/gammel.yaml"),
        f"{old}/schemas/gammel.yaml": B,
        f"{new}/a.yaml": main("schemas/b.yaml"),
        f"{new}/schemas/b.yaml": B,
        f"{new}/schemas/ikke-nevnt.yaml": "type: string\n",
    }
    code, told, parts = check("spec: s", files)
    assert code == 0, told
    assert places(parts)["b.navn"] == "s/2026-01-01/schemas/b.yaml"
    assert not [part for part in parts if "nevnt" in part["location"]["file"]]


def test_a_dated_folder_cannot_reach_the_one_before(check: Any) -> None:
    files = {
        "k/s/2025-01-01/a.yaml": main("b.yaml"),
        "k/s/2025-01-01/b.yaml": B,
        "k/s/2026-01-01/a.yaml": main("../2025-01-01/b.yaml"),
    }
    _, told, parts = check("spec: s", files)
    assert "s/2026-01-01/a.yaml:9: error: [p] " in told
    assert places(parts)["b.navn"] == "s/2025-01-01/b.yaml"  # the last good one is shown


@pytest.mark.parametrize("entry", ["spec: s/a.yaml", "spec: s/a.yaml, bundle: ."])
def test_nothing_out_of_the_catalogues_folder_is_read(check: Any, entry: str) -> None:
    references = ("../../hemmelig.yaml", "%2e%2e/%2e%2e/hemmelig.yaml", "x/../../../hemmelig.yaml")
    spec = main(references[0]) + "".join(
        f"        c{n}: {{$ref: '{reference}'}}\n" for n, reference in enumerate(references[1:])
    )
    files = {"k/s/a.yaml": spec, "hemmelig.yaml": "title: HEMMELIG\n", "k/x.yaml": B}
    _, told, parts = check(entry, files)
    assert parts == []
    assert "HEMMELIG" not in told
    assert told.count("leads out of the spec's own files") == len(references), told


def test_a_bundle_out_of_the_catalogues_folder_is_refused_unless_allowed(check: Any) -> None:
    files = {"k/s/a.yaml": main("../../felles/b.yaml"), "felles/b.yaml": B}
    entry = "spec: s/a.yaml, bundle: .."
    _, told, parts = check(entry, files)
    assert parts == []
    assert "lies outside the catalogue's folder" in told
    _, told, parts = check(entry, files, "--allow-outside")
    assert places(parts)["b.navn"] == "../felles/b.yaml", told


@pytest.mark.parametrize("target", ["../../hemmelig.yaml", "c.yaml"])
def test_a_link_is_not_followed(check: Any, tmp_path: Path, target: str) -> None:
    (tmp_path / "k/s").mkdir(parents=True)
    (tmp_path / "k/s/b.yaml").symlink_to(target)
    files = {"k/s/a.yaml": main("b.yaml"), "hemmelig.yaml": "title: HEMMELIG\n", "k/s/c.yaml": B}
    _, told, parts = check("spec: s/a.yaml", files)
    assert parts == []
    assert "s/b.yaml is a link or no regular file" in told
    assert "HEMMELIG" not in told


def test_a_folder_that_is_a_link_is_not_followed(check: Any, tmp_path: Path) -> None:
    (tmp_path / "k/s").mkdir(parents=True)
    (tmp_path / "k/s/inne").symlink_to("../../ute")
    files = {"k/s/a.yaml": main("inne/b.yaml"), "ute/b.yaml": "title: HEMMELIG\n"}
    _, told, parts = check("spec: s/a.yaml", files)
    assert parts == []
    assert "HEMMELIG" not in told


def test_a_folder_or_a_pipe_is_no_file_of_a_spec(check: Any, tmp_path: Path) -> None:
    (tmp_path / "k/s/mappe.yaml").mkdir(parents=True)
    os.mkfifo(tmp_path / "k/s/pipe.yaml")
    for name in ("mappe.yaml", "pipe.yaml"):
        _, told, parts = check("spec: s/a.yaml", {"k/s/a.yaml": main(name)})
        assert parts == []
        assert f"{name} leads out of the spec's own files, or to a file that is not there" in told
