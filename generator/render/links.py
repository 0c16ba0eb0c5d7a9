"""Relative links between pages, so that the site works in any folder and from disk."""

from functools import cache
from urllib.parse import urlsplit


@cache
def up(folder: str) -> str:
    """The way from a page in `folder` ("" or "a/b") to the site's root: "" or "../../"."""
    return "../" * (folder.count("/") + 1) if folder else ""


def folder_of(path: str) -> str:
    """The folder a page lies in, "" for the root."""
    return path.rpartition("/")[0]


@cache
def relative(folder: str, path: str) -> str:
    """The link from a page in `folder` to the page `path`."""
    here, there = folder.split("/") if folder else [], path.split("/")
    while here and len(there) > 1 and here[0] == there[0]:
        here, there = here[1:], there[1:]
    return "../" * len(here) + "/".join(there)


def is_web_address(url: str) -> bool:
    """Whether a link to `url` can only lead to a page of the web."""
    try:
        return urlsplit(url).scheme.lower() in ("http", "https")
    except ValueError:
        return False
