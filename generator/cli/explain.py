"""`apikatalog explain`: one part, step by step."""

import argparse
import json
import sys

from generator.catalog.schema import near
from generator.cli.options import (
    OK,
    add_catalog_options,
    add_format_option,
    read_edition,
    report,
)
from generator.contract.usage import usage
from generator.model.errors import UsageError
from generator.model.finding import Finding, Severity
from generator.pipeline import ApiEdition, Edition, texts
from generator.render.places import places
from generator.report import explain as explanation
from generator.report import parts as part_report

HELP = "tell how one part stands and why"
EXAMPLE = "apikatalog explain fs-graphql Emne.kode"


def add_options(parser: argparse.ArgumentParser) -> None:
    """`explain API COORDINATE [--format text|json]`."""
    parser.add_argument("api", metavar="API", help="the API's id")
    parser.add_argument(
        "coordinate", metavar="COORDINATE", help="such as Emne.kode; or an alias, or a JSON Pointer"
    )
    add_format_option(parser, ("text", "json"))
    add_catalog_options(parser)


def run(options: argparse.Namespace) -> int:
    """Prints the part's standing. Raises UsageError where there is no such part."""
    edition = read_edition(options, [options.api])
    report(edition.findings, options)
    return _explain(edition, edition.apis[0], options)


def _explain(edition: Edition, shelf: ApiEdition, options: argparse.Namespace) -> int:
    if shelf.content is None:
        report(shelf.findings, options)
        raise UsageError([_fault("no-parts", api=shelf.api.id)])
    tree, standings = shelf.content.tree, shelf.content.standings
    found = tree.named(options.coordinate)
    if not found:
        hint = near(options.coordinate, tree.coordinates)
        fault = _fault("no-such-part", coordinate=options.coordinate, api=shelf.api.id, hint=hint)
        raise UsageError([fault])
    part = found[0]
    used_by = usage(tree).get(part.address, ())
    if options.format == "json":
        where = places(shelf.api.id, tree, shelf.content.format.sections(tree))
        facts = part_report.part_as_json(shelf.api.id, part, tree, standings, where)
        facts["used_by"] = [user.coordinate for user in used_by]
        json.dump(facts, sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
    else:
        said = texts("en")
        told = explanation.lines(shelf.api, part, tree, standings, edition.promises, used_by, said)
        sys.stdout.writelines(f"{line}\n" for line in told)
    return OK


def _fault(rule: str, **arguments: object) -> Finding:
    return Finding(rule=rule, severity=Severity.ERROR, arguments=arguments)
