"""The same sources and the same day give the same site, whoever builds it, and where."""

import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT

DAY = "2026-11-23"
MIDDAY = "1795435200"
"""12:00 UTC of that day, in seconds since 1970."""


def files(site: Path) -> dict[str, bytes]:
    return {
        file.relative_to(site).as_posix(): file.read_bytes()
        for file in site.rglob("*")
        if file.is_file()
    }


def assert_same(one: Path, other: Path) -> None:
    left, right = files(one), files(other)
    assert len(left) > 100
    assert set(left) == set(right)
    assert [name for name in left if left[name] != right[name]] == []


def started(*command: object, **environment: str) -> None:
    """Runs a Python module as a user does, with an interpreter of its own."""
    ran = subprocess.run(
        [sys.executable, "-m", *map(str, command)],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr


def test_hash_seed_time_zone_and_folder_do_not_matter(own_site: Path, tmp_path: Path) -> None:
    """`own_site` has the machine's time zone, and a hash seed that nobody chose."""
    started(
        *("generator", "build", "--quiet", "--catalog", ROOT / "catalog.yaml"),
        *("--as-of", DAY, "--out", tmp_path / "site"),
        PYTHONHASHSEED="1",
        TZ="Pacific/Kiritimati",
    )
    assert_same(own_site, tmp_path / "site")


def test_mkdocs_builds_the_same_site(own_site: Path, tmp_path: Path) -> None:
    """`own_site` is what `apikatalog build` makes of the repository as of that day."""
    started(
        *("mkdocs", "build", "--strict", "--site-dir", tmp_path / "site"),
        SOURCE_DATE_EPOCH=MIDDAY,
        NO_MKDOCS_2_WARNING="1",
    )
    assert_same(own_site, tmp_path / "site")
