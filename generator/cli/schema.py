"""`apikatalog schema`: the JSON Schema of the catalogue file."""

import argparse
import sys

from generator.catalog.schema import schema_json
from generator.cli.options import OK

HELP = "print the JSON Schema of the catalogue file"
EXAMPLE = "apikatalog schema > catalog.schema.json"


def add_options(parser: argparse.ArgumentParser) -> None:
    """No options."""


def run(options: argparse.Namespace) -> int:
    """Prints the schema."""
    del options
    sys.stdout.write(schema_json())
    return OK
