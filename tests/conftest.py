"""What tests share: the shared specs, and catalogues built once."""

import fcntl
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from tests import command

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
    """Runs the command in a process of its own, and returns what it printed and its exit code."""

    def run(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
        return command.run([*map(str, arguments)], {**os.environ, **environment})

    return run


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A folder for all who run tests at the same time, filled by the first who asks for it."""
    own = factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / name
    with folder.with_suffix(".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if lock.tell() == 0:
            folder.mkdir(exist_ok=True)
            make(folder)
            lock.write("made")
    return folder


@pytest.fixture(scope="session")
def own_site(tmp_path_factory: pytest.TempPathFactory, apikatalog: Apikatalog) -> Path:
    """The site of the repository's own catalogue."""

    def make(folder: Path) -> None:
        catalog, day = ROOT / "catalog.yaml", "2026-11-23"
        built = apikatalog("build", "--catalog", catalog, "--as-of", day, "--out", folder / "site")
        assert built.returncode == 0, built.stderr

    return made_once(tmp_path_factory, "own", make) / "site"


@pytest.fixture(scope="session")
def real_catalog(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The smallest catalogue around the real FS schema of 2026-01-15."""
    spec = shared("specs/sikt/fs-graphql/fs-2026-01-15.graphql")

    def make(folder: Path) -> None:
        (folder / "fs.graphql").write_bytes(spec.read_bytes())
        (folder / "catalog.yaml").write_text(
            "catalog:\n  title: API-katalog\napis:\n  - id: fs-graphql\n    name: FS GraphQL\n"
            "    status: production\n    spec: fs.graphql\n",
            encoding="utf-8",
        )

    return made_once(tmp_path_factory, "real", make) / "catalog.yaml"


@pytest.fixture(scope="session")
def real_site(
    real_catalog: Path, tmp_path_factory: pytest.TempPathFactory, apikatalog: Apikatalog
) -> Path:
    """The site of the real FS schema."""

    def make(folder: Path) -> None:
        built = apikatalog(
            *("build", "--quiet", "--catalog", real_catalog),
            *("--as-of", "2026-01-15", "--out", folder / "site"),
        )
        assert built.returncode == 0, built.stderr

    return made_once(tmp_path_factory, "real-site", make) / "site"
