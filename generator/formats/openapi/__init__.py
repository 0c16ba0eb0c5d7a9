"""OpenAPI 3.0 to 3.2 and Swagger 2.0: JSON or YAML, in one file or several."""

from generator.formats import Format
from generator.formats.openapi.copies.files import copies
from generator.formats.openapi.dialect import DIALECT
from generator.formats.openapi.layout import notation, sections
from generator.formats.openapi.native import calls
from generator.formats.openapi.read import detects, read
from generator.formats.openapi.source import source

FORMAT = Format(
    id="openapi",
    label="OpenAPI",
    suffixes=(".yaml", ".yml", ".json"),
    detects=detects,
    read=read,
    sections=sections,
    notation=notation,
    source=source,
    dialect=DIALECT,
    calls=calls,
    copies=copies,
)
