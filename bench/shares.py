"""Where the CPU time of a build goes: every few milliseconds, which stage is at work.

`python -m bench.shares build …` is `apikatalog build …` in one process, confined work included, and
prints its CPU seconds by stage as JSON.
"""

import atexit
import json
import pickle
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import TypeVar

from bench import cost, own
from bench.comparison import SPECS

Result = TypeVar("Result")

_EVERY = 0.004
_OPENAPI = "generator.formats.openapi"
# Modules and functions; the first of them that is anywhere on the stack has the time.
STAGES = {
    "importlib._bootstrap": "imports",
    f"{_OPENAPI}.document.structure": "check of structure",
    f"{_OPENAPI}.exchanges.check.check_samples": "samples, tried",
    f"{_OPENAPI}.exchanges.sample": "samples, tried",
    f"{_OPENAPI}.exchanges.check": "check of examples",
    "__main__._in_this_process": "handed to other processes",
    f"{_OPENAPI}.copies": "copies with the standing",
    "generator.render": "pages",
    "generator.contract": "standings",
    "generator.syntax": "files into values",
    "generator.workspace": "files into values",
    "generator.formats": "values into parts",
    "generator.site": "shells, menus, search",
}
_REST = "the rest"


def shares() -> None:
    """Prints a table for the largest document."""
    name, file = list(SPECS.items())[-1]
    if not file.is_file():
        print(f"({name} is not here)")
        return
    with cost.folder() as made:
        root = Path(made)
        own.catalogue(root, file.read_bytes(), file.suffix)
        taken = cost.run(own.command(root, root / "out", "bench.shares"), root / "log")
        if taken.problem:
            raise SystemExit(f"the build {taken.problem}")
        seconds: dict[str, float] = json.loads((root / "log").read_text("utf-8"))
    whole = sum(seconds.values())
    print(f"{'stage of ' + name:34}{'CPU s':>8}{'share':>8}")
    for stage in dict.fromkeys((*STAGES.values(), _REST)):
        spent = seconds.get(stage, 0.0)
        print(f"{stage:34}{spent:8.2f}{spent / whole:8.0%}")


class _Watch:
    """Adds the time since it last looked to the stage at work."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._last = time.process_time()
        signal.signal(signal.SIGPROF, self._look)
        signal.setitimer(signal.ITIMER_PROF, _EVERY, _EVERY)
        atexit.register(self._tell)

    def _look(self, _: int, frame: FrameType | None) -> None:
        now = time.process_time()
        self.seconds[_stage(frame)] += now - self._last
        self._last = now

    def _tell(self) -> None:
        signal.setitimer(signal.ITIMER_PROF, 0)
        print(json.dumps(self.seconds))


def _stage(frame: FrameType | None) -> str:
    names = set(_names(frame))
    return next((stage for name, stage in STAGES.items() if name in names), _REST)


def _names(frame: FrameType | None) -> Iterator[str]:
    """The functions on the stack, their modules, and the packages of these."""
    while frame is not None:
        name = f"{frame.f_globals.get('__name__')}.{frame.f_code.co_qualname}"
        while name:
            yield name
            name = name.rpartition(".")[0]
        frame = frame.f_back


def _in_this_process(
    function: Callable[..., Result], *arguments: object, seconds: int, megabytes: int
) -> Result:
    """What a confined process would give; it too would get copies."""
    del seconds, megabytes
    return function(*pickle.loads(pickle.dumps(arguments)))


def main() -> int:
    """Builds under watch."""
    _Watch()
    from generator import cli, confinement

    confinement.run = _in_this_process
    return cli.main()


if __name__ == "__main__":
    sys.exit(main())
