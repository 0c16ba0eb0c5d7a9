"""The cost of our build beside that of other programs, for the same real OpenAPI documents.

The programs take turns, so that what else the machine does meets all of them alike.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import cost, own
from bench.cost import Cost, Output
from bench.readable import parts_marked, paths_shown
from bench.tools import OURS, TOOLS, Tool, obstacle
from generator.syntax import source

SPECS = {
    "Gemini": own.SHARED / "sikt" / "gemini" / "gemini-prod.yaml",
    "Stripe": own.SHARED / "big" / "stripe" / "stripe-spec3-2022-04-12.json",
    "GitHub REST": own.SHARED / "big" / "github-rest" / "github-rest-npm-23.0.2.json",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One run of one program: its cost, its files, and what they tell."""

    cost: Cost
    output: Output
    paths: int
    parts: int


def tools(repeat: int) -> None:
    """Prints a table for each document: the cheapest of a few runs of each program."""
    print("The programs do not do the same:")
    usable = [tool for tool in TOOLS if _is_usable(tool)]
    print("paths: those of the API that stand in a text readable without scripts")
    print("parts: those that tell on a page of ours which contract they stand under")
    for name, file in SPECS.items():
        if file.is_file():
            _compare(name, file, usable, repeat)
        else:
            print(f"({name} is not here)")


def _is_usable(tool: Tool) -> bool:
    problem = obstacle(tool)
    writes = f"left out, {problem}" if problem else tool.writes
    print(f"  {tool.name} {tool.version}: {writes}", flush=True)
    return not problem


def _compare(name: str, file: Path, usable: Sequence[Tool], repeat: int) -> None:
    spec = file.read_bytes()
    paths = _paths(spec)
    print(f"\n{name}: {len(spec) / 2**20:.1f} MiB, {len(paths)} paths")
    print(
        f"{'program':24}{'CPU s':>8}{'ratio':>8}{'system':>8}{'peak MiB':>10}"
        f"{'files':>8}{'MiB':>8}{'paths':>8}{'parts':>8}"
    )
    rounds = [[_result(tool, spec, file.suffix, paths) for tool in usable] for _ in range(repeat)]
    least = [min(runs, key=_by_success_and_cost) for runs in zip(*rounds, strict=True)]
    ours = least[usable.index(OURS)].cost.cpu
    for tool, result in zip(usable, least, strict=True):
        _print(tool.name, result, ours)


def _by_success_and_cost(result: Result) -> tuple[bool, float]:
    return result.cost.problem != "", result.cost.cpu


def _result(tool: Tool, spec: bytes, suffix: str, paths: Sequence[str]) -> Result:
    with cost.folder() as name:
        root = Path(name)
        out = root / "out"
        out.mkdir()
        file = own.catalogue(root, spec, suffix)
        return Result(
            cost=cost.run(tool.run_on(file, out), root / "log", tool.environment),
            output=cost.output(out),
            paths=paths_shown(out, paths),
            parts=parts_marked(out),
        )


def _paths(spec: bytes) -> Sequence[str]:
    root = source.parse(spec).value
    paths = root.get("paths") if isinstance(root, dict) else None
    names = paths if isinstance(paths, dict) else ()
    return [name for name in names if name != "/"]  # which any text has


def _print(name: str, result: Result, ours: float) -> None:
    cost, output = result.cost, result.output
    row = (
        f"{name:24}{cost.cpu:8.2f}{cost.cpu / ours:8.2f}{cost.system:8.2f}{cost.peak_mib:10}"
        f"{output.files:8}{output.mib:8.1f}{result.paths:8}{result.parts:8}  {cost.problem}"
    )
    print(row.rstrip(), flush=True)
