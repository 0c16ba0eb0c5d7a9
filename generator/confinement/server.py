"""The server: imports what is asked for, and forks a confined process for each call."""

import contextlib
import gc
import importlib
import io
import os
import pickle
import select
import signal
import sys
import time

from generator.confinement import rules, wire
from generator.confinement.wire import Answer, Call, Ending

MAX_ANSWER = 256 * 1024 * 1024


def serve() -> None:
    """Answers calls from standard input on standard output until there are no more."""
    calls, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    _silence()
    while (call := wire.receive_call(calls)) is not None:
        _import(call.module)
        wire.send(answers, _forked(call) if hasattr(os, "fork") else _confined(call))


def _silence() -> None:
    """What a library prints must not end among the answers."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)


def _import(module: str) -> None:
    if module not in sys.modules:
        with contextlib.suppress(ImportError):  # which the call itself will tell
            importlib.import_module(module)
        gc.collect()
        gc.freeze()  # so that no fork copies what all of them share


def _forked(call: Call) -> Answer:
    reading, writing = os.pipe()
    process = os.fork()
    if not process:
        try:
            os.closerange(3, writing)  # the server's own streams among them
            os.closerange(writing + 1, writing + 100)
            with os.fdopen(writing, "wb") as answers:
                wire.send(answers, _confined(call))
        finally:
            os._exit(0)
    os.close(writing)
    try:
        return _watched(process, reading, time.monotonic() + wire.clock(call.seconds))
    finally:
        os.close(reading)


def _watched(process: int, reading: int, deadline: float) -> Answer:
    """The answer of `process`, which is gone afterwards, whatever happens."""
    written = _read(reading, deadline)
    answer = wire.receive_answer(io.BytesIO(written))
    ended = None if answer else _ended(process, deadline)
    if ended is None:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
    return answer or _bad_end(ended, is_late=time.monotonic() >= deadline)


def _read(reading: int, deadline: float) -> bytes:
    """All that comes until `deadline`, but for a rest above MAX_ANSWER."""
    written = bytearray()
    while len(written) <= MAX_ANSWER:
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([reading], [], [], left)[0]:
            break
        if not (piece := os.read(reading, 1024 * 1024)):
            break
        written += piece
    return bytes(written)


def _ended(process: int, deadline: float) -> int | None:
    """The exit status of `process`; None where it lives on."""
    while True:
        ended, status = os.waitpid(process, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() >= deadline:
            return None
        time.sleep(0.001)


def _bad_end(code: int | None, *, is_late: bool) -> Answer:
    if code == -signal.SIGXCPU or is_late:
        return Answer(ending=Ending.TIME)
    name = signal.Signals(-code).name if code and code < 0 else ""
    return Answer(ending=Ending.DIED, body=name.encode())


def _confined(call: Call) -> Answer:
    """Runs `call` in this process, which is good for nothing else afterwards."""
    rules.limit(seconds=call.seconds, megabytes=call.megabytes)
    rules.forbid()
    gc.disable()  # the process ends with the call: collecting would only cost time
    try:
        function, arguments = pickle.loads(call.packed)
        result = function(*arguments)
        return Answer(ending=Ending.WELL, body=pickle.dumps(result, pickle.HIGHEST_PROTOCOL))
    except MemoryError:
        return Answer(ending=Ending.MEMORY)
    except BaseException as error:  # noqa: BLE001 - whatever it is, the program must hear of it
        return Answer(ending=Ending.FAILED, body=wire.failure(error))
