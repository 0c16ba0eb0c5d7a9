"""A WSDL or schema as a reader of its pages knows it, and what is published of it."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from generator.catalog.model import AnnotationRecogniser, SideFileEntry
from generator.catalog.read import read as read_catalog
from generator.contract import deprecation
from generator.contract.promise import Promises
from generator.contract.recognise import Recognition
from generator.contract.remarks import Remarks
from generator.contract.standing import Standings, standings
from generator.formats import Bundle, Document, all_formats
from generator.model.location import Location
from generator.model.part import Part, Tree
from generator.model.status import Status
from tests.conftest import ROOT

FORMAT = all_formats()["wsdl"]
API = read_catalog(
    b"catalog: {title: K}\napis: [{id: a, name: A, status: production}]\n", "catalog.yaml"
)
PROMISES = Promises(API, date(2026, 5, 1))
RECOGNISERS = API.apis[0].recognisers
OWN_REMARK = [
    r
    for r in RECOGNISERS
    if isinstance(r, AnnotationRecogniser) and r.annotation == "<contract-status>"
]


def own(day: str) -> dict[str, bytes]:
    """The files of one of the repository's snapshots of FSWS-BAS (SOAP), by their names."""
    folder = ROOT / "specs" / "fsws-bas-soap" / day
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return {str(file.relative_to(folder)): file.read_bytes() for file in files}


class Read:
    """A spec with the marks that are recognised, those of a side file included."""

    def __init__(
        self,
        files: Mapping[str, bytes | str],
        side: Mapping[str, str] = {},  # never changed
        *,
        with_own_alone: bool = False,
    ) -> None:
        self.bundle = Bundle(
            Document(file=name, content=c if isinstance(c, bytes) else c.encode())
            for name, c in files.items()
        )
        assert FORMAT.detects(self.bundle)
        reading = FORMAT.read(self.bundle)
        self.native, self.faults = reading.native, reading.findings
        entries = [
            SideFileEntry(pattern=c, status=_status(s), location=Location(file="side", line=1))
            for c, s in side.items()
        ]
        recognisers = OWN_REMARK if with_own_alone else RECOGNISERS
        recognition = Recognition(PROMISES, recognisers, entries)
        self.tree: Tree = deprecation.understood(recognition.tree(reading.tree))
        self.findings = recognition.findings
        status = API.apis[0].status
        self.standings: Standings = standings(self.tree, status, PROMISES)

    def __getitem__(self, coordinate: str) -> Part:
        (part,) = (p for p in self.tree.by_address.values() if p.coordinate == coordinate)
        return part

    def contracts(self) -> dict[str, str]:
        """The contract of every part, by its coordinate."""
        coordinate = {a: part.coordinate for a, part in self.tree.by_address.items()}
        return {coordinate[a]: PROMISES.contract_id(s.effective) for a, s in self.standings.items()}

    def marked(self) -> dict[str, str]:
        """Which parts have a mark of their own, and which."""
        return {
            part.coordinate: part.mark.status.id
            for part in self.tree.by_address.values()
            if part.mark is not None
        }


class Published:
    """A spec, and what is published of it."""

    def __init__(
        self,
        files: Mapping[str, bytes | str],
        side: Mapping[str, str] = {},  # never changed
    ) -> None:
        self.files, self.read = files, Read(files, side)
        remarks = Remarks(PROMISES, RECOGNISERS, self.read.standings)
        made = FORMAT.copies(self.read.native, self.read.bundle, self.read.tree, remarks)
        assert all(copy.ending == "txt" for copy in made)
        self.marked = {Path(copy.file).as_posix(): copy.content for copy in made}

    def again(self) -> Read:
        """The copy as somebody reads it who has no side file and knows our remark alone."""
        return Read(self.marked, with_own_alone=True)


def _status(text: str) -> Status:
    id_, _, after = text.partition(" ")
    return Status(id=id_, after=date.fromisoformat(after) if after else None)
