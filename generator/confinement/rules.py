"""What a confined process may use up, and what it may not do at all."""

import contextlib
import ctypes
import os
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path

_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000  # linux/sched.h
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_LISTS = ("os.listdir", "os.scandir")
_HARMLESS = ("os.putenv", "os.unsetenv")
_FORBIDDEN = (
    "ctypes.",
    "fcntl.",
    "ftplib.",
    "http.",
    "imaplib.",
    "mmap.",
    "os.",
    "poplib.",
    "pty.",
    "resource.",
    "shutil.",
    "signal.",
    "smtplib.",
    "socket.",
    "sqlite3.",
    "subprocess.",
    "syslog.",
    "tempfile.",
    "urllib.",
    "webbrowser.",
    "winreg.",
)


def limit(*, seconds: int, megabytes: int) -> None:
    """Limits this process where the system can; what it has no limit for stays open."""
    _leave_the_network()
    try:
        import resource
    except ImportError:
        return
    memory = megabytes * 1024 * 1024
    for name, soft, hard in (
        ("RLIMIT_CPU", seconds, seconds + 1),  # SIGXCPU, which names the cause, before SIGKILL
        ("RLIMIT_AS", memory, memory),
        ("RLIMIT_FSIZE", 0, 0),
        ("RLIMIT_NPROC", 0, 0),
        ("RLIMIT_CORE", 0, 0),
    ):
        with contextlib.suppress(AttributeError, OSError, ValueError):  # unknown, or lower
            resource.setrlimit(getattr(resource, name), (soft, hard))


def _leave_the_network() -> None:
    """On Linux, where it is allowed: no network for native code either, which no hook sees."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).unshare(_CLONE_NEWUSER | _CLONE_NEWNET)


def forbid() -> None:
    """From here on, for good: no network, no other process, no file but the libraries' own."""
    sys.addaudithook(_hook(_libraries()))


def _libraries() -> tuple[str, ...]:
    paths = sysconfig.get_paths()
    folders = {paths[name] for name in ("stdlib", "platstdlib", "purelib", "platlib")}
    folders.add(str(Path(__file__).parents[1]))  # the program itself, for what it imports late
    return tuple(os.path.join(os.path.realpath(folder), "") for folder in sorted(folders))  # noqa: PTH118 - with its separator


def _hook(libraries: tuple[str, ...]) -> Callable[[str, tuple[object, ...]], None]:
    def is_library(path: object) -> bool:
        if isinstance(path, int):  # open already
            return True
        if not isinstance(path, str | bytes | os.PathLike):
            return False
        return os.path.join(os.path.realpath(os.fsdecode(path)), "").startswith(libraries)  # noqa: PTH118 - with its separator

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open":
            flags = arguments[2]
            if isinstance(flags, int) and flags & _WRITES and not isinstance(arguments[0], int):
                raise PermissionError("no file may be written here")
            if not is_library(arguments[0]):
                raise PermissionError("no file may be read here")
        elif event in _LISTS:
            if not is_library(arguments[0]):
                raise PermissionError("no folder may be listed here")
        elif event.startswith(_FORBIDDEN) and event not in _HARMLESS:
            raise PermissionError(f"{event} is not allowed here")

    return hook
