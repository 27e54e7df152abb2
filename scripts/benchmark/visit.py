"""A first visit to a page, as a browser makes it: what goes over the line, and when it shows.

Sites are served from memory on loopback, compressed as a host would send them (brotli). What
a page wants of other hosts is counted and refused. The visitor has a slow phone: 1.6 Mbit/s,
150 ms to and fro, and a processor four times slower than this one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from shutil import which
from statistics import median
from threading import Thread
from urllib.parse import urlsplit

import brotli
from playwright.sync_api import Browser, Page, Playwright

SLOW_LINE = {
    "offline": False,
    "latency": 150 * 3.75,  # before a first byte: the name, TCP, TLS and the request
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync", "--no-first-run"]
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2}
PAINT = """() => new Promise((resolve) => new PerformanceObserver((list) => {
  for (const entry of list.getEntriesByName("first-contentful-paint")) resolve(entry.startTime);
}).observe({ type: "paint", buffered: true }))"""
SAVE_DATA = "Object.defineProperty(navigator, 'connection', {value: {saveData: true}})"
PRESSES = """async () => {
  const times = [];
  for (const number of document.querySelectorAll("[data-number]")) {
    const pressed = performance.now();
    number.click();
    await new Promise((done) => setTimeout(done)); // the sheet is filled after what is at hand
    document.querySelector("dialog[data-side]").getBoundingClientRect();
    times.push(performance.now() - pressed);
  }
  return times;
}"""
BLOCKING = """() => performance.getEntriesByType("resource")
  .filter((entry) => entry.renderBlockingStatus === "blocking").map((entry) => entry.name)"""


@dataclass(frozen=True)
class Visit:
    """A visit in numbers: the bytes of the page and the sheets that it waits for before it
    shows, those of all answers of its own host, its requests, the other hosts it asks, and
    the milliseconds to its first contentful paint."""

    first: int
    all: int
    requests: int
    other_hosts: int
    paint: float


@contextmanager
def serving(files: Mapping[str, bytes]) -> Iterator[str]:
    """Serve files by their path ("/en/index.html"); yield the address of the root."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            path = urlsplit(self.path).path
            path += "index.html" if path.endswith("/") else ""
            body, encoding = _packed(files.get(path, b""))
            self.send_response(200 if path in files else 404)
            self.send_header("Content-Type", guess_type(path)[0] or "application/octet-stream")
            self.send_header("Content-Encoding", encoding)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            with suppress(ConnectionError):  # a browser that has seen enough hangs up
                self.wfile.write(body)

        def log_message(self, *arguments):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def read_files(folder: Path) -> dict[str, bytes]:
    """Every file under a folder by its path on a server."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {f"/{path.relative_to(folder).as_posix()}": path.read_bytes() for path in paths}


def chromium(playwright: Playwright, program: str = "chromium") -> Browser:
    """Debian's Chromium, or another program of it, until the end of a ``with``."""
    return playwright.chromium.launch(executable_path=which(program), args=FLAGS)


def visit(browser: Browser, home: str, address: str) -> Visit:
    """Visit a page ("en/proposal-3/") with nothing in store until it asks for nothing more."""
    with browser.new_context(**PHONE) as context:
        asked = []
        context.on("request", lambda request: asked.append(request))
        context.route(lambda url: not url.startswith(home), lambda route: route.abort())
        page = context.new_page()
        _slow_down(page, SLOW_LINE)
        page.goto(home + address, wait_until="networkidle")
        own = [each for each in asked if each.url.startswith(home)]
        sizes = [(each.url, each.sizes()["responseBodySize"]) for each in own]
        awaited = {home + address, *page.evaluate(BLOCKING)}
        return Visit(
            first=sum(size for url, size in sizes if url in awaited),
            all=sum(size for _, size in sizes),
            requests=len(asked),
            other_hosts=len({urlsplit(each.url).netloc for each in asked if each not in own}),
            paint=page.evaluate(PAINT),
        )


def next_paint(browser: Browser, home: str, address: str, ahead: bool) -> float:
    """Milliseconds from the press of the link to the next page to that page's first contentful
    paint on the slow phone; the link was pointed at for half a second. ``ahead``: the page may
    be fetched then, as it is unless the connection asks to save data."""
    with browser.new_context(**PHONE) as context:
        page = context.new_page()
        if not ahead:
            page.add_init_script(SAVE_DATA)
        _slow_down(page, SLOW_LINE)
        page.goto(home + address)
        page.locator("[rel=next]").hover()
        page.wait_for_timeout(500)
        with page.expect_navigation():
            page.mouse.down()
            page.mouse.up()
        return page.evaluate(PAINT)


def sheet_shown(browser: Browser, home: str, address: str) -> float:
    """Milliseconds, the median, in which a sentence's sheet is laid out after the press of its
    number on the slow phone, once the first press has loaded what it needs."""
    with browser.new_context(**PHONE) as context:
        page = context.new_page()
        page.goto(home + address)
        page.locator("[data-number]").first.click()
        page.locator("dialog[data-side]").wait_for()
        _slow_down(page)
        return median(page.evaluate(PRESSES))


def _slow_down(page: Page, line: Mapping[str, object] | None = None) -> None:
    session = page.context.new_cdp_session(page)
    if line:
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", line)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})


@cache
def _packed(body: bytes) -> tuple[bytes, str]:
    """A body as a host sends it, with its Content-Encoding; what is packed already stays so."""
    packed = brotli.compress(body, quality=11)
    return (packed, "br") if len(packed) < len(body) else (body, "identity")
