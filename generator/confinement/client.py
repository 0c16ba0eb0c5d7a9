"""The program's end: starts the server when there is something to ask, and stops it at exit."""

import atexit
import contextlib
import os
import signal
import subprocess
import sys
import threading
from io import BufferedWriter
from typing import BinaryIO, cast

from generator.confinement import wire
from generator.confinement.wire import Answer, Call, Ending

_START = """\
import sys
sys.path[:] = {path!r}
from generator.confinement.server import serve
serve()
"""
# The rest of the environment may hold secrets.
_ENVIRONMENT = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT")
_STARTS_WITHIN = 30.0


class Client:
    """Asks a server, one call at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._server: subprocess.Popen[bytes] | None = None

    def ask(self, call: Call, *, at_most: float) -> Answer:
        """The answer to `call`.

        Where a server cannot fork there is one for each call, ended after `at_most` seconds.
        """
        with self._lock:
            if self._server is not None and self._server.poll() is not None:
                self._stop()  # it was ended from outside
            server = self._server or self._start()
            timer = threading.Timer(at_most + _STARTS_WITHIN, server.kill)
            if not hasattr(os, "fork"):
                timer.start()
            try:
                answer = _asked(server, call)
            except BaseException:
                self._stop()
                raise
            finally:
                timer.cancel()
            if answer is None or not hasattr(os, "fork"):
                self._stop()
            return answer or Answer(ending=Ending.DIED)

    def forget(self) -> None:
        """Leaves the server to the process that started it, of which this one is a fork."""
        if self._server is not None:
            self._server.returncode = 0  # not ours to wait for
            for stream in (self._server.stdin, self._server.stdout):
                cast(BufferedWriter, stream).raw.close()  # without sending the rest of a call
        self._lock, self._server = threading.Lock(), None

    def _start(self) -> subprocess.Popen[bytes]:
        path = [os.path.abspath(folder) for folder in sys.path]  # noqa: PTH100 - it is a string
        self._server = subprocess.Popen(
            [sys.executable, "-I", "-c", _START.format(path=path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={name: os.environ[name] for name in _ENVIRONMENT if name in os.environ},
            start_new_session=True,  # Ctrl-C is for the program, which then stops the server
        )
        atexit.register(self._stop)
        return self._server

    def _stop(self) -> None:
        atexit.unregister(self._stop)
        server, self._server = self._server, None
        if server is not None:
            _kill(server)
            server.wait()
            cast(BinaryIO, server.stdout).close()
            with contextlib.suppress(OSError):  # what was not sent yet
                cast(BinaryIO, server.stdin).close()


def _kill(server: subprocess.Popen[bytes]) -> None:
    """Ends the server and what it has forked, which has the same session."""
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGKILL)
    else:
        server.kill()


def _asked(server: subprocess.Popen[bytes], call: Call) -> Answer | None:
    try:
        wire.send(cast(BinaryIO, server.stdin), call)
    except BrokenPipeError:
        return None
    return wire.receive_answer(cast(BinaryIO, server.stdout))
