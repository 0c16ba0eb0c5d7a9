"""The line of stages: catalogue and specs in, every part with its standing out."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from generator import formats
from generator.catalog import read as catalog_file
from generator.catalog.model import Api, Catalog
from generator.catalog.schema import near
from generator.contract import calendar
from generator.contract.levels import Levels
from generator.contract.promise import Promises
from generator.contract.remarks import Remarks
from generator.model.address import Address
from generator.model.call import LevelCall, UpTo, Wanted
from generator.model.copy import Copy
from generator.model.errors import SpecError, UsageError
from generator.model.finding import Finding, Severity
from generator.reading import Content, content_of
from generator.reading import side_file as side_file_of
from generator.render import anchor_map, api_pages, deviations, examples
from generator.render.catalogue_pages import CataloguePages
from generator.render.environment import environment
from generator.render.marks import Marks, Proof, marks_of
from generator.render.page import File, Page
from generator.render.places import marked_copies, spec_copies
from generator.render.search import Index
from generator.render.shelf import Shelf, Spec
from generator.render.words import Words
from generator.syntax.collector import no_collection
from generator.text import Texts
from generator.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiEdition:
    """One API on the as-of day; `content` is None without a spec, or with one that is refused."""

    api: Api
    content: Content | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The whole catalogue on the as-of day. `findings` are those of the catalogue itself."""

    promises: Promises
    apis: tuple[ApiEdition, ...]
    findings: tuple[Finding, ...]

    @property
    def catalog(self) -> Catalog:
        """The catalogue as read."""
        return self.promises.catalog

    @property
    def as_of(self) -> date:
        """The day everything is computed for."""
        return self.promises.as_of

    def all_findings(self) -> tuple[Finding, ...]:
        """The catalogue's findings, then each API's."""
        return (*self.findings, *(f for api in self.apis for f in api.findings))


Tell = Callable[[str, int, int], None]
"""Is told what is being done, how much of it is, and how much there is."""


def tell_nobody(doing: str, done: int, total: int) -> None:
    """For when nobody waits."""


def read(
    workspace: Workspace, as_of: date, only: Collection[str] = (), tell: Tell = tell_nobody
) -> Edition:
    """The edition of `as_of`; with `only`, of these APIs alone.

    Raises CatalogError or UsageError where there is nothing to go by. A spec that cannot be used is
    a finding of its API, and the others go on.
    """
    content = workspace.catalog_content()
    catalog = catalog_file.read(content, workspace.catalog_file.name)
    known = [api.id for api in catalog.apis]
    if unknown := [id_ for id_ in only if id_ not in known]:
        raise UsageError([_unknown_api(id_, known) for id_ in unknown])
    promises = Promises(catalog, as_of)
    chosen = [api for api in catalog.apis if not only or api.id in only]
    apis = []
    for number, api in enumerate(chosen, start=1):
        tell(f"reading {api.id}", number, len(chosen))
        with no_collection():
            apis.append(_api(api, workspace, content, promises))
    return Edition(
        promises=promises,
        apis=tuple(apis),
        findings=tuple(calendar.findings(catalog, as_of)),
    )


def texts(language: str) -> Texts:
    """Every text of the program in one language, those of the formats included."""
    return Texts(language, _text_folders())


def words(edition: Edition, language: str | None = None, root: str = "") -> Words:
    """What the pages of an edition say, in its first language where no other is asked for.

    `root` leads from the folder of that language's pages to the site's root.
    """
    templates = environment(formats.all_formats())
    return Words(texts(language or edition.catalog.language), edition.promises, templates, root)


def specs(edition: Edition) -> Mapping[str, Spec]:
    """What pages in any language tell of the APIs' specs, by the API's id."""
    return {
        e.api.id: _spec(e.api, e.content, edition.promises)
        for e in edition.apis
        if e.content is not None
    }


def shelves(edition: Edition, specs: Mapping[str, Spec], said: Words) -> Mapping[str, Shelf]:
    """What the pages of each API with a spec look up, by the API's id."""
    by_id = {api.id: api for api in edition.catalog.apis}
    return {id_: Shelf(by_id[id_], spec, by_id, said) for id_, spec in specs.items()}


def catalogue_pages(edition: Edition, shelves: Mapping[str, Shelf], said: Words) -> CataloguePages:
    """The pages and fragments about the catalogue as a whole."""
    return CataloguePages([e.api for e in edition.apis], shelves, said)


def pages(
    edition: Edition, shelves: Mapping[str, Shelf], said: Words, tell: Tell = tell_nobody
) -> Iterator[Page]:
    """Every page of every API, one at a time."""
    by_id = {api.id: api for api in edition.catalog.apis}
    sections = [section for shelf in shelves.values() for section in shelf.sections]
    total = sum(len(section.parts) for section in sections)
    done = 0
    for api in (e.api for e in edition.apis):
        for page in api_pages.pages(api, shelves.get(api.id), by_id, said):
            done += 1
            tell("writing pages", done, max(done, total))
            yield page


