"""What a reader finds in documentation without scripts."""

import html
import re
from collections.abc import Collection
from pathlib import Path

from generator.render.marks import marks_in

_UNSEEN = re.compile(r"<(script|style)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")


def paths_shown(written: Path, paths: Collection[str]) -> int:
    """How many of an API's paths stand somewhere in the text of the pages below `written`."""
    left = set(paths)
    for file in sorted(written.rglob("*")):
        if left and file.suffix in (".html", ".md"):
            text = file.read_text("utf-8", "replace")
            shown = _text(text) if file.suffix == ".html" else text
            left = {path for path in left if path not in shown}
    return len(paths) - len(left)


def parts_marked(written: Path) -> int:
    """How many parts tell on a page of ours which contract they stand under."""
    return sum(marks_in(file.read_text("utf-8")).total() for file in written.rglob("*.html"))


def _text(page: str) -> str:
    return html.unescape(_TAG.sub("", _UNSEEN.sub("", page)))
