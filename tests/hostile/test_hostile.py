"""Hostile specs are rendered harmless or refused, and a built site passes the site checker."""

import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import shared

GRAPHQL = ("p47", "p48", "p49", "p50", "p51", "p52", "p53", "p54", "p55", "p56", "p57")
NO_SPEC = ("p40", "p41", "p42")
OPENAPI_REFUSED = (
    "p18", "p19", "p21", "p22", "p23", "p24", "p27", "p28", "p29", "p30", "p31", "p35", "p36",
    "p38", "p46",
)  # fmt: skip
CASES = (*NO_SPEC, *OPENAPI_REFUSED, *GRAPHQL)


def run(*command: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*map(str, command)], capture_output=True, text=True, check=False)


@pytest.mark.real
def test_hostile_cases_are_rendered_harmless_or_refused() -> None:
    builder = Path(__file__).with_name("build_one.py")
    apikatalog = Path(sys.executable).with_name("apikatalog")
    ran = run(
        sys.executable,
        shared("hostile/run_hostile.py"),
        "--cases",
        shared("hostile/cases"),
        "--cmd",
        f"{shlex.join(map(str, (sys.executable, builder, apikatalog)))} {{entry}} {{out}}",
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
