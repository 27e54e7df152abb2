"""What the tests share: the edition, the site built from it, a server and two browsers."""

from __future__ import annotations

import functools
import inspect
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import sync_playwright

from benchmark.fonts import configure
from benchmark.visit import chromium
from edition import HOST, PAGES, ROOT, VIEWS
from firefox import running
from outputs.site import Page
from projects import built_well, costly, once, small
from reading import DESK, reading

BASES = ("/", "/some/path/")
"""Where a site may stand on its host."""


def pytest_addoption(parser):
    left_out = "leave out builds, browsers, typesetting and servers"
    parser.addoption("--quick", action="store_true", help=left_out)


def pytest_configure(config):
    if config.getoption("quick"):
        os.environ["TESTS_QUICK"] = "1"
    if not hasattr(config, "workerinput"):  # the first process; its workers inherit this
        folder = Path(tempfile.mkdtemp(prefix="tests-"))
        config.add_cleanup(partial(shutil.rmtree, folder, ignore_errors=True))
        os.environ["TESTS_FOLDER"] = str(folder)
        os.environ["FONTCONFIG_FILE"] = str(configure(folder))


def address(page: Page) -> str:
    """A page's address, as the name of a test."""
    return f"/{page.address}"


def over(pages: Iterable[Page], group: Callable[[Page], str]) -> Callable:
    """A decorator for a test of one ``page``: run it for all the pages of a group as one test,
    named by the group; a failure names the page."""
    groups: dict[str, list] = {}
    for each in pages:
        groups.setdefault(group(each), []).append(each)

    def decorate(test):
        @functools.wraps(test)
        def run(pages, **fixtures):
            for page in pages:
                try:
                    test(page=page, **fixtures)
                except AssertionError as error:
                    error.add_note(f"at {address(page)}")
                    raise

        asked = inspect.signature(test).parameters.values()
        asked = [each.replace(name="pages") if each.name == "page" else each for each in asked]
        run.__signature__ = inspect.Signature(asked)
        return pytest.mark.parametrize("pages", groups.values(), ids=groups)(run)

    return decorate


def of_view(page: Page) -> str:
    """The name of a group of pages: their view."""
    return page.view.folder or "/"


each_page = over(PAGES, lambda page: page.kind.template)
each_unit = over([page for page in PAGES if page.unit], of_view)
each_view = pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.folder or "/")


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder under a path, its 404 page for what isn't there, and logs nothing."""

    def __init__(self, *arguments, prefix="/", **keywords):
        self.prefix = prefix
        super().__init__(*arguments, **keywords)

    def translate_path(self, path):
        inside = path.removeprefix(self.prefix) if path.startswith(self.prefix) else "nowhere"
        return super().translate_path(f"/{inside}")

    def send_error(self, code, message=None, explain=None):
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write((Path(self.directory) / "404.html").read_bytes())

    def log_message(self, *arguments):
        pass


@contextmanager
def serving(site: Path, prefix: str = "/") -> Iterator[str]:
    """Serve a folder on loopback; yield the address of its front page."""
    handler = partial(Quiet, directory=str(site), prefix=prefix)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}{prefix}"
        server.shutdown()


@pytest.fixture
def root(tmp_path) -> Path:
    """A project of the tests' own small text, to change at will."""
    return small(tmp_path / "project")


@pytest.fixture(scope="session", params=BASES, ids=["root", "path"])
def base(request) -> str:
    return request.param


def built(base: str) -> Path:
    """The site built for a path that it may stand under."""

    def make(folder):
        built_well(ROOT, folder / "site", f"{HOST}{base}")

    return once(f"built{base.replace('/', '-')}", make) / "site"


@pytest.fixture(scope="session")
def based(base) -> Path:
    """The site built for each path in turn."""
    return built(base)


@pytest.fixture(scope="session")
def site() -> Path:
    """The site built for a host of its own."""
    return built("/")


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[..., str]]:
    """Serves a folder, at a path if given, for the rest of the session; returns its address."""
    with ExitStack() as stack:
        yield cache(lambda *where: stack.enter_context(serving(*where)))


@pytest.fixture(scope="session")
def home(serve) -> str:
    """Address of the site's front page under a path, where an address that begins with a
    slash leads nowhere."""
    return serve(built(BASES[1]), BASES[1])


@pytest.fixture(scope="session")
def browser():
    costly()
    shell = "chromium-headless-shell"  # Chromium shows a page in four times its time
    with sync_playwright() as playwright, chromium(playwright, shell) as browser:
        yield browser


@pytest.fixture
def visit(browser, serve, site):
    """Opens a page of the site, by its address, in a fresh browser; the page knows its home."""
    with ExitStack() as stack:

        def visit(address, size=DESK, script="", wait_until="load", **settings):
            page = stack.enter_context(reading(browser, size, **settings))
            page.add_init_script(script)
            page.home = serve(site)
            page.goto(page.home + address, wait_until=wait_until)
            return page

        yield visit


@pytest.fixture(scope="session")
def window(browser):
    """One page for every test that leaves nothing behind in it but where it is."""
    with browser.new_context() as context:
        yield context.new_page()


@pytest.fixture(scope="session")
def firefox(tmp_path_factory):
    costly()
    with running(tmp_path_factory.mktemp("profile")) as firefox:
        yield firefox
