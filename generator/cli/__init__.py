"""The command `apikatalog`: the edge where files, clock and exit codes are."""

import argparse
import sys
from collections.abc import Sequence

from generator import __version__
from generator.cli import build, check, diff, explain, parts, schema, serve
from generator.cli.options import OK, UNUSABLE, report
from generator.model.errors import ApikatalogError

_VERBS = (build, serve, parts, explain, diff, check, schema)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one verb and returns its exit code."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except ApikatalogError as error:
        report(error.findings)
        return UNUSABLE
    except BrokenPipeError:
        sys.stderr.close()
        return OK
    except KeyboardInterrupt:
        return UNUSABLE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="apikatalog",
        description="A catalogue of APIs and their specs into a static documentation site.",
    )
    parser.add_argument("--version", action="version", version=f"apikatalog {__version__}")
    verbs = parser.add_subparsers(title="verbs", required=True, metavar="VERB")
    for verb in _VERBS:
        sub = verbs.add_parser(
            verb.__name__.rpartition(".")[2],
            help=verb.HELP,
            description=verb.HELP,
            epilog=f"example: {verb.EXAMPLE}",
        )
        verb.add_options(sub)
        sub.set_defaults(run=verb.run)
    return parser
