"""The output folder: replaced as a whole, and never where it holds what is not ours."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.model.errors import UsageError
from generator.model.finding import Finding, Severity

LIST = ".apikatalog"
"""Names every file a build wrote, one a line; a folder without it is not ours to replace."""


def written_files(site: Path) -> None:
    """Writes the list of all files below `site`."""
    names = sorted(_files(site) - {LIST})
    (site / LIST).write_text("".join(f"{name}\n" for name in names), encoding="utf-8")


@contextmanager
def replacing(out: Path) -> Iterator[Path]:
    """A new folder that takes the place of `out` when all went well, and is gone otherwise.

    Raises UsageError where `out` holds a file that no earlier build of ours wrote, or cannot be
    written.
    """
    out = out.absolute()
    _refuse_foreign(out)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    except OSError as error:
        fault = _fault("unwritable-folder", folder=str(out), problem=error.strerror)
        raise UsageError([fault]) from error
    try:
        made.chmod(0o755)
        site = made / "new"
        yield site
        if out.exists():
            out.rename(made / "old")
        site.rename(out)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _refuse_foreign(out: Path) -> None:
    if not out.exists():
        return
    if not out.is_dir():
        raise UsageError([_fault("not-a-folder", folder=str(out))])
    listed = out / LIST
    ours = set(listed.read_text(encoding="utf-8").splitlines()) if listed.is_file() else set()
    foreign = sorted(_files(out) - ours - {LIST})
    if foreign:
        raise UsageError([_fault("foreign-files", folder=str(out), file=foreign[0])])


def _files(folder: Path) -> set[str]:
    return {
        Path(parent, name).relative_to(folder).as_posix()
        for parent, _, names in os.walk(folder)
        for name in names
    }


def _fault(rule: str, **arguments: object) -> Finding:
    return Finding(rule=rule, severity=Severity.ERROR, arguments=arguments)
