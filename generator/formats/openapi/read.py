"""The files of a spec into one document, and that into parts."""

import codecs
import re
from collections.abc import Iterator, Sequence
from typing import cast

from generator import confinement
from generator.confinement import ConfinementError, Late
from generator.formats import Bundle, Document, Reading
from generator.formats.openapi.document import structure
from generator.formats.openapi.document.gathered import Gathered
from generator.formats.openapi.document.grammar import OPENAPI_3, SWAGGER_2
from generator.formats.openapi.document.pointers import pointer
from generator.formats.openapi.document.references import Open, gather
from generator.formats.openapi.document.upgrade import upgraded
from generator.formats.openapi.exchanges.fault import Fault
from generator.formats.openapi.native import Native
from generator.formats.openapi.parts.tree import Built, built
from generator.model.errors import SpecError
from generator.model.finding import Finding, Severity
from generator.model.location import Location
from generator.syntax import source
from generator.syntax.source import Source

Node = dict[str, object]

_MARK = re.compile(rb"""(?:^|[{,\s])["']?(?:openapi|swagger)["']?\s*:\s*["']?[0-9]""", re.MULTILINE)
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SECONDS, _MEGABYTES = 30, 1_536
"""What a check may use: a hundred times what the largest real specs need, and their size."""
_CHECK: Late[Sequence[Fault]] = Late(
    module="generator.formats.openapi.exchanges.check", name="check"
)
_MOST_SHOWN, _MOST_FAULTS = 200, 1_000
_KNOWN = ("3.0", "3.1", "3.2")
_HOLDS = ("paths", "webhooks", "components", "definitions", "x-webhooks")


def detects(documents: Sequence[Document]) -> bool:
    """Whether one of the documents says which version of OpenAPI or Swagger it is."""
    return any(_is_main(document) for document in documents)


def _is_main(document: Document) -> bool:
    content = document.content.removeprefix(codecs.BOM_UTF8)
    if content[:2] in _WIDE:
        content = content[2:].replace(b"\0", b"")
    return _MARK.search(content) is not None


def read(bundle: Bundle) -> Reading:
    """The spec as parts. Raises SpecError where nothing can be made of it."""
    document, whole = _main(bundle)
    root = cast(Node, whole.value)
    version, findings = _version(root, document.file, whole)
    if not any(isinstance(root.get(key), dict) for key in _HOLDS):
        raise SpecError([_fault(document.file, "no-api")])
    findings.extend(_tags(whole, document.file))
    findings.extend(_structure(root, version, document.file, whole))
    is_old = version.startswith("2")
    grammar = SWAGGER_2 if is_old else OPENAPI_3
    gathered = gather({**root}, document.file, whole, _opener(bundle), grammar)
    if is_old:
        gathered = upgraded(gathered)
    label = f"{'Swagger' if is_old else 'OpenAPI'} {version}"
    faults = tuple(_tried(gathered))
    findings.extend(_about_examples(faults, gathered))
    told = {pointer(fault.path): fault.said for fault in reversed(faults) if fault.tried}
    made: Built = built(bundle, gathered, label, told)
    return Reading(
        tree=made.tree,
        findings=(*findings, *gathered.findings, *made.findings),
        native=Native(
            document=gathered.root,
            operations=made.operations,
            addresses=made.addresses,
            gathered=gathered,
            version=version,
        ),
    )


def _main(bundle: Bundle) -> tuple[Document, Source]:
    """The one file that says which version it is, read."""
    found = []
    for document in bundle:
        if _is_main(document):
            whole = _parsed(document)
            if isinstance(whole.value, dict) and {"openapi", "swagger"} & whole.value.keys():
                found.append((document, whole))
    if len(found) != 1:
        rule = "several-documents" if found else "no-document"
        names = ", ".join(document.file for document, _ in found)
        raise SpecError([_fault(bundle[0].file, rule, files=names)])
    return found[0]


