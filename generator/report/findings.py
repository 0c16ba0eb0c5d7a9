"""Findings as lines and as JSON."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from generator.model.finding import Finding, Severity
from generator.text import Texts

_LONGEST = 300


def message(finding: Finding, texts: Texts) -> str:
    """The finding in one sentence and what to do: one line, no control characters."""
    holes = {key: value if value is not None else "" for key, value in finding.arguments.items()}
    sentence = texts.plain(f"finding.{finding.rule}", **holes)
    if holes.get("hint"):
        sentence = f"{sentence} {texts.plain('finding.hint', hint=holes['hint'])}"
    return "".join(c if c.isprintable() else " " for c in sentence)


def line(finding: Finding, texts: Texts) -> str:
    """`file:line: severity: [api] coordinate: message (rule)`, cut where it grows too long."""
    place = f"{finding.location}: " if finding.location else ""
    api = f"[{finding.api}] " if finding.api else ""
    part = f"{finding.coordinate}: " if finding.coordinate else ""
    text = f"{place}{finding.severity}: {api}{part}{message(finding, texts)}"
    if len(text) > _LONGEST:
        text = text[: _LONGEST - 1] + "…"
    return f"{text} ({finding.rule})"


def as_json(findings: Sequence[Finding], as_of: date, texts: Texts) -> dict[str, object]:
    """The object `apikatalog check --format json` prints."""
    return {
        "as_of": as_of.isoformat(),
        "findings": [_as_json(finding, texts) for finding in findings],
        "summary": summary(findings),
    }


def summary(findings: Sequence[Finding]) -> dict[str, int]:
    """How many findings of each severity."""
    counts = Counter(finding.severity for finding in findings)
    return {severity.value: counts[severity] for severity in Severity}


def _as_json(finding: Finding, texts: Texts) -> dict[str, object]:
    location = finding.location
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "api": finding.api,
        "coordinate": finding.coordinate,
        "location": None
        if location is None
        else {"file": location.file, "line": location.line, "pointer": location.pointer},
        "message": message(finding, texts),
        "contract": None,
        "verdict": None,
        "lawful_from": None,
        "ledger_line": None,
    }
