"""Copies of a spec's files that tell of each part which contract it stands under.

A part says it on its own element: in an attribute wherever the schemas of XML Schema and WSDL allow
one, else in an element of its own (WSDL 1.1, section 2.1.3 and appendix A 4.1). Where several parts
are one element and differ, the root of the first file speaks for each of them.
"""

from collections.abc import Iterator, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from generator.contract.remarks import Remarks, gone_from
from generator.formats import Document
from generator.formats.wsdl.documents.gather import Gathered
from generator.formats.wsdl.documents.namespaces import CONTRACT, WSDL_11, XSD
from generator.formats.wsdl.native import Native
from generator.formats.wsdl.parts.told import OF_PART, STATUS
from generator.model.copy import Copy
from generator.model.part import Annotation, Part, Tree
from generator.syntax.source import SourceError
from generator.syntax.xml import Element, QName
from generator.syntax.xml_additions import Additions

_PREFIX = "contract"
_WITHOUT_ATTRIBUTES = frozenset(
    QName(WSDL_11, name)
    for name in ("definitions", "types", "message", "operation", "binding", "service", "port")
)
_DOCUMENTATION = QName(WSDL_11, "documentation")


def copies(
    native: object, documents: Sequence[Document], tree: Tree, remarks: Remarks
) -> Sequence[Copy]:
    """Each file of the spec with the standing written in.

    Empty where no part deviates, and where a file cannot be written into. One into which nothing is
    written is there as it is, so that the files stay together.
    """
    if not remarks.are_needed:
        return ()
    assert isinstance(native, Native)
    roots = _roots(native.gathered)
    held = [document for document in documents if document.file in roots]
    try:
        files = {d.file: Additions(d.content, roots[d.file]) for d in held}
        writer = _Writer(tree, remarks, files, roots)
        writer.write()
        if not writer.is_needed:
            return ()
        return [
            Copy(file=name, kind="marked", ending="txt", content=file.content())
            for name, file in files.items()
        ]
    except SourceError:
        return ()


def _roots(gathered: Gathered) -> Mapping[str, Element]:
    """The root of each file; a schema inside a WSDL is none."""
    roots = {held.file: held.root for held in gathered.definitions}
    for schema in gathered.schemas:
        roots.setdefault(schema.file, schema.root)
    return roots


class _Writer:
    def __init__(
        self,
        tree: Tree,
        remarks: Remarks,
        files: Mapping[str, Additions],
        roots: Mapping[str, Element],
    ) -> None:
        self._tree, self._remarks = tree, remarks
        self._files, self._roots = files, roots
        self._main = next(iter(roots))
        self._by_place = {
            (file, node.line, node.column): node
            for file, root in roots.items()
            for node in _all(root)
        }
        self._given_way: set[int] = set()
        self.is_needed = False

    def write(self) -> None:
        """What the files must say so that they tell the effective status of every part."""
        shared: dict[int, list[Part]] = {}
        for part in self._tree.by_address.values():
            shared.setdefault(id(part.details["node"]), []).append(part)
        for parts in shared.values():
            if parts[0].location.file in self._files:
                self._element(parts)

    def _element(self, parts: Sequence[Part]) -> None:
        """What one element says, for all the parts that it is."""
        contracts = {self._remarks.contract(part.address) for part in parts}
        own = [a for part in parts for a in part.annotations if self._is_own(a)]
        if len(contracts) > 1:
            for part in parts:
                if self._told(part) != self._remarks.contract(part.address):
                    self._elsewhere(part)
        elif own:
            for part in parts:
                self._corrected(part)
        else:
            odd = next((p for p in parts if self._told(p) not in contracts), None)
            status = None if odd is None else self._id(odd)
            if odd is not None and status is not None:
                self._mark(odd, STATUS, status)
        day = gone_from(parts[0])
        if day is not None and not any(a.name == _SUNSET_REMARK for a in parts[0].annotations):
            self._mark(parts[0], _SUNSET, day.isoformat())

    def _told(self, part: Part) -> str | None:
        """The contract a reader of the copy takes the part to have, if nothing more is written.

        None: that of the API, where the part's is another.
        """
        own = [c for a in part.annotations if self._is_own(a) for c in self._remarks.meanings(a)]
        if own:
            return min(own, key=lambda c: c == self._remarks.contract(part.address))
        around = self._tree.enclosing.get(part.address)
        if around is not None:
            return self._remarks.contract(around.address)
        is_as_api = not self._remarks.deviates(part.address)
        return self._remarks.contract(part.address) if is_as_api else None

    def _is_own(self, annotation: Annotation) -> bool:
        return annotation.name == f"<{STATUS}>" and bool(self._remarks.meanings(annotation))

    def _id(self, part: Part) -> str | None:
        return self._remarks.id_of(self._remarks.status(part.address))

    def _corrected(self, part: Part) -> None:
        """Marks of our own that are there and mean another contract give way."""
        status, wanted = self._id(part), self._remarks.contract(part.address)
        for annotation in part.annotations if status is not None else ():
            if not self._is_own(annotation) or set(self._remarks.meanings(annotation)) == {wanted}:
                continue
            node = self._node(annotation)
            if node is not None and status is not None and id(node) not in self._given_way:
                self._given_way.add(id(node))
                self._replace(self._files[annotation.location.file], node, status)

    def _node(self, annotation: Annotation) -> Element | None:
        """The element that an annotation is, or is an attribute of."""
        at = annotation.location
        return self._by_place.get((at.file, at.line or 0, at.column or 0))

    def _replace(self, file: Additions, node: Element, status: str) -> None:
        self.is_needed = True
        written = dict(zip(node.attributes, node.written_attributes, strict=True))
        if node.name.local == OF_PART:
            file.attribute(node, "status", status)
        elif node.name.local == STATUS:
            file.text(node, status)
        else:
            for name, as_written in written.items():
                if name.local == STATUS and name.namespace:
                    file.attribute(node, as_written, status)

    def _mark(self, part: Part, name: str, value: str) -> None:
        """An attribute of the part's element, or an element in it."""
        self.is_needed = True
        file, node = self._files[part.location.file], part.details["node"]
        assert isinstance(node, Element)  # every part of the format keeps its element
        written = f"{file.prefix(CONTRACT, _PREFIX)}:{name}"
        if node.name in _WITHOUT_ATTRIBUTES:
            markup = f"<{written}>{escape(value)}</{written}>"
            file.first(node, markup, after=_DOCUMENTATION)
        else:
            file.attribute(node, written, value)

    def _elsewhere(self, part: Part) -> None:
        """The root of a file speaks for the part: that which does, else that of the first."""
        status = self._id(part)
        if status is None:
            return
        for annotation in part.annotations:
            node = self._node(annotation)
            if self._is_own(annotation) and node is not None and node.name.local == OF_PART:
                self._replace(self._files[annotation.location.file], node, status)
                return
        self.is_needed = True
        file, root = self._files[self._main], self._roots[self._main]
        prefix = file.prefix(CONTRACT, _PREFIX)
        said = f"part={quoteattr(part.coordinate)} status={quoteattr(status)}"
        markup = f"<{prefix}:{OF_PART} {said}/>"
        if root.name == QName(XSD, "schema"):
            before = root.written.rpartition("schema")[0]
            inside = f"<{before}appinfo>{markup}</{before}appinfo>"
            markup = f"<{before}annotation>{inside}</{before}annotation>"
        file.first(root, markup, after=_DOCUMENTATION)


_SUNSET = "sunset"
_SUNSET_REMARK = f"<{_SUNSET}>"


def _all(root: Element) -> Iterator[Element]:
    waiting = [root]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(node.elements())
