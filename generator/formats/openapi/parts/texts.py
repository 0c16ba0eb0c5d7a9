"""What a document says in words: links in descriptions, examples, further documentation."""

import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from urllib.parse import unquote

from generator.formats import Document
from generator.formats.openapi.document.gathered import Gathered
from generator.formats.openapi.document.pointers import pointer, step
from generator.formats.openapi.parts.places import Spot
from generator.model.about import Link
from generator.model.address import Address
from generator.model.example import Example
from generator.model.finding import Finding, Severity
from generator.model.location import Location

Node = Mapping[str, object]

_LINK = re.compile(r"\]\(\s*<?(?P<to>(?![a-zA-Z][\w+.-]*:|//)[^)\s<>]*#[^)\s<>]*)>?")

_WIDEST_MARGIN = 200
_MOST_MISSES = 20
"""Links of one description that are looked for in vain before the search is given up."""


@dataclass(frozen=True, slots=True)
class _Names:
    """What names mean, and what they mean to viewers that write a blank as a dash."""

    exact: Mapping[str, Address]
    folded: Mapping[str, Address]

    @classmethod
    def of(cls, names: Mapping[str, Address]) -> "_Names":
        folded: dict[str, Address] = {}
        for name, address in names.items():
            folded.setdefault(name.replace(" ", "-").casefold(), address)
        return cls(names, folded)


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
        self._contents: dict[str, tuple[bytes, Sequence[int]]] = {}
        self._operations, self._tags = _Names.of(operations), _Names.of(tags)
        self._schemas = _Names.of(schemas)
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
        found = list(_LINK.finditer(text))
        dead = []
        for number, match in enumerate(found):
            address = self._target(match["to"])
            if address is not None:
                meant[match["to"]] = address
            else:
                dead.append(number)
        if dead and at is not None:
            lines = list(self._lines_of(text, [match[0] for match in found], at))
            for number in dead:
                self._dead(found[number]["to"], replace(at, line=lines[number]))
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
    def _known(names: "_Names", name: str) -> Iterator[Address]:
        if name in names.exact:
            yield names.exact[name]
        if (folded := name.casefold()) in names.folded:
            yield names.folded[folded]

    def _dead(self, to: str, at: Location) -> None:
        shown = "".join(c if c.isprintable() else " " for c in to)[:200]
        self._dead_links[at, to] = Finding(
            rule="link-dead",
            severity=Severity.WARNING,
            location=at,
            arguments={"link": shown},
        )

    def _lines_of(self, text: str, links: Sequence[str], at: Location) -> Iterator[int | None]:
        """The line of each link of a description that begins at `at`; that, where it is not found.

        Each is looked for after the one before it, as far as the description can reach: an escape
        makes a letter six, and a line is indented.
        """
        content, starts = self._content(at.file)
        if at.line is None or at.line > len(starts):
            yield from [at.line] * len(links)
            return
        here, misses = starts[at.line - 1], 0
        end = here + 6 * len(text.encode()) + _WIDEST_MARGIN * (text.count("\n") + 2)
        for link in links:
            found = content.find(link.encode(), here, end) if misses < _MOST_MISSES else -1
            if found < 0:
                misses += 1
                yield at.line
            else:
                here = found + len(link)
                yield bisect_right(starts, found)

    def _content(self, file: str) -> tuple[bytes, Sequence[int]]:
        """A file's bytes, and where in them its lines begin."""
        if file not in self._contents:
            content = next(d.content for d in self._bundle if d.file == file)
            ends = accumulate(map(len, content.splitlines(keepends=True)))
            self._contents[file] = content, [0, *ends]
        return self._contents[file]

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
