"""A small catalogue through the line of stages, and its pages as a reader gets them."""

import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib

from generator import pipeline
from generator.pipeline import Edition
from generator.render.page import Page
from generator.render.shelf import Shelf
from generator.site.folder import write_folder
from generator.workspace import Workspace

AS_OF = date(2026, 5, 1)
DIRECTIVE = (
    "directive @feature(flags: [String!]!) on "
    "FIELD_DEFINITION | ARGUMENT_DEFINITION | INPUT_FIELD_DEFINITION | ENUM_VALUE\n"
)
BETA, EXPERIMENTAL = '@feature(flags: ["beta"])', '@feature(flags: ["experimental"])'
HEAD = "catalog: {title: Katalog}\n"


def write(folder: Path, catalog: str, **specs: str) -> Path:
    """The catalogue file, and beside it `<name>.graphql` for each spec."""
    (folder / "catalog.yaml").write_text(catalog, encoding="utf-8")
    for name, sdl in specs.items():
        (folder / f"{name}.graphql").write_text(DIRECTIVE + sdl, encoding="utf-8")
    return folder / "catalog.yaml"


def edition(catalog: str, side_file: str = "", **specs: str) -> Edition:
    """The edition of AS_OF, with `side.yaml`; it holds all that is read, so nothing is left."""
    with tempfile.TemporaryDirectory() as folder:
        file = write(Path(folder), catalog, **specs)
        (file.parent / "side.yaml").write_text(side_file, encoding="utf-8")
        return pipeline.read(Workspace(file), AS_OF)


def one_api(sdl: str, more: str = "", head: str = HEAD, *, status: str = "production") -> Edition:
    """The edition of one API `fs`, with `more` keys of its entry."""
    entry = f"  - id: fs\n    name: FS\n    status: {status}\n    spec: fs.graphql\n{more}"
    return edition(f"{head}apis:\n{entry}", fs=sdl)


def shelf(of: Edition, language: str | None = None, api: str = "fs") -> Shelf:
    return pipeline.shelves(of, pipeline.specs(of), pipeline.words(of, language))[api]


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Every generated page by its path, in one language."""

    pages: dict[str, Page]

    def main(self, path: str) -> Element:
        """The content of a page, parsed as a browser does."""
        found: Element = html5lib.parse(self.pages[path].html, namespaceHTMLElements=False)
        return found


def site(of: Edition, language: str | None = None) -> Site:
    said = pipeline.words(of, language)
    shelves = pipeline.shelves(of, pipeline.specs(of), said)
    catalogue = pipeline.catalogue_pages(of, shelves, said)
    found = [catalogue.front(), catalogue.contracts(), catalogue.accessibility()]
    found.extend(pipeline.pages(of, shelves, said))
    return Site(pages={page.path: page for page in found})


def written(of: Edition, folder: Path) -> dict[str, str]:
    """Every finished page in the bare shell, by its path."""
    write_folder(of, folder)
    return {
        file.relative_to(folder).as_posix(): file.read_text(encoding="utf-8")
        for file in folder.rglob("*.html")
    }
