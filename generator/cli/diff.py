"""`apikatalog diff`: what changed between two snapshots, or between two files."""

import argparse
import json
import re
import sys
from datetime import date
from pathlib import Path

from generator.catalog import read as catalog_file
from generator.catalog.model import Api
from generator.catalog.schema import near
from generator.cli.options import OK, add_catalog_options, as_of, report
from generator.comparison import compared
from generator.contract.promise import Promises
from generator.model.errors import UsageError
from generator.model.finding import Finding, Severity
from generator.pipeline import texts
from generator.reading import Content, content_of, side_file
from generator.report import changes as change_report
from generator.text import LANGUAGES
from generator.workspace import Workspace

HELP = "tell what changed between two snapshots of a spec, or between two files"
EXAMPLE = "apikatalog diff gemini@2025-10-03 gemini@2026-10-02"
_DATED = re.compile(r"(?P<api>[^@/\\]+)@(?P<day>\d{4}-\d{2}-\d{2})")
_ALONE = (
    "catalog: {{title: diff}}\napis: [{{id: spec, name: spec, status: production, spec: {name}}}]\n"
)


def add_options(parser: argparse.ArgumentParser) -> None:
    """`diff OLD NEW [--format text|json|markdown] [--language nb|nn|en]`."""
    parser.add_argument("old", metavar="OLD", help="API@YYYY-MM-DD, or a file or folder")
    parser.add_argument("new", metavar="NEW", help="the same, for the newer one")
    parser.add_argument(
        "--format", choices=("text", "json", "markdown"), default="text", help="default: text"
    )
    parser.add_argument("--language", choices=LANGUAGES, default="en", help="default: en")
    add_catalog_options(parser)


def run(options: argparse.Namespace) -> int:
    """Prints the changes. Raises UsageError or SpecError where there is nothing to compare."""
    old = _Side(options.old, options)
    new = _Side(options.new, options)
    found = compared(old.content, new.content, new.api.status, new.promises).changes
    said, notation = texts(options.language), new.content.format.notation
    names = options.old, options.new
    if options.format == "json":
        told = change_report.as_json(*names, found, said, notation)
        json.dump(told, sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
    elif options.format == "markdown":
        lines = change_report.markdown(*names, found, said, notation)
        sys.stdout.writelines(f"{line}\n" for line in lines)
    else:
        sys.stdout.writelines(f"{line}\n" for line in change_report.lines(found, said, notation))
    return OK


class _Side:
    """One of the two, read."""

    def __init__(self, name: str, options: argparse.Namespace) -> None:
        dated = _DATED.fullmatch(name)
        if dated is not None and not Path(name).exists():
            self._workspace = Workspace(options.catalog, allow_outside=options.allow_outside)
            catalog = self._workspace.catalog_content()
            self.promises = Promises(
                catalog_file.read(catalog, options.catalog.name), as_of(options)
            )
            self.api = self._api(dated["api"])
            marks = side_file(self.api, self._workspace, catalog)
            source = self._dated(date.fromisoformat(dated["day"]))
        else:
            path = Path(name).absolute()
            catalog = _ALONE.format(name=json.dumps(path.name)).encode()
            self._workspace = Workspace(path.parent / "catalog.yaml", allow_outside=True)
            self.promises = Promises(catalog_file.read(catalog, "catalog.yaml"), as_of(options))
            self.api, marks, source = self.promises.catalog.apis[0], (), path
        snapshot = self._workspace.snapshot(self.api, source)
        self.content: Content
        self.content, findings = content_of(self.api, snapshot, marks, self.promises)
        report([f for f in findings if f.severity is Severity.ERROR], options)

    def _api(self, id_: str) -> Api:
        apis = {api.id: api for api in self.promises.catalog.apis}
        if id_ not in apis:
            raise _fault("unknown-api", id=id_, hint=near(id_, apis), options=", ".join(apis))
        return apis[id_]

    def _dated(self, day: date) -> Path:
        sources = {source.name: source for source in self._workspace.sources(self.api)}
        if day.isoformat() not in sources:
            known = ", ".join(sorted(sources))
            raise _fault("no-such-snapshot", day=day.isoformat(), api=self.api.id, options=known)
        return sources[day.isoformat()]


def _fault(rule: str, **arguments: object) -> UsageError:
    return UsageError([Finding(rule=rule, severity=Severity.ERROR, arguments=arguments)])
