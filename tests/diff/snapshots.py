"""Two specs compared as `apikatalog diff` compares them."""

from collections.abc import Sequence
from datetime import date

from generator.catalog import read as catalog_file
from generator.comparison import compared
from generator.contract.promise import Promises
from generator.diff.change import Change
from generator.formats import Bundle, Document
from generator.reading import Content, content_of
from generator.workspace import Snapshot

CATALOG = catalog_file.read(
    b"catalog: {title: A}\napis: [{id: a, name: A, status: production, spec: a}]\n", "catalog.yaml"
)
PROMISES = Promises(CATALOG, date(2026, 11, 24))
API = CATALOG.apis[0]


def content(file: str, spec: str | bytes, day: date | None = None) -> Content:
    """One snapshot of an API in production, read with the default recognisers."""
    bytes_ = spec if isinstance(spec, bytes) else spec.encode()
    snapshot = Snapshot(day=day, documents=Bundle([Document(file=file, content=bytes_)]))
    return content_of(API, snapshot, (), PROMISES)[0]


def changes(old: Content, new: Content) -> Sequence[Change]:
    """What changed."""
    return compared(old, new, API.status, PROMISES).changes


def of_schema(old: str, new: str) -> list[tuple[str, str, str]]:
    """Level, rule and coordinate of each change between two GraphQL schemas, sorted."""
    found = changes(content("a.graphql", old), content("a.graphql", new))
    return sorted((c.level.value, c.rule, c.coordinate) for c in found)
