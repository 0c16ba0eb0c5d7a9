"""The exceptions of the program, all of them.

    ApikatalogError
    ├── CatalogError   the catalogue file cannot be used: exit code 2, nothing written
    ├── SpecError      one API's spec cannot be used: the other APIs go on
    └── UsageError     the command cannot be carried out as asked: exit code 2

Each carries findings; only `cli` and `site` turn them into lines.
"""

from collections.abc import Iterable

from generator.model.finding import Finding


class ApikatalogError(Exception):
    """We cannot go on; `findings` (at least one) say why."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("; ".join(finding.rule for finding in self.findings))


class CatalogError(ApikatalogError):
    """The catalogue file cannot be used."""


class SpecError(ApikatalogError):
    """One API's spec cannot be used."""


class UsageError(ApikatalogError):
    """The command cannot be carried out as asked."""
