"""One snapshot of an API: read, its marks and deprecations recognised, every part judged."""

from collections.abc import Sequence
from dataclasses import dataclass

from generator import formats
from generator.catalog import read as catalog_file
from generator.catalog.model import Api, SideFileEntry
from generator.catalog.schema import near
from generator.contract import deprecation
from generator.contract.promise import Promises
from generator.contract.recognise import Recognition
from generator.contract.standing import Standings, standings
from generator.formats import Document, Format
from generator.model.errors import SpecError
from generator.model.finding import Finding, Severity
from generator.model.location import Location
from generator.model.part import Tree
from generator.workspace import Snapshot, Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What one API's snapshot holds, and how it stands.

    `native` is the format's own form of it. `is_stale`: there is a newer snapshot, which cannot be
    used.
    """

    format: Format
    snapshot: Snapshot
    tree: Tree
    standings: Standings
    native: object
    is_stale: bool = False


def content_of(
    api: Api, snapshot: Snapshot, side_file: Sequence[SideFileEntry], promises: Promises
) -> tuple[Content, Sequence[Finding]]:
    """A snapshot of an API with its parts recognised and judged, and what is doubtful about it.

    Raises SpecError where it cannot be used.
    """
    format_ = _format(api, snapshot.documents)
    reading = format_.read(snapshot.documents)
    recognition = Recognition(promises, api.recognisers, side_file)
    tree = deprecation.understood(recognition.tree(reading.tree))
    standing = standings(tree, api.status, promises)
    content = Content(
        format=format_,
        snapshot=snapshot,
        tree=tree,
        standings=standing,
        native=reading.native,
    )
    deprecations = deprecation.findings(tree, standing, promises)
    return content, (*reading.findings, *recognition.findings, *deprecations)


def _format(api: Api, documents: Sequence[Document]) -> Format:
    known = formats.all_formats()
    if api.format is not None and api.format in known:
        return known[api.format]
    found = formats.detect(documents) if api.format is None else None
    if found is None:
        rule = "unknown-format" if api.format else "format-not-recognised"
        arguments = {
            "format": api.format or "",
            "options": ", ".join(known),
            "hint": near(api.format or "", known),
        }
        location = api.location if api.format else Location(file=documents[0].file)
        raise SpecError(
            [Finding(rule=rule, severity=Severity.ERROR, location=location, arguments=arguments)]
        )
    return found


def side_file(api: Api, workspace: Workspace, catalog: bytes) -> tuple[SideFileEntry, ...]:
    """What the API's side file says; `catalog` is the catalogue's own content.

    Raises SpecError where it cannot be read.
    """
    if api.side_file is None:
        return ()
    content = workspace.content(api.side_file, api.location)
    return catalog_file.read_side_file(content, api.side_file.as_posix(), catalog)