def _parsed(document: Document) -> Source:
    try:
        return source.parse(document.content)
    except source.SourceError as error:
        fault = _fault(document.file, "spec-unreadable", error.line, problem=error.problem)
        raise SpecError([fault]) from error


def _opener(bundle: Bundle) -> Open:
    def opened(file: str, name: str) -> Source | None:
        document = bundle.beside(file, name)
        return None if document is None else _parsed(document)

    return opened


def _version(root: Node, file: str, whole: Source) -> tuple[str, list[Finding]]:
    key = "openapi" if "openapi" in root else "swagger"
    version = str(root[key])
    line = whole.line((key,))
    minor = ".".join(version.split(".")[:2])
    is_read = minor in _KNOWN if key == "openapi" else minor == "2.0"
    if is_read:
        return version, []
    if key == "swagger" or not version.startswith("3."):
        raise SpecError([_fault(file, "openapi-version", line, version=version)])
    finding = Finding(
        rule="openapi-version-unknown",
        severity=Severity.WARNING,
        location=Location(file=file, line=line, pointer=f"/{key}"),
        arguments={"version": version, "newest": _KNOWN[-1]},
    )
    return version, [finding]


def _tags(whole: Source, file: str) -> Iterator[Finding]:
    """One finding for each tag of its own that the file uses, at its first place."""
    counts: dict[str, list[int]] = {}
    for tag in whole.tags:
        counts.setdefault(tag.name, []).append(tag.line)
    for name, lines in counts.items():
        yield Finding(
            rule="yaml-tag",
            severity=Severity.NOTE,
            location=Location(file=file, line=lines[0]),
            arguments={"tag": name[:100], "n": len(lines)},
        )


def _structure(root: Node, version: str, file: str, whole: Source) -> Iterator[Finding]:
    """What is not as OpenAPI has it, found in a process that can be stopped."""
    try:
        faults = confinement.run(
            structure.faults, root, version, seconds=_SECONDS, megabytes=_MEGABYTES
        )
    except ConfinementError as error:
        location = Location(file=file)
        yield _warning("structure-unchecked", location, problem=f"{error.kind} {error.detail}")
        return
    for fault in faults[:_MOST_SHOWN]:
        location = Location(file=file, line=whole.line(fault.path), pointer=pointer(fault.path))
        yield _warning("structure-invalid", location, problem=fault.problem)
    if len(faults) > _MOST_SHOWN:
        rest = len(faults) - _MOST_SHOWN
        yield _warning("more-structure-faults", Location(file=file), n=rest)


def _tried(gathered: Gathered) -> Sequence[Fault]:
    """The faults of the examples, found in a process that can be stopped."""
    try:
        return confinement.run(_CHECK, gathered.root, seconds=_SECONDS, megabytes=_MEGABYTES)
    except ConfinementError as error:
        return [Fault(path=(), problem=f"{error.kind} {error.detail}", tried=False)]


def _about_examples(faults: Sequence[Fault], gathered: Gathered) -> Iterator[Finding]:
    for fault in faults[:_MOST_FAULTS]:
        location = gathered.location(gathered.origin((*fault.path, *fault.inside)))
        if fault.tried:
            yield _warning("example-invalid", location, problem=fault.said)
        elif fault.path:
            yield _warning("example-unchecked", location)
        else:
            yield _warning("examples-unchecked", location, problem=fault.problem)
    if len(faults) > _MOST_FAULTS:
        rest = len(faults) - _MOST_FAULTS
        yield _warning("more-example-faults", Location(file=gathered.file), n=rest)


def _warning(rule: str, location: Location, **arguments: object) -> Finding:
    return Finding(rule=rule, severity=Severity.WARNING, location=location, arguments=arguments)


def _fault(file: str, rule: str, line: int | None = None, **arguments: object) -> Finding:
    location = Location(file=file, line=line)
    return Finding(rule=rule, severity=Severity.ERROR, location=location, arguments=arguments)
