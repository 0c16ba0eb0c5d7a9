"""The map of anchors names every part, by all its names, and leads to where it stands."""

import json
import tempfile
from pathlib import Path
from typing import Any

from generator import pipeline
from generator.pipeline import Edition
from generator.render import anchor_map
from generator.workspace import Workspace
from tests.render.builders import AS_OF, HEAD, one_api, shelf, site, write

SCHEMA = """
type Query { emne(id: ID!): Emne }
type Emne { navn: String NAVN: String }
"""
OPENAPI = """\
openapi: 3.0.3
info: {title: T, version: "1"}
paths:
  /emner/{id}:
    get:
      operationId: hentEmne
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {'200': {$ref: 'felles.json#/ok'}}
"""


def mapped(of: Edition) -> Any:
    return json.loads(anchor_map.file(shelf(of)).content)


def of_openapi(side_file: str = "parts: {}") -> Edition:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        entry = "  - {id: fs, name: FS, status: production, spec: api.yaml, side_file: side.yaml}\n"
        catalog = write(folder, f"{HEAD}apis:\n{entry}")
        (folder / "side.yaml").write_text(side_file, encoding="utf-8")
        (folder / "api.yaml").write_text(OPENAPI, encoding="utf-8")
        (folder / "felles.json").write_text('{"ok": {"description": "OK"}}', encoding="utf-8")
        return pipeline.read(Workspace(catalog), AS_OF)


def test_each_part_stands_under_its_page() -> None:
    found = mapped(one_api(SCHEMA))
    assert found["api"] == "fs"
    assert found["columns"] == ["anchor", "coordinate", "pointer", "names"]
    emner = found["pages"]["typer/Emne.html"]
    assert emner[0] == ["Emne"]
    # Two fields that differ by capitals alone get other anchors, and are found by coordinate.
    assert [line[1] for line in emner[1:]] == ["Emne.navn", "Emne.NAVN"]
    assert ["Query.emne(id:)"] in found["pages"]["sporringer/emne.html"]


def test_every_line_leads_to_an_id_of_its_page() -> None:
    of = one_api(SCHEMA)
    found, pages = mapped(of), site(of)
    lines = [(page, line) for page, lines in found["pages"].items() for line in lines]
    assert len(lines) == len(shelf(of).parts)
    for page, (anchor, *_) in lines:
        ids = {e.get("id") for e in pages.main(f"fs/{page}").iter()}
        assert anchor in ids, page


def test_pointers_and_other_names_are_told() -> None:
    lines = [line for lines in mapped(of_openapi())["pages"].values() for line in lines]
    by_coordinate = {line[1] or line[0]: line[2:] for line in lines if len(line) > 1}
    assert by_coordinate["GET /emner/{id}"] == [
        "api.yaml#/paths/~1emner~1{id}/get",
        ["hentEmne"],
    ]
    assert by_coordinate["GET /emner/{id} path:id"] == [
        "api.yaml#/paths/~1emner~1{id}/get/parameters/0",
        ["GET /emner/{} path:1"],
    ]
    assert by_coordinate["response:ok"] == ["felles.json#/ok"]


def test_the_page_of_an_api_offers_its_copies_and_the_map() -> None:
    def downloads(of: Edition) -> dict[str, str]:
        main = site(of).main("fs/index.html")
        return {
            a.get("href", ""): "".join(a.itertext())
            for a in main.iter("a")
            if a.get("download") is not None
        }

    assert downloads(of_openapi()) == {
        "spesifikasjon/api.yaml.txt": "api.yaml",
        "spesifikasjon/felles.json.txt": "felles.json",
        "anker.json": "anker.json",
    }
    of = of_openapi('parts: {"GET /emner/{id}": beta}')
    found = downloads(of)
    assert found.keys() - downloads(of_openapi()).keys() == {
        "spesifikasjon/kontraktstatus/api.yaml.txt",
        "spesifikasjon/kontraktstatus/felles.json.txt",
        "spesifikasjon/kontraktstatus/api.yaml.overlay.json",
        "spesifikasjon/kontraktstatus/felles.json.overlay.json",
    }
    shelves = {"fs": shelf(of)}
    assert {f"fs/{href}" for href in found} <= {f.path for f in pipeline.files(of, shelves)}
