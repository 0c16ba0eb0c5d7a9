"""A confined function gives its result, ends in time and does nothing but compute."""

import ctypes
import importlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import confinement
from generator.confinement import ConfinementError, Ending
from generator.syntax.number import Number

ROOT = Path(__file__).parents[1]
PASSWORDS = "/etc/passwd"


def add(left: int, right: int) -> int:
    return left + right


def double(values: list[object]) -> list[object]:
    return values * 2


def shout() -> str:
    sys.stdout.write("in the child")
    os.write(1, b"in the child")
    os.write(2, b"in the child")
    return "done"


def spin() -> None:
    while True:
        pass


def sleep() -> None:
    time.sleep(600)


def grow() -> int:
    return len(bytearray(2 * 1024**3))


def crash() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)  # forbidden; see `segfault`


def vanish() -> None:
    os._exit(0)


def segfault() -> None:
    signal.raise_signal(signal.SIGSEGV)


def complain(message: str) -> None:
    raise ValueError(message)


def leave() -> None:
    sys.exit(3)


def read_file() -> str:
    return Path(PASSWORDS).read_text()


def read_file_low() -> int:
    return os.open(PASSWORDS, os.O_RDONLY)


def read_beside_the_libraries() -> str:
    return Path(os.__file__).parent.joinpath("../../../../../../../../etc/passwd").read_text()


def write_file(path: str) -> None:
    Path(path).write_text("x")


def remove_file(path: str) -> None:
    Path(path).unlink()


def list_folder() -> list[str]:
    return [file.name for file in Path("/etc").iterdir()]


def connect(port: int) -> None:
    socket.create_connection(("127.0.0.1", port))


def run_command() -> int:
    return subprocess.call(["true"])


def fork() -> int:
    return os.fork()


def lift_limits() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_CPU, (600, 600))


def call_c() -> None:
    ctypes.CDLL(None)


def import_late() -> str:
    return str(importlib.import_module("colorsys").rgb_to_hsv(0, 0, 0))


def environment() -> dict[str, str]:
    return dict(os.environ)


class Call:
    """Unpickles into a call: what a process that was taken over might send."""

    def __reduce__(self) -> tuple[Callable[..., object], tuple[str]]:
        return os.system, ("true",)


def trojan() -> object:
    return [Call()]


def identity() -> int:
    return os.getppid()


def process() -> int:
    return os.getpid()


def confined(function: Callable[..., object], *arguments: object, seconds: int = 5) -> object:
    return confinement.run(function, *arguments, seconds=seconds, megabytes=1024)


def ending(
    function: Callable[..., object], *arguments: object, seconds: int = 5
) -> tuple[str, str]:
    with pytest.raises(ConfinementError) as caught:
        confined(function, *arguments, seconds=seconds)
    return caught.value.kind, caught.value.detail


def test_the_result_comes_back() -> None:
    assert confined(add, 2, 3) == 5


def test_what_specs_hold_comes_through_both_ways() -> None:
    values = [Number("1.10"), 2**80, {"a": [None, True, "æ\ufffd"]}]
    back = confined(double, values)
    assert back == values * 2
    assert isinstance(back, list)
    assert type(back[0]) is float  # validators know no other


def test_many_megabytes_come_through_both_ways() -> None:
    assert confined(double, ["x" * 1_000_000] * 20) == ["x" * 1_000_000] * 40


def test_nothing_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    assert confined(shout) == "done"
    assert capfd.readouterr() == ("", "")


def test_processor_time_is_limited() -> None:
    before = time.monotonic()
    assert ending(spin, seconds=1) == (Ending.TIME, "")
    assert time.monotonic() - before < 4


def test_time_on_the_clock_is_limited() -> None:
    before = time.monotonic()
    assert ending(sleep, seconds=1) == (Ending.TIME, "")
    assert 3.9 < time.monotonic() - before < 15


def test_memory_is_limited() -> None:
    assert ending(grow) == (Ending.MEMORY, "")


def test_a_crash_is_told_and_the_next_call_works() -> None:
    assert ending(segfault) == (Ending.DIED, "SIGSEGV")
    assert ending(vanish) == (Ending.DIED, "")
    assert confined(add, 2, 3) == 5


def test_a_server_that_was_ended_is_started_again() -> None:
    server = confined(identity)
    assert isinstance(server, int)
    os.kill(server, signal.SIGKILL)
    time.sleep(0.1)
    assert confined(identity) not in (server, os.getpid())


def test_an_exception_is_told_in_one_short_line() -> None:
    assert ending(complain, "no\nsuch\x1b[31m thing") == (
        Ending.FAILED,
        "ValueError: no such [31m thing",
    )
    kind, detail = ending(complain, "long " * 1000)
    assert (kind, len(detail)) == (Ending.FAILED, 200)
    assert ending(leave) == (Ending.FAILED, "SystemExit: 3")


