"""Finds each part's own status by the catalogue's recognisers; takes markers out of the text."""

import fnmatch
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from generator.catalog.model import (
    AnnotationRecogniser,
    LinkRecogniser,
    PatternRecogniser,
    Recogniser,
    SideFileEntry,
)
from generator.catalog.schema import near
from generator.contract.promise import Promises
from generator.model.finding import Finding, Severity
from generator.model.location import Location
from generator.model.part import Part, Tree, walk
from generator.model.status import Mark, Status


class Recognition:
    """Recognises one API's tree; the findings gather in `findings` on the way."""

    def __init__(
        self,
        promises: Promises,
        recognisers: Sequence[Recogniser],
        side_file: Sequence[SideFileEntry] = (),
    ) -> None:
        self._promises = promises
        self._by_annotation: dict[str, list[AnnotationRecogniser]] = {}
        self._text_markers: list[_TextMarker] = []
        for recogniser in recognisers:
            match recogniser:
                case AnnotationRecogniser():
                    self._by_annotation.setdefault(recogniser.annotation, []).append(recogniser)
                case LinkRecogniser():
                    self._text_markers.append(_LinkMarker(promises))
                case PatternRecogniser():
                    self._text_markers.append(_PatternMarker(recogniser, promises))
        self._side_file = side_file
        self.findings: list[Finding] = []

    def tree(self, tree: Tree) -> Tree:
        """The same tree, each part with its mark, marker sentences gone from the descriptions."""
        last_word = self._resolve_side_file(tree)
        return replace(tree, parts=tuple(self._part(part, last_word) for part in tree.parts))

    def _part(self, part: Part, last_word: Mapping[str, SideFileEntry]) -> Part:
        children = tuple(self._part(child, last_word) for child in part.children)
        marks = list(self._annotation_marks(part)) if part.annotations else []
        description = part.description
        found = [f for marker in self._text_markers for f in marker.find(description)]
        if found:
            marks.extend(
                Mark(status=status, recogniser="description", location=_at(part, end))
                for _, end, status in found
            )
            description = _without(description, [(start, end) for start, end, _ in found])
        mark = self._weakest(part, marks) if marks else None
        if part.coordinate in last_word:
            mark = self._overridden(part, last_word[part.coordinate], mark)
        if mark is None and description is part.description and children == part.children:
            return part
        return replace(part, children=children, description=description, mark=mark)

    def _annotation_marks(self, part: Part) -> Iterator[Mark]:
        for annotation in part.annotations:
            for recogniser in self._by_annotation.get(annotation.name, ()):
                given = annotation.values.get(recogniser.argument)
                for value in given if isinstance(given, list | tuple) else [given]:
                    status = self._status(value, recogniser.values)
                    if status is not None:
                        yield Mark(
                            status=status, recogniser=annotation.name, location=annotation.location
                        )
                    elif recogniser.reports_others:
                        self._report(
                            "mark-value-unknown",
                            Severity.WARNING,
                            part,
                            annotation.location,
                            value=value,
                            recogniser=annotation.name,
                        )

    def _status(self, value: object, values: Mapping[str, str] | None) -> Status | None:
        return _status(value, values, self._promises)

    def _weakest(self, part: Part, marks: Sequence[Mark]) -> Mark:
        weakest = marks[0]
        for mark in marks[1:]:
            if self._promises.strength(mark.status) < self._promises.strength(weakest.status):
                weakest = mark
        said: dict[tuple[str, Location], Mark] = {}  # several flags of one directive say one thing
        for mark in marks:
            held = said.get((mark.recogniser, mark.location), mark)
            is_weaker = self._promises.weaker(held.status, mark.status) is not held.status
            said[mark.recogniser, mark.location] = mark if is_weaker else held
        for mark in said.values():
            if self._promises.contract_id(mark.status) != self._promises.contract_id(
                weakest.status
            ):
                self._report(
                    "marks-disagree",
                    Severity.WARNING,
                    part,
                    mark.location,
                    one=mark.recogniser,
                    one_status=mark.status.id,
                    other=weakest.recogniser,
                    other_status=weakest.status.id,
                    other_location=str(weakest.location),
                )
        return weakest

    def _overridden(self, part: Part, entry: SideFileEntry, mark: Mark | None) -> Mark:
        if mark is not None and mark.status != entry.status:
            self._report(
                "mark-overridden",
                Severity.NOTE,
                part,
                entry.location,
                old_status=mark.status.id,
                new_status=entry.status.id,
                recogniser=mark.recogniser,
            )
        return Mark(
            status=entry.status,
            recogniser="side-file",
            location=entry.location,
            overrides=() if mark is None else (mark,),
        )

    def _resolve_side_file(self, tree: Tree) -> Mapping[str, SideFileEntry]:
        """What decides each coordinate: an exact entry before a pattern, later before earlier."""
        if not self._side_file:
            return {}
        known = [part.coordinate for part, _ in walk(tree.parts)]
        names = set(known)
        decided: dict[str, SideFileEntry] = {}
        for entry in sorted(self._side_file, key=lambda e: e.pattern in names):
            pattern = re.compile(fnmatch.translate(_literal_brackets(entry.pattern)))
            matched = [c for c in known if pattern.fullmatch(c)]
            decided.update(dict.fromkeys(matched, entry))
            if not matched:
                self.findings.append(
                    Finding(
                        rule="side-file-unmatched",
                        severity=Severity.ERROR,
                        location=entry.location,
                        arguments={"pattern": entry.pattern, "hint": near(entry.pattern, known)},
                    )
                )
        return decided

    def _report(
        self, rule: str, severity: Severity, part: Part, location: Location, **arguments: object
    ) -> None:
        self.findings.append(
            Finding(
                rule=rule,
                severity=severity,
                coordinate=part.coordinate,
                location=location,
                arguments=arguments,
            )
        )


