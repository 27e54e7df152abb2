"""Which pages the menu lists, in a small edition and in a large one."""

import pytest

from outputs.menu import REACH, UNITS, menu
from text.strings import Strings

SINGLE = ["full-text", "glossary", "about"]


def order(units):
    """Every page of an edition of so many units, in reading order."""
    return ["index", "preamble", *proposals(1, units - 2), "closing-call", *SINGLE]


def listed(units, page):
    """What a page's menu lists, by name; None for its mark of what it leaves out."""
    pages = order(units)
    return list(menu(pages, range(1, units + 1), pages.index(page)))


def proposals(first, last):
    return [f"proposal-{number}" for number in range(first, last + 1)]


def test_the_menu_of_a_small_edition_lists_every_page():
    for page in order(UNITS):
        assert listed(UNITS, page) == order(UNITS)


def test_the_menu_of_a_large_edition_lists_neighbours_and_ends_and_near_an_end_reaches_further():
    near = proposals(400 - REACH, 400 + REACH)
    ends = ["closing-call", *SINGLE]
    assert listed(800, "proposal-400") == ["index", "preamble", None, *near, None, *ends]
    start = ["index", "preamble", *proposals(1, 2 * REACH), None]
    end = [None, *proposals(798 - 2 * REACH + 1, 798), *ends]
    assert listed(800, "index") == [*start, *ends]
    assert listed(800, "about") == [*start[:2], *end]


def test_every_menu_names_its_page_does_not_grow_with_the_edition_and_leaves_out_no_page_alone():
    for units in (UNITS + 1, 80, 800):
        pages = order(units)
        for page in pages[:: max(units // 80, 1)]:
            names = listed(units, page)
            assert page in names and len(names) <= UNITS + 1 + len(SINGLE)
            for before, mark, after in zip(names, names[1:], names[2:], strict=False):
                assert mark or pages.index(after) - pages.index(before) > 2, page


@pytest.mark.parametrize(
    ("number", "chinese"),
    [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (99, "九十九"), (100, "100")],
)
def test_numbers_are_written_as_the_language_writes_them(number, chinese):
    strings = Strings(numerals={"zh": "零一二三四五六七八九十", "en": ""})
    assert strings.numeral(number, "zh") == chinese
    assert strings.numeral(number, "en") == str(number)
