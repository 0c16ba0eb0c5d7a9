"""Hostile specs are rendered harmless or refused, and a built site passes the site checker."""

import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import shared

OPENAPI = tuple(f"p{number:02}" for number in range(1, 47))
GRAPHQL = tuple(f"p{number:02}" for number in range(47, 58))
WSDL = tuple(f"p{number:02}" for number in range(58, 66))
CASES = (*OPENAPI, *GRAPHQL, *WSDL)


def run(*command: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*map(str, command)], capture_output=True, text=True, check=False)


@pytest.mark.real
def test_hostile_cases_are_rendered_harmless_or_refused() -> None:
    builder = Path(__file__).with_name("build_one.py")
    ran = run(
        sys.executable,
        shared("hostile/run_hostile.py"),
        "--cases",
        shared("hostile/cases"),
        "--cmd",
        f"{shlex.join((sys.executable, str(builder)))} {{entry}} {{out}}",
        "--only",
        ",".join(CASES),
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert f"{len(CASES)} cases" in ran.stdout


@pytest.mark.parametrize("site", ["own_site", pytest.param("real_site", marks=pytest.mark.real)])
def test_the_site_checker_finds_nothing(site: str, request: pytest.FixtureRequest) -> None:
    built = request.getfixturevalue(site)
    checked = run(sys.executable, shared("hostile/check_site.py"), "--csp", built)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "0 errors, 0 warnings" in checked.stdout
