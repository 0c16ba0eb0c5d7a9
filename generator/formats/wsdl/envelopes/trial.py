"""Tries examples against their schemas with libxml2; runs in a confined process.

Nothing is resolved: the parser is given every document it may ask for, and has no network, no
document types and no entities. libxml2 heeds one document for each namespace, so there is one.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from generator.formats.wsdl.documents.namespaces import XML, XSD
from generator.formats.wsdl.envelopes.schemas import Piece

if TYPE_CHECKING:
    from lxml import etree

_PARTS = "urn:parts"
_MOST_FAULTY = 10
_XML_SCHEMA = (
    f'<xs:schema xmlns:xs="{XSD}" targetNamespace="{XML}">'
    '<xs:attribute name="lang" type="xs:string"/><xs:attribute name="space" type="xs:NCName"/>'
    '<xs:attribute name="base" type="xs:anyURI"/><xs:attribute name="id" type="xs:ID"/>'
    "</xs:schema>"
)


@dataclass(frozen=True, slots=True)
class Check:
    """An element of an example to try.

    `path` are the steps to it from the root, each the number of a child. `type` is the namespace
    and name of its type, where no schema declares the element. `needs` are the numbers of the
    pieces it uses.
    """

    path: tuple[int, ...]
    needs: tuple[int, ...]
    type: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Trial:
    """An example and what of it to try."""

    text: str
    checks: tuple[Check, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """`problem` is "" where all is valid, None where it could not be tried, for `reason`."""

    problem: str | None
    reason: str = ""


def tried(pieces: Sequence[Piece], trials: Sequence[Trial]) -> list[Verdict]:
    """The verdict on each example."""
    types = sorted({c.type for t in trials for c in t.checks if c.type is not None})
    return _Validator(pieces, types).verdicts(trials)


class _Validator:
    def __init__(self, pieces: Sequence[Piece], types: Sequence[tuple[str, str]]) -> None:
        from lxml import etree  # here alone: the program itself has no use for it

        self._etree = etree
        self._pieces, self._types = pieces, {type_: n for n, type_ in enumerate(types)}
        self._left_out: set[int] = set()
        self._reason = ""
        self._schema = self._compiled()

    def verdicts(self, trials: Sequence[Trial]) -> list[Verdict]:
        return [self._verdict(trial) for trial in trials]

    def _verdict(self, trial: Trial) -> Verdict:
        needed = {number for check in trial.checks for number in check.needs}
        if self._schema is None or needed & self._left_out:
            return Verdict(None, self._reason)
        root = self._etree.fromstring(trial.text.encode(), self._parser({}))
        for check in trial.checks:
            node = root
            for step in check.path:
                node = node[step]
            if check.type is not None:
                node.tag = f"{{{_PARTS}}}p{self._types[check.type]}"
            alone = self._etree.fromstring(
                self._etree.tostring(node, encoding="utf-8", with_tail=False)
            )
            if not self._schema.validate(alone):
                return Verdict(self._schema.error_log[0].message[:200])
        return Verdict("")

    def _parser(self, documents: Mapping[str, str]) -> "etree.XMLParser":
        library = self._etree

        class Only(library.Resolver):  # type: ignore[misc,name-defined,unused-ignore]
            def resolve(self, url: str, public: str, context: object) -> object:
                del public
                name = url.rpartition("/")[2]
                text = documents.get(name, "<none/>")
                return self.resolve_string(text, context, base_url=name)

        parser = library.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
        )
        parser.resolvers.add(Only())
        return cast("etree.XMLParser", parser)

    def _compiled(self) -> "etree.XMLSchema | None":
        """The schema of all pieces but those libxml2 does not take, and those that need these."""
        for _ in range(_MOST_FAULTY):
            documents, numbers = self._documents()
            try:
                root = self._etree.fromstring(self._driver(), self._parser(documents))
                return self._etree.XMLSchema(root)
            except self._etree.XMLSchemaParseError as error:
                entries = [e for e in error.error_log if e.level_name in ("ERROR", "FATAL")]
                self._reason = self._reason or (
                    entries[0].message[:200] if entries else str(error)[:200]
                )
                faulty = {
                    number
                    for entry in entries
                    if (number := numbers.get((entry.filename.rpartition("/")[2], entry.line)))
                    is not None
                }
                if not faulty - self._left_out:
                    return None
                self._leave_out(faulty)
        return None

    def _leave_out(self, faulty: set[int]) -> None:
        self._left_out |= faulty
        while more := {
            number
            for number, piece in enumerate(self._pieces)
            if number not in self._left_out and self._left_out.intersection(piece.needs)
        }:
            self._left_out |= more

    def _documents(self) -> tuple[dict[str, str], dict[tuple[str, int], int]]:
        """One document for each namespace, and the piece on each of their lines."""
        by_namespace: dict[str, list[int]] = {}
        for number, piece in enumerate(self._pieces):
            if number not in self._left_out:
                by_namespace.setdefault(piece.namespace, []).append(number)
        namespaces = [*by_namespace, XML]
        documents = {"xml.xsd": _XML_SCHEMA}
        numbers: dict[tuple[str, int], int] = {}
        for index, (namespace, held) in enumerate(by_namespace.items()):
            name = f"n{index}.xsd"
            lines = [f"{_opening(namespace)}{''.join(_imports(namespaces, namespace))}"]
            for number in held:
                lines.append(self._pieces[number].text)
                numbers[name, len(lines)] = number
            documents[name] = "\n".join((*lines, "</xs:schema>"))
        self._of = {namespace: f"n{index}.xsd" for index, namespace in enumerate(by_namespace)}
        return documents, numbers

    def _driver(self) -> str:
        """A schema that takes in all others, with an element for each type that is tried alone."""
        lines = [_opening(_PARTS)]
        for namespace, name in {**self._of, XML: "xml.xsd"}.items():
            lines.append(_import(namespace, name))
        for (namespace, local), number in self._types.items():
            if namespace == XSD or namespace in self._of:
                prefix = "xs:" if namespace == XSD else "t:" if namespace else ""
                declared = "" if not prefix or prefix == "xs:" else f" xmlns:t={_quoted(namespace)}"
                type_ = _quoted(f"{prefix}{local}")
                lines.append(f'<xs:element{declared} name="p{number}" type={type_}/>')
        return "\n".join((*lines, "</xs:schema>"))


def _opening(namespace: str) -> str:
    target = f" targetNamespace={_quoted(namespace)}" if namespace else ""
    return f'<xs:schema xmlns:xs="{XSD}"{target}>'


def _imports(namespaces: Sequence[str], own: str) -> Iterator[str]:
    for namespace in namespaces:
        if namespace != own:
            yield _import(namespace, "")


def _import(namespace: str, location: str) -> str:
    named = f" namespace={_quoted(namespace)}" if namespace else ""
    located = f' schemaLocation="{location}"' if location else ""
    return f"<xs:import{named}{located}/>"


def _quoted(text: str) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    return f'"{escaped}"'
