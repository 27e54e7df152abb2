"""Addresses and labels are for ever: tests/permalinks.txt holds them, and only grows."""

import pytest

from conftest import EDITION, PAGES, ROOT, SITE
from readers import tree

HELD = (ROOT / "tests" / "permalinks.txt").read_text(encoding="utf-8").splitlines()
LABELS = {sentence.label for unit in EDITION.units for sentence in unit.sentences}
OUR_OWN = {each for each in SITE.files if each == "sentences.json" or each.startswith("codes/")}
"""What our own script alone reads; nobody links to it."""


def with_labels(page, labels):
    return {f"/{page.address}", *(f"/{page.address}#{label}" for label in labels)}


def planned():
    """Every address of the plan that somebody may keep."""
    found = {f"/{address}" for address in SITE.files.keys() - OUR_OWN} | {"/source.txt"}
    for page in PAGES:
        labels = {sentence.label for sentence in page.unit.sentences} if page.unit else set()
        found |= with_labels(page, LABELS if page.name == "full-text" else labels)
    return found


@pytest.fixture(scope="module")
def built(site):
    """Every address of the built site, with the labels that stand in its pages."""
    found = {f"/{path.relative_to(site)}" for path in site.rglob("*")}
    for page in PAGES:
        found |= with_labels(page, LABELS.intersection(tree(site, page).xpath("//@id")))
    return found


def test_every_address_of_the_plan_is_held():
    assert sorted(planned() - set(HELD)) == [], "add these lines to tests/permalinks.txt"


def test_every_address_held_is_built(built):
    assert [address for address in HELD if address not in built] == []


def test_the_list_is_sorted_and_holds_nothing_twice():
    assert sorted(set(HELD)) == HELD
