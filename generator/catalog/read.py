"""Bytes of a catalogue file into a Catalog, or every reason why not."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from importlib import resources
from pathlib import PurePosixPath
from types import MappingProxyType

from generator.catalog.consistency import contradictions, status_faults
from generator.catalog.model import (
    Accessibility,
    AnnotationRecogniser,
    Api,
    Catalog,
    Contract,
    CoordinateRecogniser,
    Credentials,
    EndRecogniser,
    Environment,
    LinkRecogniser,
    Notice,
    OptIn,
    Party,
    PatternRecogniser,
    Promotion,
    Recogniser,
    Release,
    SideFileEntry,
    StatusDefinition,
    Tells,
    Version,
    Window,
    Words,
)
from generator.catalog.schema import violations
from generator.model.errors import CatalogError
from generator.model.finding import Finding, Severity
from generator.model.location import Location
from generator.model.status import Status
from generator.syntax import yaml


def read(content: bytes, file: str) -> Catalog:
    """The catalogue in `content`; `file` is its name in findings.

    Raises CatalogError with every finding, in the order of the lines.
    """
    node = _parse(content, file)
    root = _refined(node)
    findings = [*violations(node, file), *contradictions(node, root, file)]
    if findings:
        raise CatalogError(sorted(findings, key=_line))
    assert isinstance(root, yaml.Entries)
    return _Decoder(file).catalog(root)


def read_side_file(content: bytes, file: str, catalog_content: bytes) -> tuple[SideFileEntry, ...]:
    """The owner's word on single parts; `catalog_content` defines the statuses.

    Raises CatalogError with every finding.
    """
    node = _parse(content, file)
    parts = node.items.get("parts") if isinstance(node, yaml.Entries) else None
    entries = parts.items if isinstance(parts, yaml.Entries) else {}
    root = _refined(yaml.parse(catalog_content))
    findings = list(violations(node, file, definition="side_file"))
    for status in entries.values():
        findings.extend(status_faults(status, root, file))
    if findings:
        raise CatalogError(sorted(findings, key=_line))
    assert isinstance(parts, yaml.Entries)
    return tuple(
        SideFileEntry(
            pattern=pattern,
            status=_status(status),
            location=Location(file=file, line=parts.keys[pattern]),
        )
        for pattern, status in entries.items()
    )


def _parse(content: bytes, file: str) -> yaml.Node:
    try:
        return yaml.parse(content)
    except yaml.YamlError as error:
        finding = Finding(
            rule="not-yaml",
            severity=Severity.ERROR,
            location=Location(file=file, line=error.line),
            arguments={"problem": error.problem},
        )
        raise CatalogError([finding]) from error


def _line(finding: Finding) -> int:
    return (finding.location.line or 0) if finding.location else 0


@cache
def _defaults() -> yaml.Entries:
    node = yaml.parse(resources.files(__package__).joinpath("defaults.yaml").read_bytes())
    assert isinstance(node, yaml.Entries)
    return node


def _refined(node: yaml.Node) -> yaml.Node:
    """`node` over the defaults; contracts and statuses are refined key by key within each id."""
    if not isinstance(node, yaml.Entries):
        return node
    items = {**_defaults().items, **node.items}
    for section in ("contracts", "statuses"):
        items[section] = _over(_defaults().items[section], node.items.get(section), depth=2)
    items["opt_in"] = _over(_defaults().items["opt_in"], node.items.get("opt_in"), depth=1)
    return yaml.Entries(items, {**_defaults().keys, **node.keys}, node.line)


def _over(default: yaml.Node, given: yaml.Node | None, *, depth: int) -> yaml.Node:
    if given is None:
        return default
    if depth == 0 or not isinstance(default, yaml.Entries) or not isinstance(given, yaml.Entries):
        return given
    items = dict(default.items)
    for key, value in given.items.items():
        items[key] = _over(default.items[key], value, depth=depth - 1) if key in items else value
    return yaml.Entries(items, {**default.keys, **given.keys}, given.line)


class _Decoder:
    """Nodes that are known to be right, into values."""

    def __init__(self, file: str) -> None:
        self._file = file

    def catalog(self, root: yaml.Entries) -> Catalog:
        head = _entries(root.items["catalog"])
        built_in = _recognisers(_defaults().items["recognisers"])
        recognisers = _recognisers(root.items["recognisers"], built_in)
        languages = head.items.get("languages")
        contracts = {
            id_: self._contract(id_, _entries(node))
            for id_, node in _entries(root.items["contracts"]).items.items()
        }
        strongest_first = sorted(contracts.values(), key=lambda contract: -contract.strength)
        window = _entries(root.items["release_window"])
        return Catalog(
            title=_words(head.items["title"]),
            description=_optional_words(head, "description"),
            languages=tuple(_text(item) for item in _items(languages)) or ("nb",),
            owner=_party(head.items.get("owner")),
            accessibility=_accessibility(head.items.get("accessibility")),
            versions=tuple(self._version(_entries(v)) for v in _items(root.items.get("versions"))),
            window=Window(
                first=_month_day(window.items["from"]), last=_month_day(window.items["to"])
            ),
            contracts=MappingProxyType({contract.id: contract for contract in strongest_first}),
            statuses=MappingProxyType(
                {
                    id_: _status_definition(id_, _entries(node))
                    for id_, node in _entries(root.items["statuses"]).items.items()
                }
            ),
            apis=tuple(
                self._api(_entries(api), recognisers, root) for api in _items(root.items["apis"])
            ),
        )

    def _version(self, node: yaml.Entries) -> Version:
        return Version(
            major=int(_text(node.items["major"])),
            released=_optional_day(node, "released"),
            planned=_optional_day(node, "planned"),
            location=Location(file=self._file, line=node.line),
        )

    def _contract(self, id_: str, node: yaml.Entries) -> Contract:
        breaking = _entries(node.items["breaking"])
        return Contract(
            id=id_,
            label=_words(node.items["label"]),
            strength=int(_text(node.items["strength"])),
            anchors=tuple(_text(anchor) for anchor in _items(node.items["anchors"])),
            function=_text(node.items["function"]),
            documentation=_text(node.items["documentation"]),
            release=Release(_text(breaking.items["release"])),
            notice=_notice(breaking.items["notice"]),
            phrase=_optional_words(node, "phrase"),
            level=_optional_words(node, "level"),
            heading=_optional_words(node, "heading"),
            exceptions=tuple(_words(words) for words in _items(node.items.get("exceptions"))),
            advice=_optional_words(node, "advice"),
        )

    def _api(
        self, node: yaml.Entries, recognisers: tuple[Recogniser, ...], root: yaml.Entries
    ) -> Api:
        own = node.items.get("recognisers")
        return Api(
            id=_text(node.items["id"]),
            name=_words(node.items["name"]),
            status=_status(node.items["status"]),
            location=Location(file=self._file, line=node.line),
            description=_optional_words(node, "description"),
            spec=_optional_path(node, "spec"),
            bundle=_optional_path(node, "bundle"),
            language=_optional_text(node, "language"),
            format=_optional_text(node, "format"),
            documentation=_optional_text(node, "documentation"),
            environments=tuple(
                Environment(name=_words(e.items["name"]), url=_text(e.items["url"]))
                for e in map(_entries, _items(node.items.get("environments")))
            ),
            access=_optional_words(node, "access"),
            credentials=_credentials(node.items.get("credentials")),
            owner=_party(node.items.get("owner")),
            contact=_party(node.items.get("contact")),
            replaces=tuple(_text(item) for item in _items(node.items.get("replaces"))),
            replaced_by=tuple(_text(item) for item in _items(node.items.get("replaced_by"))),
            recognisers=recognisers if own is None else _recognisers(own, recognisers),
            side_file=_optional_path(node, "side_file"),
            opt_in=_opt_in(root.items["opt_in"], node.items.get("opt_in")),
            promotion=_promotion(node.items.get("promotion") or root.items.get("promotion")),
        )


def _recognisers(node: yaml.Node, default: tuple[Recogniser, ...] = ()) -> tuple[Recogniser, ...]:
    """Those of a list, in which the word `default` stands for what would hold without the list."""
    found: list[Recogniser] = []
    for item in _items(node):
        found.extend(default if isinstance(item, yaml.Scalar) else _recogniser(_entries(item)))
    return tuple(found)


def _recogniser(node: yaml.Entries) -> Iterator[Recogniser]:
    """One, or of annotations that mean the same one for each."""
    values = _values(node.items.get("values"))
    if "link" in node.items:
        yield LinkRecogniser()
    elif "pattern" in node.items:
        yield PatternRecogniser(pattern=re.compile(_text(node.items["pattern"])), values=values)
    elif "coordinate" in node.items:
        pattern = re.compile(_text(node.items["coordinate"]))
        yield CoordinateRecogniser(pattern=pattern, values=values)
    else:
        named = node.items["annotation"]
        for name in _items(named) or (named,):
            yield _of_annotation(_text(name), node, values)


def _of_annotation(
    name: str, node: yaml.Entries, values: Mapping[str, str] | None
) -> AnnotationRecogniser | EndRecogniser:
    argument = _optional_text(node, "argument") or ""
    if "tells" in node.items:
        return EndRecogniser(
            annotation=name, argument=argument, tells=Tells(_text(node.items["tells"]))
        )
    return AnnotationRecogniser(
        annotation=name,
        argument=argument,
        values=values,
        reports_others=_optional_text(node, "others") != "ignore",
        reads_sentences=_optional_text(node, "match") != "value",
    )


def _values(node: yaml.Node | None) -> Mapping[str, str] | None:
    if node is None:
        return None
    return {key.lower(): _text(value) for key, value in _entries(node).items.items()}


def _status_definition(id_: str, node: yaml.Entries) -> StatusDefinition:
    return StatusDefinition(
        id=id_,
        label=_words(node.items["label"]) if "label" in node.items else {"": id_},
        contract=_text(node.items["contract"]),
        ends=_optional_text(node, "ends") == "true",
    )


def _status(node: yaml.Node) -> Status:
    if isinstance(node, yaml.Entries):
        return Status(id=_text(node.items["status"]), after=_optional_day(node, "after"))
    return Status(id=_text(node))


def _notice(node: yaml.Node) -> Notice:
    if not isinstance(node, yaml.Entries):
        return Notice()
    days, versions = (_optional_text(node, key) for key in ("days", "major_versions"))
    return Notice(
        days=int(days) if days else None, major_versions=int(versions) if versions else None
    )


def _words(node: yaml.Node) -> Words:
    if isinstance(node, yaml.Entries):
        return MappingProxyType({language: _text(text) for language, text in node.items.items()})
    return MappingProxyType({"": _text(node)})


def _party(node: yaml.Node | None) -> Party | None:
    if node is None:
        return None
    entries = _entries(node)
    return Party(
        name=_optional_words(entries, "name"),
        email=_optional_text(entries, "email"),
        url=_optional_text(entries, "url"),
    )


def _opt_in(of_catalog: yaml.Node, own: yaml.Node | None) -> OptIn | None:
    """`own` refines the catalogue's, or the default where the catalogue has none."""
    base = of_catalog
    if own is not None and not isinstance(of_catalog, yaml.Entries):
        base = _defaults().items["opt_in"]
    node = _over(base, own, depth=1)
    if not isinstance(node, yaml.Entries):
        return None
    levels = _entries(node.items["levels"]).items.items()
    return OptIn(
        header=_text(node.items["header"]),
        levels=MappingProxyType({contract: _text(value) for contract, value in levels}),
    )


