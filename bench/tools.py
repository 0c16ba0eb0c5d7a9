"""Programs that make documentation of an OpenAPI document, ours first, and how each is got and run.

The others are installed once into a cache folder of the user's, never into the repository.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from bench import own

CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "apikatalog-bench"
_NPM = ("npm", "install", "--prefix", "{folder}", "--ignore-scripts", "--no-fund", "--no-audit")
_PIP = (sys.executable, "-m", "pip", "install", "--no-deps", "--target", "{folder}")
_MINUTES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """A program, the version to take, and what it writes.

    `needs` are programs that must be there; `install` is empty where nothing else must. `install`
    and `command` have holes: {folder} is where the tool is, {spec} the document, {out} the folder
    to write to, {root} the folder of a catalogue that names the document.
    """

    name: str
    version: str
    needs: tuple[str, ...] = ()
    install: tuple[str, ...] = ()
    command: tuple[str, ...]
    writes: str
    environment: Mapping[str, str] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        """Where this version is, or will be."""
        return CACHE / f"{self.name.split()[0]}-{self.version}"

    def run_on(self, spec: Path, out: Path) -> list[str]:
        """The command that documents `spec`, which lies beside its catalogue, in `out`."""
        holes = {"folder": self.folder, "spec": spec, "out": out, "root": spec.parent}
        return [part.format(**holes) for part in self.command]


OURS = Tool(
    name="apikatalog",
    version=version("apikatalog"),
    command=own.command(Path("{root}"), Path("{out}")),
    writes="a page for each operation and schema, each part with its contract, and a search",
)
TOOLS = (
    OURS,
    Tool(
        name="redocly build-docs",
        version="2.77.0",
        needs=("npm", "node"),
        install=(*_NPM, "@redocly/cli@2.77.0"),
        command=(
            *("{folder}/node_modules/.bin/redocly", "build-docs"),
            *("{spec}", "-o", "{out}/index.html"),
        ),
        writes="one page with the document in it, drawn in the browser by a script of another host",
        environment={"REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true"},
    ),
    Tool(
        name="openapi-generator html2",
        version="7.26.0",
        needs=("java",),
        install=(*_PIP, "openapi-generator-cli==7.26.0"),
        command=(
            *("java", "-jar", "{folder}/openapi_generator_cli/openapi-generator.jar"),
            *("generate", "-g", "html2", "-i", "{spec}", "-o", "{out}"),
        ),
        writes="one page with all in it, with samples for many clients",
    ),
    Tool(
        name="widdershins",
        version="4.0.1",
        needs=("npm", "node"),
        install=(*_NPM, "widdershins@4.0.1"),
        command=("{folder}/node_modules/.bin/widdershins", "{spec}", "-o", "{out}/index.md"),
        writes="one Markdown file for a further program to make a page of, with samples",
    ),
)


def obstacle(tool: Tool) -> str:
    """Installs `tool` where that is not done; why it cannot be had, empty where it can."""
    if lacking := [program for program in tool.needs if shutil.which(program) is None]:
        return f"there is no {' and no '.join(lacking)} here"
    if not tool.install or tool.folder.is_dir():
        return ""
    made = tool.folder.with_name(f"{tool.folder.name}.new")
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir(parents=True)
    command = [part.format(folder=made) for part in tool.install]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_MINUTES * 60)
    except subprocess.TimeoutExpired:
        return f"not installed within {_MINUTES} minutes"
    if done.returncode != 0:
        said = [line for line in done.stderr.splitlines() if line.strip()]
        return f"not installed: {said[-1][:100] if said else done.returncode}"
    made.rename(tool.folder)
    return ""
