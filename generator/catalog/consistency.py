"""What the schema cannot say: ids that repeat, names that lead nowhere, days out of order.

Works on the nodes as read, so that a file with schema errors gets these findings as well.
"""

import re
from collections.abc import Iterator

from generator.catalog.model import DEPRECATED
from generator.catalog.schema import near
from generator.model.finding import Finding, Severity
from generator.model.location import Location
from generator.syntax import yaml
from generator.text import LANGUAGES

RESERVED = ("assets", *LANGUAGES)
"""Folders of the site that are not an API's."""


def contradictions(given: yaml.Node, root: yaml.Node, file: str) -> Iterator[Finding]:
    """Findings on `root`, which is what is `given` in the file, refined with the defaults."""
    check = _Check(file)
    statuses, contracts = _entries(root, "statuses"), _entries(root, "contracts")
    yield from check.definitions(statuses, contracts)
    yield from check.strengths(_entries(given, "contracts"), contracts)
    yield from check.window(_get(given, "release_window"))
    yield from check.versions(_items(root, "versions"))
    yield from check.recognisers(_items(root, "recognisers"), statuses)
    yield from check.levels(_get(given, "opt_in"), contracts)
    yield from check.apis(_items(root, "apis"), statuses)
    for api in _items(root, "apis"):
        yield from check.levels(_get(api, "opt_in"), contracts)


def status_faults(node: yaml.Node, root: yaml.Node, file: str) -> Iterator[Finding]:
    """Findings on a status given in another file than the catalogue itself."""
    return _Check(file).status(node, _entries(root, "statuses"))


