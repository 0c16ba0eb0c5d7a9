"""The formats a spec may have, one folder each, found by looking at the folders."""

import importlib
import pkgutil
import posixpath
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath
from typing import overload

from generator.contract.remarks import Remarks
from generator.diff.dialect import Dialect
from generator.model.call import Call, Wanted
from generator.model.copy import Copy
from generator.model.finding import Finding
from generator.model.part import Part, Tree
from generator.model.section import Notation, Section


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One file of a spec: its name relative to the catalogue's folder, and its bytes."""

    file: str
    content: bytes


Find = Callable[[str], bytes | None]
"""The bytes of a file of the spec's folder by its name relative to the catalogue's folder.

None where there is no such file, or it lies outside.
"""


class Bundle(Sequence[Document]):
    """A spec's files: those the catalogue names, then those that were opened because of these."""

    def __init__(self, documents: Iterable[Document], find: Find = lambda _: None) -> None:
        self._documents = list(documents)
        self._find = find

    def beside(self, file: str, name: str) -> Document | None:
        """The file called `name` as seen from the folder of `file`, None where it is not ours."""
        path = posixpath.normpath(posixpath.join(posixpath.dirname(file), name))
        for document in self._documents:
            if document.file == path:
                return document
        content = self._find(path)
        if content is None:
            return None
        opened = Document(file=path, content=content)
        self._documents.append(opened)
        return opened

    @overload
    def __getitem__(self, index: int) -> Document: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Document]: ...

    def __getitem__(self, index: int | slice) -> Document | Sequence[Document]:
        return self._documents[index]

    def __len__(self) -> int:
        return len(self._documents)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a spec holds, and what is doubtful about it.

    `native` is the spec as the format's own functions want it again; nobody else looks into it.
    """

    tree: Tree
    findings: tuple[Finding, ...] = ()
    native: object = None


Calls = Callable[[object, Sequence[Wanted]], Sequence[Call | None]]
"""From a reading's `native`: the call for each wish, None where there is none to show.

Raises SpecError where no call can be made at all.
"""


def no_calls(native: object, wanted: Sequence[Wanted]) -> Sequence[Call | None]:
    """The calls of a format that makes none."""
    del native
    return [None] * len(wanted)


Copies = Callable[[object, Sequence[Document], Tree, Remarks], Sequence[Copy]]
"""From a reading's `native`, the files and the recognised tree: the files with its standing."""


def no_copies(
    native: object, documents: Sequence[Document], tree: Tree, remarks: Remarks
) -> Sequence[Copy]:
    """The copies of a format that makes none."""
    del native, documents, tree, remarks
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One spec format. Its templates and texts lie in its folder, under `templates` and `text`.

    `detects` looks at the documents without trusting their names. `read` raises SpecError where
    the spec cannot be used. `notation` writes a type as the format does, as runs of text, each
    with the part it names. `source` writes a part as the format does, without descriptions.
    `dialect` grades its changes. `calls` makes example calls, all at once so that they are checked
    together. `copies` makes files of the spec that tell of each part how it stands; none where no
    part deviates.
    """

    id: str
    label: str
    suffixes: tuple[str, ...]
    detects: Callable[[Sequence[Document]], bool]
    read: Callable[[Bundle], Reading]
    sections: Callable[[Tree], tuple[Section, ...]]
    notation: Notation
    source: Callable[[Part], str]
    dialect: Dialect
    calls: Calls = no_calls
    copies: Copies = no_copies


@cache
def all_formats() -> Mapping[str, Format]:
    """Every format by its id: the folders of this package that define `FORMAT`."""
    found = (
        importlib.import_module(f"{__name__}.{module.name}").FORMAT
        for module in pkgutil.iter_modules(__path__)
        if module.ispkg
    )
    return {format_.id: format_ for format_ in sorted(found, key=lambda f: f.id)}


def detect(documents: Sequence[Document]) -> Format | None:
    """The first format that knows the documents as its own."""
    return next((f for f in all_formats().values() if f.detects(documents)), None)


def is_spec_file(path: PurePosixPath) -> bool:
    """Whether some format may read a file of that name."""
    return any(path.suffix.lower() in f.suffixes for f in all_formats().values())
