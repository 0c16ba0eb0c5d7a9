"""The command line: exit codes, what goes to stdout and stderr, JSON, and the output folder."""

import json
import re
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Apikatalog

SCHEMA = """directive @feature(flags: [String!]!) on FIELD_DEFINITION

type Query {
  emne: Emne
  utkast: Utkast @feature(flags: ["experimental"])
}

type Emne {
  kode(gammel: Boolean): String @deprecated(reason: "Bruk `id`. Fjernes etter 31. mars 2027")
  id: ID
  ny: Utkast @feature(flags: ["beta"])
}

type Utkast {
  tekst: String
}

type Alene {
  x: Int
}
"""
HEAD = """catalog:
  title: Katalog
versions:
  - {major: 1, released: 2025-04-01}
  - {major: 2, released: 2026-04-14}
  - {major: 3, planned: 2027-04-06}
apis:
"""
FS = "  - {id: fs, name: FS, status: production, spec: fs.graphql}\n"
OTHER = "  - {id: other, name: Annet, status: beta, spec: other.graphql}\n"
BROKEN = "type Query {\n  a: Int\n  b: \n}\n"
VERBS = ("build", "serve", "parts", "explain", "check", "schema")


@pytest.fixture(name="run")
def _run(apikatalog: Apikatalog) -> Apikatalog:
    """Runs the command for one day, and never lets a traceback pass."""

    def run(*arguments: object, **environment: str) -> Any:
        done = apikatalog(*arguments, **{"SOURCE_DATE_EPOCH": "1795392000", **environment})
        assert "Traceback" not in done.stderr + done.stdout, done.stderr
        return done

    return run


def catalog(folder: Path, apis: str = FS, **files: str) -> Path:
    """A catalogue of these APIs with its specs; `files` stand beside it, `_` in names means `.`."""
    beside = {"fs_graphql": SCHEMA, "other_graphql": "type Query {\n  a: Int\n}\n", **files}
    for name, text in beside.items():
        (folder / name.replace("_", ".")).write_text(text, encoding="utf-8")
    made = folder / "catalog.yaml"
    made.write_text(apis if "catalog:" in apis else HEAD + apis, encoding="utf-8")
    return made


def names(folder: Path) -> set[str]:
    return {found.relative_to(folder).as_posix() for found in folder.rglob("*")}


def test_version_is_that_of_the_package(run: Apikatalog) -> None:
    assert run("--version").stdout == f"apikatalog {version('apikatalog')}\n"


@pytest.mark.parametrize("verb", VERBS)
def test_the_help_of_every_verb_has_an_example(run: Apikatalog, verb: str) -> None:
    told = run(verb, "--help")
    assert told.returncode == 0
    assert re.search(rf"^example: apikatalog {verb}\b", told.stdout, re.MULTILINE), told.stdout


@pytest.mark.parametrize("verb", ["build", "parts", "check"])
def test_a_faulty_catalogue_tells_every_mistake_and_writes_nothing(
    run: Apikatalog, tmp_path: Path, verb: str
) -> None:
    file = catalog(tmp_path, FS.replace("production", "betta") + FS + "    colour: red\n")
    file.write_text(
        f"catalog: {{titel: T}}\napis:\n{FS.replace('production', 'betta')}{OTHER}{OTHER}",
        encoding="utf-8",
    )
    before = names(tmp_path)
    out = ("--out", tmp_path / "site") if verb == "build" else ()
    told = run(verb, "--catalog", file, *out)
    assert (told.returncode, told.stdout, names(tmp_path)) == (2, "", before)
    starts = [line.partition(": error: ")[0] for line in told.stderr.splitlines()]
    assert starts == ["catalog.yaml:1", "catalog.yaml:3", "catalog.yaml:5"], told.stderr


@pytest.mark.parametrize("verb", ["build", "check", "serve"])
def test_a_missing_catalogue_is_one_line(run: Apikatalog, tmp_path: Path, verb: str) -> None:
    told = run(verb, "--catalog", tmp_path / "nowhere.yaml")
    assert (told.returncode, told.stdout, len(told.stderr.splitlines())) == (2, "", 1)
    assert "nowhere.yaml" in told.stderr


def test_a_spec_that_does_not_parse_does_not_stop_the_others(
    run: Apikatalog, tmp_path: Path
) -> None:
    file = catalog(tmp_path, FS + OTHER, other_graphql=BROKEN)
    told = run("build", "--quiet", "--catalog", file, "--out", tmp_path / "site")
    assert told.returncode == 1
    (line,) = told.stderr.splitlines()
    assert line.startswith("other.graphql:4: error: [other] ")
    assert {"fs/typer/Emne.html", "other/index.html"} <= names(tmp_path / "site")


