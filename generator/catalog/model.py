"""The catalogue as typed, immutable values: parsed once, checked nowhere else."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import PurePosixPath

from generator.model.location import Location
from generator.model.status import Status

Words = Mapping[str, str]
"""One text by language (`nb`, `nn`, `en`); under "" where the file gives it once for all."""

NO_CONTRACT = "none"
"""The id of what is left when a retiring status has passed its last day: no promise at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Someone who answers for something."""

    name: Words | None
    email: str | None
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A major version of the catalogue; at most one of the days is set."""

    major: int
    released: date | None
    planned: date | None
    location: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The days of a year, both included, as (month, day), in which a major version may come."""

    first: tuple[int, int]
    last: tuple[int, int]


class Release(StrEnum):
    """When a breaking change may be released."""

    MAJOR_VERSION = "major-version"
    ANY_DAY = "any-day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """How long before its release a breaking change must be announced; both None means no notice.

    `days` are whole days. `major_versions` n: announced before the release day of the major
    version that comes n before the one it is released with.
    """

    days: int | None = None
    major_versions: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """A promise and its terms; the stronger has the higher `strength`.

    `phrase` is how it reads in a sentence, `level` the word for the parts under it; None: `label`.
    """

    id: str
    label: Words
    strength: int
    anchors: tuple[str, ...]
    function: str
    documentation: str
    release: Release
    notice: Notice
    phrase: Words | None = None
    level: Words | None = None
    heading: Words | None = None
    exceptions: tuple[Words, ...] = ()
    advice: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusDefinition:
    """A status one may give; `ends` where it takes a last day of service."""

    id: str
    label: Words
    contract: str
    ends: bool = False


DEPRECATED = "deprecated"
"""What a value may mean in place of a status: that the part is deprecated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotationRecogniser:
    """Reads a status from a directive's argument, an extension's value or the like.

    `values` None: the value must be a status id. `reports_others`: an unlisted value is a finding.
    `reads_sentences`: in a value of several words the listed words are looked for.
    """

    annotation: str
    argument: str
    values: Mapping[str, str] | None
    reports_others: bool
    reads_sentences: bool = True


class Tells(StrEnum):
    """What an annotation says of a part's end: that it is announced, why, since when, and so on."""

    DEPRECATED = "deprecated"
    REASON = "reason"
    SINCE = "since"
    REMOVAL = "removal"
    REPLACEMENT = "replacement"


@dataclass(frozen=True, slots=True, kw_only=True)
class EndRecogniser:
    """Reads from an annotation what the spec says of a part's end."""

    annotation: str
    argument: str
    tells: Tells


@dataclass(frozen=True, slots=True, kw_only=True)
class CoordinateRecogniser:
    """Reads a status from what a pattern's group `status` matches in the part's coordinate."""

    pattern: re.Pattern[str]
    values: Mapping[str, str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRecogniser:
    """Reads a status from a link in the description to the anchor of a contract."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternRecogniser:
    """Reads a status from what a pattern's group `status` matches in the description."""

    pattern: re.Pattern[str]
    values: Mapping[str, str] | None


Recogniser = (
    AnnotationRecogniser | EndRecogniser | CoordinateRecogniser | LinkRecogniser | PatternRecogniser
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SideFileEntry:
    """The catalogue owner's word on the parts that `pattern` names.

    It is any name of one part, or matches coordinates by `*` and `?`.
    """

    pattern: str
    status: Status
    location: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """Where the API runs."""

    name: Words
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OptIn:
    """The request header that opens weaker levels: its value by the contract's id."""

    header: str
    levels: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Promotion:
    """Where one asks for a stronger contract: exactly one of the two.

    `url` is a form's address; `{subject}` and `{body}` in it are holes.
    """

    email: str | None
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """The names of the environment variables that hold user and password for HTTP Basic."""

    user: str
    password: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Accessibility:
    """The official accessibility statement, and where to report what does not work."""

    statement: str | None
    email: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Api:
    """One row of the catalogue. Paths are relative to the catalogue's folder.

    `language` is that of the spec's own texts; None: the catalogue's first.
    """

    id: str
    name: Words
    status: Status
    location: Location
    description: Words | None = None
    spec: PurePosixPath | None = None
    bundle: PurePosixPath | None = None
    language: str | None = None
    format: str | None = None
    documentation: str | None = None
    environments: tuple[Environment, ...] = ()
    access: Words | None = None
    credentials: Credentials | None = None
    owner: Party | None = None
    contact: Party | None = None
    replaces: tuple[str, ...] = ()
    replaced_by: tuple[str, ...] = ()
    recognisers: tuple[Recogniser, ...] = ()
    side_file: PurePosixPath | None = None
    opt_in: OptIn | None = None
    promotion: Promotion | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalog:
    """The whole file. `contracts` are ordered from the strongest promise to the weakest."""

    title: Words
    description: Words | None
    languages: tuple[str, ...]
    owner: Party | None
    accessibility: Accessibility
    versions: tuple[Version, ...]
    window: Window
    contracts: Mapping[str, Contract]
    statuses: Mapping[str, StatusDefinition]
    apis: tuple[Api, ...]

    @property
    def language(self) -> str:
        """The first of the languages, in which everything is written."""
        return self.languages[0]
