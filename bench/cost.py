"""What a command costs, and what it writes."""

import os
import signal
import subprocess
import tempfile
import threading
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from pathlib import Path

MINUTES = 5
_MEMORY = Path("/dev/shm")


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
    with log.open("wb") as said:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            env={**os.environ, **(environment or {})},
            start_new_session=True,
        )
    timer = threading.Timer(MINUTES * 60, _kill, (process.pid,))
    timer.start()
    try:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    finally:
        was_late = not timer.is_alive()
        timer.cancel()
        if process.returncode is None:
            _kill(process.pid)
    return Cost(
        cpu=usage.ru_utime + usage.ru_stime,
        system=usage.ru_stime,
        peak_mib=usage.ru_maxrss // 1024,
        problem=f"stopped after {MINUTES} minutes" if was_late else _problem(process, log),
    )


def output(written: Path) -> Output:
    """What lies below the folder `written`."""
    files = [path for path in written.rglob("*") if path.is_file()]
    return Output(
        files=len(files),
        pages=sum(path.suffix == ".html" for path in files),
        mib=sum(path.stat().st_size for path in files) / 2**20,
    )


def _kill(session: int) -> None:
    with suppress(ProcessLookupError):
        os.killpg(session, signal.SIGKILL)


def _problem(process: subprocess.Popen[bytes], log: Path) -> str:
    """The exit status and the last that was said."""
    if process.returncode == 0:
        return ""
    lines = log.read_text("utf-8", "replace").split("\n")
    last = next((line.strip() for line in reversed(lines) if line.strip()), "no word")
    return f"failed with {process.returncode}: {last[:100]}"
