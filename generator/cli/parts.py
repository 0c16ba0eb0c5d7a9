"""`apikatalog parts`: every part with its standing."""

import argparse
import json
import sys

from generator.cli.options import OK, add_catalog_options, add_format_option, read_edition, report
from generator.model.part import walk
from generator.render.places import places
from generator.report import parts as part_report

HELP = "list every part of the APIs with its standing"
EXAMPLE = "apikatalog parts fs-graphql --format json"


def add_options(parser: argparse.ArgumentParser) -> None:
    """`parts [API…] [--format text|json]`."""
    parser.add_argument("apis", nargs="*", metavar="API", help="only these APIs")
    add_format_option(parser, ("text", "json"))
    add_catalog_options(parser)


def run(options: argparse.Namespace) -> int:
    """Prints the parts; APIs without a readable spec have none."""
    edition = read_edition(options, options.apis)
    report(edition.all_findings(), options)
    listed: list[dict[str, object]] = []
    for shelf in edition.apis:
        if shelf.content is None:
            continue
        tree, standings = shelf.content.tree, shelf.content.standings
        if options.format == "json":
            where = places(shelf.api.id, tree, shelf.content.format.sections(tree))
            listed.extend(part_report.as_json(shelf.api.id, tree, standings, where))
        else:
            for part, _ in walk(tree.parts):
                sys.stdout.write(f"{shelf.api.id}\t{part_report.line(part, standings)}\n")
    if options.format == "json":
        json.dump(listed, sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
    return OK
