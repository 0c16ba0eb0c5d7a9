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
  ny: Utkast @feature(flags: ["beta"]) @deprecated(reason: "Ikke i bruk")
}

type Utkast {
  tekst: String @deprecated(reason: "Fjernes i versjon 3")
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
WITH_SIDE_FILE = FS.replace("}", ", side_file: side.yaml}")
BROKEN = "type Query {\n  a: Int\n  b: \n}\n"
Parts = Mapping[str, Mapping[str, Any]]
VERBS = ("build", "serve", "parts", "explain", "check", "schema")


@pytest.fixture(scope="module", name="run")
def _run(apikatalog: Apikatalog) -> Apikatalog:
    """Runs the command for one day, and never lets a traceback pass."""

    def run(*arguments: object, **environment: str) -> Any:
        done = apikatalog(*arguments, **{"SOURCE_DATE_EPOCH": "1795392000", **environment})
        assert "Traceback" not in done.stderr + done.stdout, done.stderr
        return done

    return run


def catalog(folder: Path, apis: str = FS, **files: str | bytes) -> Path:
    """A catalogue of these APIs, its specs beside it; in `files`, `__` is `/` and `_` is `.`."""
    beside = {"fs_graphql": SCHEMA, "other_graphql": "type Query {\n  a: Int\n}\n", **files}
    for name, content in beside.items():
        file = folder / name.replace("__", "/").replace("_", ".")
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    made = folder / "catalog.yaml"
    made.write_text(apis if apis.startswith("catalog:") else HEAD + apis, encoding="utf-8")
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


@pytest.mark.parametrize("verb", ["build", "check"])
def test_a_faulty_catalogue_tells_every_mistake_and_writes_nothing(
    run: Apikatalog, tmp_path: Path, verb: str
) -> None:
    faulty = FS.replace("production", "betta")
    file = catalog(tmp_path, f"catalog: {{titel: T}}\napis:\n{faulty}{OTHER}{OTHER}")
    before = names(tmp_path)
    out = ("--out", tmp_path / "site") if verb == "build" else ()
    told = run(verb, "--catalog", file, *out)
    assert (told.returncode, told.stdout, names(tmp_path)) == (2, "", before)
    starts = [line.partition(": error: ")[0] for line in told.stderr.splitlines()]
    assert starts == ["catalog.yaml:1", "catalog.yaml:3", "catalog.yaml:5"], told.stderr


@pytest.mark.parametrize("verb", ["build", "serve"])
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


@pytest.mark.parametrize("length", [10, 1000])
def test_a_finding_is_a_short_line(run: Apikatalog, tmp_path: Path, length: int) -> None:
    reason = "Ikke i bruk " + "lenger " * length
    file = catalog(tmp_path, fs_graphql=f'type Query {{ a: Int @deprecated(reason: "{reason}") }}')
    (line,) = run("check", "--catalog", file).stdout.splitlines()
    assert (len(line) < 350, reason.rstrip() in line) == (True, length == 10)
    assert line.endswith("(removal-day-missing)")


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
    run: Apikatalog, tmp_path: Path, files: dict[str, str], fail_on: str, code: int
) -> None:
    file = catalog(tmp_path, WITH_SIDE_FILE if "side_yaml" in files else FS, **files)
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
    file = catalog(tmp_path, WITH_SIDE_FILE, fs_graphql=schema, side_yaml=side)
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


@pytest.fixture(scope="module", name="parts")
def _parts(run: Apikatalog, tmp_path_factory: pytest.TempPathFactory) -> Parts:
    file = catalog(tmp_path_factory.mktemp("parts"), FS + OTHER)
    told = run("parts", "fs", "--catalog", file, "--format", "json", "--as-of", "2026-11-23")
    assert (told.returncode, told.stderr) == (0, "")
    return {part["coordinate"]: part for part in json.loads(told.stdout)}


def test_parts_prints_every_part_in_the_json_of_the_interface(parts: Parts) -> None:
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
    assert parts["Emne.ny"]["deprecation"]["removal"] is None
    removal = parts["Utkast.tekst"]["deprecation"]["removal"]
    assert (set(removal), removal["version"]) == ({"version", "sense"}, "3")


