"""What a document says in words: links in descriptions, examples, further documentation."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from urllib.parse import unquote

from generator.formats import Document
from generator.formats.openapi.places import Spot
from generator.formats.openapi.references import Gathered, pointer, step
from generator.model.about import Link
from generator.model.address import Address
from generator.model.example import Example
from generator.model.finding import Finding, Severity
from generator.model.location import Location

Node = Mapping[str, object]

_LINK = re.compile(r"\]\(\s*<?(?P<to>(?![a-zA-Z][\w+.-]*:|//)[^)\s<>]*#[^)\s<>]*)>?")

_LONGEST_TEXT = 1_000
"""Lines of a description in which a link is looked for."""


class Texts:
    """Knows what links mean and which examples are wrong; dead links are gathered."""

    def __init__(
        self,
        bundle: Sequence[Document],
        gathered: Gathered,
        faults: Mapping[str, str],
        operations: Mapping[str, Address],
        tags: Mapping[str, Address],
        schemas: Mapping[str, Address],
    ) -> None:
        """`faults` by the example's pointer; then what operationIds, tags and schema names mean."""
        self._bundle, self._gathered, self._faults = bundle, gathered, faults
        self._lines: dict[str, Sequence[bytes]] = {}
        self._operations, self._tags, self._schemas = operations, tags, schemas
        self._targets: dict[str, Address | None] = {}
        self._dead_links: dict[tuple[Location, str], Finding] = {}

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Each dead link once, however often what holds it is used."""
        return tuple(self._dead_links.values())

    def links(self, text: str, at: Location | None) -> Mapping[str, Address]:
        """The targets of links in `text` that mean parts; a finding for each that means none."""
        if "](" not in text or "#" not in text:
            return {}
        meant: dict[str, Address] = {}
        for match in _LINK.finditer(text):
            to = match["to"]
            address = self._target(to)
            if address is not None:
                meant[to] = address
            elif at is not None:
                self._dead(to, at)
        return meant

    def _target(self, to: str) -> Address | None:
        if to not in self._targets:
            self._targets[to] = next(self._candidates(unquote(to.partition("#")[2])), None)
        return self._targets[to]

    def _candidates(self, fragment: str) -> Iterator[Address]:
        """By the forms that other viewers of OpenAPI use."""
        steps = fragment.strip("/").split("/")
        last = steps[-1]
        if len(steps) == 1 and "-" in last:
            kind, _, last = last.partition("-")
            steps = [kind, last]
        kind = steps[-2].lower() if len(steps) > 1 else ""
        if kind in ("operation", "operations"):
            yield from self._known(self._operations, last)
        elif kind in ("tag", "tags"):
            yield from self._known(self._tags, last)
        elif kind in ("schema", "schemas", "model", "models", "definitions"):
            yield from self._known(self._schemas, last)
        elif len(steps) == 2:
            yield from self._known(self._operations, last)  # Swagger UI: tag/operationId

    @staticmethod
    def _known(names: Mapping[str, Address], name: str) -> Iterator[Address]:
        if name in names:
            yield names[name]
        for known, address in names.items():
            if known.replace(" ", "-").casefold() == name.casefold():
                yield address

    def _dead(self, to: str, at: Location) -> None:
        line = self._line_with(to, at)
        shown = "".join(c if c.isprintable() else " " for c in to)[:200]
        location = replace(at, line=line)
        self._dead_links[location, to] = Finding(
            rule="link-dead",
            severity=Severity.WARNING,
            location=location,
            arguments={"link": shown},
        )

    def _line_with(self, text: str, at: Location) -> int | None:
        """The line of a description that begins at `at` on which `text` stands."""
        if at.line is None:
            return None
        if at.file not in self._lines:
            content = next(d.content for d in self._bundle if d.file == at.file)
            self._lines[at.file] = content.split(b"\n")
        lines, sought = self._lines[at.file], text.encode()
        following = range(at.line - 1, min(len(lines), at.line + _LONGEST_TEXT))
        return next((n + 1 for n in following if sought in lines[n]), at.line)

    def examples(self, node: Node, spot: Spot) -> tuple[Example, ...]:
        """The examples of a parameter, header, media type or schema."""
        return tuple(self._examples(node, spot))

    def _examples(self, node: Node, spot: Spot) -> Iterator[Example]:
        if "example" in node:
            yield self._example("", "", node["example"], f"{spot.pointer}/example")
        told = node.get("examples")
        if isinstance(told, list):
            for index, value in enumerate(told):
                yield self._example("", "", value, f"{spot.pointer}/examples/{index}")
        for name, held in told.items() if isinstance(told, dict) else ():
            yield from self._named(str(name), held, f"{spot.pointer}/examples{step(name)}")

    def _named(self, name: str, held: object, at: str) -> Iterator[Example]:
        if isinstance(held, dict) and isinstance(held.get("$ref"), str):
            path, held = self._gathered.target(held["$ref"])
            at = pointer(path)
        if not isinstance(held, dict):
            return
        summary = _text(held, "summary") or _text(held, "description")
        for key in ("value", "dataValue", "serializedValue"):
            if key in held:
                yield self._example(name, summary, held[key], f"{at}/{key}")
                return
        url = _text(held, "externalValue")
        yield Example(title=name, summary=summary, text="", url=url or None)

    def _example(self, title: str, summary: str, value: object, at: str) -> Example:
        text = value if isinstance(value, str) else json.dumps(value, indent=2, ensure_ascii=False)
        return Example(title=title, summary=summary, text=text, fault=self._faults.get(at))

    @staticmethod
    def documentation(details: dict[str, object], node: Node) -> None:
        """Further documentation, put among `details`."""
        docs = node.get("externalDocs")
        if isinstance(docs, dict) and isinstance(docs.get("url"), str):
            details["documentation"] = Link(url=docs["url"], text=_text(docs, "description"))


def _text(node: Node, key: str) -> str:
    value = node.get(key)
    return value if isinstance(value, str) else ""
