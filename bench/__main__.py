"""Runs the benchmarks and prints their tables.

CPU seconds are user and system time, the least of a few runs; wall-clock time says little on a
shared machine and is left out. What is written lies in memory.
"""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable

from bench.comparison import tools
from bench.growth import PAGES, graphql, openapi, wsdl
from bench.shares import shares

_TABLES: dict[str, Callable[[Namespace], None]] = {
    "graphql": lambda options: graphql(options.largest, options.repeat),
    "openapi": lambda options: openapi(options.repeat),
    "wsdl": lambda options: wsdl(options.repeat),
    "tools": lambda options: tools(options.repeat),
    "shares": lambda _: shares(),
}


def main() -> int:
    """Prints the tables asked for, all of them where none is."""
    parser = ArgumentParser(prog="python -m bench", description=main.__doc__)
    parser.add_argument("--largest", type=int, default=PAGES[-1], help="largest number of pages")
    parser.add_argument("--repeat", type=int, default=3, help="runs of which the least counts")
    parser.add_argument("table", nargs="*", help=f"of {', '.join(_TABLES)}; all by default")
    options = parser.parse_args()
    if unknown := [name for name in options.table if name not in _TABLES]:
        parser.error(f"there is no table {unknown[0]}")
    for name in options.table or _TABLES:
        _TABLES[name](options)
        print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
