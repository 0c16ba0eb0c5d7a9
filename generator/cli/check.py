"""`apikatalog check`: every finding on the catalogue and its specs."""

import argparse
import json
import sys

from generator.cli.options import (
    FINDINGS,
    OK,
    add_catalog_options,
    add_format_option,
    read_edition,
)
from generator.model.finding import Severity
from generator.pipeline import texts
from generator.report import findings as finding_report

HELP = "report every finding on the catalogue and its specs"
EXAMPLE = "apikatalog check --fail-on warning"


def add_options(parser: argparse.ArgumentParser) -> None:
    """`check [--fail-on error|warning|note] [--format text|json]`."""
    parser.add_argument(
        "--fail-on",
        type=Severity,
        choices=tuple(Severity),
        default=Severity.ERROR,
        help="the least grave finding that makes the exit code 1 (default: error)",
    )
    add_format_option(parser, ("text", "json"))
    add_catalog_options(parser)


def run(options: argparse.Namespace) -> int:
    """Prints all findings and returns 1 where one is as grave as --fail-on says."""
    edition = read_edition(options)
    findings = edition.all_findings()
    said = texts("en")
    if options.format == "json":
        facts = finding_report.as_json(findings, edition.as_of, said)
        json.dump(facts, sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
    else:
        sys.stdout.writelines(f"{finding_report.line(f, said)}\n" for f in findings)
        counts = ", ".join(f"{n} {name}" for name, n in finding_report.summary(findings).items())
        sys.stderr.write(f"{counts}\n")
    failed = any(f.severity.rank >= options.fail_on.rank for f in findings)
    return FINDINGS if failed else OK
