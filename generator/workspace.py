"""The catalogue's folder on disk: reads what the catalogue names, and nothing else."""

import hashlib
import os
import re
import stat
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from generator.catalog.model import Api
from generator.formats import Bundle, Document, is_spec_file
from generator.model.errors import SpecError, UsageError
from generator.model.finding import Finding, Severity
from generator.model.location import Location

MAX_BYTES = 32 * 1024 * 1024
MAX_FILES = 2_000
_DATED = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """One dated copy of a spec; `day` is None where the spec lies in no dated folder.

    `documents` grow while they are read, by those they refer to.
    """

    day: date | None
    documents: Bundle

    @property
    def digest(self) -> str:
        """SHA-256 over the files, in the order of their names."""
        total = hashlib.sha256()
        for document in self.documents:
            total.update(hashlib.sha256(document.content).digest())
        return total.hexdigest()


class Workspace:
    """Files below the folder of one catalogue file."""

    def __init__(self, catalog_file: Path, *, allow_outside: bool = False) -> None:
        self.catalog_file = catalog_file
        self.root = Path(os.path.realpath(catalog_file.parent))
        self._allow_outside = allow_outside

    def catalog_content(self) -> bytes:
        """The catalogue file's bytes. Raises UsageError where there is none to read."""
        try:
            return self.catalog_file.read_bytes()
        except OSError as error:
            raise UsageError(
                [
                    Finding(
                        rule="catalog-unreadable",
                        severity=Severity.ERROR,
                        arguments={"file": str(self.catalog_file), "problem": error.strerror},
                    )
                ]
            ) from error

    def content(self, path: PurePosixPath, named_at: Location) -> bytes:
        """A regular file's bytes; `named_at` is where the catalogue names it."""
        return self._read(self._inside(path, named_at), named_at)

    def sources(self, api: Api) -> Sequence[Path]:
        """The API's snapshots, newest first: dated folders, or the one file or folder it names.

        Empty where it names none. Raises SpecError where what it names is not there.
        """
        if api.spec is None:
            return ()
        path = self._inside(api.spec, api.location)
        if not path.exists():
            raise self._fault("no-such-file", api.location, file=str(api.spec))
        dated = [p for p in path.iterdir() if _day(p.name) and p.is_dir()] if path.is_dir() else []
        return sorted(dated, reverse=True) or (path,)

    def snapshot(self, api: Api, source: Path) -> Snapshot:
        """One of the API's sources, read. Raises SpecError where that is not possible."""
        if not source.is_dir():
            bundle = self._bundle([source], source.parent, api)
            return Snapshot(day=_day(source.parent.name), documents=bundle)
        files = self._files(source, api)
        if not files:
            raise self._fault("no-spec-in-folder", api.location, file=self._name(source))
        return Snapshot(day=_day(source.name), documents=self._bundle(files, source, api))

    def _files(self, folder: Path, api: Api) -> list[Path]:
        found = sorted(
            Path(parent, name)
            for parent, folders, names in os.walk(folder)
            for name in names
            if not name.startswith(".") and is_spec_file(PurePosixPath(name))
        )
        if len(found) > MAX_FILES:
            raise self._fault("too-many-files", api.location, file=self._name(folder))
        return found

    def _bundle(self, files: Iterable[Path], folder: Path, api: Api) -> Bundle:
        """The files, and what they may refer to: the files of `folder`, or of what widens it."""
        whole = folder if api.bundle is None else self._inside(api.bundle, api.location)
        opened: list[Path] = []

        def find(name: str) -> bytes | None:
            file = Path(os.path.normpath(self.root / name))
            if not file.is_relative_to(whole) or not _is_file(file) or len(opened) >= MAX_FILES:
                return None
            opened.append(file)
            return self._read(file, api.location)

        read = [
            Document(file=self._name(file), content=self._read(file, api.location))
            for file in files
        ]
        return Bundle(read, find)

    def _inside(self, path: PurePosixPath, named_at: Location) -> Path:
        """The path itself, no link followed. Raises SpecError where it leaves the root."""
        found = Path(os.path.normpath(self.root / path))
        if not self._allow_outside and not found.is_relative_to(self.root):
            raise self._fault("outside-folder", named_at, file=str(path))
        return found

    def _read(self, file: Path, named_at: Location) -> bytes:
        name = self._name(file)
        try:
            status = file.lstat()
            is_itself = os.path.realpath(file) == str(file)
            if not stat.S_ISREG(status.st_mode) or not (is_itself or self._allow_outside):
                raise self._fault("not-a-regular-file", named_at, file=name)
            if status.st_size > MAX_BYTES:
                raise self._fault("file-too-large", named_at, file=name, limit=MAX_BYTES)
            return file.read_bytes()
        except FileNotFoundError as error:
            raise self._fault("no-such-file", named_at, file=name) from error
        except OSError as error:
            problem = error.strerror
            raise self._fault("unreadable-file", named_at, file=name, problem=problem) from error

    def _name(self, file: Path) -> str:
        return Path(os.path.relpath(file, self.root)).as_posix()

    @staticmethod
    def _fault(rule: str, location: Location, **arguments: object) -> SpecError:
        return SpecError(
            [Finding(rule=rule, severity=Severity.ERROR, location=location, arguments=arguments)]
        )


def _is_file(path: Path) -> bool:
    """Whether there is such a file; of a name that no file can have: no."""
    try:
        return path.is_file()
    except OSError:
        return False


def _day(name: str) -> date | None:
    if not _DATED.fullmatch(name):
        return None
    try:
        return date.fromisoformat(name)
    except ValueError:
        return None
