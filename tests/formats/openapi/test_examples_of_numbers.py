"""Examples with numbers that have a fraction or an exponent are tried like all others."""

import pytest

from generator.formats import Bundle, Document
from generator.formats.openapi.read import read

SPEC = """\
openapi: 3.1.0
info: {{title: A, version: "1"}}
components:
  schemas:
    Vekting:
      type: object
      properties:
        antall: {{type: number, minimum: 0.5, maximum: 1e2}}
      example:
        antall: {example}
"""


@pytest.mark.parametrize("example", ["7.50", "1e2", "0.5"])
def test_a_fraction_within_the_limits_is_no_finding(example: str) -> None:
    content = SPEC.format(example=example).encode()
    assert read(Bundle([Document(file="a.yaml", content=content)])).findings == ()


@pytest.mark.parametrize("example", ["0.25", "1.1e2"])
def test_a_fraction_outside_them_is_one(example: str) -> None:
    content = SPEC.format(example=example).encode()
    found = read(Bundle([Document(file="a.yaml", content=content)])).findings
    assert [(f.rule, f.location.line if f.location else None) for f in found] == [
        ("example-invalid", 10)
    ]
