"""`used.py REPORT SECONDS COMMAND…` writes to REPORT what a command and its processes used.

It imports nothing of ours, to be small: the system counts the memory of the process that starts a
command as the command's own, and the benchmarks have read large files by then.
"""

import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path


def main(report: str, seconds: str, *command: str) -> None:
    """The report is JSON; its `code` is the exit status, or null where the time was up."""
    code = _code(command, float(seconds))
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    figures = {"code": code, "user": used.ru_utime, "system": used.ru_stime}
    Path(report).write_text(json.dumps({**figures, "peak_kib": used.ru_maxrss}), encoding="utf-8")


def _code(command: Sequence[str], seconds: float) -> int | None:
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)
    try:
        return process.wait(seconds)
    except subprocess.TimeoutExpired:
        return None
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


if __name__ == "__main__":
    main(*sys.argv[1:])