@pytest.mark.parametrize(
    ("coordinate", "statuses", "why"),
    [
        ("Query.emne", (None, "production", "production", "production"), ["Query.emne"]),
        ("Emne.ny", ("beta", "beta", "production", "beta"), ["Query.emne", "Emne", "Emne.ny"]),
        (
            *("Utkast", (None, "production", "beta", "beta")),
            ["Query.emne", "Emne", "Emne.ny", "Utkast"],
        ),
        ("Alene.x", (None, "production", "unreachable", "production"), []),
    ],
)
def test_parts_tells_each_status_and_the_best_way_there(
    parts: Parts, coordinate: str, statuses: tuple[str | None, ...], why: list[str]
) -> None:
    part = parts[coordinate]
    found = tuple(part[key] for key in ("declared", "inherited", "exposure", "effective"))
    assert (found, part["why"]) == (statuses, why)


def test_parts_is_one_line_each_as_text(run: Apikatalog, tmp_path: Path) -> None:
    told = run("parts", "fs", "other", "--catalog", catalog(tmp_path, FS + OTHER))
    lines = told.stdout.splitlines()
    assert len(lines) == 14 + 2
    (draft,) = [line for line in lines if "\tUtkast\t" in line]
    assert draft.startswith("fs\tUtkast\tobject\tbeta")


def test_explain_tells_each_step_to_the_effective_status(run: Apikatalog, tmp_path: Path) -> None:
    told = run("explain", "fs", "Utkast", "--catalog", catalog(tmp_path), "--as-of", "2026-11-23")
    assert told.returncode == 0
    steps = [
        *("Utkast (object)", "fs.graphql:14", "declared: nothing", "inherited: production"),
        *("exposure: beta", "Query.emne (production)", "Emne.ny (beta)", "effective: beta"),
        *("7 December 2026", "used by 2 parts", "Query.utkast (experimental)", "Emne.ny (beta)"),
    ]
    rest = told.stdout
    for step in steps:
        assert step in rest, f"{step} in this place of {told.stdout}"
        rest = rest.partition(step)[2]


def test_explain_tells_what_a_deprecation_says(run: Apikatalog, tmp_path: Path) -> None:
    file = catalog(tmp_path)
    told = [run("explain", "fs", f"Emne.{n}", "--catalog", file).stdout for n in ("kode", "ny")]
    assert 'after 2027-03-31: "Bruk `id`. Fjernes etter 31. mars 2027"' in told[0]
    assert "replaced by Emne.id" in told[0]
    assert 'deprecated: "Ikke i bruk"' in told[1]


def test_explain_prints_the_part_and_who_refers_to_it_as_json(
    run: Apikatalog, tmp_path: Path, parts: Parts
) -> None:
    day = ("--as-of", "2026-11-23")
    file = catalog(tmp_path)
    told = run("explain", "fs", "Utkast", "--format", "json", "--catalog", file, *day)
    assert json.loads(told.stdout) == {**parts["Utkast"], "used_by": ["Query.utkast", "Emne.ny"]}


@pytest.mark.parametrize(
    ("api", "coordinate", "says"),
    [
        ("fs", "Emne.kodee", "'Emne.kode'"),
        ("fss", "Emne", "'fs'"),
        ("other", "Emne", "other"),
    ],
    ids=["no such part", "no such API", "no spec that can be read"],
)
def test_explain_of_what_is_not_there_says_so(
    run: Apikatalog, tmp_path: Path, api: str, coordinate: str, says: str
) -> None:
    file = catalog(tmp_path, FS + OTHER, other_graphql=BROKEN)
    told = run("explain", api, coordinate, "--catalog", file)
    assert (told.returncode, told.stdout) == (2, "")
    assert says in told.stderr.splitlines()[-1]


