"""What the format's own functions want of a spec again, once it is read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator import confinement
from generator.confinement import ConfinementError, Late
from generator.formats.openapi.document.gathered import Gathered
from generator.model.address import Address
from generator.model.call import Call, Wanted
from generator.model.errors import SpecError
from generator.model.finding import Finding, Severity
from generator.model.location import Location

Node = dict[str, object]
_SECONDS, _MEGABYTES = 60, 2_048
"""What making calls may use: ten times what the largest real specs need."""
_CALLS: Late[Sequence[Call | None]] = Late(
    module="generator.formats.openapi.exchanges.sample", name="calls"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Native:
    """The document as samples and copies of it are made from it.

    `addresses` by JSON Pointer into `document`; `operations` are path and method of each operation
    a client calls. `gathered` says where everything stands in the files.
    """

    document: Node
    operations: Mapping[Address, tuple[str, str]]
    addresses: Mapping[str, Address]
    gathered: Gathered
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Callables:
    """What calls are made from: plain data, which another process can be given."""

    document: Node
    operations: Mapping[Address, tuple[str, str]]
    addresses: Mapping[str, Address]


def calls(native: object, wanted: Sequence[Wanted]) -> Sequence[Call | None]:
    """The call for each wish, each tried. Raises SpecError where that takes too much."""
    assert isinstance(native, Native)
    given = Callables(
        document=native.document, operations=native.operations, addresses=native.addresses
    )
    try:
        return confinement.run(_CALLS, given, tuple(wanted), seconds=_SECONDS, megabytes=_MEGABYTES)
    except ConfinementError as error:
        finding = Finding(
            rule="calls-unmade",
            severity=Severity.WARNING,
            location=Location(file=native.gathered.file),
            arguments={"problem": f"{error.kind} {error.detail}"},
        )
        raise SpecError([finding]) from error
