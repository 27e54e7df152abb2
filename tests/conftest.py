"""What the tests share: the real text, the site built from it, a server and a browser."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import sync_playwright

from benchmark.visit import chromium
from outputs.pages import leaves, read_words, views
from text.documents import read_documents
from text.edition import read_edition

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = read_documents(ROOT / "docs")
EDITION = read_edition(ROOT / "docs")
WORDS = read_words(ROOT)
VIEWS = views(EDITION)
LEAVES = leaves(EDITION, WORDS)
PAGES = [(leaf, view) for leaf in LEAVES.values() for view in VIEWS]
PLACES = ("/", "/some/path/")
"""Where a site may stand on its host."""


def name(value: object) -> str | None:
    """A rule's or a unit's name, as the name of a test."""
    return getattr(value, "__name__", None) or getattr(value, "name", None)


def address(page: tuple) -> str:
    """A page's address, as the name of a test."""
    leaf, view = page
    return "/" + leaf.address(view)


def build(root: Path, site: Path, url: str) -> subprocess.CompletedProcess:
    """Run ``mkdocs build`` as a user would; return how it ended, with what it said."""
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)],
        cwd=root,
        env={**os.environ, "SITE_URL": url, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        timeout=120,
    )


def verb(root: Path, module: str, *arguments: str) -> dict:
    """What subprocess needs to run a module of a project, as its verbs do."""
    return {
        "args": [sys.executable, "-m", module, *arguments],
        "env": {**os.environ, "PYTHONPATH": str(root / "scripts")},
    }


def project(folder: Path) -> Path:
    """A copy of the project's own files, to change at will."""
    for part in ("docs", "overrides", "scripts"):
        shutil.copytree(
            ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"), symlinks=True
        )
    for file in ("mkdocs.yml", "pyproject.toml"):
        shutil.copy(ROOT / file, folder)
    return folder


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder under a path, its 404 page for what isn't there, and logs nothing."""

    def __init__(self, *arguments, prefix="/", **keywords):
        self.prefix = prefix
        super().__init__(*arguments, **keywords)

    def translate_path(self, path):
        if not path.startswith(self.prefix):
            return "/nowhere"
        return super().translate_path("/" + path.removeprefix(self.prefix))

    def send_error(self, code, message=None, explain=None):
        body = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


@contextmanager
def serving(site: Path, prefix: str = "/") -> Iterator[str]:
    """Serve a folder on loopback; yield the address of its front page."""
    with ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(Quiet, directory=str(site), prefix=prefix)
    ) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}{prefix}"
        server.shutdown()


@pytest.fixture(scope="session", params=PLACES, ids=["root", "path"])
def place(request) -> str:
    return request.param


@pytest.fixture(scope="session")
def sites(tmp_path_factory) -> dict[str, Path]:
    """The site built for each place it may stand at."""
    built = {}
    for place in PLACES:
        built[place] = tmp_path_factory.mktemp("built") / "site"
        done = build(ROOT, built[place], f"https://example.org{place}")
        assert done.returncode == 0, done.stderr
    return built


@pytest.fixture(scope="session")
def site(sites) -> Path:
    return sites["/"]


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """Serves a folder at a root for the rest of the session; returns its address."""
    with ExitStack() as stack:
        yield cache(lambda folder: stack.enter_context(serving(folder)))


@pytest.fixture(scope="session")
def home(sites, place) -> Iterator[str]:
    """Address of the site's front page, at a root and under a path."""
    with serving(sites[place], place) as address:
        yield address


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright, chromium(playwright) as browser:
        yield browser


@pytest.fixture(scope="session")
def window(browser):
    """One page for every test that leaves nothing behind in it but where it is."""
    context = browser.new_context()
    yield context.new_page()
    context.close()
