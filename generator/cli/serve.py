"""`apikatalog serve`: the site on this machine, built anew on every change."""

import argparse
import logging
import sys

from generator.cli.build import add_only_option, show_warnings
from generator.cli.options import OK, add_catalog_options, read_edition, report

HELP = "serve the site on this machine and rebuild it when its sources change"
EXAMPLE = "apikatalog serve --only fs-graphql"


def add_options(parser: argparse.ArgumentParser) -> None:
    """`serve [--host HOST] [--port PORT] [--only API]…`."""
    parser.add_argument("--host", default="127.0.0.1", help="default: 127.0.0.1")
    parser.add_argument("--port", type=int, default=8000, help="default: 8000")
    add_only_option(parser)
    add_catalog_options(parser)


def run(options: argparse.Namespace) -> int:
    """Serves until interrupted."""
    # The site builder is slow to import, and other verbs do not need it.
    from generator.site.serve import serve

    show_warnings(logging.ERROR if options.quiet else logging.INFO)
    edition = read_edition(options, options.only)
    report(edition.all_findings(), options)
    settings = {
        "catalog": str(options.catalog.absolute()),
        "as_of": edition.as_of.isoformat(),
        "only": options.only,
        "allow_outside": options.allow_outside,
    }
    sys.stderr.write(f"Serving on http://{options.host}:{options.port}/ (stop with Ctrl-C)\n")
    serve(edition, options.catalog, settings, options.host, options.port)
    return OK
