"""A finished page, for any site builder."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """An entry of a page's table of contents; `level` is that of the part it leads to."""

    anchor: str
    text: str
    level: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """`path` is relative to the site's root, `title` and `toc` plain text, `html` the content.

    `api` is the id of the API whose menu stands beside the page, None for the catalogue's own;
    `beneath` the path of the menu's entry under which the page lies, where it is no entry itself.
    """

    path: str
    title: str
    html: str
    toc: tuple[Heading, ...] = ()
    api: str | None = None
    beneath: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file beside the pages, the same in every language; `path` is from the site's root."""

    path: str
    content: bytes
