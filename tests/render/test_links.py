"""Links between pages are relative and lead where they say, wherever the site lies."""

from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.render.links import folder_of, is_web_address, relative, up

FOLDERS = st.lists(st.sampled_from(["fs", "typer", "avvik", "a"]), max_size=4).map("/".join)
FILES = st.sampled_from(["index.html", "a.html", "fs", "Emne.html"])


@pytest.mark.parametrize(
    ("folder", "path", "link"),
    [
        ("", "index.html", "index.html"),
        ("", "fs/index.html", "fs/index.html"),
        ("fs", "fs/index.html", "index.html"),
        ("fs", "fs/typer/A.html", "typer/A.html"),
        ("fs", "kontrakter.html", "../kontrakter.html"),
        ("fs/typer", "fs/typer/A.html", "A.html"),
        ("fs/typer", "fs/sporringer/a.html", "../sporringer/a.html"),
        ("fs/typer", "index.html", "../../index.html"),
        ("fs/typer", "gemini/index.html", "../../gemini/index.html"),
        ("fs/typer", "fsx/typer/A.html", "../../fsx/typer/A.html"),
        ("a/b", "b/b/c.html", "../../b/b/c.html"),
        ("fs", "fs", "../fs"),
    ],
)
def test_the_link_is_the_shortest_way(folder: str, path: str, link: str) -> None:
    assert relative(folder, path) == link


@given(folder=FOLDERS, target=FOLDERS, file=FILES, root=st.sampled_from(["", "en/mappe/"]))
def test_a_browser_that_follows_the_link_arrives(
    folder: str, target: str, file: str, root: str
) -> None:
    path = f"{target}/{file}".lstrip("/")
    site = f"https://x.example/{root}"
    page = f"{site}{folder}/side.html" if folder else f"{site}side.html"
    assert urljoin(page, relative(folder, path)) == f"{site}{path}"
    assert urljoin(page, f"{up(folder)}index.html") == f"{site}index.html"


@pytest.mark.parametrize(
    ("path", "folder"),
    [("index.html", ""), ("fs/index.html", "fs"), ("fs/typer/A.html", "fs/typer")],
)
def test_the_folder_of_a_page(path: str, folder: str) -> None:
    assert folder_of(path) == folder


@pytest.mark.parametrize(
    ("url", "answer"),
    [
        ("https://x.no", "yes"),
        ("HTTP://x.no", "yes"),
        ("javascript:alert(1)", "no"),
        ("data:text/html,x", "no"),
        ("mailto:a@b.no", "no"),
        ("//x.no", "no"),
        ("x.html", "no"),
        ("http://[x", "no"),
        ("", "no"),
    ],
)
def test_a_web_address_is_http_or_https(url: str, answer: str) -> None:
    assert is_web_address(url) is (answer == "yes")
