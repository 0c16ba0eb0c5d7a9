"""A spec's files into definitions and schemas, each file once, none from outside the bundle.

Imports and includes are those of WSDL 1.1 section 2.1.1, WSDL 2.0 part 1 section 4, and XML Schema
part 1 section 4.2. What a location names is opened only when it is a file of the bundle.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote, urldefrag

from generator.formats import Bundle, Document
from generator.formats.wsdl.documents.namespaces import KNOWN, WSDL_11, WSDL_20, XSD
from generator.model.errors import SpecError
from generator.model.finding import Finding, Severity
from generator.model.location import Location
from generator.syntax import xml
from generator.syntax.source import SourceError
from generator.syntax.xml import Element, QName

MAX_FILES = 500
MAX_REFERENCES = 20_000
MAX_TAGS = 3_000_000
"""Of all files together, those counted again that several schemas include."""

_DEFINITIONS = (QName(WSDL_11, "definitions"), QName(WSDL_20, "description"))
_OUTSIDE = ("/", "\\")


@dataclass(frozen=True, slots=True, eq=False)
class Definitions:
    """A WSDL file: its root element, and its version, 1.1 or 2.0."""

    root: Element
    file: str
    version: str

    @property
    def namespace(self) -> str:
        """The target namespace."""
        return self.root.get("targetNamespace") or ""


@dataclass(frozen=True, slots=True, eq=False)
class Schema:
    """An `xs:schema`, in a file of its own or inside a WSDL.

    `namespace` is that of what it defines, which a schema without one takes from the schema that
    includes it (`is_chameleon`).
    """

    root: Element
    file: str
    namespace: str
    is_chameleon: bool = False

    def qname(self, node: Element, written: str) -> QName | None:
        """What a qualified name in a value means; None where its prefix is not declared."""
        name = node.qname(written)
        if name is not None and self.is_chameleon and not name.namespace:
            return QName(self.namespace, name.local)
        return name

    def location(self, node: Element) -> Location:
        """Where an element of the schema stands."""
        return Location(file=self.file, line=node.line, column=node.column)


@dataclass(frozen=True, slots=True, eq=False)
class Redefinition:
    """An `xs:redefine` or `xs:override` of the schema that says it, after what it changes."""

    node: Element
    schema: Schema


@dataclass(slots=True)
class Gathered:
    """Everything that was read.

    `schemas` and `redefinitions` are in the order in which they take effect: what is included
    comes before what includes it. `lost` are the namespaces of which a file could not be opened.
    """

    definitions: list[Definitions] = field(default_factory=list)
    schemas: list[Schema] = field(default_factory=list)
    redefinitions: list[Redefinition] = field(default_factory=list)
    lost: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)


def gather(bundle: Bundle) -> Gathered:
    """The files that the catalogue names and those they refer to.

    Raises SpecError where a file that the catalogue names is not XML we accept, and where there is
    neither a WSDL nor a schema.
    """
    return _Gatherer(bundle).gathered()


_Steps = Iterator["_Steps"]
"""Does its work as far as another file has to be read first, and yields what does that."""


def _walk(steps: _Steps) -> None:
    """Does the steps, each after those it yields; files may refer to each other in long chains."""
    begun = [steps]
    while begun:
        before = next(begun[-1], None)
        if before is None:
            begun.pop()
        else:
            begun.append(before)


class _Gatherer:
    def __init__(self, bundle: Bundle) -> None:
        self._bundle = bundle
        self._found = Gathered()
        self._roots: dict[str, Element | None] = {}
        self._at_hand: set[str] = set()
        self._opened: set[tuple[str, str]] = set()
        self._references = 0
        self._tags = 0
        self._told: set[tuple[str, str]] = set()

    def gathered(self) -> Gathered:
        named = list(self._bundle)
        roots = [(document.file, self._root(document, is_named=True)) for document in named]
        for file, root in roots:
            if root is not None and root.name in _DEFINITIONS:
                _walk(self._definitions(root, file))
        for file, root in sorted(roots, key=lambda held: not _namespace(held[1])):
            is_schema = root is not None and root.name == QName(XSD, "schema")
            if root is not None and is_schema and not self._is_included(root, file):
                _walk(self._schema(root, file))
        if not self._found.definitions and not self._found.schemas:
            raise SpecError([_fault(named[0].file, "wsdl-nothing", 1)])
        return self._found

    def _is_included(self, root: Element, file: str) -> bool:
        """Whether a schema without a namespace has been given that of one that includes it."""
        is_opened = any(place.startswith(f"{file}:") for place, _ in self._opened)
        return is_opened and not _namespace(root)

    def _root(self, document: Document, *, is_named: bool = False) -> Element | None:
        """The root of a file; for one that only others refer to, None and a finding."""
        if document.file not in self._roots:
            if len(self._roots) >= MAX_FILES:
                raise SpecError([_fault(document.file, "wsdl-too-many-files", 1, n=MAX_FILES)])
            self._weigh(document.content.count(b"<"), document.file, 1)
            try:
                root = xml.parse(document.content)
                self._roots[document.file] = root
                self._at_hand.update(held.get("targetNamespace") or "" for held in _schemas(root))
            except SourceError as error:
                finding = _fault(
                    document.file, "spec-unreadable", error.line, problem=error.problem
                )
                if is_named:
                    raise SpecError([finding]) from error
                self._found.findings.append(finding)
                self._roots[document.file] = None
        return self._roots[document.file]

    def _weigh(self, tags: int, file: str, line: int) -> None:
        self._tags += tags
        if self._tags > MAX_TAGS:
            raise SpecError([_fault(file, "spec-too-large", line, limit=MAX_TAGS)])

    def _definitions(self, root: Element, file: str) -> "_Steps":
        if (file, "") in self._opened:
            return
        self._opened.add((file, ""))
        version = "2.0" if root.name.namespace == WSDL_20 else "1.1"
        self._found.definitions.append(Definitions(root, file, version))
        for node in root.elements():
            if node.name.namespace != root.name.namespace:
                continue
            if node.name.local in ("import", "include"):
                yield from self._imported(node, file, node.get("location"))
            elif node.name.local == "types":
                for schema in node.elements():
                    if schema.name == QName(XSD, "schema"):
                        yield self._schema(schema, file)
                    elif schema.name in (QName(XSD, "import"), QName(XSD, "include")):
                        yield from self._referred(schema, file, None)

    def _imported(self, node: Element, file: str, location: str | None) -> "_Steps":
        """A WSDL, or a schema imported as if it were one, which many files do."""
        root, opened = self._opened_by(node, file, location)
        if root is None:
            return
        if root.name == QName(XSD, "schema"):
            yield self._schema(root, opened)
        elif root.name in _DEFINITIONS:
            yield self._definitions(root, opened)

    def _schema(self, root: Element, file: str, included_by: Schema | None = None) -> "_Steps":
        """A schema with what it refers to, which comes before it."""
        own = root.get("targetNamespace") or ""
        namespace = own or (included_by.namespace if included_by is not None else "")
        key = (f"{file}:{root.line}:{root.column}", namespace)
        if key in self._opened:
            return
        self._opened.add(key)
        self._weigh(len(root.content), file, root.line)
        schema = Schema(root, file, namespace, is_chameleon=not own and bool(namespace))
        for node in root.elements():
            if node.name.namespace == XSD and node.name.local in _REFERRING:
                yield from self._referred(node, file, schema)
        self._found.schemas.append(schema)
        for node in root.elements():
            if node.name in (QName(XSD, "redefine"), QName(XSD, "override")):
                self._found.redefinitions.append(Redefinition(node, schema))

    def _referred(self, node: Element, file: str, schema: Schema | None) -> "_Steps":
        location = node.get("schemaLocation")
        is_import = node.name.local == "import"
        if is_import and not location:
            return  # what it names has to be in a schema that something else brings
        included_by = None if is_import else schema
        root, opened = self._opened_by(node, file, location, included_by)
        if root is not None and root.name == QName(XSD, "schema"):
            yield self._schema(root, opened, included_by)

    def _opened_by(
        self, node: Element, file: str, location: str | None, included_by: Schema | None = None
    ) -> tuple[Element | None, str]:
        """The root of the file a reference names, None and a finding where it cannot be had."""
        namespace = included_by.namespace if included_by else node.get("namespace") or ""
        if namespace in KNOWN:
            return None, ""
        self._references += 1
        if self._references > MAX_REFERENCES:
            raise SpecError([_fault(file, "wsdl-too-many-files", node.line, n=MAX_REFERENCES)])
        path = unquote(urldefrag(location or "").url.strip())
        is_outside = not path or ":" in path or path.startswith(_OUTSIDE)
        document = None if is_outside else self._bundle.beside(file, path)
        if document is not None:
            root = self._root(document)
            if root is None:
                self._found.lost.add(namespace)
            return root, document.file
        if namespace and namespace in self._at_hand and included_by is None:
            return None, ""
        self._lost(node, file, path, namespace)
        return None, ""

    def _lost(self, node: Element, file: str, path: str, namespace: str) -> None:
        self._found.lost.add(namespace)
        if (path, namespace) in self._told:
            return
        self._told.add((path, namespace))
        self._found.findings.append(
            _fault(
                file,
                "wsdl-import",
                node.line,
                word=node.name.local,
                path=path[:200],
                namespace=namespace[:200],
            )
        )


_REFERRING = ("import", "include", "redefine", "override")


def _namespace(root: Element | None) -> str:
    return (root.get("targetNamespace") or "") if root is not None else ""


def _schemas(root: Element) -> Iterator[Element]:
    """The schemas that a file is or holds."""
    if root.name == QName(XSD, "schema"):
        yield root
    elif root.name.namespace in (WSDL_11, WSDL_20):
        for types in root.elements():
            if types.name == QName(root.name.namespace, "types"):
                yield from (held for held in types.elements() if held.name == QName(XSD, "schema"))


def _fault(file: str, rule: str, line: int, **arguments: object) -> Finding:
    location = Location(file=file, line=line)
    return Finding(rule=rule, severity=Severity.ERROR, location=location, arguments=arguments)
