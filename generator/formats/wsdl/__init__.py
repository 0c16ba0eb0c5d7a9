"""WSDL 1.1 and 2.0 with their XML schemas, and schemas alone."""

from generator.formats import Format
from generator.formats.wsdl.copies import copies
from generator.formats.wsdl.dialect import DIALECT
from generator.formats.wsdl.envelopes.calls import calls
from generator.formats.wsdl.layout import notation, sections
from generator.formats.wsdl.read import detects, read
from generator.formats.wsdl.source import source

FORMAT = Format(
    id="wsdl",
    label="WSDL",
    suffixes=(".wsdl", ".xsd", ".xml"),
    detects=detects,
    read=read,
    sections=sections,
    notation=notation,
    source=source,
    dialect=DIALECT,
    calls=calls,
    copies=copies,
)
