"""Builds one hostile case as a user would: the `--cmd` of the hostile runner.

Like the runner's own example, but the catalogue it writes beside the spec is gone afterwards: the
runner counts every file that stays outside the output folder as a fault.
"""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))  # the program that is tested, wherever we are

from generator.cli import main


def build_one(entry: Path, out: str) -> int:
    """The exit code of `apikatalog build` on the spec that `entry` (entry.json) names."""
    about = json.loads(entry.read_text(encoding="utf-8"))
    api = {"id": about["id"], "name": about["title"], "status": "production", "spec": about["spec"]}
    catalog = entry.with_name("catalog.yaml")
    document = {"catalog": {"title": "Hostile"}, "apis": [api]}
    catalog.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    try:
        return main(["build", "--catalog", str(catalog), "--out", out, "--as-of", "2026-11-23"])
    finally:
        catalog.unlink()


if __name__ == "__main__":
    sys.exit(build_one(Path(sys.argv[1]), sys.argv[2]))
