"""The browser, and the repository's own site in it: from disk, and over HTTP."""

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

Opened = Callable[..., Page]


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder as a host of static pages does, with its page for what is not found."""

    def log_message(self, *_: Any) -> None:
        pass

    def send_error(self, code: int, *_: Any, **__: Any) -> None:
        content = Path(self.directory, "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(content)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    on_path = (shutil.which(name) for name in ("chromium", "google-chrome"))
    with sync_playwright() as playwright:
        path = next(filter(None, on_path), None)
        launched = playwright.chromium.launch(executable_path=path)
        yield launched
        launched.close()


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a folder over HTTP."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def own_host(own_site: Path) -> Iterator[str]:
    """The address of the own site over HTTP."""
    with served(own_site) as address:
        yield address


@pytest.fixture
def opened(browser: Browser, own_site: Path) -> Iterator[Opened]:
    """Opens a page of the own site; what is said of the browser is said to `new_context`.

    From disk, unless `site` is another address.
    """
    contexts = []

    def open_(path: str, *, site: str = own_site.as_uri(), **about: Any) -> Page:
        context = browser.new_context(**about)
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{site}/{path}")
        return page

    yield open_
    for context in contexts:
        context.close()
