"""Builds one hostile case as a user would: the `--cmd` of the hostile runner.

Like the runner's own example, but the catalogue it writes beside the spec is gone afterwards: the
runner counts every file that stays outside the output folder as a fault.
"""

import json
import subprocess
import sys
from pathlib import Path


def main(command: str, entry: str, out: str) -> int:
    """The exit code of `command build` on the spec that `entry` (entry.json) names."""
    about = json.loads(Path(entry).read_text(encoding="utf-8"))
    api = {"id": about["id"], "name": about["title"], "status": "production", "spec": about["spec"]}
    catalog = Path(entry).with_name("catalog.yaml")
    document = {"catalog": {"title": "Hostile"}, "apis": [api]}
    catalog.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    try:
        built = subprocess.run(
            [command, "build", "--catalog", catalog, "--out", out, "--as-of", "2026-11-23"],
            check=False,
        )
    finally:
        catalog.unlink()
    return built.returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]))