@pytest.mark.parametrize(
    ("deed", "says"),
    [
        (read_file, "read"),
        (read_file_low, "read"),
        (read_beside_the_libraries, "read"),
        (list_folder, "listed"),
        (run_command, "not allowed"),
        (fork, "os.fork"),
        (crash, "os.kill"),
        (lift_limits, "resource.setrlimit"),
        (call_c, "ctypes"),
    ],
)
def test_what_is_not_computing_is_refused(deed: Callable[[], object], says: str) -> None:
    kind, detail = ending(deed)
    assert (kind, says in detail) == (Ending.FAILED, True), detail


def test_no_file_is_written_or_removed(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.write_text("here")
    assert "written" in ending(write_file, str(tmp_path / "new"))[1]
    assert "written" in ending(write_file, str(kept))[1]
    assert "os.remove" in ending(remove_file, str(kept))[1]
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [("kept", "here")]


def test_there_is_no_network() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.2)
        assert "socket" in ending(connect, listening.getsockname()[1])[1]
        with pytest.raises(TimeoutError):
            listening.accept()


def test_libraries_may_be_imported_late() -> None:
    assert confined(import_late) == "(0.0, 0.0, 0)"


def test_secrets_in_the_environment_stay_here(monkeypatch: pytest.MonkeyPatch) -> None:
    script = "from tests.test_confinement import *; print(sorted(confined(environment)))"
    told = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env={**os.environ, "API_TOKEN": "secret"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "PATH" in told.stdout
    assert "API_TOKEN" not in told.stdout


def test_a_result_that_would_call_something_is_refused() -> None:
    kind, detail = ending(trojan)
    assert (kind, detail.partition(".")[2]) == (Ending.FAILED, "system")


def test_threads_take_turns() -> None:
    results: list[object] = []
    threads = [
        threading.Thread(target=lambda n=n: results.append(confined(add, n, 0))) for n in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(str(r) for r in results) == [str(n) for n in range(8)]


def test_calls_share_one_server_that_ends_with_the_program() -> None:
    script = (
        "from tests.test_confinement import *\n"
        "servers = {confined(identity), confined(identity)}\n"
        "print(*servers, flush=True)\n"
    )
    told = subprocess.run(
        [sys.executable, "-W", "error", "-c", script], cwd=ROOT, capture_output=True, text=True
    )
    assert (told.returncode, told.stderr) == (0, "")
    (server,) = told.stdout.split()
    assert not Path("/proc", server).exists()


def test_a_program_that_is_interrupted_takes_the_process_with_it() -> None:
    script = (
        "from tests.test_confinement import *\n"
        "print(confined(identity), flush=True)\n"
        "threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGINT)).start()\n"
        "confined(sleep, seconds=100)\n"
    )
    before = time.monotonic()
    told = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True)
    assert "KeyboardInterrupt" in told.stderr
    assert time.monotonic() - before < 30
    assert not Path("/proc", told.stdout.strip()).exists()


def test_a_fork_of_the_program_has_a_server_of_its_own() -> None:
    script = (
        "from tests.test_confinement import *\n"
        "mine = confined(identity)\n"
        "child = os.fork()\n"
        "if not child:\n"
        "    os._exit(0 if confined(identity) != mine else 1)\n"
        "print(os.waitpid(child, 0)[1], confined(identity) == mine)\n"
    )
    told = subprocess.run(
        [sys.executable, "-W", "error", "-c", script], cwd=ROOT, capture_output=True, text=True
    )
    assert (told.stdout, told.stderr) == ("0 True\n", "")


def test_where_nothing_can_fork_each_call_has_a_process_of_its_own() -> None:
    script = (
        "from tests.test_confinement import *\n"
        "from generator.confinement import client\n"
        "client._START = 'import os; del os.fork\\n' + client._START\n"
        "del os.fork\n"
        "parents = {confined(process) for _ in range(2)}\n"
        "print(len(parents), confined(add, 2, 3), *ending(read_file), *ending(segfault))\n"
    )
    told = subprocess.run(
        [sys.executable, "-W", "error", "-c", script], cwd=ROOT, capture_output=True, text=True
    )
    assert (told.stdout, told.stderr) == (
        "2 5 failed PermissionError: no file may be read here died \n",
        "",
    )


def test_what_only_the_process_needs_is_imported_there_alone() -> None:
    script = (
        "from tests.test_confinement import *\n"
        "late = confinement.Late(module='colorsys', name='rgb_to_hsv')\n"
        "print(confined(late, 0, 0, 1), 'colorsys' in sys.modules)\n"
    )
    told = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True)
    assert told.stdout == f"{(2 / 3, 1.0, 1)} False\n"
