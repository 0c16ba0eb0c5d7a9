"""Our styles and scripts: many files to write, one of each to load."""

from collections.abc import Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

STYLE, SCRIPT = "assets/katalog.css", "assets/katalog.js"
_STYLES = ("shell", "icons", "badges", "parts", "values", "code", "languages", "search", "sidebars")
_SCRIPTS = ("languages", "search-match", "search", "levels", "copy", "drawer", "place", "folds")


def joined(theme: Path, files: Files, config: MkDocsConfig) -> Iterator[File]:
    """The one style sheet and the one script; the files they are made of leave the site.

    `theme` is our theme's folder. What must run before the page is drawn stays a file of its own.
    """
    for whole, names, ending in ((STYLE, _STYLES, "css"), (SCRIPT, _SCRIPTS, "js")):
        paths = [f"assets/katalog-{name}.{ending}" for name in names]
        content = "".join(theme.joinpath(path).read_text(encoding="utf-8") for path in paths)
        for path in paths:
            if (file := files.get_file_from_path(path)) is not None:
                files.remove(file)
        yield File.generated(config, whole, content=content)
