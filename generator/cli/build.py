"""`apikatalog build`: catalogue and specs into a static site."""

import argparse
import gc
import logging
import sys
from pathlib import Path

from generator.cli.options import FINDINGS, OK, add_catalog_options, read_edition, report
from generator.cli.progress import Progress
from generator.model.finding import Severity
from generator.render.marks import table

HELP = "build the static site; never touches the network"
EXAMPLE = "apikatalog build --catalog catalog.yaml --out site --as-of 2026-11-23"


def add_options(parser: argparse.ArgumentParser) -> None:
    """`build [--out DIR] [--only API]…`."""
    parser.add_argument(
        "--out",
        type=Path,
        default=Path("site"),
        metavar="DIR",
        help="the folder to write, replaced as a whole (default: site)",
    )
    add_only_option(parser)
    add_catalog_options(parser)


def add_only_option(parser: argparse.ArgumentParser) -> None:
    """`--only API`, repeatable."""
    parser.add_argument(
        "--only",
        action="append",
        default=[],
        metavar="API",
        help="build this API alone; repeatable",
    )


def run(options: argparse.Namespace) -> int:
    """Builds, reports findings, and returns 1 where an API could not be shown as it should."""
    # The site builder is slow to import, and no other verb needs it.
    from generator.site.build import build

    show_warnings(logging.ERROR if options.quiet else logging.WARNING)
    gc.disable()  # one build, then the process ends: collecting would only cost time
    with Progress(quiet=options.quiet) as progress:
        edition = read_edition(options, options.only, progress)
        marks = build(edition, options.catalog, options.out, progress)
    findings = edition.all_findings()
    report(findings, options)
    if options.verbose:
        sys.stderr.writelines(f"{line}\n" for line in table(marks))
    if not options.quiet:
        sys.stderr.write(f"Open {options.out / 'index.html'} in a browser.\n")
    has_error = any(finding.severity is Severity.ERROR for finding in findings)
    gc.freeze()  # nor shall it look at everything when the process ends
    return FINDINGS if has_error else OK


def show_warnings(level: int) -> None:
    """What the site builder warns of goes to stderr."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setLevel(level)
    handler.setFormatter(logging.Formatter("%(levelname)s: %(message)s"))
    logging.getLogger("mkdocs").addHandler(handler)
    logging.getLogger("mkdocs").setLevel(level)
