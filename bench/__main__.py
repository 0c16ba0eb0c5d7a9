"""Builds catalogues in processes of their own and prints what each build cost.

CPU seconds are user and system time of the process, the least of a few builds; wall-clock time says
little on a shared machine and is left out. Growth is the exponent e of
cost ~ pages^e between two sizes.
"""

import argparse
import itertools
import json
import math
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.schema import sdl
from generator.text import LANGUAGES

SHARED = Path(__file__).parent.parent.parent / "shared" / "specs"
REAL = SHARED / "sikt" / "fs-graphql" / "fs-2026-01-15.graphql"
SIZES = (500, 2_000, 8_000, 50_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """One build, cold, in one process."""

    name: str
    cpu: float
    system: float
    peak_mib: int
    pages: int
    mib: float


def main() -> int:
    """Prints one table for the real schema and one for synthetic ones."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=main.__doc__)
    parser.add_argument("--largest", type=int, default=SIZES[-1], help="largest number of pages")
    parser.add_argument(
        "--repeat", type=int, default=3, help="builds of each size up to 10,000 pages"
    )
    options = parser.parse_args()
    _print_header()
    if REAL.is_file():
        schema = REAL.read_text(encoding="utf-8")
        for _ in range(options.repeat):
            _print(build("FS GraphQL 2026-01-15", schema))
        _print(build("in three languages", schema, languages=LANGUAGES))
    else:
        print("(the real schema is not here)")
    costs = []
    for size in (n for n in SIZES if n <= options.largest):
        repeat = options.repeat if size <= 10_000 else 1
        builds = [build(f"synthetic {size}", sdl(size)) for _ in range(repeat)]
        costs.append(min(builds, key=lambda cost: cost.cpu))
        _print(costs[-1])
    for small, large in itertools.pairwise(costs):
        extra = (large.cpu - small.cpu) / (large.pages - small.pages) * 1000
        exponent = math.log(large.cpu / small.cpu) / math.log(large.pages / small.pages)
        span = f"{small.pages} → {large.pages} pages"
        print(f"{span}: {extra:.2f} ms CPU per page, growth {exponent:.2f}")
    return 0


def build(name: str, schema: str, *, languages: Sequence[str] = LANGUAGES[:1]) -> Cost:
    """Builds the smallest catalogue around `schema`."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "api.graphql").write_text(schema, encoding="utf-8")
        api = {"id": "api", "name": "API", "status": "production", "spec": "api.graphql"}
        head = {"title": "API-katalog", "languages": list(languages)}
        catalog = {"catalog": head, "apis": [api]}
        (root / "catalog.yaml").write_text(json.dumps(catalog), encoding="utf-8")
        command = [
            sys.executable, "-m", "generator", "build", "--quiet", "--as-of", "2026-01-15",
            "--catalog", str(root / "catalog.yaml"), "--out", str(root / "site"),
        ]  # fmt: skip
        process = subprocess.Popen(command)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            raise SystemExit(f"{name}: the build failed with {process.returncode}")
        files = [path for path in (root / "site").rglob("*") if path.is_file()]
        return Cost(
            name=name,
            cpu=usage.ru_utime + usage.ru_stime,
            system=usage.ru_stime,
            peak_mib=usage.ru_maxrss // 1024,
            pages=sum(path.suffix == ".html" for path in files),
            mib=sum(path.stat().st_size for path in files) / 2**20,
        )


def _print_header() -> None:
    print(f"{'build':24}{'CPU s':>8}{'system':>8}{'peak MiB':>10}{'pages':>8}{'MiB':>8}")


def _print(cost: Cost) -> None:
    print(
        f"{cost.name:24}{cost.cpu:8.2f}{cost.system:8.2f}{cost.peak_mib:10}{cost.pages:8}{cost.mib:8.1f}",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main())
