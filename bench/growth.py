"""How the cost of a build grows with the spec, real and synthetic.

Growth is the exponent e of cost ~ size^e between two sizes: 1 is twice the cost for twice the spec.
"""

import itertools
import math
from collections.abc import Callable, Sequence

from bench.openapi import document
from bench.own import SHARED, Build, build, build_folder
from bench.schema import sdl
from bench.wsdl import definitions
from generator.text import LANGUAGES

REAL = SHARED / "sikt" / "fs-graphql" / "fs-2026-01-15.graphql"
ONVIF = SHARED / "wsdl" / "onvif"
PAGES = (500, 2_000, 8_000, 50_000)
OPERATIONS = (250, 1_000, 4_000)


def graphql(largest: int, repeat: int) -> None:
    """Prints one table for the real schema and one for synthetic ones of up to `largest` pages."""
    _print_header()
    if REAL.is_file():
        schema = REAL.read_bytes()
        for _ in range(repeat):
            _print("FS GraphQL 2026-01-15", build(schema, ".graphql"))
        _print("in three languages", build(schema, ".graphql", languages=LANGUAGES))
    else:
        print("(the real schema is not here)")
    sizes = [size for size in PAGES if size <= largest]
    builds = _synthetic(sizes, lambda size: sdl(size).encode(), ".graphql", repeat)
    _print_growth([built.output.pages for built in builds], builds, "pages")


def openapi(repeat: int) -> None:
    """Prints a table for synthetic documents."""
    _print_header()
    builds = _synthetic(OPERATIONS, document, ".json", repeat)
    _print_growth(OPERATIONS, builds, "operations")


def wsdl(repeat: int) -> None:
    """Prints one table for a real set of thirty WSDLs and one for synthetic ones."""
    _print_header()
    if ONVIF.is_dir():
        for name, pattern in (("ONVIF as one API", ""), ("ONVIF as 30 APIs", "**/*.wsdl")):
            real = [build_folder(ONVIF, pattern=pattern) for _ in range(repeat)]
            _print(name, min(real, key=lambda built: built.cost.cpu))
    else:
        print("(the real WSDLs are not here)")
    builds = _synthetic(OPERATIONS, definitions, ".wsdl", repeat)
    _print_growth(OPERATIONS, builds, "operations")


def _synthetic(
    sizes: Sequence[int], spec: Callable[[int], bytes], suffix: str, repeat: int
) -> Sequence[Build]:
    """The cheapest of a few builds for each size."""
    found = []
    for size in sizes:
        text = spec(size)
        builds = [build(text, suffix) for _ in range(repeat if size <= 10_000 else 1)]
        found.append(min(builds, key=lambda built: built.cost.cpu))
        _print(f"synthetic {size}", found[-1])
    return found


def _print_growth(sizes: Sequence[int], builds: Sequence[Build], unit: str) -> None:
    costs = [built.cost.cpu for built in builds]
    for (small, less), (large, more) in itertools.pairwise(zip(sizes, costs, strict=True)):
        extra = (more - less) / (large - small) * 1000
        exponent = math.log(more / less) / math.log(large / small)
        print(f"{small} → {large} {unit}: {extra:.2f} ms CPU for each, growth {exponent:.2f}")


def _print_header() -> None:
    print(f"{'build':24}{'CPU s':>8}{'system':>8}{'peak MiB':>10}{'pages':>8}{'MiB':>8}")


def _print(name: str, built: Build) -> None:
    cost, output = built.cost, built.output
    print(
        f"{name:24}{cost.cpu:8.2f}{cost.system:8.2f}{cost.peak_mib:10}{output.pages:8}{output.mib:8.1f}",
        flush=True,
    )
