"""Runs a function on untrusted input in a process of its own, which may do little and ends in time.

Each process is a fork of one server (`server.py`) that has imported what the functions need, so
that only the first call of a run pays for imports. Why it is not `multiprocessing`, and what the
process may not do, stands in docs/decisions/one-process.md.
"""

import os
from collections.abc import Callable
from typing import TypeVar, cast

from generator.confinement import wire
from generator.confinement.client import Client
from generator.confinement.late import Late
from generator.confinement.wire import Ending

__all__ = ["ConfinementError", "Ending", "Late", "run"]

Result = TypeVar("Result")


class ConfinementError(Exception):
    """A confined function gave no result; `detail` is empty, or one line of at most 200 letters."""

    def __init__(self, kind: Ending, detail: str) -> None:
        self.kind, self.detail = kind, detail
        super().__init__(f"{kind}: {detail}" if detail else str(kind))


def run(
    function: Callable[..., Result], *arguments: object, seconds: int, megabytes: int
) -> Result:
    """What `function`, which stands in a module, gives for `arguments`; all is sent by pickle.

    It may be a `Late` one, which is imported there alone.

    `seconds` are of processor time, and four times as many on the clock; `megabytes` are of address
    space, of which interpreter and libraries take some fifty. The result is plain data, or made of
    the program's own classes. Raises ConfinementError. Calls from several threads take turns.
    """
    answer = _client.ask(
        wire.call(function, arguments, seconds=seconds, megabytes=megabytes),
        at_most=wire.clock(seconds),
    )
    if answer.ending is not Ending.WELL:
        raise ConfinementError(answer.ending, answer.body.decode("utf-8", "replace"))
    try:
        return cast(Result, wire.unpacked(answer.body, wire.module_of(function)))
    except wire.UnreadableError as error:
        raise ConfinementError(Ending.FAILED, str(error)) from error


_client = Client()
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_client.forget)
