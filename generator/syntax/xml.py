"""An XML file as elements with their lines, read so that nothing else can be reached from it.

By Expat, event by event. A document type declaration is refused before it can declare an entity,
so there is none to expand and nothing to fetch (XML 1.0, sections 2.8 and 4). Names are expanded
as in Namespaces in XML 1.0.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, NamedTuple
from xml.parsers import expat

from generator.syntax.collector import no_collection
from generator.syntax.source import MAX_BYTES, SourceError

MAX_DEPTH = 200
MAX_ELEMENTS = 1_000_000
MAX_BINDINGS = 1_000_000
"""Of prefixes to namespaces, counted anew wherever an element declares one."""

_XML = "http://www.w3.org/XML/1998/namespace"
_BETWEEN = "\x1f"
"""Between the pieces of a name as Expat tells it; XML has no such character."""
_NONE: Mapping[Any, str] = MappingProxyType({})


class QName(NamedTuple):
    """An expanded name; `namespace` is "" for a name in none."""

    namespace: str
    local: str

    def __str__(self) -> str:
        return f"{{{self.namespace}}}{self.local}" if self.namespace else self.local


@dataclass(slots=True, eq=False, repr=False)
class Element:
    """One element. `written` is its name as the file has it, `column` and `line` count from 1.

    `attributes` are by expanded name, in the file's order; `written_attributes` the same as the
    file has them, without the declarations of namespaces. `bindings` are the namespaces by prefix
    that hold here. `content` is text and elements, in order; comments and instructions are left
    out.
    """

    name: QName
    written: str
    attributes: Mapping[QName, str]
    written_attributes: Mapping[str, str]
    bindings: Mapping[str, str]
    line: int
    column: int
    content: list["Element | str"]

    def __repr__(self) -> str:
        """Its name and line alone: what is inside may be the whole file."""
        return f"<{self.written}> in line {self.line}"

    def get(self, name: str) -> str | None:
        """The attribute of that name in no namespace: one that is written without a prefix."""
        return self.written_attributes.get(name)

    def elements(self, namespace: str | None = None) -> Iterator["Element"]:
        """The elements directly inside, in order; of one namespace, where one is given."""
        for held in self.content:
            if not isinstance(held, str) and namespace in (None, held.name.namespace):
                yield held

    def qname(self, written: str) -> QName | None:
        """What a qualified name in a value means here; None where its prefix is not declared.

        A name without a prefix is in the default namespace, if there is one (XML Schema part 2,
        section 3.2.18).
        """
        prefix, colon, local = written.strip().partition(":")
        if not colon:
            return QName(self.bindings.get("", ""), prefix)
        namespace = self.bindings.get(prefix)
        return None if namespace is None else QName(namespace, local)


def parse(content: bytes) -> Element:
    """The root element of `content`.

    Raises SourceError for what is not well-formed, for a document type declaration, and for a file
    too large, too deep or of too many elements.
    """
    if len(content) > MAX_BYTES:
        raise SourceError(f"more than {MAX_BYTES} bytes", 1)
    with no_collection():
        return _Reader().read(content)


class _Reader:
    """Collects what Expat tells."""

    def __init__(self) -> None:
        self._parser = expat.ParserCreate(namespace_separator=_BETWEEN)
        self._parser.namespace_prefixes = True
        self._parser.buffer_text = True
        self._parser.ordered_attributes = True
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartNamespaceDeclHandler = self._declared
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._bindings: Mapping[str, str] = MappingProxyType({"xml": _XML})
        self._new: dict[str, str] = {}
        self._scopes: dict[tuple[int, tuple[tuple[str, str], ...]], Mapping[str, str]] = {}
        self._bound = 0
        self._names: dict[str, tuple[QName, str]] = {}
        self._open: list[Element] = []
        self._root: Element | None = None
        self._count = 0

    def read(self, content: bytes) -> Element:
        try:
            self._parser.Parse(content, True)
        except expat.ExpatError as error:
            raise SourceError(f"not XML: {expat.ErrorString(error.code)}", error.lineno) from error
        except (LookupError, ValueError, UnicodeDecodeError) as error:
            raise SourceError("in an encoding that is not known", 1) from error
        assert self._root is not None  # a document without one is not well-formed
        return self._root

    def _doctype(self, *_: object) -> None:
        raise self._refused("it holds a DOCTYPE, which may declare entities")

    def _declared(self, prefix: str | None, uri: str | None) -> None:
        self._new[prefix or ""] = uri or ""

    def _start(self, name: str, attributes: list[str]) -> None:
        self._count += 1
        if len(self._open) >= MAX_DEPTH:
            raise self._refused(f"nested more than {MAX_DEPTH} deep")
        if self._count > MAX_ELEMENTS:
            raise self._refused(f"more than {MAX_ELEMENTS} elements")
        around = self._open[-1].bindings if self._open else self._bindings
        if self._new:
            around = self._scope(around)
        qname, written = self._named(name)
        given, as_written = _NONE, _NONE
        if attributes:
            names = [self._named(key) for key in attributes[::2]]
            values = attributes[1::2]
            given = {key: value for (key, _), value in zip(names, values, strict=True)}
            as_written = {key: value for (_, key), value in zip(names, values, strict=True)}
        element = Element(
            name=qname,
            written=written,
            attributes=given,
            written_attributes=as_written,
            bindings=around,
            line=self._parser.CurrentLineNumber,
            column=self._parser.CurrentColumnNumber + 1,
            content=[],
        )
        if self._open:
            self._open[-1].content.append(element)
        else:
            self._root = element
        self._open.append(element)

    def _end(self, _: str) -> None:
        self._open.pop()

    def _text(self, text: str) -> None:
        if self._open:
            self._open[-1].content.append(text)

    def _scope(self, around: Mapping[str, str]) -> Mapping[str, str]:
        """What holds inside an element that declares namespaces; one mapping for all alike."""
        key = id(around), tuple(self._new.items())
        if key not in self._scopes:
            self._bound += len(around) + len(self._new)
            if self._bound > MAX_BINDINGS:
                raise self._refused(f"more than {MAX_BINDINGS} prefixes declared")
            self._scopes[key] = MappingProxyType({**around, **self._new})
        self._new = {}
        return self._scopes[key]

    def _named(self, told: str) -> tuple[QName, str]:
        """The expanded name and the one written; one object for all elements of that name."""
        if told not in self._names:
            self._names[told] = _names(told)
        return self._names[told]

    def _refused(self, problem: str) -> SourceError:
        return SourceError(problem, self._parser.CurrentLineNumber)


def _names(told: str) -> tuple[QName, str]:
    """The expanded name and the one written, of the pieces that Expat tells."""
    match told.split(_BETWEEN):
        case [namespace, local, prefix]:
            return QName(namespace, local), f"{prefix}:{local}"
        case [namespace, local]:
            return QName(namespace, local), local
        case _:
            return QName("", told), told
