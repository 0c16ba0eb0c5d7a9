"""Builds of the smallest catalogue around one spec."""

import json
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import cost
from bench.cost import Cost, Output
from generator.text import LANGUAGES

SHARED = Path(__file__).parent.parent.parent / "shared" / "specs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """One build: what it cost and gave."""

    cost: Cost
    output: Output


def build(spec: bytes, suffix: str, *, languages: Sequence[str] = LANGUAGES[:1]) -> Build:
    """Builds in a process of its own. Ends the program where that fails."""
    with cost.folder() as name:
        catalogue(Path(name), spec, suffix, languages)
        return _built(Path(name))


def build_folder(specs: Path, *, pattern: str = "") -> Build:
    """Builds a folder of specs: as one API, or one of each file that `pattern` finds.

    That the specs have errors is no failure of the build.
    """
    with cost.folder() as name:
        root = Path(name)
        shutil.copytree(specs, root / "specs")
        files = sorted((root / "specs").glob(pattern)) if pattern else [root / "specs"]
        apis = [
            {
                "id": f"api{number}",
                "name": file.stem,
                "status": "production",
                "spec": file.relative_to(root).as_posix(),
                "bundle": "specs",
            }
            for number, file in enumerate(files)
        ]
        text = json.dumps({"catalog": {"title": "API-katalog"}, "apis": apis})
        (root / "catalog.yaml").write_text(text, encoding="utf-8")
        return _built(root, may_find=True)


def _built(root: Path, *, may_find: bool = False) -> Build:
    out = root / "out"
    taken = cost.run(command(root, out), root / "log")
    if taken.problem and not (may_find and taken.problem.startswith("failed with 1:")):
        raise SystemExit(f"the build {taken.problem}")
    return Build(cost=taken, output=cost.output(out))


def catalogue(
    root: Path, spec: bytes, suffix: str, languages: Sequence[str] = LANGUAGES[:1]
) -> Path:
    """Writes the catalogue and its spec to `root`; gives the spec's path."""
    file = root / f"api{suffix}"
    file.write_bytes(spec)
    api = {"id": "api", "name": "API", "status": "production", "spec": file.name}
    head = {"title": "API-katalog", "languages": list(languages)}
    text = json.dumps({"catalog": head, "apis": [api]})
    (root / "catalog.yaml").write_text(text, encoding="utf-8")
    return file


def command(root: Path, out: Path, program: str = "generator") -> tuple[str, ...]:
    """What builds the catalogue in `root` to `out`."""
    options = ("--quiet", "--as-of", "2026-01-15", "--catalog", str(root / "catalog.yaml"))
    return (sys.executable, "-m", program, "build", *options, "--out", str(out))
