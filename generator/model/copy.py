"""A file made from a spec's file, for those who read specs with programs."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """What a format makes of one file of a spec, to be published.

    `file` is the spec file's name, relative to the catalogue's folder; `kind` finds what the copy
    is in the format's texts (`<format>.copy.<kind>`); `ending` is appended to its name. A browser
    must not act on what has that ending.
    """

    file: str
    kind: str
    ending: str
    content: bytes
