"""The command in a process of its own that starts at once: a fork of one that has imported it all.

An interpreter that starts anew takes a second to import the program, far more than most tests ask
of it. `tests/test_determinism.py` and `tests/hostile` start the command as a user does.
"""

import atexit
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from generator.cli import main
from generator.formats import all_formats

all_formats()  # each is imported when first asked for
_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload([__name__])


def run(
    arguments: Sequence[str], environment: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """What the command printed, and its exit code."""
    with tempfile.TemporaryDirectory() as folder:
        printed, said = Path(folder, "stdout"), Path(folder, "stderr")
        process = _FORKS.Process(
            target=_fork, args=(arguments, dict(environment), Path.cwd(), printed, said)
        )
        process.start()
        process.join()
        code = process.exitcode
        assert code is not None
        process.close()
        return subprocess.CompletedProcess(
            arguments, code, printed.read_text("utf-8"), said.read_text("utf-8")
        )


def _fork(
    arguments: Sequence[str], environment: dict[str, str], folder: Path, printed: Path, said: Path
) -> None:
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    for descriptor, file in ((1, printed), (2, said)):
        os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT), descriptor)
    try:
        sys.exit(main(arguments))
    finally:
        atexit._run_exitfuncs()  # a fork ends without
