"""One call of an API as a client makes it, in no format's words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from generator.model.address import Address
from generator.model.finding import Finding

MayUse = Callable[[Address], bool]
"""Whether a call may use a part."""


@dataclass(frozen=True, slots=True, eq=False)
class UpTo:
    """Whether a part is on a level or one before it; plain data, so that others may ask too."""

    number: int
    level_of: Mapping[Address, int]

    def __call__(self, address: Address) -> bool:
        """By the part's level; one that is on none is on the first."""
        return self.level_of.get(address, 0) <= self.number


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A wish for a call of the part at `address` that keeps to the parts `may_use` allows.

    Wishes that go by the same rule share one and the same `may_use`.
    """

    address: Address
    may_use: MayUse


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """A piece of a call that is read on its own; `id` finds its heading in the format's texts."""

    id: str
    text: str


class Carries(StrEnum):
    """What of a request carries a secret."""

    HEADER = "header"
    QUERY = "query"
    COOKIE = "cookie"


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """What a call needs and no sample holds.

    It is sent as `name` with the value `before` and the secret itself. `variable` is the
    environment variable that a sample takes it from.
    """

    carries: Carries
    name: str
    variable: str
    before: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call of an API.

    `method` is None where the call is not one HTTP request with one answer. `path` is appended to
    an environment's base URL. `shown` is what a reader reads first. `uses` are the addresses of
    every part the call uses, types included, each once, in the order of the call. With `login` a
    user name and a password are asked for besides `secrets`. `body_file` is what a reader saves a
    long `body` as before sending it, "" where it is sent as it stands. `findings` are doubts about
    the call, which several calls may share.
    """

    method: str | None
    headers: Mapping[str, str]
    shown: tuple[Excerpt, ...]
    uses: tuple[Address, ...]
    path: str = ""
    body: str | None = None
    secrets: tuple[Secret, ...] = ()
    login: bool = False
    body_file: str = ""
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelCall:
    """A call that uses nothing weaker than a level, as far as it has the choice."""

    level: int
    call: Call
