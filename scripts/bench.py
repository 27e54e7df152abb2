"""Paint: how long a slow phone takes to show a page, as a ratio to a bare page of its text.

Both are served from memory, as a host would send them (brotli), and loaded by turns in
one run: 1.6 Mbit/s, 150 ms to and fro, a processor four times slower.
"""

from __future__ import annotations

import html
import sys
from collections.abc import Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from threading import Thread

import brotli
from playwright.sync_api import sync_playwright

from edition import Unit, read_edition
from pages import read_words

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 15
SLOW_LINE = {
    "offline": False,
    "latency": 150 * 3.75,  # before a first byte: the name, TCP, TLS and the request
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync", "--no-first-run"]
PAINT = """() => new Promise((resolve) => new PerformanceObserver((list) => {
  for (const entry of list.getEntriesByName("first-contentful-paint")) resolve(entry.startTime);
}).observe({ type: "paint", buffered: true }))"""


def bare(unit: Unit, languages: Mapping[str, str]) -> bytes:
    """A page that holds a unit's words and nothing else, not even a style."""
    lines = [
        f"<p lang={tag}>{html.escape(sentence.text[language])}"
        for sentence in unit.sentences
        for language, tag in languages.items()
    ]
    title = html.escape(next(iter(unit.title.values())))
    head = "<!doctype html><meta charset=utf-8><meta name=viewport content=width=device-width>"
    return f"{head}<title>{title}</title><h1>{title}</h1>{''.join(lines)}".encode()


@contextmanager
def serving(site: Path, extra: Mapping[str, bytes]):
    """Serve a site and some further pages, compressed beforehand; yield the address."""
    bodies = {"/" + path.relative_to(site).as_posix(): path.read_bytes() for path in files(site)}
    sent = {path: brotli.compress(body) for path, body in {**bodies, **extra}.items()}
    types = {".html": "text/html", ".js": "text/javascript", ".svg": "image/svg+xml"}

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            path = self.path + ("index.html" if self.path.endswith("/") else "")
            self.send_response(200 if path in sent else 404)
            self.send_header("Content-Type", types.get(Path(path).suffix, "text/html"))
            self.send_header("Content-Encoding", "br")
            self.send_header("Content-Length", str(len(sent.get(path, b""))))
            self.end_headers()
            self.wfile.write(sent.get(path, b""))

        def log_message(self, *arguments):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def files(site: Path) -> list[Path]:
    return [path for path in site.rglob("*") if path.suffix in (".html", ".js", ".svg", ".json")]


def first_paint(browser, url: str) -> float:
    """Milliseconds to the first contentful paint of a first visit on the slow phone."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, device_scale_factor=2)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW_LINE)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.goto(url)
    time = page.evaluate(PAINT)
    context.close()
    return time


def main() -> int:
    edition, words = read_edition(ROOT / "docs"), read_words(ROOT)
    unit = max(edition.units, key=lambda unit: len(unit.sentences))
    folders = {f"{language}/": (language,) for language in edition.languages}
    folders[""] = edition.languages
    extra = {
        f"/bare/{folder}index.html": bare(unit, {each: words["language"][each] for each in tongues})
        for folder, tongues in folders.items()
    }
    with sync_playwright() as playwright, serving(ROOT / "site", extra) as home:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        print("first contentful paint, median ms   bare   page   ratio")
        for folder in folders:
            urls = (f"{home}/bare/{folder}", f"{home}/{folder}{unit.name}/")
            rounds = [[first_paint(browser, url) for url in urls] for _ in range(ROUNDS)]
            plain, page = (median(times) for times in zip(*rounds, strict=True))
            print(f"/{folder + unit.name + '/':34}{plain:6.0f} {page:6.0f}   {page / plain:.2f}")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
