"""What a page weighs on the line, and what it asks for before it shows."""

import re

import brotli
import pytest

from conftest import each_page, each_view

HEADERS = 640
"""Bytes of one answer's headers, with room; test_host.py holds nginx to it."""

ROUND_TRIP = 14_600
"""What a server may send before it must wait for the reader: ten packets (RFC 6928)."""

LIMITS = {"contents": 10_000, "unit": 10_000}
"""By kind of page; the others, ROUND_TRIP."""


def weight(path):
    return len(brotli.compress(path.read_bytes(), quality=11)) + HEADERS


@each_page
def test_page_is_within_its_budget(site, page):
    size = weight(site / page.address / "index.html")
    assert size <= LIMITS.get(page.kind.template, ROUND_TRIP), f"it weighs {size} bytes"


@each_page
def test_page_is_one_request_before_it_shows(site, page):
    html = (site / page.address / "index.html").read_text(encoding="utf-8")
    assert 'rel="stylesheet"' not in html and "@import" not in html
    sources = re.findall(r"@font-face\{[^}]*\bsrc:([^;}]*)", html)
    assert all(re.fullmatch(r"(local\([^)]*\),?)+", each) for each in sources)  # the reader's own
    assert html.count("<style>") == 1 and "@layer theme{" in html
    assert html.count("<script src=") == html.count("defer></script>") == 1


def test_script_weighs_at_most_4_kilobytes(site):
    (script,) = (site / "assets/js").iterdir()
    assert weight(script) - HEADERS <= 4_096


@each_view
@pytest.mark.parametrize("name", ["index", "proposal-4"])
def test_a_whole_first_visit_is_one_round_trip(site, browser, serve, name, view):
    page = browser.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    home = serve(site)
    page.goto(home + view.address(name), wait_until="networkidle")
    page.close()
    paths = [site / (url.removeprefix(home) or ".") for url in asked]
    total = sum(weight(path / "index.html" if path.is_dir() else path) for path in paths)
    assert total <= ROUND_TRIP, f"{total} bytes for {asked}"


def test_search_index_weighs_at_most_6_kilobytes(site):
    assert weight(site / "sentences.json") - HEADERS <= 6_144
