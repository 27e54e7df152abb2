"""Addresses and labels are for ever: tests/permalinks.txt holds them, and only grows."""

import pytest
from lxml import html

from conftest import EDITION, PAGES, ROOT, address

HELD = (ROOT / "tests" / "permalinks.txt").read_text(encoding="utf-8").splitlines()
LABELS = {sentence.label for unit in EDITION.units for sentence in unit.sentences}
FILES = (".pdf", ".png", ".bib", ".ris", ".json", ".tmx", ".txt")
PASSING = {"/robots.txt", "/sentences.json"}
"""What crawlers and our own script read; nobody links to them."""


@pytest.fixture(scope="module")
def published(site):
    """Every address of the built site that somebody may keep."""
    found = set()
    for page in PAGES:
        root = html.parse(site / address(page)[1:] / "index.html").getroot()
        labels = LABELS.intersection(root.xpath("//@id"))
        found |= {address(page), *(f"{address(page)}#{label}" for label in labels)}
    files = {f"/{path.relative_to(site)}" for path in site.rglob("*") if path.suffix in FILES}
    return found | files - PASSING


@pytest.mark.parametrize("permalink", HELD)
def test_permalink_still_leads_somewhere(published, permalink):
    assert permalink in published


def test_every_address_that_somebody_may_keep_is_held(published):
    missing = sorted(published - set(HELD))
    assert missing == [], "add these lines to tests/permalinks.txt"


def test_the_list_is_sorted_and_holds_nothing_twice():
    assert sorted(set(HELD)) == HELD