def _literal_brackets(pattern: str) -> str:
    return pattern.replace("[", "[[]")


def _status(value: object, values: Mapping[str, str] | None, promises: Promises) -> Status | None:
    text = str(value).lower()
    id_ = text if values is None else values.get(text)
    definition = promises.catalog.statuses.get(id_ or "")
    return None if definition is None or definition.ends else Status(id=definition.id)


class _TextMarker(Protocol):
    """Something that finds marks in a description: where each begins and ends, and its status."""

    def find(self, text: str) -> Iterable[tuple[int, int, Status]]: ...


class _LinkMarker:
    """A link whose fragment is a contract's anchor; its whole sentence is the marker."""

    def __init__(self, promises: Promises) -> None:
        self._statuses = {
            anchor: status
            for contract in promises.catalog.contracts.values()
            for anchor in contract.anchors
            if (status := promises.status_of(contract.id)) is not None
        }
        anchors = "|".join(map(re.escape, sorted(self._statuses, key=len, reverse=True)))
        self._link = re.compile(
            rf"\[[^\]\n]*\]\(\s*<?[^\s()<>]*#(?P<inline>{anchors})>?(?:\s+\"[^\"\n]*\")?\s*\)"
            rf"|<?https?://[^\s()<>]*#(?P<bare>{anchors})(?![\w-])>?"
        )

    def find(self, text: str) -> Iterable[tuple[int, int, Status]]:
        if "#" not in text:
            return
        for match in self._link.finditer(text):
            start, end = _sentence(text, match.start(), match.end())
            yield start, end, self._statuses[match["inline"] or match["bare"]]


class _PatternMarker:
    """What the catalogue's own pattern matches."""

    def __init__(self, recogniser: PatternRecogniser, promises: Promises) -> None:
        self._recogniser, self._promises = recogniser, promises

    def find(self, text: str) -> Iterable[tuple[int, int, Status]]:
        for match in self._recogniser.pattern.finditer(text):
            status = _status(match["status"], self._recogniser.values, self._promises)
            if status is not None:
                yield match.start(), match.end(), status


_LONGEST_SENTENCE = 2_000
_BEGINS = "[A-ZÀ-ÖØ-Þ`«\"'“<\\[]"
_BEFORE = re.compile(rf"\n[ \t]*\n\s*|\n\s*(?=[\-*]|{_BEGINS})|[.!?][)\"»']?\s+(?={_BEGINS})")
_AFTER = re.compile(rf"[.!?][)\"»']?(?=\s|$)|(?=\n[ \t]*\n)|(?=\n\s*(?:[\-*]|{_BEGINS}))")


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence around `start`…`end` begins and ends; a line with a capital begins one."""
    first = earliest = max(0, start - _LONGEST_SENTENCE)
    for boundary in _BEFORE.finditer(text, earliest, start + 1):
        first = boundary.end()
    latest = min(len(text), end + _LONGEST_SENTENCE)
    following = _AFTER.search(text, end, latest)
    return first, latest if following is None else following.end()


def _without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    kept, position = "", 0
    for start, end in sorted(spans):
        kept += text[position : max(start, position)]
        position = max(end, position)
        if kept.endswith("\n") and text.startswith("\n", position):
            position += 1  # the whole line goes
    joined = kept + text[position:]
    return re.sub(r"\n[ \t]*\n\s*\n", "\n\n", joined).strip()


def _at(part: Part, end: int) -> Location:
    described = part.described_at or part.location
    if described.line is None:
        return described
    return replace(
        described, line=described.line + part.description.count("\n", 0, end), column=None
    )
