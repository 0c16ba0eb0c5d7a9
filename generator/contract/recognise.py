"""Finds each part's own status, and what is said of its end, by the catalogue's recognisers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from generator.catalog.model import (
    AnnotationRecogniser,
    CoordinateRecogniser,
    EndRecogniser,
    LinkRecogniser,
    PatternRecogniser,
    Recogniser,
    SideFileEntry,
)
from generator.contract.ends import Ends
from generator.contract.promise import Promises
from generator.contract.scalars import scalars
from generator.contract.side_file import Decided, decided
from generator.contract.text_markers import LinkMarker, PatternMarker, TextMarker, without
from generator.contract.vocabulary import Fault, Meaning, Vocabulary
from generator.model.finding import Finding, Severity
from generator.model.location import Location
from generator.model.part import Annotation, Part, Tree
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
        self._by_annotation: dict[str, list[tuple[AnnotationRecogniser, Vocabulary]]] = {}
        self._by_coordinate: list[tuple[CoordinateRecogniser, Vocabulary]] = []
        self._text_markers: list[TextMarker] = []
        ends: list[EndRecogniser] = []
        words = _Vocabularies(promises)
        for recogniser in recognisers:
            match recogniser:
                case AnnotationRecogniser():
                    read = self._by_annotation.setdefault(recogniser.annotation, [])
                    read.append((recogniser, words.of(recogniser)))
                case CoordinateRecogniser():
                    vocabulary = Vocabulary(recogniser.values, promises, reads_sentences=False)
                    self._by_coordinate.append((recogniser, vocabulary))
                case EndRecogniser():
                    ends.append(recogniser)
                case LinkRecogniser():
                    self._text_markers.append(LinkMarker(promises))
                case PatternRecogniser():
                    self._text_markers.append(PatternMarker(recogniser, promises))
        self._ends = Ends(ends, promises.as_of, self._day_unreadable)
        self._side_file = side_file
        self.findings: list[Finding] = []

    def tree(self, tree: Tree) -> Tree:
        """The same tree, each part with its mark and its deprecation.

        Marker sentences are gone from the descriptions.
        """
        last_word, unmatched = decided(tree, self._side_file)
        self.findings.extend(unmatched)
        parts = tuple(self._part(part, None, last_word) for part in tree.parts)
        return tree if parts == tree.parts else replace(tree, parts=parts)

    def _part(self, part: Part, outer: Part | None, last_word: Decided) -> Part:
        children = part.children and tuple(
            self._part(child, part, last_word) for child in part.children
        )
        marks = list(self._coordinate_marks(part, outer)) if self._by_coordinate else []
        is_deprecated = False
        for annotation, meaning in self._annotated(part):
            is_deprecated = is_deprecated or meaning.is_deprecated
            if meaning.status is not None:
                marks.append(_mark(meaning.status, annotation))
        text_marks, description = self._described(part)
        mark = self._decided(part, [*marks, *text_marks], last_word)
        deprecation = part.deprecation
        if part.annotations:
            deprecation = self._ends.deprecation(part, is_said=is_deprecated)
        is_same = mark is None and description is part.description and children == part.children
        if is_same and deprecation is part.deprecation:
            return part
        return replace(
            part, children=children, description=description, mark=mark, deprecation=deprecation
        )

    def _coordinate_marks(self, part: Part, outer: Part | None) -> Iterator[Mark]:
        """By what the coordinate has beyond that of the enclosing part."""
        coordinate = part.coordinate
        is_inside = outer is not None and coordinate.startswith(outer.coordinate)
        own = len(outer.coordinate) if outer is not None and is_inside else 0
        for recogniser, words in self._by_coordinate:
            for match in recogniser.pattern.finditer(coordinate):
                status = words.read(match["status"]).status if match.end("status") > own else None
                if status is not None:
                    yield Mark(status=status, recogniser="coordinate", location=part.location)

    def _annotated(self, part: Part) -> Iterator[tuple[Annotation, Meaning]]:
        for annotation in part.annotations:
            for recogniser, words in self._by_annotation.get(annotation.name, ()):
                for value in _given(annotation, recogniser.argument, words):
                    meaning = words.read(value)
                    is_unclear = meaning.fault is Fault.UNCLEAR
                    if meaning.fault and (is_unclear or recogniser.reports_others):
                        self._report(
                            meaning.fault,
                            Severity.WARNING,
                            part,
                            annotation.location,
                            value=_shown(value),
                            recogniser=annotation.name,
                            hint=words.near(value),
                        )
                    yield annotation, meaning

    def _described(self, part: Part) -> tuple[list[Mark], str]:
        """The marks in the description, and the description without them."""
        found = [f for marker in self._text_markers for f in marker.find(part.description)]
        if not found:
            return [], part.description
        marks = [
            Mark(status=status, recogniser="description", location=_at(part, end))
            for _, end, status in found
        ]
        return marks, without(part.description, [(start, end) for start, end, _ in found])

    def _decided(self, part: Part, marks: Sequence[Mark], last_word: Decided) -> Mark | None:
        mark = self._weakest(part, marks) if marks else None
        if part.address in last_word:
            return self._overridden(part, last_word[part.address], mark)
        return mark

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

    def _day_unreadable(self, part: Part, annotation: Annotation, value: str) -> None:
        self._report(
            "end-day-unreadable",
            Severity.WARNING,
            part,
            annotation.location,
            value=_shown(value),
            recogniser=annotation.name,
        )

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


def _mark(status: Status, annotation: Annotation) -> Mark:
    return Mark(status=status, recogniser=annotation.name, location=annotation.location)


class _Vocabularies:
    """One vocabulary for all the annotations that share their values."""

    def __init__(self, promises: Promises) -> None:
        self._promises = promises
        self._made: dict[tuple[int, bool], Vocabulary] = {}

    def of(self, recogniser: AnnotationRecogniser) -> Vocabulary:
        key = (id(recogniser.values), recogniser.reads_sentences)
        if key not in self._made:
            self._made[key] = Vocabulary(
                recogniser.values, self._promises, reads_sentences=recogniser.reads_sentences
            )
        return self._made[key]


def _given(annotation: Annotation, argument: str, words: Vocabulary) -> Iterator[object]:
    """The values that may be a status: those of the argument, else a bare one.

    Of a mapping where no argument is named: each field that is a known word, or else all of them
    as one value. A mapping without the argument says nothing.
    """
    for value in scalars(annotation.values.get("", annotation.values), argument):
        if not isinstance(value, Mapping):
            yield value
        elif not argument:
            yield from [v for v in value.values() if words.knows(v)] or [_listed(value)]


def _listed(value: Mapping[str, object]) -> str:
    return ", ".join(f"{key}: {held}" for key, held in value.items())


_LONGEST_SHOWN = 60


def _shown(value: object) -> str:
    text = str(value)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}…"


def _at(part: Part, end: int) -> Location:
    described = part.described_at or part.location
    if described.line is None:
        return described
    return replace(
        described, line=described.line + part.description.count("\n", 0, end), column=None
    )
