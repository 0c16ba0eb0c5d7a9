"""What a spec says of its API as a whole."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from generator.model.address import Address


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link the spec gives: where to, and its words, which may be empty."""

    url: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """The spec's own words on its API.

    `notation` is the format with its version (`OpenAPI 3.0.3`); `version` the API's as the spec
    gives it; `links` are the targets in `description` that mean parts; `servers` where the API
    answers; `further` documentation, terms and licence by their key in the format's texts.
    """

    notation: str
    title: str = ""
    version: str = ""
    description: str = ""
    links: Mapping[str, Address] = field(default_factory=lambda: MappingProxyType({}))
    servers: tuple[Link, ...] = ()
    further: tuple[tuple[str, Link], ...] = ()
