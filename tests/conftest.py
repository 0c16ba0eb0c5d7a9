"""What tests share: the shared specs, and catalogues built once."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

# Machines are shared: no deadline for an example. In CI the examples are the same each time.
settings.register_profile("shared", deadline=None, derandomize=os.environ.get("CI") == "true")
settings.load_profile("shared")

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"

Apikatalog = Callable[..., subprocess.CompletedProcess[str]]


def shared(path: str) -> Path:
    """A file or folder of the shared material; without it the test is skipped, in CI it fails."""
    found = SHARED / path
    if not found.exists():
        if os.environ.get("CI") == "true":
            pytest.fail(f"CI must have {found}")
        pytest.skip(f"the shared material is not here: {path}")
    return found


@pytest.fixture(scope="session")
def apikatalog() -> Apikatalog:
    """Runs the command in a process of its own and returns what it printed and its exit code."""

    def run(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "generator", *map(str, arguments)],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, **environment},
        )

    return run


@pytest.fixture(scope="session")
def own_site(tmp_path_factory: pytest.TempPathFactory, apikatalog: Apikatalog) -> Path:
    """The site of the repository's own catalogue."""
    out = tmp_path_factory.mktemp("own") / "site"
    built = apikatalog(
        "build", "--catalog", ROOT / "catalog.yaml", "--as-of", "2026-11-23", "--out", out
    )
    assert built.returncode == 0, built.stderr
    return out


@pytest.fixture(scope="session")
def real_catalog(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The smallest catalogue around the real FS schema of 2026-01-15."""
    spec = shared("specs/sikt/fs-graphql/fs-2026-01-15.graphql")
    folder = tmp_path_factory.mktemp("real")
    (folder / "fs.graphql").write_bytes(spec.read_bytes())
    catalog = folder / "catalog.yaml"
    catalog.write_text(
        "catalog:\n  title: API-katalog\napis:\n  - id: fs-graphql\n    name: FS GraphQL\n"
        "    status: production\n    spec: fs.graphql\n",
        encoding="utf-8",
    )
    return catalog


@pytest.fixture(scope="session")
def real_site(real_catalog: Path, apikatalog: Apikatalog) -> Path:
    """The site of the real FS schema."""
    out = real_catalog.parent / "site"
    built = apikatalog(
        "build", "--quiet", "--catalog", real_catalog, "--as-of", "2026-01-15", "--out", out
    )
    assert built.returncode == 0, built.stderr
    return out