class _Check:
    def __init__(self, file: str) -> None:
        self._file = file

    def _finding(self, rule: str, line: int, **arguments: object) -> Finding:
        location = Location(file=self._file, line=line)
        return Finding(rule=rule, severity=Severity.ERROR, location=location, arguments=arguments)

    def _known(self, rule: str, node: yaml.Node | None, known: yaml.Entries) -> Iterator[Finding]:
        if isinstance(node, yaml.Scalar) and node.text not in known.items:
            hint = near(node.text, known.items)
            options = ", ".join(known.items)
            yield self._finding(rule, node.line, id=node.text, hint=hint, options=options)

    def definitions(self, statuses: yaml.Entries, contracts: yaml.Entries) -> Iterator[Finding]:
        for id_, definition in statuses.items.items():
            yield from self._incomplete(id_, definition, ("contract",))
            yield from self._known("unknown-contract", _get(definition, "contract"), contracts)
        needed = ("label", "strength", "anchors", "function", "documentation", "breaking")
        for id_, definition in contracts.items.items():
            yield from self._incomplete(id_, definition, needed)

    def _incomplete(
        self, id_: str, definition: yaml.Node, needed: tuple[str, ...]
    ) -> Iterator[Finding]:
        """A key that is only misspelt is a finding of the schema already."""
        if not isinstance(definition, yaml.Entries):
            return
        for key in needed:
            if key not in definition.items and not near(key, definition.items):
                yield self._finding("incomplete-definition", definition.line, id=id_, key=key)

    def strengths(self, given: yaml.Entries, contracts: yaml.Entries) -> Iterator[Finding]:
        taken: dict[str, str] = {}
        for id_ in (*(id_ for id_ in contracts.items if id_ not in given.items), *given.items):
            strength = _get(contracts.items[id_], "strength")
            if not isinstance(strength, yaml.Scalar):
                continue
            if strength.text in taken:
                other = taken[strength.text]
                line = strength.line if _get(given.items[id_], "strength") else given.keys[id_]
                yield self._finding("repeated-strength", line, id=strength.text, other=other)
            taken.setdefault(strength.text, id_)

    def window(self, window: yaml.Node | None) -> Iterator[Finding]:
        first, last = (_text(_get(window, key)) if window else "" for key in ("from", "to"))
        if window is not None and first and last and last < first:
            yield self._finding("window-out-of-order", window.line, first=first, last=last)

    def versions(self, versions: tuple[yaml.Node, ...]) -> Iterator[Finding]:
        before: tuple[int, str] | None = None
        for version in versions:
            major, released, planned = (
                _text(_get(version, k)) for k in ("major", "released", "planned")
            )
            if released and planned:
                yield self._finding("released-and-planned", version.line, major=major)
            if re.fullmatch("[0-9]{1,9}", major) is None:
                continue
            if (before is not None and int(major) <= before[0]) or (
                before is not None and (released or planned) and (released or planned) <= before[1]
            ):
                yield self._finding("versions-out-of-order", version.line, major=major)
            before = (int(major), released or planned or (before[1] if before else ""))

    def recognisers(
        self, recognisers: tuple[yaml.Node, ...], statuses: yaml.Entries
    ) -> Iterator[Finding]:
        for recogniser in recognisers:
            for value in _entries(recogniser, "values").items.values():
                if _text(value) != DEPRECATED or _get(recogniser, "annotation") is None:
                    yield from self._known("unknown-status", value, statuses)
            for key in ("pattern", "coordinate"):
                if isinstance(pattern := _get(recogniser, key), yaml.Scalar):
                    yield from self._pattern(pattern)

    def _pattern(self, pattern: yaml.Scalar) -> Iterator[Finding]:
        try:
            groups = re.compile(pattern.text).groupindex
        except (re.error, OverflowError, RecursionError) as error:
            yield self._finding("bad-pattern", pattern.line, problem=str(error))
            return
        if "status" not in groups:
            yield self._finding("pattern-without-status", pattern.line)

    def apis(self, apis: tuple[yaml.Node, ...], statuses: yaml.Entries) -> Iterator[Finding]:
        ids = [node for api in apis if isinstance(node := _get(api, "id"), yaml.Scalar)]
        yield from self._repeated("repeated-id", ids)
        yield from self._reserved(ids)
        known = yaml.Entries({node.text: node for node in ids}, {}, 0)
        for api in apis:
            if (status := _get(api, "status")) is not None:
                yield from self.status(status, statuses)
            for key in ("replaces", "replaced_by"):
                for other in _items(api, key):
                    yield from self._known("unknown-api", other, known)
            yield from self.recognisers(_items(api, "recognisers"), statuses)

    def levels(self, opt_in: yaml.Node | None, contracts: yaml.Entries) -> Iterator[Finding]:
        levels = _get(opt_in, "levels") if opt_in is not None else None
        if not isinstance(levels, yaml.Entries):
            return
        for id_, line in levels.keys.items():
            contract = yaml.Scalar(text=id_, plain=True, line=line)
            yield from self._known("unknown-contract", contract, contracts)

    def status(self, node: yaml.Node, statuses: yaml.Entries) -> Iterator[Finding]:
        id_ = _get(node, "status") if isinstance(node, yaml.Entries) else node
        yield from self._known("unknown-status", id_, statuses)
        definition = statuses.items.get(_text(id_))
        if definition is None:
            return
        ends = _text(_get(definition, "ends")) == "true"
        has_day = _get(node, "after") is not None
        is_misspelt = isinstance(node, yaml.Entries) and bool(near("after", node.items))
        if ends and not has_day and not is_misspelt:
            yield self._finding("status-needs-day", node.line, id=_text(id_))
        if has_day and not ends:
            yield self._finding("status-takes-no-day", node.line, id=_text(id_))

    def _repeated(self, rule: str, nodes: list[yaml.Scalar]) -> Iterator[Finding]:
        first: dict[str, int] = {}
        for node in nodes:
            if node.text in first:
                yield self._finding(rule, node.line, id=node.text, first=first[node.text])
            first.setdefault(node.text, node.line)

    def _reserved(self, nodes: list[yaml.Scalar]) -> Iterator[Finding]:
        for node in nodes:
            if node.text in RESERVED:
                yield self._finding("reserved-id", node.line, id=node.text)


def _get(node: yaml.Node, key: str) -> yaml.Node | None:
    return node.items.get(key) if isinstance(node, yaml.Entries) else None


def _entries(node: yaml.Node, key: str) -> yaml.Entries:
    found = _get(node, key)
    return found if isinstance(found, yaml.Entries) else yaml.Entries({}, {}, node.line)


def _items(node: yaml.Node, key: str) -> tuple[yaml.Node, ...]:
    found = _get(node, key)
    return found.items if isinstance(found, yaml.Sequence) else ()


def _text(node: yaml.Node | None) -> str:
    return node.text if isinstance(node, yaml.Scalar) else ""