@pytest.mark.parametrize(
    ("options", "environment", "day"),
    [
        ((), {"SOURCE_DATE_EPOCH": "1767225599"}, "2025-12-31"),
        ((), {"SOURCE_DATE_EPOCH": "1767225600"}, "2026-01-01"),
        ((), {"SOURCE_DATE_EPOCH": "1767225599", "TZ": "Pacific/Kiritimati"}, "2025-12-31"),
        (("--as-of", "2024-02-29"), {"SOURCE_DATE_EPOCH": "1767225600"}, "2024-02-29"),
    ],
)
def test_the_day_is_the_one_given_else_that_of_the_source_in_utc(
    run: Apikatalog, tmp_path: Path, options: tuple[str, ...], environment: dict[str, str], day: str
) -> None:
    file = catalog(tmp_path)
    told = run("check", "--format", "json", "--catalog", file, *options, **environment)
    assert json.loads(told.stdout)["as_of"] == day


@pytest.mark.parametrize(
    ("options", "environment"),
    [
        (("--as-of", "2026-13-01"), {}),
        (("--as-of", "20261123"), {}),
        ((), {"SOURCE_DATE_EPOCH": "yesterday"}),
        ((), {"SOURCE_DATE_EPOCH": "²"}),
        ((), {"SOURCE_DATE_EPOCH": "99999999999999999"}),
    ],
    ids=str,
)
def test_what_is_no_day_is_refused(
    run: Apikatalog, tmp_path: Path, options: tuple[str, ...], environment: dict[str, str]
) -> None:
    told = run("check", "--catalog", catalog(tmp_path), *options, **environment)
    assert (told.returncode, told.stdout) == (2, "")


BETA = FS.replace("production", "beta")
RETIRING = FS.replace("production", "{status: retiring, after: 9999-12-31}")
NOTICE = "contracts: {beta: {breaking: {release: any-day, notice: {days: 3700000}}}}\n"


@pytest.mark.parametrize(
    ("apis", "day", "codes"),
    [
        (FS.replace("}", ', side_file: "s\\0"}'), "2026-11-23", {2}),
        (RETIRING, "2026-11-23", {0, 2}),
        (BETA + NOTICE, "2026-11-23", {0, 2}),
        (BETA, "9999-12-31", {0, 2}),
    ],
    ids=["NUL in a path", "last day there is", "long notice", "as of the last day"],
)
def test_an_odd_catalogue_is_no_crash(
    run: Apikatalog, tmp_path: Path, apis: str, day: str, codes: set[int]
) -> None:
    told = run("check", "--catalog", catalog(tmp_path, apis), "--as-of", day)
    assert told.returncode in codes


HALF_A_CHARACTER = (
    '{"__schema": {"queryType": {"name": "Query"}, "directives": [], "types": ['
    '{"kind": "SCALAR", "name": "Int"}, {"kind": "OBJECT", "name": "Query", "interfaces": [], '
    '"description": "\\ud800", "fields": [{"name": "a", "args": [], "isDeprecated": false, '
    '"type": {"kind": "SCALAR", "name": "Int"}}]}]}}'
)


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"fs_graphql": "", "fs_json": HALF_A_CHARACTER}, (0, 1)),
        ({"mkdocs_yml": "- a\n"}, (2,)),
        ({"docs__index_md": b"\xe5\n"}, (2,)),
        ({"docs__index_md": "{{ 1 / 0 }}\n"}, (2,)),
        ({"docs__index_md": "{{ nothing }}\n"}, (2,)),
    ],
    ids=["lone surrogate", "settings", "not UTF-8", "page divides", "page misspells"],
)
def test_an_odd_file_beside_the_catalogue_is_no_crash(
    run: Apikatalog, tmp_path: Path, files: dict[str, str | bytes], code: tuple[int, ...]
) -> None:
    api = FS.replace("fs.graphql", "fs.json") if "fs_json" in files else FS
    told = run("build", "--catalog", catalog(tmp_path, api, **files), "--out", tmp_path / "site")
    assert told.returncode in code
    assert (tmp_path / "site").exists() is (told.returncode != 2)


def test_an_output_folder_below_a_file_is_refused(run: Apikatalog, tmp_path: Path) -> None:
    file = catalog(tmp_path)
    assert run("build", "--catalog", file, "--out", file / "site").returncode == 2


def test_a_port_that_cannot_be_is_refused(run: Apikatalog, tmp_path: Path) -> None:
    assert run("serve", "--catalog", catalog(tmp_path), "--port", "99999").returncode == 2
