"""GraphQL: SDL files, or the answer to an introspection query."""

from generator.formats import Format
from generator.formats.graphql.dialect import DIALECT
from generator.formats.graphql.example import calls
from generator.formats.graphql.layout import notation, sections
from generator.formats.graphql.read import detects, read
from generator.formats.graphql.source import source

FORMAT = Format(
    id="graphql",
    label="GraphQL",
    suffixes=(".graphql", ".graphqls", ".gql", ".json"),
    detects=detects,
    read=read,
    sections=sections,
    notation=notation,
    source=source,
    dialect=DIALECT,
    calls=calls,
)
