"""What the verbs share: options, the as-of day, exit codes, and how findings are said."""

import argparse
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from generator import clock, pipeline
from generator.cli.progress import Progress
from generator.model.finding import Finding, Severity
from generator.report import findings as finding_report
from generator.workspace import Workspace

OK, FINDINGS, UNUSABLE = 0, 1, 2


def add_catalog_options(parser: argparse.ArgumentParser) -> None:
    """The options every verb that reads the catalogue understands."""
    parser.add_argument(
        "--catalog",
        type=Path,
        default=Path("catalog.yaml"),
        metavar="FILE",
        help="the catalogue file (default: catalog.yaml)",
    )
    parser.add_argument(
        "--as-of",
        metavar="YYYY-MM-DD",
        help="the day to compute for (default: SOURCE_DATE_EPOCH, else today)",
    )
    parser.add_argument(
        "--allow-outside",
        action="store_true",
        help="let the catalogue name files outside its own folder",
    )
    volume = parser.add_mutually_exclusive_group()
    volume.add_argument("--quiet", action="store_true", help="say only what is an error")
    volume.add_argument("--verbose", action="store_true", help="say notes as well")


def add_format_option(parser: argparse.ArgumentParser, formats: Iterable[str]) -> None:
    """The choice of output format; text is the default."""
    parser.add_argument("--format", choices=tuple(formats), default="text", help="default: text")


def read_edition(
    options: argparse.Namespace, only: Iterable[str] = (), tell: pipeline.Tell | None = None
) -> pipeline.Edition:
    """The edition the options ask for."""
    workspace = Workspace(options.catalog, allow_outside=options.allow_outside)
    if tell is not None:
        return pipeline.read(workspace, as_of(options), tuple(only), tell)
    with Progress(quiet=options.quiet) as progress:
        return pipeline.read(workspace, as_of(options), tuple(only), progress)


def as_of(options: argparse.Namespace) -> date:
    """The day the options ask to compute for."""
    return clock.as_of(options.as_of)


def report(findings: Iterable[Finding], options: argparse.Namespace | None = None) -> None:
    """Findings to stderr, one line each, as many as --quiet and --verbose ask for."""
    lowest = Severity.WARNING
    if options is not None and options.quiet:
        lowest = Severity.ERROR
    elif options is not None and options.verbose:
        lowest = Severity.NOTE
    texts = pipeline.texts("en")
    for finding in findings:
        if finding.severity.rank >= lowest.rank:
            sys.stderr.write(finding_report.line(finding, texts) + "\n")