def test_only_builds_the_apis_it_names(run: Apikatalog, tmp_path: Path) -> None:
    file, site = catalog(tmp_path, FS + OTHER), tmp_path / "site"
    assert run("build", "--catalog", file, "--out", site, "--only", "other").returncode == 0
    assert (site / "other/index.html").is_file()
    assert not (site / "fs/typer").exists()


def test_only_an_unknown_api_builds_nothing(run: Apikatalog, tmp_path: Path) -> None:
    file, site = catalog(tmp_path, FS + OTHER), tmp_path / "site"
    told = run("build", "--catalog", file, "--out", site, "--only", "othr")
    assert (told.returncode, site.exists()) == (2, False)
    assert "'othr'" in told.stderr
    assert "'other'" in told.stderr


def test_a_folder_of_an_earlier_build_is_replaced_as_a_whole(
    run: Apikatalog, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    run("build", "--catalog", catalog(tmp_path, FS + OTHER), "--out", site)
    assert (site / "other/index.html").is_file()
    told = run("build", "--catalog", catalog(tmp_path, FS), "--out", site)
    assert (told.returncode, (site / "other").exists()) == (0, False)
    assert not [name for name in names(tmp_path) if name.startswith(".site")], "nothing is left"


@pytest.mark.parametrize("ours", [False, True], ids=["alone", "in an earlier build"])
def test_a_folder_with_a_foreign_file_is_left_alone(
    run: Apikatalog, tmp_path: Path, *, ours: bool
) -> None:
    file, site = catalog(tmp_path), tmp_path / "site"
    if ours:
        run("build", "--catalog", file, "--out", site)
    (site / "fs").mkdir(parents=True, exist_ok=True)
    (site / "fs/notes.txt").write_text("mine", encoding="utf-8")
    before = names(tmp_path)
    told = run("build", "--catalog", file, "--out", site)
    assert (told.returncode, names(tmp_path)) == (2, before)
    assert "fs/notes.txt" in told.stderr
    assert (site / "fs/notes.txt").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("key", ["spec", "side_file"])
def test_a_path_out_of_the_folder_is_refused_unless_allowed(
    run: Apikatalog, tmp_path: Path, key: str
) -> None:
    (tmp_path / "inside").mkdir()
    (tmp_path / "outside.graphql").write_text(SCHEMA, encoding="utf-8")
    (tmp_path / "outside.yaml").write_text("parts: {Emne.id: beta}\n", encoding="utf-8")
    given = {"spec": "fs.graphql", key: f"../outside.{'graphql' if key == 'spec' else 'yaml'}"}
    paths = ", ".join(f"{name}: {path}" for name, path in given.items())
    file = catalog(tmp_path / "inside", FS.replace("spec: fs.graphql", paths))
    refused = run("check", "--catalog", file)
    assert (refused.returncode, len(refused.stdout.splitlines())) == (1, 1)
    assert "catalog.yaml:8: error: [fs]" in refused.stdout
    assert run("check", "--catalog", file, "--allow-outside").returncode == 0


@pytest.mark.parametrize("link", ["file", "folder"])
def test_a_link_out_of_the_folder_is_not_followed(
    run: Apikatalog, tmp_path: Path, link: str
) -> None:
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    inside.mkdir()
    outside.mkdir()
    (outside / "secret.graphql").write_text(SCHEMA, encoding="utf-8")
    (inside / "link").symlink_to(outside if link == "folder" else outside / "secret.graphql")
    path = "link/secret.graphql" if link == "folder" else "link"
    told = run("check", "--catalog", catalog(inside, FS.replace("fs.graphql", path)))
    assert (told.returncode, "not-a-regular-file" in told.stdout) == (1, True)


@pytest.mark.parametrize(
    ("files", "fail_on", "code"),
    [
        ({}, "note", 0),
        ({"side_yaml": "parts: {Emne.ny: experimental}\n"}, "warning", 0),
        ({"side_yaml": "parts: {Emne.ny: experimental}\n"}, "note", 1),
        ({"fs_graphql": "type Query { a: Int @deprecated }\n"}, "error", 0),
        ({"fs_graphql": "type Query { a: Int @deprecated }\n"}, "warning", 1),
        ({"fs_graphql": BROKEN}, "error", 1),
    ],
    ids=["clean", "note", "note is enough", "warning", "warning is enough", "error"],
)
def test_check_fails_on_the_severity_asked_for(
    run: Apikatalog, tmp_path: Path, files: Mapping[str, str], fail_on: str, code: int
) -> None:
    api = FS.replace("fs.graphql", "fs.graphql, side_file: side.yaml") if "side_yaml" in files else FS
    file = catalog(tmp_path, api, **files)
    assert run("check", "--catalog", file, "--fail-on", fail_on).returncode == code


@pytest.mark.parametrize(
    ("options", "rules"),
    [
        ((), ["removal-day-missing"]),
        (("--quiet",), []),
        (("--verbose",), ["mark-overridden", "removal-day-missing"]),
    ],
    ids=["as it is", "quiet", "verbose"],
)
def test_quiet_and_verbose_decide_what_is_said_beside_the_result(
    run: Apikatalog, tmp_path: Path, options: tuple[str, ...], rules: list[str]
) -> None:
    schema = SCHEMA.replace("x: Int", "x: Int @deprecated")
    side = "parts: {Emne.ny: experimental}\n"
    api = FS.replace("fs.graphql", "fs.graphql, side_file: side.yaml")
    file = catalog(tmp_path, api, fs_graphql=schema, side_yaml=side)
    told = run("parts", "--catalog", file, *options)
    said = [line.rpartition("(")[2].rstrip(")") for line in told.stderr.splitlines()]
    assert (sorted(said), told.returncode) == (rules, 0)


def test_check_prints_the_json_of_the_interface(run: Apikatalog, tmp_path: Path) -> None:
    file = catalog(tmp_path, FS + OTHER, other_graphql=BROKEN)
    told = run("check", "--catalog", file, "--format", "json", "--as-of", "2026-11-23")
    facts = json.loads(told.stdout)
    (finding,) = facts["findings"]
    assert told.returncode == 1
    assert set(facts) == {"as_of", "findings", "summary"}
    assert facts["as_of"] == "2026-11-23"
    assert facts["summary"] == {"error": 1, "warning": 0, "note": 0}
    assert set(finding) == {
        *("rule", "severity", "api", "coordinate", "location", "message"),
        *("contract", "verdict", "lawful_from", "ledger_line"),
    }
    assert (finding["rule"], finding["severity"]) == ("invalid-schema", "error")
    assert (finding["api"], finding["coordinate"]) == ("other", None)
    assert finding["location"] == {"file": "other.graphql", "line": 4, "pointer": None}
    assert "}" in finding["message"]


def _parts(run: Apikatalog, folder: Path) -> dict[str, dict[str, object]]:
    file = catalog(folder, FS + OTHER)
    told = run("parts", "fs", "--catalog", file, "--format", "json", "--as-of", "2026-11-23")
    assert (told.returncode, told.stderr) == (0, "")
    return {part["coordinate"]: part for part in json.loads(told.stdout)}


def test_parts_prints_every_part_of_the_api_in_the_json_of_the_interface(
    run: Apikatalog, tmp_path: Path
) -> None:
    parts = _parts(run, tmp_path)
    assert set(parts) == {
        *("Query", "Query.emne", "Query.utkast", "Emne", "Emne.kode", "Emne.kode(gammel:)"),
        *("Emne.id", "Emne.ny", "Utkast", "Utkast.tekst", "Alene", "Alene.x"),
        *("@feature", "@feature(flags:)"),
    }
    assert parts["Query.utkast"] == {
        "api": "fs",
        "coordinate": "Query.utkast",
        "kind": "field",
        "direction": "output",
        "declared": "experimental",
        "inherited": "experimental",
        "exposure": "experimental",
        "effective": "experimental",
        "why": ["Query.utkast"],
        "provenance": {"recogniser": "@feature", "file": "fs.graphql", "line": 5},
        "deprecation": None,
        "promise": {
            "earliest_break": {"date": "2026-11-23", "version": None, "fixed": True},
            "announced": [],
        },
        "location": {"file": "fs.graphql", "line": 5, "pointer": None},
        "page": "fs/sporringer/utkast.html",
        "anchor": "Query.utkast",
    }
    # Version 3 is not released yet: an announcement now is in time for the one after it.
    assert parts["Emne.kode"]["promise"] == {
        "earliest_break": {"date": "2028-03-31", "version": 4, "fixed": False},
        "announced": [],
    }
    assert parts["Emne.kode"]["deprecation"] == {
        "since": None,
        "removal": {"date": "2027-03-31", "sense": "after"},
        "replacement": ["Emne.id"],
        "reason": "Bruk `id`. Fjernes etter 31. mars 2027",
    }
