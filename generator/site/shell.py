"""The shell around a page: rendered once for each menu and depth, then filled for each page."""

import re
from collections.abc import Callable, Iterable
from html import escape
from pathlib import Path

from generator.render.links import folder_of
from generator.render.marks import Proof
from generator.render.page import Heading, Page
from generator.site.languages import Translation

_TITLE, _CONTENT, _TOC, _FILE = (
    f"\ue000{name}\ue001" for name in ("title", "content", "toc", "file")
)

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What HTML may not hold (HTML Living Standard, preprocessing the input stream)."""

RenderShell = Callable[[Page, "Slots"], str]
"""Renders a shell for a page, with the slots in their places."""


class Slots:
    """What a shell holds where a page's own pieces go; private-use characters no theme writes.

    `file` is the name of the page's file, for links to the same page elsewhere.
    """

    title, content, toc, file = _TITLE, _CONTENT, _TOC, _FILE


class Shells:
    """Finished pages out of few rendered shells."""

    def __init__(self, render: RenderShell, contents: str) -> None:
        """`contents` is the heading of a page's table of contents."""
        self._render, self._contents = render, contents
        self._shells: dict[tuple[str, str], list[str]] = {}

    def fill(self, page: Page) -> str:
        """The whole HTML document of a page."""
        key = folder_of(page.path), page.beneath or page.path
        if key not in self._shells:
            self._shells[key] = _split(self._render(page, Slots()))
        title = escape(page.title, quote=False)
        toc = _toc(page, self._contents)
        content = _CONTROL.sub("\ufffd", page.html)
        file = escape(page.path.rpartition("/")[2])
        filled = {_TITLE: title, _CONTENT: content, _TOC: toc, _FILE: file}
        return "".join(filled.get(piece, piece) for piece in self._shells[key])


def write(here: Translation, pages: Iterable[Page], shells: Shells, site: Path) -> Proof:
    """Writes each page, in its shell, to its path below `site`; with the first language the files.

    Returns what the finished pages show of the parts' standing against what they must show.
    """
    made: set[Path] = set()
    proof = here.proof()

    def put(path: str, content: bytes) -> None:
        file = site / path
        if file.parent not in made:
            file.parent.mkdir(parents=True, exist_ok=True)
            made.add(file.parent)
        file.write_bytes(content)

    for page in pages:
        html = shells.fill(page)
        proof.look(page.path, html)
        put(here.address(page.path), html.encode())
    if not here.folder:
        for file in here.files():
            put(file.path, file.content)
    proof.finish()
    return proof


def _split(shell: str) -> list[str]:
    """The shell around its slots, without the templates' blank lines and indents."""
    pieces = [re.sub(r"\n\s*", "\n", shell)]
    for slot in (_TITLE, _CONTENT, _TOC, _FILE):
        split: list[str] = []
        for piece in pieces:
            for number, run in enumerate(piece.split(slot)):
                split.extend([slot, run] if number else [run])
        pieces = split
    return pieces


def _toc(page: Page, contents: str) -> str:
    if not page.toc:
        return ""
    items = "".join(
        f'<li class="md-nav__item"{_level(heading)}>'
        f'<a class="md-nav__link" href="#{escape(heading.anchor)}">'
        f"{escape(heading.text)}</a></li>"
        for heading in page.toc
    )
    return (
        f'<span class="md-nav__title">{escape(contents)}</span>'
        f'<ul class="md-nav__list" data-md-component="toc" data-md-scrollfix>{items}</ul>'
    )


def _level(heading: Heading) -> str:
    return f' data-level="{heading.level}"' if heading.level else ""
