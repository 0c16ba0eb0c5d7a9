"""What goes between the program, the server and a confined process: length, kind, body."""

import io
import pickle
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO

from generator.confinement.late import Late

_LENGTH = struct.Struct(">Q")
_KINDS = struct.Struct(">B")
MAX_DETAIL = 200


class Ending(StrEnum):
    """How a confined function ended."""

    WELL = "well"
    TIME = "time"
    MEMORY = "memory"
    FAILED = "failed"  # with an exception: a fault of its own, or something that is not allowed
    DIED = "died"  # without a word


_ENDINGS = tuple(Ending)


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """What to run: `packed` holds function and arguments, `module` is where the function stands."""

    module: str
    seconds: int
    megabytes: int
    packed: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """How it ended; `body` is the packed result, or the detail of a bad end in UTF-8."""

    ending: Ending
    body: bytes = b""


class UnreadableError(ValueError):
    """The result is not made of plain data and the program's own classes."""


def clock(seconds: int) -> float:
    """How long a call may take on the clock: the machine may be busy."""
    return 4.0 * seconds


def call(
    function: Callable[..., object], arguments: Sequence[object], *, seconds: int, megabytes: int
) -> Call:
    """The call of `function` with `arguments` within limits."""
    packed = pickle.dumps((function, arguments), pickle.HIGHEST_PROTOCOL)
    return Call(module=module_of(function), seconds=seconds, megabytes=megabytes, packed=packed)


def module_of(function: Callable[..., object]) -> str:
    """Where the function stands, which is imported before it is called."""
    return function.module if isinstance(function, Late) else function.__module__


def failure(error: BaseException) -> bytes:
    """An exception as the body of an answer: its type and the beginning of its message."""
    said = f"{type(error).__name__}: {str(error)[:MAX_DETAIL]}"
    line = "".join(c if c.isprintable() else " " for c in said)
    return line[:MAX_DETAIL].rstrip(": ").encode("utf-8", "replace")


def unpacked(body: bytes, module: str) -> object:
    """The result in `body`, from a process that hostile input may have taken over.

    Raises UnreadableError for any class but those of the program and of `module`: a pickle can
    name whatever is importable, and call it.
    """
    return _OwnClasses(io.BytesIO(body), module).load()


def send(stream: BinaryIO, sent: Call | Answer) -> None:
    """Writes to `stream` what `receive_call` or `receive_answer` reads."""
    if isinstance(sent, Call):
        body = pickle.dumps(sent, pickle.HIGHEST_PROTOCOL)
    else:
        body = _KINDS.pack(_ENDINGS.index(sent.ending)) + sent.body
    stream.write(_LENGTH.pack(len(body)))
    stream.write(body)
    stream.flush()


def receive_call(stream: BinaryIO) -> Call | None:
    """The next call from the program; None where there is none any more."""
    body = _body(stream.read(_LENGTH.size), stream)
    return None if body is None else pickle.loads(body)


def receive_answer(stream: BinaryIO) -> Answer | None:
    """The next answer; None where it is cut off."""
    body = _body(stream.read(_LENGTH.size), stream)
    if not body or body[0] >= len(_ENDINGS):
        return None
    return Answer(ending=_ENDINGS[body[0]], body=body[1:])


def _body(head: bytes, stream: BinaryIO) -> bytes | None:
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    body = stream.read(length)
    return body if len(body) == length else None


class _OwnClasses(pickle.Unpickler):
    def __init__(self, stream: BinaryIO, module: str) -> None:
        super().__init__(stream)
        self._module = module

    def find_class(self, module_name: str, name: str, /) -> object:
        if module_name == self._module or module_name.partition(".")[0] == "generator":
            found = super().find_class(module_name, name)
            if isinstance(found, type):
                return found
        raise UnreadableError(f"the result holds {module_name}.{name}"[:MAX_DETAIL])
