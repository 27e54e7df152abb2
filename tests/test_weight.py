"""What a page weighs on the line, and what it asks for before it shows."""

import re

import brotli
import pytest

from conftest import each_page, each_view
from edition import EDITION, UNIT

HEADERS = 640
"""Bytes of one answer's headers, with room; test_host.py holds nginx to it."""

ROUND_TRIP = 14_600
"""What a server may send before it must wait for the reader: ten packets (RFC 6928)."""


def limit(page, edition=EDITION):
    """Of the page's bytes alone. Contents and units have one of their own, whatever the number of
    units; a longer unit's and the full text's grow with the text."""
    units = edition.units if page.unit is None else [page.unit]
    sentences = [sentence for unit in units for sentence in unit.sentences]
    texts = (each.text[language] for each in sentences for language in page.view.languages)
    text = len("".join(texts).encode())
    if page.kind.template == "full-text":
        return 7_050 + 25 * len(sentences) + 0.65 * text
    if page.unit:
        return 9_500 + 0.65 * max(0, text - 1_500)
    return 9_500 if page.kind.template == "contents" else ROUND_TRIP


def weight(path):
    return len(brotli.compress(path.read_bytes(), quality=11)) + HEADERS


@each_page
def test_page_is_within_its_budget_and_one_request_before_it_shows(site, page):
    path = site / page.address / "index.html"
    size = weight(path) - HEADERS
    assert size <= limit(page), f"it weighs {size} bytes"
    html = path.read_text(encoding="utf-8")
    assert 'rel="stylesheet"' not in html and "@import" not in html
    sources = re.findall(r"@font-face\{[^}]*\bsrc:([^;}]*)", html)
    assert all(re.fullmatch(r"(local\([^)]*\),?)+", each) for each in sources)  # the reader's own
    assert html.count("<style>") == 1 and "@layer theme{" in html
    assert html.count("<script src=") == html.count("defer></script>") == 1


def test_scripts_weigh_at_most_6500_bytes_of_which_a_page_loads_a_third(site):
    reader, press = (
        weight(script) - HEADERS
        for name in ("reader", "press")
        for script in (site / "assets/js").glob(f"{name}.*.js")
    )
    assert reader <= 2_200 and reader + press <= 6_500


@each_view
@pytest.mark.parametrize("name", ["index", UNIT.name])
def test_a_whole_first_visit_is_one_round_trip(site, visit, name, view):
    page = visit(view.address(name), wait_until="networkidle")
    paths = [site / (url.removeprefix(page.home) or ".") for url in page.asked]
    total = sum(weight(path / "index.html" if path.is_dir() else path) for path in paths)
    assert total <= ROUND_TRIP, f"{total} bytes for {page.asked}"
