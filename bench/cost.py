"""What a command costs, and what it writes."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

MINUTES = 5
_MEMORY = Path("/dev/shm")
_USED = Path(__file__).with_name("used.py")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """One run, cold, with all the processes it started and waited for.

    `cpu` are user and system time in seconds, `system` the latter alone; `peak_mib` is the memory
    of the largest process. `problem` is empty where all went well.
    """

    cpu: float
    system: float
    peak_mib: int
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """The files a command left: how many, how many of them pages, and how large in all."""

    files: int
    pages: int
    mib: float


def folder() -> AbstractContextManager[str]:
    """A new folder, gone afterwards; in memory where the system has such a place."""
    return tempfile.TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None)


def run(command: Sequence[str], log: Path, environment: Mapping[str, str] | None = None) -> Cost:
    """Runs `command` for MINUTES at most; what it says goes to `log`."""
    report = log.with_suffix(".used")
    measured = [sys.executable, "-S", str(_USED), str(report), str(MINUTES * 60), *command]
    with log.open("wb") as said:
        surroundings = {**os.environ, **(environment or {})}
        subprocess.run(measured, stdout=said, stderr=said, env=surroundings, check=True)
    used = json.loads(report.read_text("utf-8"))
    return Cost(
        cpu=used["user"] + used["system"],
        system=used["system"],
        peak_mib=used["peak_kib"] // 1024,
        problem=_problem(used["code"], log),
    )


def output(written: Path) -> Output:
    """What lies below the folder `written`."""
    files = [path for path in written.rglob("*") if path.is_file()]
    return Output(
        files=len(files),
        pages=sum(path.suffix == ".html" for path in files),
        mib=sum(path.stat().st_size for path in files) / 2**20,
    )


def _problem(code: int | None, log: Path) -> str:
    """Why the command did not end well, with the last that it said."""
    if code is None:
        return f"stopped after {MINUTES} minutes"
    if code == 0:
        return ""
    lines = [line.strip() for line in log.read_text("utf-8", "replace").splitlines()]
    last = next((line for line in reversed(lines) if line), "no word")
    return f"failed with {code}: {last[:100]}"