def _credentials(node: yaml.Node | None) -> Credentials | None:
    if node is None:
        return None
    names = _entries(node).items
    return Credentials(user=_text(names["user"]), password=_text(names["password"]))


def _promotion(node: yaml.Node | None) -> Promotion | None:
    if node is None:
        return None
    entries = _entries(node)
    return Promotion(email=_optional_text(entries, "email"), url=_optional_text(entries, "url"))


def _accessibility(node: yaml.Node | None) -> Accessibility:
    entries = node if isinstance(node, yaml.Entries) else yaml.Entries({}, {}, 0)
    return Accessibility(
        statement=_optional_text(entries, "statement"), email=_optional_text(entries, "email")
    )


def _optional_words(node: yaml.Entries, key: str) -> Words | None:
    return _words(node.items[key]) if key in node.items else None


def _optional_text(node: yaml.Entries, key: str) -> str | None:
    return _text(node.items[key]) if key in node.items else None


def _optional_day(node: yaml.Entries, key: str) -> date | None:
    return date.fromisoformat(_text(node.items[key])) if key in node.items else None


def _optional_path(node: yaml.Entries, key: str) -> PurePosixPath | None:
    return PurePosixPath(_text(node.items[key])) if key in node.items else None


def _month_day(node: yaml.Node) -> tuple[int, int]:
    month, day = _text(node).split("-")
    return int(month), int(day)


def _text(node: yaml.Node) -> str:
    assert isinstance(node, yaml.Scalar)
    return node.text


def _entries(node: yaml.Node) -> yaml.Entries:
    assert isinstance(node, yaml.Entries)
    return node


def _items(node: yaml.Node | None) -> tuple[yaml.Node, ...]:
    return node.items if isinstance(node, yaml.Sequence) else ()
