"""The addresses of all parts of the repository's own schema: links to them must keep working."""

import json

from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from tests.conftest import ROOT, Apikatalog

CHANGED = (
    "An anchor that disappears needs a redirect, for someone links to it. Where the redirect is "
    "there, or anchors were only added: pytest tests/golden/test_anchors.py --snapshot-update"
)


class Lines(SingleFileSnapshotExtension):
    """A text file, one address a line."""

    _write_mode = WriteMode.TEXT
    file_extension = "txt"


def test_no_anchor_has_disappeared(apikatalog: Apikatalog, snapshot: SnapshotAssertion) -> None:
    listed = apikatalog("parts", "--format", "json", "--catalog", ROOT / "catalog.yaml")
    parts = json.loads(listed.stdout)
    addresses = sorted(f"{part['page']}#{part['anchor']}" for part in parts)
    assert len(set(addresses)) == len(addresses)
    lines = "".join(f"{address}\n" for address in addresses)
    assert lines == snapshot(extension_class=Lines), CHANGED