def files(edition: Edition, shelves: Mapping[str, Shelf]) -> Iterator[File]:
    """Every file beside the pages: lists of parts as data, the specs, copies with the standing."""
    for shelf in shelves.values():
        yield from deviations.files(shelf)
        yield from examples.files(shelf)
        yield anchor_map.file(shelf)
        paths = marked_copies(shelf.api.id, shelf.spec.files, shelf.spec.copies)
        for copy, path in zip(shelf.spec.copies, paths, strict=True):
            yield File(path=path, content=copy.content)
    for api in edition.apis:
        documents = api.content.snapshot.documents if api.content else ()
        copies = spec_copies(api.api.id, [document.file for document in documents])
        for document, path in zip(documents, copies, strict=True):
            yield File(path=path, content=document.content)


def search_index(edition: Edition, shelves: Mapping[str, Shelf]) -> Index:
    """What a reader searches, in every language; `shelves` are those of any one."""
    return Index(shelves.values(), edition.promises)


def proof(shelves: Mapping[str, Shelf]) -> Proof:
    """What the finished pages must show of every part's standing."""
    expected: dict[str, Marks] = {}
    for shelf in shelves.values():
        expected.update(marks_of(shelf))
    return Proof(expected)


def _text_folders() -> Iterable[Path]:
    package = Path(__file__).parent
    yield package / "text"
    for id_ in formats.all_formats():
        yield package / "formats" / id_ / "text"


def _spec(api: Api, content: Content, promises: Promises) -> Spec:
    findings: tuple[Finding, ...] = ()
    calls: Mapping[Address, Sequence[LevelCall]] = {}
    try:
        calls = _calls(content, Levels(promises, api.status))
        findings = tuple(_doubts(calls))
    except SpecError as error:
        findings = error.findings
    return Spec(
        format=content.format.id,
        label=content.format.label,
        day=content.snapshot.day,
        is_stale=content.is_stale,
        files=tuple(document.file for document in content.snapshot.documents),
        digest=content.snapshot.digest,
        tree=content.tree,
        standings=content.standings,
        sections=content.format.sections(content.tree),
        notation=content.format.notation,
        source=content.format.source,
        calls=calls,
        findings=_of(api, findings),
        copies=_copies(api, content, promises),
    )


def _copies(api: Api, content: Content, promises: Promises) -> tuple[Copy, ...]:
    """The spec's files with the standing of their parts written in."""
    remarks = Remarks(promises, api.recognisers, content.standings)
    documents = content.snapshot.documents
    return tuple(content.format.copies(content.native, documents, content.tree, remarks))


def _calls(content: Content, levels: Levels) -> Mapping[Address, Sequence[LevelCall]]:
    """Calls of each entry point: one that keeps to its own level, one for each weaker level.

    A level at which the call is the same as before is left out.
    """
    level_of = {address: levels.of(s.effective) for address, s in content.standings.items()}
    held = sorted(set(level_of.values()))  # on other levels nothing is to be had that is new
    weaker = {address: number for address, number in level_of.items() if number}
    rules = {number: UpTo(number, weaker) for number in held}  # what is on the first goes unsaid
    asked = [
        (entry, number)
        for entry in content.tree.entries
        for number in held
        if number >= level_of[entry]
    ]
    wanted = [Wanted(address=entry, may_use=rules[number]) for entry, number in asked]
    found: dict[Address, list[LevelCall]] = {}
    made = content.format.calls(content.native, wanted)
    for (entry, number), call in zip(asked, made, strict=True):
        before = found.setdefault(entry, [])
        if call is not None and (not before or before[-1].call.shown != call.shown):
            before.append(LevelCall(level=number, call=call))
    return found


def _doubts(calls: Mapping[Address, Sequence[LevelCall]]) -> Iterable[Finding]:
    """What is doubtful about the calls, each doubt once."""
    found: list[Finding] = []
    for levels in calls.values():
        for at in levels:
            found.extend(doubt for doubt in at.call.findings if doubt not in found)
    return found


def _unknown_api(id_: str, known: Sequence[str]) -> Finding:
    return Finding(
        rule="unknown-api",
        severity=Severity.ERROR,
        arguments={"id": id_, "hint": near(id_, known), "options": ", ".join(known)},
    )


def _api(api: Api, workspace: Workspace, catalog: bytes, promises: Promises) -> ApiEdition:
    """The API's newest snapshot that can be used, and what is wrong with it and newer ones."""
    findings: list[Finding] = []
    try:
        sources = workspace.sources(api)
        side_file = side_file_of(api, workspace, catalog)
    except SpecError as error:
        return ApiEdition(api=api, content=None, findings=_of(api, error.findings))
    for source in sources:
        try:
            snapshot = workspace.snapshot(api, source)
            content, more = content_of(api, snapshot, side_file, promises)
        except SpecError as error:
            findings.extend(error.findings)
            continue
        is_stale = source is not sources[0]
        findings.extend(more)
        return ApiEdition(
            api=api, content=replace(content, is_stale=is_stale), findings=_of(api, findings)
        )
    return ApiEdition(api=api, content=None, findings=_of(api, findings))


def _of(api: Api, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    return tuple(replace(finding, api=api.id) for finding in findings)
